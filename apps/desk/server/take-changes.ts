/**
 * Taking over what the intake says has happened. One page of changes and the cursor behind it are
 * one transaction, and every step does nothing the second time, so a crash neither loses a report
 * nor doubles one.
 */
import type { MailboxId } from "@honeyguide/domain";
import type { Changes, SentPart } from "@honeyguide/protocol/wire";
import {
  type DeskDatabase,
  insertLetter,
  insertParts,
  insertReport,
  selectCursor,
  updateCursor,
  updateReleased,
} from "@honeyguide/store/desk";

import type { Act, Audit } from "./audit.ts";
import type { Custody } from "./custody.ts";
import { changesLimit, type IntakeClient } from "./intake-client.ts";
import { words } from "./words.ts";

export interface TakingDeps {
  readonly db: DeskDatabase;
  readonly audit: Audit;
  readonly custody: Custody;
  readonly intake: IntakeClient;
  /** The mailboxes of the practice case. */
  readonly practice: () => Promise<ReadonlySet<string>>;
  readonly now: () => Date;
}

type Change = Changes["changes"][number];
type ReportChange = Extract<Change, { readonly wrap: string | null }>;

export interface Taken {
  /** Reports that a change was about. */
  readonly touched: readonly MailboxId[];
  /** Whether there may be more. */
  readonly more: boolean;
}

/** Take over one page of changes. */
export async function takeChanges(deps: TakingDeps): Promise<Taken> {
  const { db, audit, custody, intake, now } = deps;
  const { next: after } = await selectCursor(db).executeTakeFirstOrThrow();
  const { changes, next } = await intake.changes(after);
  if (changes.length === 0 && next <= after) return { touched: [], more: false };
  const practice = await deps.practice();
  await db.transaction().execute(async (trx) => {
    const acts: Act[] = [];
    for (const change of changes) {
      const closer = { ...change, at: closerTime(change.at, now()) };
      const act = await takeChange(trx, closer, practice);
      if (act === undefined) continue;
      acts.push(act);
      await custody.write(trx, now(), toCustody(closer, act));
    }
    await updateCursor(trx, next).execute();
    await audit.write(trx, now(), ...acts);
  });
  const touched = changes.map(({ mailboxId }) => mailboxId);
  return { touched, more: changes.length >= changesLimit };
}

/** A report that was handed over, with the fingerprint of its sealed account. */
function toCustody(change: Change, { act: name }: Act) {
  const isNew = name === "report.received" || name === "report.held";
  if (!isNew || !("wrap" in change)) return [];
  const { mailboxId, at, content, parts } = change;
  const sha256 = parts.find(({ part }) => part === content)?.sha256 ?? "";
  return [{ mailboxId, event: "received" as const, by: words.intake, sha256, at }];
}

/** The intake tells the hour. What comes within it, came now: the Desk asks every few seconds. */
function closerTime(hour: string, now: Date): string {
  const since = now.getTime() - Date.parse(hour);
  return since >= 0 && since < 3_600_000 ? now.toISOString() : hour;
}

async function takeChange(
  trx: DeskDatabase,
  change: Change,
  practice: ReadonlySet<string>,
): Promise<Act | undefined> {
  switch (change.kind) {
    case "report":
    case "held":
      return takeReport(trx, change, practice);
    case "released":
      return takeRelease(trx, change, practice);
    case "message":
      return takeLetter(trx, change);
    case "taken_back":
      return takeBack(trx, change.mailboxId);
  }
}

async function takeReport(
  trx: DeskDatabase,
  { mailboxId, at, wrap, content, parts }: ReportChange,
  practice: ReadonlySet<string>,
): Promise<Act | undefined> {
  const made = await insertReport(trx, {
    mailbox_id: mailboxId,
    drill: practice.has(mailboxId),
    state: wrap === null ? "held" : "sealed",
    received_at: at,
    content_part: content,
    wrap: wrap === null ? null : bytes(wrap),
  }).executeTakeFirst();
  if (made === undefined) return undefined;
  await keepParts(trx, mailboxId, parts, null);
  return act(wrap === null ? "report.held" : "report.received", made.ordinal);
}

async function takeRelease(
  trx: DeskDatabase,
  change: ReportChange,
  practice: ReadonlySet<string>,
): Promise<Act | undefined> {
  const { mailboxId, wrap } = change;
  if (wrap === null) return undefined;
  const ordinal = await ordinalOf(trx, mailboxId);
  if (ordinal === undefined) return takeReport(trx, change, practice);
  await updateReleased(trx, mailboxId, bytes(wrap)).execute();
  return act("report.released", ordinal);
}

async function takeLetter(
  trx: DeskDatabase,
  { mailboxId, at, id, sealed, parts }: Extract<Change, { readonly kind: "message" }>,
): Promise<Act | undefined> {
  const ordinal = await ordinalOf(trx, mailboxId);
  // The practice case was removed, and somebody still writes to it.
  if (ordinal === undefined) return undefined;
  const made = await insertLetter(trx, {
    mailbox_id: mailboxId,
    id,
    author: "person",
    at,
    state: "received",
    sealed: bytes(sealed),
    body: null,
  }).executeTakeFirst();
  if (made === undefined) return undefined;
  await keepParts(trx, mailboxId, parts, id);
  return act("letter.received", ordinal);
}

/** What the person took back is gone here as well; that it was, stays. */
async function takeBack(trx: DeskDatabase, mailboxId: MailboxId): Promise<Act | undefined> {
  const row = await trx
    .updateTable("report")
    .set({ state: "taken_back", body: null, wrap: null })
    .where("mailbox_id", "=", mailboxId)
    .where("state", "<>", "taken_back")
    .returning("ordinal")
    .executeTakeFirst();
  if (row === undefined) return undefined;
  for (const table of ["part", "letter", "note", "decision", "campaign_member"] as const) {
    await trx.deleteFrom(table).where("mailbox_id", "=", mailboxId).execute();
  }
  return act("report.taken_back", row.ordinal);
}

async function keepParts(
  trx: DeskDatabase,
  mailboxId: MailboxId,
  parts: readonly SentPart[],
  letterId: string | null,
): Promise<void> {
  if (parts.length === 0) return;
  const rows = parts.map(({ part, bytes: length, sha256 }) => ({
    mailbox_id: mailboxId,
    part,
    bytes: length,
    sha256,
    letter_id: letterId,
  }));
  await insertParts(trx, rows).execute();
}

async function ordinalOf(trx: DeskDatabase, mailboxId: MailboxId): Promise<number | undefined> {
  const row = await trx
    .selectFrom("report")
    .select("ordinal")
    .where("mailbox_id", "=", mailboxId)
    .executeTakeFirst();
  return row?.ordinal;
}

function act(name: string, ordinal: number): Act {
  return { who: words.desk, act: name, on: `R-${ordinal}`, reason: null };
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64url"));
}
