import { type Kysely, sql } from "kysely";

export const name = "2026-11-27-desk-rules";

/** By which version of the rules reports are grouped, and what a newer one proposes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table desk.linking_rules (
     id text primary key,
     sequence int8 generated always as identity unique,
     version int4 not null,
     at timestamptz not null,
     responder text,
     decided_at timestamptz,
     body bytea not null)`,
];
