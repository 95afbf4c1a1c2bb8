/**
 * Handing over, releasing, taking back: the steps after which the desk sees something else. Each
 * is one transaction that ends with one numbered change, so that half a step is never seen.
 */
import { createHash } from "node:crypto";

import type { MailboxId, PartId } from "@honeyguide/domain";
import { type Kysely, sql, type Transaction } from "kysely";

import { type ChangeKind, type Hour, intakeSchema, type IntakeTables } from "./intake-tables.ts";
import { lockReport } from "./intake-upload.ts";

/** Every piece but the last of a part has this size. Bytes. */
const pieceBytes = 256 * 1024;
/** Read at a time while checking: 2 MiB, between which other clients have their turn. */
const piecesAtATime = 8;

/** A part as its sender describes it. */
export interface DescribedPart {
  readonly part: PartId;
  readonly bytes: number;
  /** Of all its pieces in order. 32 bytes. */
  readonly sha256: Uint8Array;
}

/** A part of which every byte was seen to be there. */
export interface CheckedPart extends DescribedPart {
  readonly serial: number;
}

/** The intake's signature under a report. */
export interface StoredReceipt {
  readonly sha256: Uint8Array;
  readonly signature: Uint8Array;
  readonly hour: Hour;
}

/**
 * Read parts and compare them with their description. Takes no lock: what is found is confirmed
 * by the hand-over.
 *
 * @returns nothing if a part is missing, incomplete, differs or was handed over before.
 */
export async function checkParts(
  db: Kysely<IntakeTables>,
  mailboxId: MailboxId,
  described: readonly DescribedPart[],
): Promise<readonly CheckedPart[] | undefined> {
  const checked: CheckedPart[] = [];
  for (const part of described) {
    const row = await db
      .withSchema(intakeSchema)
      .selectFrom("part")
      .select(["serial", "bytes"])
      .where("report_id", "=", mailboxId)
      .where("id", "=", part.part)
      .executeTakeFirst();
    if (row?.bytes !== null) return undefined;
    if (!(await isWhole(db, mailboxId, part))) return undefined;
    checked.push({ ...part, serial: row.serial });
  }
  return checked;
}

async function isWhole(
  db: Kysely<IntakeTables>,
  mailboxId: MailboxId,
  { part, bytes, sha256 }: DescribedPart,
): Promise<boolean> {
  const hash = createHash("sha256");
  let at = 0;
  for await (const piece of readPieces(db, mailboxId, part)) {
    if (piece.length !== Math.min(pieceBytes, bytes - at)) return false;
    at += piece.length;
    hash.update(piece);
  }
  return at === bytes && Buffer.compare(hash.digest(), sha256) === 0;
}

/** The pieces of a part in order, as far as there is no gap. */
export async function* readPieces(
  db: Kysely<IntakeTables>,
  mailboxId: MailboxId,
  part: PartId,
): AsyncGenerator<Uint8Array> {
  for (let next = 0; ;) {
    const rows = await db
      .withSchema(intakeSchema)
      .selectFrom("piece")
      .select(["number", "bytes"])
      .where("report_id", "=", mailboxId)
      .where("part_id", "=", part)
      .where("number", ">=", next)
      .orderBy("number")
      .limit(piecesAtATime)
      .execute();
    for (const { number, bytes } of rows) {
      if (number !== next) return;
      next += 1;
      yield bytes;
    }
    if (rows.length < piecesAtATime) return;
  }
}

/** What is handed over. */
export interface HandOver {
  readonly mailboxId: MailboxId;
  /** The report's key for the team, or nothing while it is held. */
  readonly wrap: Uint8Array | null;
  readonly content: PartId;
  readonly parts: readonly CheckedPart[];
  readonly receipt: StoredReceipt;
}

/**
 * Hand a report over. Parts that were uploaded and are not named are thrown away.
 *
 * @returns the receipt that is kept: of this hand-over, or of the one before if it was the same.
 * Or why not: `incomplete` if a part changed since it was checked, `differs` if another report was
 * handed over, `gone` if it was taken back.
 */
