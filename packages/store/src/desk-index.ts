/**
 * The candidate index of the Desk: blinded keys of reports, and which reports turned out to have
 * anything in common. To find what one report is worth comparing with takes one read for each of its
 * keys, each of which brings a bounded number of rows, however many reports there are.
 */
import type { MailboxId } from "@honeyguide/domain";
import { sql } from "kysely";

import type { CandidateReportTable, DeskDatabase } from "./desk-tables.ts";

/** Every report in the index, without its keys. */
export function selectIndexed(db: DeskDatabase) {
  return db
    .selectFrom("candidate_report")
    .select(["report", "mailbox_id", "version", "digest"])
    .orderBy("report");
}

/** The keys under which reports stand. */
export function selectIndexedKeys(db: DeskDatabase, reports: readonly number[]) {
  return db
    .selectFrom("candidate_report")
    .where("report", "in", [...reports])
    .select(["report", "keys"]);
}

/** Reports that come into the index, with their numbers there. */
export function insertIndexed(
  db: DeskDatabase,
  rows: readonly Omit<CandidateReportTable, "report">[],
) {
  return db
    .insertInto("candidate_report")
    .values(rows.map(({ keys, ...row }) => ({ ...row, keys: toArray(keys) })))
    .returning(["report", "mailbox_id"]);
}

/** Which reports stand under keys, those that came first in front. */
export function selectByKeys(db: DeskDatabase, keys: readonly number[]) {
  return db
    .selectFrom("candidate_key")
    .where("key", "=", sql<number>`any(${toArray(keys)})`)
    .select(["key", "report"])
    .orderBy("key")
    .orderBy("report");
}

/** Put reports under keys. */
export function insertKeys(
  db: DeskDatabase,
  rows: readonly { readonly key: number; readonly report: number }[],
) {
  const keys = toArray(rows.map(({ key }) => key));
  const reports = sql`${rows.map(({ report }) => report)}::int4[]`;
  return db
    .insertInto("candidate_key")
    .columns(["key", "report"])
    .expression(sql`select * from unnest(${keys}, ${reports})`)
    .onConflict((conflict) => conflict.doNothing());
}

/** Take reports away from under keys. */
export function deleteKeys(db: DeskDatabase, keys: readonly number[], reports: readonly number[]) {
  return db
    .deleteFrom("candidate_key")
    .where("key", "=", sql<number>`any(${toArray(keys)})`)
    .where("report", "in", [...reports]);
}

/** Every pair that is worth comparing, from both sides. */
export function selectPairs(db: DeskDatabase) {
  return db.selectFrom("candidate_pair").selectAll().orderBy("report").orderBy("other");
}

/** Pairs worth comparing; give each from both sides. */
export function insertPairs(
  db: DeskDatabase,
  rows: readonly { readonly report: number; readonly other: number }[],
) {
  const reports = sql`${rows.map(({ report }) => report)}::int4[]`;
  const others = sql`${rows.map(({ other }) => other)}::int4[]`;
  return db
    .insertInto("candidate_pair")
    .columns(["report", "other"])
    .expression(sql`select * from unnest(${reports}, ${others})`)
    .onConflict((conflict) => conflict.doNothing());
}

/** Forget what reports were compared with, from both sides; `others` are those at the other end. */
export function deletePairs(
  db: DeskDatabase,
  reports: readonly number[],
  others: readonly number[],
) {
  return db
    .deleteFrom("candidate_pair")
    .where((where) =>
      where.or([
        where("report", "in", [...reports]),
        where.and([where("report", "in", [...others]), where("other", "in", [...reports])]),
      ]),
    );
}

/** At the other end of what reports were compared with. */
export function selectOthers(db: DeskDatabase, reports: readonly number[]) {
  return db
    .selectFrom("candidate_pair")
    .where("report", "in", [...reports])
    .select("other")
    .distinct();
}

/** Take reports out of the index, after their keys and pairs. */
export function deleteIndexed(db: DeskDatabase, mailboxIds: readonly MailboxId[]) {
  return db.deleteFrom("candidate_report").where("mailbox_id", "in", [...mailboxIds]);
}

function toArray(keys: readonly number[]) {
  return sql<readonly number[]>`${[...keys]}::int8[]`;
}
