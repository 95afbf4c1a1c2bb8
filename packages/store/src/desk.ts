/**
 * The Desk's database: sealed files as they came, and beside them what was read from them, all of
 * which is encrypted before it gets here.
 *
 * A query is a function that returns it, not yet run: the caller decides on the transaction.
 */
import type { MailboxId, PartId } from "@honeyguide/domain";
import { type ExpressionBuilder, sql } from "kysely";

import type { Migration } from "./database.ts";
import type {
  AuditTable,
  DeskDatabase,
  DeskTables,
  Encrypted,
  LetterTable,
  PartState,
  PieceTable,
  ReportTable,
} from "./desk-tables.ts";
import * as first from "./migrations/2026-11-22-desk.ts";
import * as readings from "./migrations/2026-11-23-desk-readings.ts";
import * as numbers from "./migrations/2026-11-24-desk-numbers.ts";
import * as stages from "./migrations/2026-11-25-desk-stages.ts";
import * as index from "./migrations/2026-11-26-desk-index.ts";
import * as rules from "./migrations/2026-11-27-desk-rules.ts";

export * from "./desk-campaigns.ts";
export * from "./desk-custody.ts";
export * from "./desk-index.ts";
export * from "./desk-numbers.ts";
export * from "./desk-readings.ts";
export * from "./desk-responders.ts";
export * from "./desk-rules.ts";
export * from "./desk-stages.ts";
export * from "./desk-tables.ts";

/** The schema that all of the Desk's tables are in. */
export const deskSchema = "desk";

/** Every step of the schema, oldest first. */
export const deskMigrations: readonly Migration[] = [
  first,
  readings,
  numbers,
  stages,
  index,
  rules,
];

/** The change of the intake after which to ask. */
export function selectCursor(db: DeskDatabase) {
  return db.selectFrom("cursor").where("id", "=", 1).select("next");
}

/** Remember how far the intake's changes were taken over; never goes back. */
export function updateCursor(db: DeskDatabase, next: number) {
  return db.updateTable("cursor").set({ next }).where("id", "=", 1).where("next", "<=", next);
}

/** A new report, with the next free number. A second time it changes nothing and returns no row. */
export function insertReport(db: DeskDatabase, report: Omit<ReportTable, "ordinal" | Defaults>) {
  const ordinal = sql<number>`(select coalesce(max(ordinal), 0) + 1 from ${sql.table("desk.report")})`;
  return db
    .insertInto("report")
    .values({ ...report, ordinal })
    .onConflict((conflict) => conflict.column("mailbox_id").doNothing())
    .returning(["mailbox_id", "ordinal"]);
}
type Defaults =
  "told" | "opened_at" | "body" | "outcome" | "not_ours_kind" | "later_until" | "holder";

/** A held report that its person now opens. */
export function updateReleased(db: DeskDatabase, mailboxId: MailboxId, wrap: Uint8Array) {
  return db
    .updateTable("report")
    .set({ wrap, state: "sealed" })
    .where("mailbox_id", "=", mailboxId)
    .where("state", "=", "held");
}

/** Reports by number, without their wraps: these, or all. */
export function selectReports(db: DeskDatabase, mailboxIds?: readonly MailboxId[]) {
  const all = db
    .selectFrom("report")
    .select([
      "mailbox_id",
      "ordinal",
      "drill",
      "state",
      "received_at",
      "content_part",
      "told",
      "opened_at",
      "body",
      "outcome",
      "not_ours_kind",
      "later_until",
      "holder",
    ])
    .orderBy("ordinal");
  return mailboxIds === undefined ? all : all.where("mailbox_id", "in", [...mailboxIds]);
}

/**
 * Reports that can be opened: handed over, and their account is here. Oldest first.
 *
 * @param all - false for those of the practice case only.
 */
export function selectOpenable(db: DeskDatabase, limit: number, all: boolean) {
  const openable = db
    .selectFrom("report")
    .innerJoin("part", (join) =>
      join
        .onRef("part.mailbox_id", "=", "report.mailbox_id")
        .onRef("part.part", "=", "report.content_part"),
    )
    .where("report.state", "=", "sealed")
    .where("part.state", "=", "copied")
    .select(["report.mailbox_id", "report.ordinal", "report.drill", "report.content_part"])
    .select(["report.wrap", "part.bytes"])
    .orderBy("report.ordinal")
    .limit(limit);
  return all ? openable : openable.where("report.drill", "=", true);
}

