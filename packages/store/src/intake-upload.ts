/**
 * Taking in: a mailbox is begun, pieces arrive in any order and as often as the network wants,
 * unfinished ones are thrown away. Each function is one promise: what it answers is on the disk.
 */
import type { MailboxId, PartId } from "@honeyguide/domain";
import { type Kysely, sql, type Transaction } from "kysely";

import { type Hour, intakeSchema, type IntakeTables } from "./intake-tables.ts";

/** Twice what one report may hold: letters bring evidence too. */
const maxPartsKept = 128;

/**
 * Begin a report.
 *
 * @param report - its mailbox, the SHA-256 of the person's key, and the hour it was begun.
 * @returns `same` if it was begun before with this verifier, `taken` if with another.
 */
export async function beginReport(
  db: Kysely<IntakeTables>,
  report: { readonly id: MailboxId; readonly verifier: Uint8Array; readonly hour: Hour },
): Promise<"made" | "same" | "taken"> {
  const made = await db
    .withSchema(intakeSchema)
    .insertInto("report")
    .values({ id: report.id, verifier: report.verifier, state: "draft", begun_at: report.hour })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 1n) return "made";
  const found = await selectVerifier(db, report.id).executeTakeFirst();
  return found !== undefined && Buffer.compare(found.verifier, report.verifier) === 0
    ? "same"
    : "taken";
}

/** What a request of the mailbox is checked against. */
export function selectVerifier(db: Kysely<IntakeTables>, id: MailboxId) {
  return db
    .withSchema(intakeSchema)
    .selectFrom("report")
    .select(["verifier", "state"])
    .where("id", "=", id);
}

/** Keep the person's place marker, at most 96 KiB, instead of the one before. */
export function updatePlace(db: Kysely<IntakeTables>, id: MailboxId, place: Uint8Array) {
  return db
    .withSchema(intakeSchema)
    .updateTable("report")
    .set({ place })
    .where("id", "=", id)
    .where("state", "<>", "taken_back");
}

/** One piece of a part. */
export interface Piece {
  readonly mailboxId: MailboxId;
  readonly partId: PartId;
  /** From 0. */
  readonly number: number;
  /** At most 256 KiB. */
  readonly bytes: Uint8Array;
}

/**
 * Keep a piece. The same piece again is kept already.
 *
 * @returns `differs` if other bytes stand there or the part was handed over without it, `full` if
 * the report has too many parts, `gone` if it or the part was thrown away meanwhile.
 */
export async function keepPiece(
  db: Kysely<IntakeTables>,
  piece: Piece,
  hour: Hour,
): Promise<"kept" | "differs" | "full" | "gone"> {
  // A second round finds the part that another piece's request, or this one, has begun meanwhile.
  for (let round = 0; round < 5; round += 1) {
    if (await insertPiece(db, piece)) return "kept";
    const found = await comparePiece(db, piece);
    if (found.same !== null) return found.same ? "kept" : "differs";
    if (found.part === "sent") return "differs";
    if (found.part === "none") {
      const begun = await beginPart(db, piece, hour);
      if (begun !== "begun") return begun;
    }
  }
  return "gone";
}

/** One statement for the ordinary case. The share lock waits for a hand-over that is under way. */
async function insertPiece(db: Kysely<IntakeTables>, piece: Piece): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .withSchema(intakeSchema)
    .with("open_part", (qb) =>
      qb
        .selectFrom("part")
        .select(["report_id", "id"])
        .where("report_id", "=", piece.mailboxId)
        .where("id", "=", piece.partId)
        .where("bytes", "is", null)
        .forShare(),
    )
    .insertInto("piece")
    .columns(["report_id", "part_id", "number", "bytes"])
    .expression((eb) =>
      eb
        .selectFrom("open_part")
        .select([
          "report_id",
          "id",
          sql<number>`${piece.number}::int4`.as("number"),
          sql<Uint8Array>`${piece.bytes}::bytea`.as("bytes"),
        ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function comparePiece(
  db: Kysely<IntakeTables>,
  { mailboxId, partId, number, bytes }: Piece,
): Promise<{ readonly part: "none" | "open" | "sent"; readonly same: boolean | null }> {
  const row = await db
    .withSchema(intakeSchema)
    .selectFrom("part")
    .leftJoin("piece", (join) =>
      join
        .onRef("piece.report_id", "=", "part.report_id")
        .onRef("piece.part_id", "=", "part.id")
        .on("piece.number", "=", number),
    )
    .where("part.report_id", "=", mailboxId)
    .where("part.id", "=", partId)
    .select(["part.bytes", sql<boolean | null>`piece.bytes = ${bytes}::bytea`.as("same")])
    .executeTakeFirst();
  if (row === undefined) return { part: "none", same: null };
  return { part: row.bytes === null ? "open" : "sent", same: row.same };
}

async function beginPart(
  db: Kysely<IntakeTables>,
  { mailboxId, partId }: Piece,
  hour: Hour,
): Promise<"begun" | "full" | "gone"> {
  return db
    .withSchema(intakeSchema)
    .transaction()
    .execute(async (trx) => {
      // Held against taking back, so that nothing arrives in a report that is gone.
      const report = await lockReport(trx, mailboxId);
      if (report === undefined || report.state === "taken_back") return "gone";
      const { parts } = await trx
        .selectFrom("part")
        .select(sql<number>`count(*)::int4`.as("parts"))
        .where("report_id", "=", mailboxId)
        .executeTakeFirstOrThrow();
      if (parts >= maxPartsKept) return "full";
      await trx
        .insertInto("part")
        .values({ report_id: mailboxId, id: partId, begun_at: hour })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return "begun";
    });
}

/** The report's row, ours until the transaction ends. */
export function lockReport(trx: Transaction<IntakeTables>, id: MailboxId) {
  return trx
    .withSchema(intakeSchema)
    .selectFrom("report")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * Throw away a part that was not handed over.
 *
 * @returns `handed_over` if it was; one that is not there is removed already.
 */
export async function removePart(
  db: Kysely<IntakeTables>,
  mailboxId: MailboxId,
  partId: PartId,
): Promise<"removed" | "handed_over"> {
  return db
    .withSchema(intakeSchema)
    .transaction()
    .execute(async (trx) => {
      const part = await trx
        .selectFrom("part")
        .select("bytes")
        .where("report_id", "=", mailboxId)
        .where("id", "=", partId)
        .forUpdate()
        .executeTakeFirst();
      if (part === undefined) return "removed";
      if (part.bytes !== null) return "handed_over";
      await trx
        .deleteFrom("part")
        .where("report_id", "=", mailboxId)
        .where("id", "=", partId)
        .execute();
      return "removed";
    });
}

/**
 * Throw away what was begun before an hour and never handed over.
 *
 * @returns how many reports are gone.
 */
export async function deleteUnfinished(db: Kysely<IntakeTables>, before: Hour): Promise<number> {
  return db
    .withSchema(intakeSchema)
    .transaction()
    .execute(async (trx) => {
      const drafts = await trx
        .selectFrom("report")
        .select("id")
        .where("state", "=", "draft")
        .where("begun_at", "<", before)
        .forUpdate()
        .execute();
      const ids = drafts.map(({ id }) => id);
      await trx
        .deleteFrom("part")
        .where("bytes", "is", null)
        .where("begun_at", "<", before)
        .execute();
      if (ids.length > 0) {
        await trx.deleteFrom("part").where("report_id", "in", ids).execute();
        await trx.deleteFrom("report").where("id", "in", ids).execute();
      }
      return ids.length;
    });
}
