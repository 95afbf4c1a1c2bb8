/** Deciding about a number, and taking it back. Each is dated, audited and can be undone. */
import { randomUUID } from "node:crypto";

import { compareFuzzyTimes } from "@honeyguide/domain";
import { insertNumberDecision, updateNumberUndone } from "@honeyguide/store/desk";

import type { UndoLine } from "../api.ts";
import { findTarget } from "./because.ts";
import { type Desk, viewOf } from "./desk.ts";
import type { NumberDecideBody } from "./number-body.ts";
import type { NumberDecision } from "./numbers.ts";
import { places } from "./places.ts";
import { DeskRefusal } from "./refusal.ts";
import type { Responder } from "./sessions.ts";

/**
 * Decide about a number. Runs alone: the caller holds the turn.
 *
 * @throws {DeskRefusal} for a campaign that is not there, or an interval that ends before it begins.
 */
export async function decideNumber(
  desk: Desk,
  responder: Responder,
  body: NumberDecideBody,
): Promise<UndoLine> {
  const { db, vault, audit, numbers, now } = desk;
  if (body.kind === "interval") {
    if (findTarget(viewOf(desk), body.campaignId) === undefined) {
      throw new DeskRefusal("desk.unknown_campaign");
    }
    if (compareFuzzyTimes(body.first, body.last) > 0) {
      throw new DeskRefusal("desk.malformed_request");
    }
  }
  const id = randomUUID();
  const at = now();
  await db.transaction().execute(async (trx) => {
    await insertNumberDecision(trx, {
      id,
      responder: responder.id,
      at: at.toISOString(),
      body: vault.seal(places.numberDecision(id), body),
    }).execute();
    const reason = body.kind === "recycled" ? (body.reason ?? null) : null;
    const line = { who: responder.name, act: `number.${body.kind}`, on: null, reason };
    await audit.write(trx, at, line);
  });
  await numbers.refresh();
  await desk.linker.relink();
  return toUndoLine(desk, { id, responder: responder.id, at: at.toISOString(), body });
}

/**
 * Undo a decision about a number. Runs alone.
 *
 * @returns false where no such decision stands.
 */
export async function undoNumber(desk: Desk, responder: Responder, id: string): Promise<boolean> {
  const { db, audit, numbers, now } = desk;
  const decision = numbers.decisions().find((one) => one.id === id);
  if (decision === undefined) return false;
  const at = now();
  await db.transaction().execute(async (trx) => {
    await updateNumberUndone(trx, id, at.toISOString()).execute();
    const act = `undo.number_${decision.body.kind}`;
    await audit.write(trx, at, { who: responder.name, act, on: null, reason: null });
  });
  await numbers.refresh();
  await desk.linker.relink();
  return true;
}

/** A responder's last decision about a number, and when it was made. */
export function lastNumber(
  desk: Desk,
  responder: Responder,
): { readonly at: string; readonly line: UndoLine } | undefined {
  const last = desk.numbers.decisions().findLast((one) => one.responder === responder.id);
  return last && { at: last.at, line: toUndoLine(desk, last) };
}

function toUndoLine(desk: Desk, { id, body }: NumberDecision): UndoLine {
  const campaignName =
    body.kind === "interval" ? (findTarget(viewOf(desk), body.campaignId)?.name ?? null) : null;
  return { id, act: `number_${body.kind}`, label: body.number, campaignName };
}
