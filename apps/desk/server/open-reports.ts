/**
 * Opening: sealed rows become reports. What cannot be opened is kept and shown as a row that says
 * so; one bad report never stops the others.
 */
import { createHash } from "node:crypto";

import { HoneyguideError } from "@honeyguide/domain";
import type { DeskDatabase, selectOpenable } from "@honeyguide/store/desk";

import type { Act, Audit } from "./audit.ts";
import type { Custody, CustodyEntry } from "./custody.ts";
import { openAccount, openKey, type TeamKeys } from "./open-sealed.ts";
import { places, type ReportBody } from "./places.ts";
import { readAll, readParts, type SealedParts } from "./sealed-parts.ts";
import type { Vault } from "./vault.ts";
import { words } from "./words.ts";

export interface OpeningDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly audit: Audit;
  readonly custody: Custody;
  readonly team: TeamKeys;
  readonly now: () => Date;
}

/** A report whose account is here. */
export type Openable = Awaited<ReturnType<ReturnType<typeof selectOpenable>["execute"]>>[number];

/** An account of 8 MiB, its tar, its padding and age's own bytes, with room to spare. */
const maxAccountBytes = 12 * 1024 * 1024;

/**
 * Open some reports, and write them down in one transaction. Twice is as good as once.
 *
 * @param onOpened - told of each as it is opened, and whether it could be read.
 */
export async function openSealedReports(
  deps: OpeningDeps,
  rows: readonly Openable[],
  onOpened: (row: Openable, isReadable: boolean) => void,
): Promise<void> {
  const { db, audit, custody, team, now } = deps;
  const accounts = rows.map((row) => ({ ...row, part: row.content_part }));
  const sealed = await readParts(db, accounts);
  const opened: { readonly row: Openable; readonly body: ReportBody | undefined }[] = [];
  for (const row of rows) {
    const body = await readReport(sealed, team, row);
    opened.push({ row, body });
    onOpened(row, body !== undefined);
  }
  const at = now();
  await db.transaction().execute(async (trx) => {
    const acts: Act[] = [];
    const lines: (CustodyEntry & { readonly mailboxId: Openable["mailbox_id"] })[] = [];
    for (const { row, body } of opened) {
      const isNew = await keepOpened({ ...deps, db: trx }, at, row, body);
      const act = body === undefined ? "report.unreadable" : "report.opened";
      if (!isNew) continue;
      acts.push({ who: words.desk, act, on: `R-${row.ordinal}`, reason: null });
      if (body !== undefined) lines.push(...toCustody(row, body));
    }
    await custody.write(trx, at, lines);
    await audit.write(trx, at, ...acts);
  });
}

/** When the person sealed it, by their own clock, and that it was opened now. */
function toCustody({ mailbox_id }: Openable, { report, sealedSha256, openedBy }: ReportBody) {
  const of = { mailboxId: mailbox_id, sha256: sealedSha256 };
  return [
    { ...of, event: "sealed" as const, by: words.person, at: report.sealedAt },
    { ...of, event: "opened" as const, by: openedBy },
  ];
}

async function keepOpened(
  { db, vault }: OpeningDeps,
  at: Date,
  { mailbox_id }: Openable,
  body: ReportBody | undefined,
): Promise<boolean> {
  const set =
    body === undefined
      ? ({ state: "unreadable" } as const)
      : ({
          state: "opened",
          opened_at: at.toISOString(),
          body: vault.seal(places.report(mailbox_id), body),
        } as const);
  const { numUpdatedRows } = await db
    .updateTable("report")
    .set(set)
    .where("mailbox_id", "=", mailbox_id)
    .where("state", "=", "sealed")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function readReport(
  parts: SealedParts,
  team: TeamKeys,
  { mailbox_id, content_part, wrap }: Openable,
): Promise<ReportBody | undefined> {
  if (wrap === null) return undefined;
  const part = parts({ mailbox_id, part: content_part });
  const sealed = part instanceof Uint8Array ? part : await readAll(part, maxAccountBytes);
  if (sealed === undefined) return undefined;
  try {
    const report = await openAccount(sealed, await openKey(wrap, team));
    const sealedSha256 = createHash("sha256").update(sealed).digest("hex");
    return { report, sealedSha256, openedBy: words.desk };
  } catch (error) {
    if (error instanceof HoneyguideError) return undefined;
    throw error;
  }
}