export async function handOver(
  db: Kysely<IntakeTables>,
  { mailboxId, wrap, content, parts, receipt }: HandOver,
): Promise<StoredReceipt | "incomplete" | "differs" | "gone"> {
  const done = db.transaction().execute(async (bare) => {
    const report = await lockReport(bare, mailboxId);
    if (report === undefined || report.state === "taken_back") return "gone";
    if (report.state !== "draft") return earlierReceipt(report, receipt);
    await markSent(bare, mailboxId, parts, null);
    const trx = bare.withSchema(intakeSchema);
    await trx
      .deleteFrom("part")
      .where("report_id", "=", mailboxId)
      .where("bytes", "is", null)
      .execute();
    await trx
      .updateTable("report")
      .set({
        state: wrap === null ? "held" : "received",
        sent_at: receipt.hour,
        wrap,
        content,
        receipt_sha256: receipt.sha256,
        receipt_signature: receipt.signature,
      })
      .where("id", "=", mailboxId)
      .execute();
    await insertChange(bare, mailboxId, wrap === null ? "held" : "report", receipt.hour);
    return receipt;
  });
  return orIncomplete(done);
}

/** The receipt of a report that was handed over before, if it was this one. */
export async function earlierReceiptOf(
  db: Kysely<IntakeTables>,
  mailboxId: MailboxId,
  receipt: StoredReceipt,
): Promise<StoredReceipt | "differs" | undefined> {
  const report = await db
    .withSchema(intakeSchema)
    .selectFrom("report")
    .selectAll()
    .where("id", "=", mailboxId)
    .executeTakeFirst();
  if (report === undefined || report.sent_at === null) return undefined;
  return earlierReceipt(report, receipt);
}

function earlierReceipt(
  {
    receipt_sha256,
    receipt_signature,
    sent_at,
  }: {
    readonly receipt_sha256: Uint8Array | null;
    readonly receipt_signature: Uint8Array | null;
    readonly sent_at: Hour | null;
  },
  { sha256 }: StoredReceipt,
): StoredReceipt | "differs" {
  if (receipt_sha256 === null || receipt_signature === null || sent_at === null) return "differs";
  if (Buffer.compare(receipt_sha256, sha256) !== 0) return "differs";
  return { sha256: receipt_sha256, signature: receipt_signature, hour: sent_at };
}

/** Undoes a transaction because a part is not what it was; see {@link orIncomplete}. */
class Incomplete extends Error {}

/** The answer of a transaction that {@link markSent} may have undone. */
export async function orIncomplete<Answer>(
  transaction: Promise<Answer>,
): Promise<Answer | "incomplete"> {
  try {
    return await transaction;
  } catch (error) {
    if (error instanceof Incomplete) return "incomplete";
    throw error;
  }
}

/**
 * Mark parts as handed over. From here on no piece is added. Throws, and so undoes the transaction,
 * if a part is not what was checked; {@link orIncomplete} makes that an answer.
 *
 * @param letter - the letter they go with, or nothing for the report itself.
 */
export async function markSent(
  bare: Transaction<IntakeTables>,
  mailboxId: MailboxId,
  parts: readonly CheckedPart[],
  letter: string | null,
): Promise<void> {
  const trx = bare.withSchema(intakeSchema);
  for (const { part, bytes, sha256, serial } of parts) {
    const { numUpdatedRows } = await trx
      .updateTable("part")
      .set({ bytes, sha256, letter_id: letter })
      .where("report_id", "=", mailboxId)
      .where("id", "=", part)
      .where("serial", "=", sql<number>`${serial}::int8` as never)
      .where("bytes", "is", null)
      .executeTakeFirst();
    const stored = await trx
      .selectFrom("piece")
      .select(sql<number>`coalesce(sum(octet_length(bytes)), 0)::int8`.as("bytes"))
      .where("report_id", "=", mailboxId)
      .where("part_id", "=", part)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows !== 1n || stored.bytes !== bytes) throw new Incomplete();
  }
}

/**
 * Number a change. Last in its transaction: from here to the commit all others wait, and so no
 * reader sees a number before a smaller one.
 */
export async function insertChange(
  bare: Transaction<IntakeTables>,
  mailboxId: MailboxId,
  kind: ChangeKind,
  at: Hour,
  letter: string | null = null,
): Promise<void> {
  const trx = bare.withSchema(intakeSchema);
  const { last } = await trx
    .updateTable("counter")
    .set((eb) => ({ last: eb("last", "+", 1) }))
    .returning("last")
    .executeTakeFirstOrThrow();
  await trx
    .insertInto("change")
    .values({ sequence: last, report_id: mailboxId, kind, at, letter_id: letter })
    .execute();
}
