/**
 * Opening: sealed rows become reports. What cannot be opened is kept and shown as a row that says
 * so; one bad report never stops the others.
 */
import { createHash } from "node:crypto";

import { HoneyguideError } from "@honeyguide/domain";
import type { AgeIdentity } from "@honeyguide/protocol/keys";
import { openContentKey, openReport } from "@honeyguide/protocol/open";
import type { DeskDatabase, selectOpenable } from "@honeyguide/store/desk";

import type { Audit } from "./audit.ts";
import { readPart } from "./copy-parts.ts";
import { places, type ReportBody } from "./places.ts";
import type { Vault } from "./vault.ts";
import { words } from "./words.ts";

export interface OpeningDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly audit: Audit;
  readonly team: readonly AgeIdentity[];
  readonly now: () => Date;
}

type Openable = Awaited<ReturnType<ReturnType<typeof selectOpenable>["execute"]>>[number];

/** An account of 8 MiB, its tar, its padding and age's own bytes, with room to spare. */
const maxAccountBytes = 12 * 1024 * 1024;

/**
 * Open one report. Twice is as good as once.
 *
 * @returns whether it could be read.
 */
export async function openSealedReport(deps: OpeningDeps, row: Openable): Promise<boolean> {
  const { db, vault, audit, now } = deps;
  const { mailbox_id, ordinal } = row;
  const body = await readReport(deps, row);
  const at = now();
  const set =
    body === undefined
      ? ({ state: "unreadable" } as const)
      : ({
          state: "opened",
          opened_at: at.toISOString(),
          body: vault.seal(places.report(mailbox_id), body),
        } as const);
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable("report")
      .set(set)
      .where("mailbox_id", "=", mailbox_id)
      .where("state", "=", "sealed")
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    const act = body === undefined ? "report.unreadable" : "report.opened";
    await audit.write(trx, at, { who: words.desk, act, on: `R-${ordinal}`, reason: null });
  });
  return body !== undefined;
}

async function readReport(
  { db, team }: OpeningDeps,
  { mailbox_id, content_part, wrap }: Openable,
): Promise<ReportBody | undefined> {
  if (wrap === null) return undefined;
  const sealed = await readPart(db, { mailbox_id, part: content_part }, maxAccountBytes);
  if (sealed === undefined) return undefined;
  try {
    const report = await openReport(sealed, await openContentKey(wrap, team));
    const sealedSha256 = createHash("sha256").update(sealed).digest("hex");
    return { report, sealedSha256, openedBy: words.desk };
  } catch (error) {
    if (error instanceof HoneyguideError) return undefined;
    throw error;
  }
}
