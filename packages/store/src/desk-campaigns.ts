/** Campaigns, who is in them, and what people decided about them. */
import type { MailboxId } from "@honeyguide/domain";

import type { CampaignTable, DecisionTable, DeskDatabase } from "./desk-tables.ts";

/** Every campaign there ever was, oldest first; those that nobody is in any more among them. */
export function selectCampaigns(db: DeskDatabase) {
  return db.selectFrom("campaign").selectAll().orderBy("made_at").orderBy("id");
}

/** A new campaign. */
export function insertCampaign(db: DeskDatabase, campaign: CampaignTable) {
  return db.insertInto("campaign").values(campaign);
}

/** Take a campaign back that was started by mistake. */
export function deleteCampaign(db: DeskDatabase, id: string) {
  return db.deleteFrom("campaign").where("id", "=", id);
}

/** Which report is in which campaign; each in one at most. */
export function selectMembers(db: DeskDatabase) {
  return db.selectFrom("campaign_member").selectAll().orderBy("mailbox_id");
}

/** Put reports into a campaign, out of whichever they were in. */
export function upsertMembers(
  db: DeskDatabase,
  campaignId: string,
  mailboxIds: readonly MailboxId[],
) {
  const rows = mailboxIds.map((mailbox_id) => ({ mailbox_id, campaign_id: campaignId }));
  return db
    .insertInto("campaign_member")
    .values(rows)
    .onConflict((conflict) =>
      conflict.column("mailbox_id").doUpdateSet({ campaign_id: campaignId }),
    );
}

/** Take reports out of whichever campaign they are in. */
export function deleteMembers(db: DeskDatabase, mailboxIds: readonly MailboxId[]) {
  return db.deleteFrom("campaign_member").where("mailbox_id", "in", [...mailboxIds]);
}

/** What was decided and not undone, in order. */
export function selectDecisions(db: DeskDatabase) {
  return db.selectFrom("decision").selectAll().where("undone_at", "is", null).orderBy("sequence");
}

/** One more decision. */
export function insertDecision(
  db: DeskDatabase,
  decision: Omit<DecisionTable, "sequence" | "undone_at">,
) {
  return db.insertInto("decision").values(decision).returning("sequence");
}

/** Undo one. */
export function updateUndone(db: DeskDatabase, id: string, at: string) {
  return db
    .updateTable("decision")
    .set({ undone_at: at })
    .where("id", "=", id)
    .where("undone_at", "is", null);
}
