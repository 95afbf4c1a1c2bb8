/**
 * What people say of steps: confirmed, rejected, or set by hand. Each is dated, audited and can be
 * undone. Neither the audit nor the undo line says which step it was: some of them mark a person.
 */
import { randomUUID } from "node:crypto";

import { insertStageDecision, updateStageUndone } from "@honeyguide/store/desk";

import type { StageDecide, StageProofView, StageVerdict, UndoLine } from "../api.ts";
import type { Case } from "./corpus.ts";
import type { Desk } from "./desk.ts";
import { places } from "./places.ts";
import { DeskRefusal } from "./refusal.ts";
import type { Responder } from "./sessions.ts";
import type { SetInMessage, SetWithDate, StageDecideBody, StageSetBody } from "./stage-body.ts";
import { findStageMessage } from "./stage-messages.ts";
import { findProofs } from "./stage-view.ts";

type InMessage = Extract<StageSetBody, { message: string }>;

/**
 * Confirm or reject a step. Runs alone: the caller holds the turn.
 *
 * @throws {DeskRefusal} for a step that no rule proposes and nobody set.
 */
export async function decideStage(
  desk: Desk,
  responder: Responder,
  entry: Case,
  body: StageDecide,
): Promise<UndoLine> {
  const name = "set" in body ? body.set : `${body.message} ${body.rule}`;
  const proofs = await findProofs(desk, entry);
  if (!proofs.some(({ id }) => id === name)) throw new DeskRefusal("desk.unknown_step");
  return keep(desk, responder, entry, body);
}

/**
 * Set a step by hand. What is there already is confirmed by it. Runs alone: the caller holds the turn.
 *
 * @throws {DeskRefusal} for a message that is not one of the sender's, or words that it does not have.
 */
export async function setStage(
  desk: Desk,
  responder: Responder,
  entry: Case,
  body: StageSetBody,
): Promise<UndoLine> {
  if (!("message" in body)) {
    const { shows, at, note = "" } = body;
    return keep(desk, responder, entry, { shows, at, note } satisfies SetWithDate);
  }
  const set = await toSet(desk, entry, body);
  const proofs = await findProofs(desk, entry);
  const there = proofs.find((proof) => isSame(proof, set));
  return keep(desk, responder, entry, there === undefined ? set : verdictOn(there, "confirmed"));
}

async function toSet(desk: Desk, entry: Case, body: InMessage): Promise<SetInMessage> {
  const { shows, message, sentence } = body;
  const found = await findStageMessage(desk, entry, message);
  if (found?.from !== "sender") throw new DeskRefusal("desk.unknown_message");
  const { text, at } = found;
  if (sentence === null) return { shows, message, at, start: null, text };
  const words = text.slice(sentence.start, sentence.end);
  if (sentence.end > text.length || words.trim() === "") {
    throw new DeskRefusal("desk.malformed_request");
  }
  return { shows, message, at, start: sentence.start, text: words };
}

/** One sentence of a message shows a step once, whoever says so. */
function isSame(proof: StageProofView, { shows, message, start, text }: SetInMessage): boolean {
  if (proof.rule !== shows || proof.message !== message || proof.isGone) return false;
  return start === null ? proof.sentence === "" : proof.sentence.trim() === text.trim();
}

function verdictOn({ id, set, message, rule }: StageProofView, verdict: StageVerdict): StageDecide {
  return set !== null || message === null ? { set: id, verdict } : { message, rule, verdict };
}

async function keep(
  { db, vault, audit, stageDecisions, now }: Desk,
  responder: Responder,
  entry: Case,
  body: StageDecideBody,
): Promise<UndoLine> {
  const id = randomUUID();
  const at = now();
  const what = actOf(body);
  await db.transaction().execute(async (trx) => {
    await insertStageDecision(trx, {
      id,
      mailbox_id: entry.id,
      responder: responder.id,
      at: at.toISOString(),
      body: vault.seal(places.stageDecision(id), body),
    }).execute();
    const line = { who: responder.name, act: `stage.${what}`, on: entry.label };
    await audit.write(trx, at, { ...line, reason: null });
  });
  await stageDecisions.refresh();
  return { id, act: `stage_${what}`, label: entry.label, campaignName: null };
}

function actOf(body: StageDecideBody): StageVerdict | "set" {
  return "verdict" in body ? body.verdict : "set";
}

/**
 * Undo a decision about a step. Runs alone.
 *
 * @returns false where no such decision stands.
 */
export async function undoStage(desk: Desk, responder: Responder, id: string): Promise<boolean> {
  const { db, audit, stageDecisions, corpus, now } = desk;
  const decision = stageDecisions.standing().find((one) => one.id === id);
  if (decision === undefined) return false;
  const at = now();
  await db.transaction().execute(async (trx) => {
    await updateStageUndone(trx, id, at.toISOString()).execute();
    const act = `undo.stage_${actOf(decision.body)}`;
    const on = corpus.find(decision.mailboxId)?.label ?? null;
    await audit.write(trx, at, { who: responder.name, act, on, reason: null });
  });
  await stageDecisions.refresh();
  return true;
}

/** A responder's last decision about a step that can be undone, and when it was made. */
export function lastStage(
  { stageDecisions, corpus }: Desk,
  responder: Responder,
): { readonly at: string; readonly line: UndoLine } | undefined {
  // A report that went takes its decisions along.
  const last = stageDecisions
    .standing()
    .findLast((one) => one.responder === responder.id && corpus.find(one.mailboxId) !== undefined);
  if (last === undefined) return undefined;
  const { id, at, mailboxId, body } = last;
  const label = corpus.find(mailboxId)?.label ?? "";
  return { at, line: { id, act: `stage_${actOf(body)}`, label, campaignName: null } };
}