/** What opens a report's parts; null while it is held. */
export function selectWrap(db: DeskDatabase, mailboxId: MailboxId) {
  return db.selectFrom("report").where("mailbox_id", "=", mailboxId).select("wrap");
}

/** Parts that are still with the intake only; accounts before evidence, small before large. */
export function selectWaitingParts(db: DeskDatabase, limit: number) {
  const account = sql<boolean>`part.part = report.content_part`;
  return db
    .selectFrom("part")
    .innerJoin("report", "report.mailbox_id", "part.mailbox_id")
    .where("part.state", "=", "waiting")
    .where("report.state", "<>", "taken_back")
    .select(["part.mailbox_id", "part.part", "part.bytes", "part.sha256"])
    .orderBy(account, "desc")
    .orderBy("part.bytes")
    .orderBy("report.ordinal")
    .limit(limit);
}

/**
 * Evidence that is here, of an opened report, and was not read yet. What came with a letter waits
 * for the letter, which says what it is.
 */
export function selectUnreadParts(db: DeskDatabase, limit: number) {
  return db
    .selectFrom("part")
    .innerJoin("report", "report.mailbox_id", "part.mailbox_id")
    .leftJoin("letter", (join) =>
      join
        .onRef("letter.mailbox_id", "=", "part.mailbox_id")
        .onRef("letter.id", "=", "part.letter_id"),
    )
    .where((eb) =>
      eb.or([
        eb("part.letter_id", "is", null),
        eb("letter.body", "is not", null),
        eb("letter.state", "=", "unreadable"),
      ]),
    )
    .where("part.state", "=", "copied")
    .where("part.body", "is", null)
    .where("report.state", "=", "opened")
    .whereRef("part.part", "<>", "report.content_part")
    .select(["part.mailbox_id", "part.part", "part.letter_id", "part.bytes"])
    .select(["report.wrap", "report.body"])
    .orderBy("report.ordinal")
    .orderBy("part.bytes")
    .limit(limit);
}

/** Parts of these reports, or of all; the accounts among them. */
export function selectParts(db: DeskDatabase, mailboxIds?: readonly MailboxId[]) {
  const all = db.selectFrom("part").selectAll().orderBy("mailbox_id").orderBy("part");
  return mailboxIds === undefined ? all : all.where("mailbox_id", "in", [...mailboxIds]);
}

/** Parts of a report or of a letter. */
export function insertParts(
  db: DeskDatabase,
  parts: readonly {
    readonly mailbox_id: MailboxId;
    readonly part: PartId;
    readonly bytes: number;
    readonly sha256: string;
    readonly letter_id: string | null;
  }[],
) {
  return db
    .insertInto("part")
    .values([...parts])
    .onConflict((conflict) => conflict.columns(["mailbox_id", "part"]).doNothing());
}

/** Pieces of parts, as they came. */
export function insertPieces(db: DeskDatabase, pieces: readonly PieceTable[]) {
  return db
    .insertInto("piece")
    .values([...pieces])
    .onConflict((conflict) =>
      conflict
        .columns(["mailbox_id", "part", "piece"])
        .doUpdateSet((eb) => ({ bytes: eb.ref("excluded.bytes") })),
    );
}

/** One piece of a part, to be read in order. */
export function selectPiece(
  db: DeskDatabase,
  { mailbox_id, part, piece }: Omit<PieceTable, "bytes">,
) {
  return db
    .selectFrom("piece")
    .select("bytes")
    .where("mailbox_id", "=", mailbox_id)
    .where("part", "=", part)
    .where("piece", "=", piece);
}

/** All pieces of some small parts, each part's in order. */
export function selectPieces(
  db: DeskDatabase,
  parts: readonly { readonly mailbox_id: MailboxId; readonly part: PartId }[],
) {
  return db
    .selectFrom("piece")
    .select(["mailbox_id", "part", "bytes"])
    .where((eb) =>
      eb.or(
        parts.map(({ mailbox_id, part }) =>
          eb.and([eb("mailbox_id", "=", mailbox_id), eb("part", "=", part)]),
        ),
      ),
    )
    .orderBy("piece");
}

