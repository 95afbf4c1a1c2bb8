import { type Kysely, sql } from "kysely";

export const name = "2026-11-22-desk";

/** The first tables of the Desk. Constraints state what the code relies on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table desk.cursor (
     id int4 primary key check (id = 1),
     next int8 not null check (next >= 0))`,
  `insert into desk.cursor (id, next) values (1, 0)`,
  `create table desk.report (
     mailbox_id text primary key,
     ordinal int4 not null unique check (ordinal > 0),
     drill boolean not null,
     state text not null check (state in ('held', 'sealed', 'opened', 'unreadable', 'taken_back')),
     received_at timestamptz not null,
     content_part text not null,
     wrap bytea,
     told boolean not null default false,
     opened_at timestamptz,
     body bytea,
     outcome text not null default 'new' check (outcome in ('new', 'later', 'done', 'not_ours')),
     not_ours_kind text,
     later_until timestamptz,
     holder text,
     check ((state = 'opened') = (body is not null)),
     check (state <> 'sealed' or wrap is not null),
     check ((outcome = 'later') = (later_until is not null)),
     check ((outcome = 'not_ours') = (not_ours_kind is not null)))`,
  `create table desk.part (
     mailbox_id text not null references desk.report on delete cascade,
     part text not null,
     bytes int8 not null check (bytes > 0),
     sha256 text not null,
     state text not null default 'waiting' check (state in ('waiting', 'copied', 'damaged')),
     letter_id text,
     body bytea,
     label bytea,
     primary key (mailbox_id, part))`,
  `create table desk.piece (
     mailbox_id text not null,
     part text not null,
     piece int4 not null check (piece >= 0),
     bytes bytea not null,
     primary key (mailbox_id, part, piece),
     foreign key (mailbox_id, part) references desk.part on delete cascade)`,
  // Ciphertext does not compress; trying costs time.
  `alter table desk.piece alter column bytes set storage external`,
  `create table desk.letter (
     mailbox_id text not null references desk.report on delete cascade,
     id text not null,
     author text not null check (author in ('team', 'person')),
     at timestamptz not null,
     state text not null check (state in ('queued', 'sent', 'received', 'unreadable')),
     sealed bytea,
     body bytea,
     primary key (mailbox_id, id),
     check (state <> 'queued' or sealed is not null))`,
  `create table desk.note (
     id text primary key,
     mailbox_id text not null references desk.report on delete cascade,
     at timestamptz not null,
     body bytea not null)`,
  `create table desk.campaign (
     id text primary key,
     founder text references desk.report on delete set null,
     made_at timestamptz not null,
     name bytea not null)`,
  `create table desk.campaign_member (
     mailbox_id text primary key references desk.report on delete cascade,
     campaign_id text not null references desk.campaign on delete cascade)`,
  `create table desk.decision (
     id text primary key,
     sequence int8 generated always as identity unique,
     mailbox_id text not null references desk.report on delete cascade,
     outcome text not null,
     campaign_id text references desk.campaign on delete set null,
     responder text not null,
     at timestamptz not null,
     undone_at timestamptz,
     body bytea not null)`,
  `create table desk.responder (
     id text primary key,
     made_at timestamptz not null,
     name bytea not null)`,
  `create table desk.passkey (
     credential_id text primary key,
     responder text not null references desk.responder on delete cascade,
     public_key bytea not null,
     counter int8 not null,
     transports text not null,
     made_at timestamptz not null)`,
  `create table desk.recovery_sheet (
     id text primary key,
     responder text not null references desk.responder on delete cascade,
     salt bytea not null,
     hash bytea not null,
     made_at timestamptz not null)`,
  `create table desk.audit (
     sequence int8 primary key check (sequence > 0),
     at timestamptz not null,
     body bytea not null,
     hash bytea not null check (octet_length(hash) = 32))`,
  `create function desk.refuse_change() returns trigger language plpgsql as $$
     begin raise exception 'the audit is only added to'; end $$`,
  `create trigger audit_is_append_only before update or delete or truncate on desk.audit
     for each statement execute function desk.refuse_change()`,
];
