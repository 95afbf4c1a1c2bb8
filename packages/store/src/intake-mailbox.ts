/**
 * After the hand-over: letters, release, taking back, and how far the desk is.
 */
import type { MailboxId } from "@honeyguide/domain";
import type { Kysely } from "kysely";

import { type CheckedPart, insertChange, markSent, orIncomplete } from "./intake-hand-over.ts";
import { type Hour, intakeSchema, type IntakeTables } from "./intake-tables.ts";
import { lockReport } from "./intake-upload.ts";

/** A sealed letter. */
export interface Letter {
  readonly mailboxId: MailboxId;
  readonly id: string;
  readonly sender: "team" | "person";
  readonly sealed: Uint8Array;
  readonly parts: readonly CheckedPart[];
  readonly hour: Hour;
}

/** The letter of that id, to see whether it is the same. */
export function selectLetter(db: Kysely<IntakeTables>, mailboxId: MailboxId, id: string) {
  return db
    .withSchema(intakeSchema)
    .selectFrom("letter")
    .select(["sender", "sealed"])
    .where("report_id", "=", mailboxId)
    .where("id", "=", id);
}

/**
 * Keep a letter. The person's are changes for the desk.
 *
 * @returns `differs` if another letter has that id, `incomplete` if a part changed since it was
 * checked, `not_sent` if the report was not handed over, `gone` if it was taken back.
 */
export async function keepLetter(
  db: Kysely<IntakeTables>,
  { mailboxId, id, sender, sealed, parts, hour }: Letter,
): Promise<"kept" | "same" | "differs" | "incomplete" | "not_sent" | "gone"> {
  const done = db.transaction().execute(async (bare) => {
    const report = await lockReport(bare, mailboxId);
    if (report === undefined || report.state === "taken_back") return "gone";
    if (report.state === "draft") return "not_sent";
    const earlier = await selectLetter(bare, mailboxId, id).executeTakeFirst();
    if (earlier !== undefined) {
      const same = earlier.sender === sender && Buffer.compare(earlier.sealed, sealed) === 0;
      return same ? "same" : "differs";
    }
    const trx = bare.withSchema(intakeSchema);
    await trx
      .insertInto("letter")
      .values({ report_id: mailboxId, id, sender, at: hour, sealed })
      .execute();
    await markSent(bare, mailboxId, parts, id);
    if (sender === "person") await insertChange(bare, mailboxId, "message", hour, id);
    return "kept";
  });
  return orIncomplete(done);
}

/**
 * Give the team the key of a report that is held.
 *
 * @returns `same` if it has this key already, `not_held` in any other state.
 */
export async function releaseReport(
  db: Kysely<IntakeTables>,
  mailboxId: MailboxId,
  wrap: Uint8Array,
  hour: Hour,
): Promise<"released" | "same" | "not_held"> {
  return db.transaction().execute(async (bare) => {
    const report = await lockReport(bare, mailboxId);
    if (report?.state !== "held") {
      const known = report?.wrap ?? undefined;
      return known !== undefined && Buffer.compare(known, wrap) === 0 ? "same" : "not_held";
    }
    await bare
      .withSchema(intakeSchema)
      .updateTable("report")
      .set({ state: "received", wrap })
      .where("id", "=", mailboxId)
      .execute();
    await insertChange(bare, mailboxId, "released", hour);
    return "released";
  });
}

/**
 * Take a report back: all ciphertext is deleted, the mailbox stays as a tombstone so that the
 * person and the desk see what happened. Again changes nothing.
 */
export async function takeBackReport(
  db: Kysely<IntakeTables>,
  mailboxId: MailboxId,
  hour: Hour,
): Promise<void> {
  await db.transaction().execute(async (bare) => {
    const report = await lockReport(bare, mailboxId);
    if (report === undefined || report.state === "taken_back") return;
    const trx = bare.withSchema(intakeSchema);
    await trx.deleteFrom("part").where("report_id", "=", mailboxId).execute();
    await trx.deleteFrom("letter").where("report_id", "=", mailboxId).execute();
    await trx
      .updateTable("report")
      .set({ state: "taken_back", place: null, wrap: null, content: null })
      .where("id", "=", mailboxId)
      .execute();
    // The desk never heard of a draft.
    if (report.state !== "draft") await insertChange(bare, mailboxId, "taken_back", hour);
  });
}

/**
 * Note how far the desk is.
 *
 * @returns `refused` if the report is not with the desk: a draft, held or taken back.
 */
export async function setReportState(
  db: Kysely<IntakeTables>,
  mailboxId: MailboxId,
  state: "opened" | "closed",
  hour: Hour,
): Promise<"set" | "unknown" | "refused"> {
  return db.transaction().execute(async (bare) => {
    const report = await lockReport(bare, mailboxId);
    if (report === undefined) return "unknown";
    if (report.wrap === null) return "refused";
    await bare
      .withSchema(intakeSchema)
      .updateTable("report")
      .set({ state, opened_at: report.opened_at ?? hour })
      .where("id", "=", mailboxId)
      .execute();
    return "set";
  });
}
