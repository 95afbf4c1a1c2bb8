import { type Kysely, sql } from "kysely";

export const name = "2026-11-23-desk-readings";

/** Readings of their own, in chunks; what archives hold; custody that is only added to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table desk.reading (
     mailbox_id text not null,
     exhibit text not null,
     part text not null,
     generation text not null,
     lines int4 not null check (lines >= 0),
     body bytea not null,
     compared bytea not null,
     primary key (mailbox_id, exhibit),
     foreign key (mailbox_id, part) references desk.part on delete cascade)`,
  // Written before the reading that names their generation, so that a long one is no long transaction.
  `create table desk.reading_chunk (
     mailbox_id text not null,
     part text not null,
     exhibit text not null,
     generation text not null,
     chunk int4 not null check (chunk >= 0),
     body bytea not null,
     folded bytea not null,
     primary key (mailbox_id, exhibit, generation, chunk),
     foreign key (mailbox_id, part) references desk.part on delete cascade)`,
  `create index reading_chunk_part on desk.reading_chunk (mailbox_id, part)`,
  `alter table desk.reading_chunk alter column body set storage external`,
  `alter table desk.reading_chunk alter column folded set storage external`,
  `create table desk.inner_exhibit (
     mailbox_id text not null,
     part text not null,
     number int4 not null check (number > 0),
     body bytea not null,
     picture bytea,
     label bytea,
     primary key (mailbox_id, part, number),
     foreign key (mailbox_id, part) references desk.part on delete cascade)`,
  `alter table desk.part add column picture bytea`,
  // What was read before stood whole in its part. It is read again from the original.
  `update desk.part set body = null`,
  // No reference to the report: the log stays when what it speaks of is gone.
  `create table desk.custody (
     mailbox_id text not null,
     sequence int4 not null check (sequence > 0),
     at timestamptz not null,
     body bytea not null,
     hash bytea not null check (octet_length(hash) = 32),
     primary key (mailbox_id, sequence))`,
  `create function desk.refuse_custody_change() returns trigger language plpgsql as $$
     begin raise exception 'the custody log is only added to'; end $$`,
  `create trigger custody_is_append_only before update or delete or truncate on desk.custody
     for each statement execute function desk.refuse_custody_change()`,
  // The trigger stops a superuser, who needs no rights; this stops everyone else, the owner too.
  `revoke update, delete, truncate on desk.custody, desk.audit from public, current_user`,
];
