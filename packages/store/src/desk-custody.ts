/** Who held which exhibit, when and with what: a log per report, only ever added to. */
import type { MailboxId } from "@honeyguide/domain";

import type { CustodyTable, DeskDatabase } from "./desk-tables.ts";

/** The log of one report, from its beginning. */
export function selectCustody(db: DeskDatabase, mailboxId: MailboxId) {
  return db
    .selectFrom("custody")
    .selectAll()
    .where("mailbox_id", "=", mailboxId)
    .orderBy("sequence");
}

/** The last line of the log of each of these reports. */
export function selectCustodyHeads(db: DeskDatabase, mailboxIds: readonly MailboxId[]) {
  return db
    .selectFrom("custody")
    .distinctOn("mailbox_id")
    .select(["mailbox_id", "sequence", "hash"])
    .where("mailbox_id", "in", [...mailboxIds])
    .orderBy("mailbox_id")
    .orderBy("sequence", "desc");
}

/** More lines. They are never changed: the database refuses. */
export function insertCustody(db: DeskDatabase, lines: readonly CustodyTable[]) {
  return db.insertInto("custody").values([...lines]);
}
