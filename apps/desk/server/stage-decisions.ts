/** Confirming and rejecting proposed steps. Each is dated, audited and can be undone. */
import { randomUUID } from "node:crypto";

import { insertStageDecision, updateStageUndone } from "@honeyguide/store/desk";

import type { UndoLine } from "../api.ts";
import type { Case } from "./corpus.ts";
import type { Desk } from "./desk.ts";
import { places } from "./places.ts";
import { DeskRefusal } from "./refusal.ts";
import type { Responder } from "./sessions.ts";
import type { StageDecideBody } from "./stage-body.ts";
import { findProofs } from "./stage-view.ts";

/**
 * Confirm or reject a step. Runs alone: the caller holds the turn.
 *
 * @throws {DeskRefusal} for a step that no rule proposes.
 */
export async function decideStage(
  desk: Desk,
  responder: Responder,
  entry: Case,
  body: StageDecideBody,
): Promise<UndoLine> {
  const { db, vault, audit, stageDecisions, now } = desk;
  const proofs = await findProofs(desk, entry);
  if (!proofs.some(({ message, rule }) => message === body.message && rule === body.rule)) {
    throw new DeskRefusal("desk.unknown_step");
  }
  const id = randomUUID();
  const at = now();
  await db.transaction().execute(async (trx) => {
    await insertStageDecision(trx, {
      id,
      mailbox_id: entry.id,
      responder: responder.id,
      at: at.toISOString(),
      body: vault.seal(places.stageDecision(id), body),
    }).execute();
    const line = { who: responder.name, act: `stage.${body.verdict}`, on: entry.label };
    await audit.write(trx, at, { ...line, reason: null });
  });
  await stageDecisions.refresh();
  return { id, act: `stage_${body.verdict}`, label: entry.label, campaignName: null };
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
    const act = `undo.stage_${decision.body.verdict}`;
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
  return { at, line: { id, act: `stage_${body.verdict}`, label, campaignName: null } };
}
