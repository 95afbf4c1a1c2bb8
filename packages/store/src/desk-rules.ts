/** Versions of the rules that this Desk has seen, and what was decided about each. */
import type { DeskDatabase, LinkingRulesTable } from "./desk-tables.ts";

/** The newest. */
export function selectRules(db: DeskDatabase) {
  return db.selectFrom("linking_rules").selectAll().orderBy("sequence", "desc").limit(1);
}

/** A version that came. */
export function insertRules(db: DeskDatabase, rules: Omit<LinkingRulesTable, "sequence">) {
  return db.insertInto("linking_rules").values(rules);
}

/** Decide about a version, or take that back. */
export function updateRules(
  db: DeskDatabase,
  id: string,
  change: Pick<LinkingRulesTable, "responder" | "decided_at" | "body">,
) {
  return db.updateTable("linking_rules").set(change).where("id", "=", id);
}
