import { type Kysely, sql } from "kysely";

export const name = "2026-11-25-desk-stages";

/** What people say of the steps that were proposed. It goes with its report. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table desk.stage_decision (
     id text primary key,
     sequence int8 generated always as identity unique,
     mailbox_id text not null references desk.report on delete cascade,
     responder text not null,
     at timestamptz not null,
     undone_at timestamptz,
     body bytea not null)`,
  `create index stage_decision_mailbox on desk.stage_decision (mailbox_id)`,
];
