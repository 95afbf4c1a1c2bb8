/**
 * Letters between the team and one person. What the team writes is sealed to the person's mailbox
 * and queued in one step; sending is tried until the intake has it, and twice does no harm.
 */
import { randomBytes } from "node:crypto";

import { HoneyguideError, type MailboxId } from "@honeyguide/domain";
import type { AgeIdentity, AgeRecipient } from "@honeyguide/protocol/keys";
import { openMailboxMessage, sealMailboxMessage } from "@honeyguide/protocol/mailbox";
import {
  type DeskDatabase,
  insertLetter,
  selectQueuedLetters,
  selectSealedLetters,
} from "@honeyguide/store/desk";

import type { Letter } from "../api.ts";
import type { Audit } from "./audit.ts";
import { type IntakeClient, IntakeError } from "./intake-client.ts";
import type { TeamKeys } from "./open-sealed.ts";
import { type LetterBody, places } from "./places.ts";
import type { Responder } from "./sessions.ts";
import type { Vault } from "./vault.ts";
import { words } from "./words.ts";

export interface LetterDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly audit: Audit;
  readonly team: TeamKeys;
  readonly now: () => Date;
}

export interface Reply {
  readonly mailboxId: MailboxId;
  readonly label: string;
  /** The person's mailbox, from their report. */
  readonly mailbox: string;
  readonly text: string;
  /** RFC 3339. */
  readonly nextUpdateBy: string;
}

/** Write a letter to one person; it is queued when this returns. */
export async function queueReply(
  { db, vault, audit, now }: LetterDeps,
  by: Responder,
  { mailboxId, label, mailbox, text, nextUpdateBy }: Reply,
): Promise<Letter> {
  const at = now();
  const id = randomBytes(16).toString("base64url");
  const sentAt = at.toISOString();
  const sealed = await sealMailboxMessage(
    { version: 1, from: "team", text, sentAt, nextUpdateBy },
    // The report's schema has checked that it is one.
    [mailbox as AgeRecipient],
  );
  const kept: LetterBody = { text, by: by.name, nextUpdateBy, mayKnow: null, evidence: [] };
  await db.transaction().execute(async (trx) => {
    await insertLetter(trx, {
      mailbox_id: mailboxId,
      id,
      author: "team",
      at: sentAt,
      state: "queued",
      sealed,
      body: vault.seal(places.letter(mailboxId, id), kept),
    }).execute();
    await audit.write(trx, at, { who: by.name, act: "letter.written", on: label, reason: null });
  });
  return { id, from: "team", by: by.name, text, at: sentAt, nextUpdateBy, state: "queued" };
}

/**
 * Send what is queued.
 *
 * @returns the reports whose letters went out.
 * @throws {IntakeError} if the intake cannot be reached; the rest stays queued.
 */
export async function sendQueuedLetters(
  db: DeskDatabase,
  intake: IntakeClient,
): Promise<readonly MailboxId[]> {
  const sent: MailboxId[] = [];
  for (const { mailbox_id, id, sealed } of await selectQueuedLetters(db).execute()) {
    if (sealed === null) continue;
    try {
      await intake.sendLetter(mailbox_id, id, sealed);
    } catch (error) {
      // Refused for this mailbox alone, such as one that was just taken back: try the others.
      if (error instanceof IntakeError && error.status !== undefined && error.status < 500)
        continue;
      throw error;
    }
    await db
      .updateTable("letter")
      .set({ state: "sent", sealed: null })
      .where("mailbox_id", "=", mailbox_id)
      .where("id", "=", id)
      .execute();
    sent.push(mailbox_id);
  }
  return sent;
}

/**
 * Open what persons wrote, for reports that are open.
 *
 * @returns the reports that have news.
 */
export async function openSealedLetters(deps: LetterDeps): Promise<readonly MailboxId[]> {
  const rows = await selectSealedLetters(deps.db).execute();
  for (const row of rows) await openLetter(deps, row);
  return rows.map(({ mailbox_id }) => mailbox_id);
}

async function openLetter(
  { db, vault, audit, team, now }: LetterDeps,
  row: { readonly mailbox_id: MailboxId; readonly id: string; readonly sealed: Uint8Array | null },
): Promise<void> {
  const { mailbox_id, id, sealed } = row;
  const body = sealed === null ? undefined : await readLetter(sealed, team.identities);
  await db.transaction().execute(async (trx) => {
    const set =
      body === undefined
        ? ({ state: "unreadable" } as const)
        : { body: vault.seal(places.letter(mailbox_id, id), body) };
    await trx
      .updateTable("letter")
      .set(set)
      .where("mailbox_id", "=", mailbox_id)
      .where("id", "=", id)
      .execute();
    if (!body?.mayKnow) return;
    const report = trx.selectFrom("report").select("ordinal").where("mailbox_id", "=", mailbox_id);
    const { ordinal } = await report.executeTakeFirstOrThrow();
    const on = `R-${ordinal}`;
    await audit.write(trx, now(), { who: words.desk, act: "consent.changed", on, reason: null });
  });
}

async function readLetter(
  sealed: Uint8Array,
  team: readonly AgeIdentity[],
): Promise<LetterBody | undefined> {
  try {
    const letter = await openMailboxMessage(sealed, team);
    // Anyone who knows a mailbox's name could seal a letter "from the team" to us.
    if (letter.from !== "person") return undefined;
    const { text, mayKnow = null, evidence = [] } = letter;
    return { text, by: null, nextUpdateBy: null, mayKnow, evidence };
  } catch (error) {
    if (error instanceof HoneyguideError) return undefined;
    throw error;
  }
}
