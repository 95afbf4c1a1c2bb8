import { type Kysely, sql } from "kysely";

export const name = "2026-11-26-desk-index";

/**
 * The candidate index: which reports are worth comparing. A key is a hash under a key that the
 * database does not have, so that it can tell equal from unequal and nothing else.
 *
 * To spread it over several servers, `key` is the distribution key of `candidate_key` and `report`
 * that of the other two; no query joins them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Without a reference to the report: its keys are taken away by what stands here.
  `create table desk.candidate_report (
     report int4 primary key generated always as identity,
     mailbox_id text not null unique,
     version int4 not null,
     digest bytea not null,
     keys int8[] not null)`,
  `create table desk.candidate_key (
     key int8 not null,
     report int4 not null,
     primary key (key, report))`,
  `create table desk.candidate_pair (
     report int4 not null,
     other int4 not null,
     primary key (report, other))`,
];
