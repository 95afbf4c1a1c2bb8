/** Deciding about what a new version of the rules would move, and taking that back. */
import { rulesVersion } from "@honeyguide/analysis";

import type { RulesMove, RulesView, UndoLine } from "../api.ts";
import type { Desk } from "./desk.ts";
import { DeskRefusal } from "./refusal.ts";
import type { Responder } from "./sessions.ts";

/** The proposal, if there is one. */
export function makeRulesView({ linker, corpus, gate }: Desk): RulesView {
  const { rules, moves, campaigns } = linker.state();
  const campaignOf = (id: string | null) => {
    const found = id === null ? undefined : campaigns.get(id);
    return found === undefined ? null : { id: found.id, name: found.name };
  };
  const labelOf = (id: string) => corpus.find(id)?.label ?? "";
  return {
    version: rulesVersion,
    from: rules.body.from,
    since: rules.at,
    decidedBy: gate.nameOf(rules.responder),
    kept: rules.decidedAt === null ? 0 : rules.body.stood.length - rules.body.free.length,
    moves: moves
      .map(({ id, from, to, others }): RulesMove => {
        const entry = corpus.find(id);
        return {
          id,
          label: labelOf(id),
          preview: entry?.preview ?? "",
          from: campaignOf(from),
          to: campaignOf(to),
          others: others.map(labelOf),
        };
      })
      .sort((a, b) => a.label.localeCompare(b.label, "en", { numeric: true })),
  };
}

/**
 * Decide about a proposal. Runs alone: the caller holds the turn.
 *
 * @param move - reports by their ids; the others stay where they are.
 * @throws {DeskRefusal} if nothing is proposed, or not for one of these.
 */
export async function decideRules(
  { linker }: Desk,
  responder: Responder,
  move: "all" | readonly string[],
): Promise<UndoLine> {
  const { rules, moves } = linker.state();
  const proposed = new Map<string, (typeof moves)[number]>(moves.map((one) => [one.id, one]));
  if (moves.length === 0) throw new DeskRefusal("desk.unknown_move");
  const chosen = move === "all" ? [] : move.map((id) => proposed.get(id));
  const free = chosen.map((one) => {
    if (one === undefined) throw new DeskRefusal("desk.unknown_move");
    return one.id;
  });
  const everything = rules.body.stood.map(([id]) => id);
  const state = await linker.decideRules(responder, move === "all" ? everything : free);
  return toLine(state.rules);
}

/**
 * Take a decision about a proposal back. Runs alone.
 *
 * @returns false where it is not one.
 */
export async function undoRules(
  { linker }: Desk,
  responder: Responder,
  id: string,
): Promise<boolean> {
  const { rules } = linker.state();
  if (rules.id !== id || rules.decidedAt === null || rules.responder === null) return false;
  await linker.decideRules(responder, null);
  return true;
}

/** A responder's decision about a proposal, and when it was made. */
export function lastRules(
  { linker }: Desk,
  responder: Responder,
): { readonly at: string; readonly line: UndoLine } | undefined {
  const { rules } = linker.state();
  if (rules.decidedAt === null || rules.responder !== responder.id) return undefined;
  return { at: rules.decidedAt, line: toLine(rules) };
}

function toLine({ id, version, body }: ReturnType<Desk["linker"]["state"]>["rules"]): UndoLine {
  const act = body.free.length > 0 ? "rules_moved" : "rules_kept";
  return { id, act, label: String(version), campaignName: null };
}
