import { type Kysely, sql } from "kysely";

export const name = "2026-11-24-desk-numbers";

/** Public lists of numbers, and what people decided about numbers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table desk.number_source (
     id text primary key,
     kind text not null check (kind in ('ofcom-s7', 'sms-sites')),
     name text not null,
     sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
     as_of date,
     imported_at timestamptz not null,
     responder text not null,
     rows int4 not null check (rows >= 0),
     skipped int4 not null check (skipped >= 0),
     state text not null default 'coming' check (state in ('coming', 'standing', 'replaced')))`,
  // Of one list one import stands. The record of those before stays, their rows do not.
  `create unique index number_source_standing on desk.number_source (kind, name)
     where state = 'standing'`,
  // In the order of bytes, so that a beginning is a range.
  `create table desk.number_block (
     source_id text not null references desk.number_source on delete cascade,
     prefix text collate "C" not null,
     status text not null,
     holder text not null,
     digits int4 not null check (digits > 0),
     allocated_on date,
     primary key (source_id, prefix))`,
  `create table desk.number_listing (
     source_id text not null references desk.number_source on delete cascade,
     number text collate "C" not null,
     last_seen date,
     primary key (source_id, number))`,
  `create table desk.number_decision (
     id text primary key,
     sequence int8 generated always as identity unique,
     responder text not null,
     at timestamptz not null,
     undone_at timestamptz,
     body bytea not null)`,
];
