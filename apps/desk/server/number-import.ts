/**
 * Importing a public list of numbers: begun, filled in as many requests as it takes, and put in
 * place of the one before in one transaction. What is cut off is never looked at.
 */
import { randomUUID } from "node:crypto";

import {
  countRows,
  deleteComing,
  deleteReplacedRows,
  insertBlocks,
  insertListings,
  insertNumberSource,
  selectNumberSources,
  updateReplaced,
  updateStanding,
} from "@honeyguide/store/desk";

import type { BeginImport, ImportBegun, ImportRows, NumberSourceRow } from "../api.ts";
import type { Desk } from "./desk.ts";
import type { SourceRow } from "./numbers.ts";
import { DeskRefusal } from "./refusal.ts";
import type { Responder } from "./sessions.ts";

/**
 * Begin. Runs alone.
 *
 * @throws {DeskRefusal} if the list speaks of an earlier day than the one that stands.
 */
export async function beginImport(
  { db, numbers, now }: Desk,
  responder: Responder,
  body: BeginImport,
): Promise<ImportBegun> {
  const { kind, name, sha256, asOf, rows, skipped } = body;
  const before = numbers
    .sources()
    .find((one) => one.kind === kind && one.name === name && one.state === "standing");
  if (before?.sha256 === sha256) return { id: null };
  if (asOf !== null && asOf < (before?.as_of ?? "")) throw new DeskRefusal("desk.older_list");
  const id = randomUUID();
  await db.transaction().execute(async (trx) => {
    await deleteComing(trx, { kind, name }).execute();
    await insertNumberSource(trx, {
      ...{ id, kind, name, sha256, as_of: asOf, rows, skipped },
      imported_at: now().toISOString(),
      responder: responder.id,
    }).execute();
  });
  return { id };
}

/**
 * Take some rows.
 *
 * @throws {DeskRefusal} if no such import is coming, or the rows are of the other kind.
 */
export async function takeRows({ db }: Desk, id: string, body: ImportRows): Promise<void> {
  const { kind } = await comingImport(db, id);
  if ("blocks" in body !== (kind === "ofcom-s7")) throw new DeskRefusal("desk.malformed_request");
  if ("blocks" in body) {
    const rows = body.blocks.map(([prefix, status, holder, digits, allocated_on]) => ({
      ...{ prefix, status, holder, digits, allocated_on },
    }));
    await insertBlocks(db, id, rows).execute();
  } else {
    const rows = body.listings.map(([number, last_seen]) => ({ number, last_seen }));
    await insertListings(db, id, rows).execute();
  }
}

/**
 * Put it in place. Runs alone.
 *
 * @throws {DeskRefusal} if no such import is coming, or rows of it are missing.
 */
export async function endImport(
  { db, audit, numbers, gate, now }: Desk,
  responder: Responder,
  id: string,
): Promise<NumberSourceRow> {
  const source = await comingImport(db, id);
  const table = source.kind === "ofcom-s7" ? "number_block" : "number_listing";
  const { count } = await countRows(db, table, id).executeTakeFirstOrThrow();
  if (count !== source.rows) throw new DeskRefusal("desk.import_incomplete");
  const at = now();
  await db.transaction().execute(async (trx) => {
    await updateReplaced(trx, source).execute();
    await updateStanding(trx, id).execute();
    await deleteReplacedRows(trx, table).execute();
    const line = { who: responder.name, act: "numbers.imported", on: null, reason: source.name };
    await audit.write(trx, at, line);
  });
  await numbers.refresh();
  return toSourceRow({ ...source, state: "standing" }, gate.nameOf);
}

/** An import as a row. */
export function toSourceRow(
  source: SourceRow,
  nameOf: (responder: string) => string | null,
): NumberSourceRow {
  return {
    kind: source.kind,
    name: source.name,
    asOf: source.as_of,
    importedAt: source.imported_at,
    by: nameOf(source.responder) ?? "",
    rows: source.rows,
    skipped: source.skipped,
    sha256: source.sha256,
    standing: source.state === "standing",
  };
}

async function comingImport(db: Desk["db"], id: string): Promise<SourceRow> {
  const all = await selectNumberSources(db).execute();
  const found = all.find((one) => one.id === id && one.state === "coming");
  if (found === undefined) throw new DeskRefusal("desk.unknown_import");
  return found;
}
