/**
 * Public lists of numbers, and what people decided about numbers. The lists are in clear. Which
 * number somebody looks up is not said to the database: it is asked for all that begin alike.
 */
import type {
  DeskDatabase,
  NumberBlockTable,
  NumberDecisionTable,
  NumberListingTable,
  NumberSourceTable,
} from "./desk-tables.ts";

type BlockRow = Omit<NumberBlockTable, "source_id">;
type ListingRow = Omit<NumberListingTable, "source_id">;

/** Every import there ever was, newest first. */
export function selectNumberSources(db: DeskDatabase) {
  return db.selectFrom("number_source").selectAll().orderBy("imported_at", "desc").orderBy("id");
}

/** An import that begins. */
export function insertNumberSource(db: DeskDatabase, source: Omit<NumberSourceTable, "state">) {
  return db.insertInto("number_source").values(source);
}

/** Take away imports of a list that were cut off, with their rows. */
export function deleteComing(db: DeskDatabase, { kind, name }: ListName) {
  return db
    .deleteFrom("number_source")
    .where("kind", "=", kind)
    .where("name", "=", name)
    .where("state", "=", "coming");
}

/** The import of a list that stands so far has had its time. */
export function updateReplaced(db: DeskDatabase, { kind, name }: ListName) {
  return db
    .updateTable("number_source")
    .set({ state: "replaced" })
    .where("kind", "=", kind)
    .where("name", "=", name)
    .where("state", "=", "standing");
}

/** From now on this import stands. */
export function updateStanding(db: DeskDatabase, id: string) {
  return db.updateTable("number_source").set({ state: "standing" }).where("id", "=", id);
}

/** A list by its kind and name. */
export type ListName = Pick<NumberSourceTable, "kind" | "name">;

/** Rows of imports that no longer stand, of either kind. */
export function deleteReplacedRows(db: DeskDatabase, table: "number_block" | "number_listing") {
  const replaced = db.selectFrom("number_source").where("state", "=", "replaced").select("id");
  return db.deleteFrom(table).where("source_id", "in", replaced);
}

/** Blocks of an import. What came before comes again without harm. */
export function insertBlocks(db: DeskDatabase, sourceId: string, blocks: readonly BlockRow[]) {
  return db
    .insertInto("number_block")
    .values(blocks.map((block) => ({ ...block, source_id: sourceId })))
    .onConflict((conflict) => conflict.columns(["source_id", "prefix"]).doNothing());
}

/** Listings of an import. As {@link insertBlocks}. */
export function insertListings(
  db: DeskDatabase,
  sourceId: string,
  listings: readonly ListingRow[],
) {
  return db
    .insertInto("number_listing")
    .values(listings.map((listing) => ({ ...listing, source_id: sourceId })))
    .onConflict((conflict) => conflict.columns(["source_id", "number"]).doNothing());
}

/** How many rows of an import are here. */
export function countRows(
  db: DeskDatabase,
  table: "number_block" | "number_listing",
  sourceId: string,
) {
  return db
    .selectFrom(table)
    .where("source_id", "=", sourceId)
    .select((eb) => eb.fn.countAll<number>().as("count"));
}

/** All blocks of the lists that stand. */
export function selectBlocks(db: DeskDatabase) {
  return db
    .selectFrom("number_block")
    .innerJoin("number_source", "number_source.id", "number_block.source_id")
    .where("number_source.state", "=", "standing")
    .selectAll("number_block")
    .orderBy("number_block.source_id")
    .orderBy("number_block.prefix");
}

/** Listings, of the lists that stand, of all numbers that begin so. */
export function selectListingsFrom(db: DeskDatabase, beginning: string) {
  return (
    db
      .selectFrom("number_listing")
      .innerJoin("number_source", "number_source.id", "number_listing.source_id")
      .where("number_source.state", "=", "standing")
      .where("number_listing.number", ">=", beginning)
      // The character after 9.
      .where("number_listing.number", "<", `${beginning}:`)
      .selectAll("number_listing")
      .orderBy("number_listing.source_id")
      .orderBy("number_listing.number")
  );
}

/** What was decided about numbers and not undone, in order. */
export function selectNumberDecisions(db: DeskDatabase) {
  return db
    .selectFrom("number_decision")
    .selectAll()
    .where("undone_at", "is", null)
    .orderBy("sequence");
}

/** One more decision. */
export function insertNumberDecision(
  db: DeskDatabase,
  decision: Omit<NumberDecisionTable, "sequence" | "undone_at">,
) {
  return db.insertInto("number_decision").values(decision).returning("sequence");
}

/** Undo one. */
export function updateNumberUndone(db: DeskDatabase, id: string, at: string) {
  return db
    .updateTable("number_decision")
    .set({ undone_at: at })
    .where("id", "=", id)
    .where("undone_at", "is", null);
}
