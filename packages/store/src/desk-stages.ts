/** What people said of the steps that were proposed for a report. */
import type { DeskDatabase, StageDecisionTable } from "./desk-tables.ts";

/** What was said and not undone, in order. */
export function selectStageDecisions(db: DeskDatabase) {
  return db
    .selectFrom("stage_decision")
    .selectAll()
    .where("undone_at", "is", null)
    .orderBy("sequence");
}

/** One more decision. */
export function insertStageDecision(
  db: DeskDatabase,
  decision: Omit<StageDecisionTable, "sequence" | "undone_at">,
) {
  return db.insertInto("stage_decision").values(decision).returning("sequence");
}

/** Undo one. */
export function updateStageUndone(db: DeskDatabase, id: string, at: string) {
  return db
    .updateTable("stage_decision")
    .set({ undone_at: at })
    .where("id", "=", id)
    .where("undone_at", "is", null);
}
