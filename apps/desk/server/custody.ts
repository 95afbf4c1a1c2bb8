/**
 * Custody: who did what with which exhibit, when, and with which tool, a chain per report. Each
 * line is written in the transaction of what it tells, and carries the hash of the line before it:
 *
 *   hash(n) = SHA-256(hash(n - 1) | report | n | time | encrypted line)
 *
 * The lines hold no words of anybody's, and stay when what they speak of is taken back.
 */
import { createHash } from "node:crypto";

import type { MailboxId } from "@honeyguide/domain";
import {
  type CustodyTable,
  type DeskDatabase,
  insertCustody,
  lockAudit,
  selectCustody,
  selectCustodyHeads,
} from "@honeyguide/store/desk";

import { type CustodyBody, places } from "./places.ts";
import { UnreadableRowError, type Vault } from "./vault.ts";

/** One line to be written. */
export interface CustodyEntry {
  readonly event: CustodyBody["event"];
  readonly by: string;
  /** Null for what concerns the whole report. */
  readonly exhibit?: string | null;
  /** Of the original that it is about, hex. */
  readonly sha256: string;
  readonly tool?: string;
  readonly version?: string;
  /** Of the reading that was made, hex. */
  readonly made?: string | null;
  /** Where it happened at another time than it is written. */
  readonly at?: string;
}

/** A line as it stands. */
export type StandingCustody = CustodyBody & { readonly at: string };

/** One report's log. */
export interface CustodyLog {
  readonly lines: readonly StandingCustody[];
  /** Whether every line opens and follows from the one before. */
  readonly isComplete: boolean;
}

export interface Custody {
  /** Add lines, inside the transaction of what they tell. */
  readonly write: (
    trx: DeskDatabase,
    at: Date,
    lines: readonly (CustodyEntry & { readonly mailboxId: MailboxId })[],
  ) => Promise<void>;
  /** The log of a report, checked from its beginning to the first line that does not fit. */
  readonly read: (db: DeskDatabase, mailboxId: MailboxId) => Promise<CustodyLog>;
}

type Head = Pick<CustodyTable, "sequence" | "hash">;

const beginning: Head = { sequence: 0, hash: new Uint8Array(32) };

/** The custody logs of one database. */
export function makeCustody(vault: Vault): Custody {
  return {
    async write(trx, now, entries) {
      if (entries.length === 0) return;
      // The audit's own lock, so that two transactions never wait for each other's.
      await lockAudit(trx).execute();
      const ids = [...new Set(entries.map(({ mailboxId }) => mailboxId))];
      const rows = await selectCustodyHeads(trx, ids).execute();
      const heads = new Map<MailboxId, Head>(rows.map((row) => [row.mailbox_id, row]));
      const lines = entries.map(({ mailboxId, ...entry }): CustodyTable => {
        const head = heads.get(mailboxId) ?? beginning;
        const sequence = head.sequence + 1;
        const place = places.custody(mailboxId, sequence);
        const at = timeOf(entry.at, now);
        const line = {
          mailbox_id: mailboxId,
          sequence,
          at,
          body: vault.seal(place, toBody(entry)),
        };
        const whole = { ...line, hash: hashOf(head.hash, line) };
        heads.set(mailboxId, whole);
        return whole;
      });
      await insertCustody(trx, lines).execute();
    },
    async read(db, mailboxId) {
      const rows = await selectCustody(db, mailboxId).execute();
      const lines: StandingCustody[] = [];
      let head = beginning;
      for (const row of rows) {
        const follows =
          row.sequence === head.sequence + 1 &&
          Buffer.compare(row.hash, hashOf(head.hash, row)) === 0;
        const body = follows ? openLine(vault, row) : undefined;
        if (body === undefined) return { lines, isComplete: false };
        lines.push({ at: row.at, ...body });
        head = row;
      }
      return { lines, isComplete: true };
    },
  };
}

/** Undefined where it was not sealed for this line: the chain alone holds no key. */
function openLine(vault: Vault, { mailbox_id, sequence, body }: CustodyTable) {
  try {
    return vault.open(places.custody(mailbox_id, sequence), body);
  } catch (error) {
    if (error instanceof UnreadableRowError) return undefined;
    throw error;
  }
}

/** A clock of somebody's phone may say what no calendar has. */
function timeOf(at: string | undefined, now: Date): string {
  const time = at === undefined ? Number.NaN : Date.parse(at);
  return (time >= 0 ? new Date(time) : now).toISOString();
}

function toBody({
  event,
  by,
  exhibit = null,
  sha256,
  tool = null,
  version = null,
  made = null,
}: Omit<CustodyEntry, "tool" | "version"> & {
  readonly tool?: string | null;
  readonly version?: string | null;
}): CustodyBody {
  return { event, by, exhibit, sha256, tool, version, made };
}

function hashOf(
  before: Uint8Array,
  { mailbox_id, sequence, at, body }: Omit<CustodyTable, "hash">,
): Uint8Array {
  const line = `${mailbox_id}\n${sequence}\n${at}\n`;
  return new Uint8Array(createHash("sha256").update(before).update(line).update(body).digest());
}
