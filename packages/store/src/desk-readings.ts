/** What was read from exhibits, in chunks, and what their archives hold. */
import type { MailboxId, PartId } from "@honeyguide/domain";

import type {
  DeskDatabase,
  Encrypted,
  InnerExhibitTable,
  ReadingChunkTable,
  ReadingTable,
} from "./desk-tables.ts";

/** An exhibit by name. */
export interface ExhibitKey {
  readonly mailbox_id: MailboxId;
  readonly exhibit: string;
}

/** Chunks of one generation of a reading. */
export interface ChunksKey extends ExhibitKey {
  readonly generation: string;
}

/** What linking takes from the readings of these reports, or of all. */
export function selectCompared(db: DeskDatabase, mailboxIds?: readonly MailboxId[]) {
  const all = db
    .selectFrom("reading")
    .select(["mailbox_id", "exhibit", "part", "generation", "compared"])
    .orderBy("mailbox_id")
    .orderBy("exhibit");
  return mailboxIds === undefined ? all : all.where("mailbox_id", "in", [...mailboxIds]);
}

/** The readings of one report, without their chunks. */
export function selectReadings(db: DeskDatabase, mailboxId: MailboxId) {
  return db
    .selectFrom("reading")
    .select(["mailbox_id", "exhibit", "part", "generation", "lines", "body"])
    .where("mailbox_id", "=", mailboxId)
    .orderBy("exhibit");
}

/** A reading, in place of the one before. */
export function upsertReading(db: DeskDatabase, reading: ReadingTable) {
  return db
    .insertInto("reading")
    .values(reading)
    .onConflict((conflict) =>
      conflict.columns(["mailbox_id", "exhibit"]).doUpdateSet((eb) => ({
        generation: eb.ref("excluded.generation"),
        lines: eb.ref("excluded.lines"),
        body: eb.ref("excluded.body"),
        compared: eb.ref("excluded.compared"),
      })),
    );
}

/** Chunks of a reading that is still to be written down. */
export function insertChunks(db: DeskDatabase, chunks: readonly ReadingChunkTable[]) {
  return db.insertInto("reading_chunk").values([...chunks]);
}

/** Some chunks of a reading, in order. */
export function selectChunks(
  db: DeskDatabase,
  { mailbox_id, exhibit, generation }: ChunksKey,
  from: number,
  to: number,
) {
  return db
    .selectFrom("reading_chunk")
    .select(["chunk", "body"])
    .where("mailbox_id", "=", mailbox_id)
    .where("exhibit", "=", exhibit)
    .where("generation", "=", generation)
    .where("chunk", ">=", from)
    .where("chunk", "<", to)
    .orderBy("chunk");
}

/** The words of a reading, folded, in order, from a chunk on. */
export function selectFolded(
  db: DeskDatabase,
  { mailbox_id, exhibit, generation }: ChunksKey,
  from: number,
  limit: number,
) {
  return db
    .selectFrom("reading_chunk")
    .select(["chunk", "folded"])
    .where("mailbox_id", "=", mailbox_id)
    .where("exhibit", "=", exhibit)
    .where("generation", "=", generation)
    .where("chunk", ">=", from)
    .orderBy("chunk")
    .limit(limit);
}

/** Remove the chunks of every other generation: of the reading before, or of one cut off. */
export function deleteOtherChunks(
  db: DeskDatabase,
  { mailbox_id, exhibit, generation }: ChunksKey,
) {
  return db
    .deleteFrom("reading_chunk")
    .where("mailbox_id", "=", mailbox_id)
    .where("exhibit", "=", exhibit)
    .where("generation", "<>", generation);
}

/** What the archives of these reports hold, or of all. */
export function selectInner(db: DeskDatabase, mailboxIds?: readonly MailboxId[]) {
  const all = db
    .selectFrom("inner_exhibit")
    .selectAll()
    .orderBy("mailbox_id")
    .orderBy("part")
    .orderBy("number");
  return mailboxIds === undefined ? all : all.where("mailbox_id", "in", [...mailboxIds]);
}

/** What an archive holds. A second time it is said again; labels stay. */
export function upsertInner(
  db: DeskDatabase,
  rows: readonly Pick<InnerExhibitTable, "mailbox_id" | "part" | "number" | "body">[] &
    readonly { readonly picture: Encrypted | null }[],
) {
  return db
    .insertInto("inner_exhibit")
    .values([...rows])
    .onConflict((conflict) =>
      conflict
        .columns(["mailbox_id", "part", "number"])
        .doUpdateSet((eb) => ({ body: eb.ref("excluded.body") })),
    );
}

/** What a file inside an archive is labelled, or recognised by. */
export function updateInner(
  db: DeskDatabase,
  key: Pick<InnerExhibitTable, "mailbox_id" | "part" | "number">,
  set: { readonly label?: Encrypted; readonly picture?: Encrypted },
) {
  return db
    .updateTable("inner_exhibit")
    .set(set)
    .where("mailbox_id", "=", key.mailbox_id)
    .where("part", "=", key.part)
    .where("number", "=", key.number);
}

/** Exhibits that were opened and whose pixels nobody has looked at yet. `number` 0 is the part itself. */
export function selectUnhashed(db: DeskDatabase, limit: number) {
  const parts = db
    .selectFrom("part")
    .innerJoin("report", "report.mailbox_id", "part.mailbox_id")
    .where("part.body", "is not", null)
    .where("part.picture", "is", null)
    .where("part.state", "=", "copied")
    .where("report.state", "=", "opened")
    .select((eb) => [
      "part.mailbox_id",
      "part.part",
      eb.cast<number>(eb.lit(0), "int4").as("number"),
    ]);
  return parts
    .unionAll(
      db
        .selectFrom("inner_exhibit")
        .innerJoin("report", "report.mailbox_id", "inner_exhibit.mailbox_id")
        .where("inner_exhibit.picture", "is", null)
        .where("report.state", "=", "opened")
        .select(["inner_exhibit.mailbox_id", "inner_exhibit.part", "inner_exhibit.number"]),
    )
    .orderBy("mailbox_id")
    .orderBy("part")
    .orderBy("number")
    .limit(limit);
}

/** The exhibit names of a part: itself, or a file inside it. */
export function exhibitName(part: PartId, number = 0): string {
  return number === 0 ? part : `${part}.${number}`;
}