/** How a part stands, and what was read from it. */
export function updatePart(
  db: DeskDatabase,
  { mailbox_id, part }: { readonly mailbox_id: MailboxId; readonly part: PartId },
  set: {
    readonly state?: PartState;
    readonly body?: Encrypted;
    readonly label?: Encrypted;
    readonly picture?: Encrypted;
  },
) {
  return db
    .updateTable("part")
    .set(set)
    .where("mailbox_id", "=", mailbox_id)
    .where("part", "=", part);
}

/** A letter in either direction. A second time it changes nothing and returns no row. */
export function insertLetter(db: DeskDatabase, letter: LetterTable) {
  return db
    .insertInto("letter")
    .values(letter)
    .onConflict((conflict) => conflict.columns(["mailbox_id", "id"]).doNothing())
    .returning("id");
}

/** Letters of these reports, or of all, in the order of their time. */
export function selectLetters(db: DeskDatabase, mailboxIds?: readonly MailboxId[]) {
  const all = db
    .selectFrom("letter")
    .select(["mailbox_id", "id", "author", "at", "state", "body"])
    .orderBy("at")
    .orderBy("id");
  return mailboxIds === undefined ? all : all.where("mailbox_id", "in", [...mailboxIds]);
}

/** Letters of persons that came sealed and were not opened yet; only of reports that are open. */
export function selectSealedLetters(db: DeskDatabase) {
  return db
    .selectFrom("letter")
    .innerJoin("report", "report.mailbox_id", "letter.mailbox_id")
    .where("letter.author", "=", "person")
    .where("letter.body", "is", null)
    .where("letter.state", "=", "received")
    .where("report.state", "=", "opened")
    .select(["letter.mailbox_id", "letter.id", "letter.sealed"])
    .orderBy("letter.at");
}

/** Letters of the team that the intake does not have yet, oldest first. */
export function selectQueuedLetters(db: DeskDatabase) {
  return db
    .selectFrom("letter")
    .innerJoin("report", "report.mailbox_id", "letter.mailbox_id")
    .where("letter.state", "=", "queued")
    .where("report.state", "<>", "taken_back")
    .select(["letter.mailbox_id", "letter.id", "letter.sealed"])
    .orderBy("letter.at");
}

/** Reports that were opened without the intake knowing it yet. */
export function selectUntold(db: DeskDatabase, limit: number) {
  return db
    .selectFrom("report")
    .where("state", "=", "opened")
    .where("told", "=", false)
    .select("mailbox_id")
    .orderBy("ordinal")
    .limit(limit);
}

/** The last line of the audit. */
export function selectAuditHead(db: DeskDatabase) {
  return db.selectFrom("audit").select(["sequence", "hash"]).orderBy("sequence", "desc").limit(1);
}

/** The newest lines of the audit first. */
export function selectAudit(db: DeskDatabase, limit: number) {
  return db.selectFrom("audit").selectAll().orderBy("sequence", "desc").limit(limit);
}

/** Lines of the audit after one, in order, to check the chain. */
export function selectAuditAfter(db: DeskDatabase, sequence: number, limit: number) {
  return db
    .selectFrom("audit")
    .selectAll()
    .where("sequence", ">", sequence)
    .orderBy("sequence")
    .limit(limit);
}

/** More lines. They are never changed: the database refuses. */
export function insertAudit(db: DeskDatabase, lines: readonly AuditTable[]) {
  return db.insertInto("audit").values([...lines]);
}

/** Held to the end of the transaction, so that two lines never follow the same one. */
export function lockAudit(db: DeskDatabase) {
  return db.selectNoFrom((eb: ExpressionBuilder<DeskTables, never>) =>
    eb.fn<null>("pg_advisory_xact_lock", [sql`hashtext('honeyguide.desk.audit')`]).as("locked"),
  );
}

/** Real reports that wait, sealed, for the first passkey. */
export function selectWaitingReal(db: DeskDatabase) {
  return db
    .selectFrom("report")
    .where("state", "=", "sealed")
    .where("drill", "=", false)
    .select((eb) => eb.cast<number>(eb.fn.countAll(), "int4").as("count"));
}
