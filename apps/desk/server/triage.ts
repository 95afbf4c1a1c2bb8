/**
 * Triage: one decision about one report, and its undo. A decision keeps how everything stood
 * before, so that undo puts exactly that back.
 */
import { randomUUID } from "node:crypto";

import type { MailboxId } from "@honeyguide/domain";
import {
  type DeskDatabase,
  deleteCampaign,
  insertCampaign,
  insertDecision,
  updateUndone,
  upsertMembers,
} from "@honeyguide/store/desk";

import type { Decide, UndoLine } from "../api.ts";
import type { Audit } from "./audit.ts";
import { findTarget, type LinkView, type Target, toSameAs } from "./because.ts";
import { nameCampaign } from "./campaign-name.ts";
import type { Case, Corpus } from "./corpus.ts";
import type { StandingDecision } from "./decisions.ts";
import type { Linker, LinkState } from "./linker.ts";
import { type DecisionBody, type Pair, places, type Triage } from "./places.ts";
import { DeskRefusal } from "./refusal.ts";
import type { Responder } from "./sessions.ts";
import type { Vault } from "./vault.ts";

export interface TriageDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly audit: Audit;
  readonly corpus: Corpus;
  readonly linker: Linker;
  readonly now: () => Date;
}

/**
 * Decide about a report. Runs alone: the caller holds the turn.
 *
 * @throws {DeskRefusal} if the report is not open or there is no such campaign.
 */
export async function decide(
  deps: TriageDeps,
  responder: Responder,
  entry: Case,
  decision: Decide,
): Promise<UndoLine> {
  const { db, vault, audit, corpus, linker, now } = deps;
  if (entry.row.state !== "opened") throw new DeskRefusal("desk.not_open");
  const plan = planFor(deps, responder, entry, decision);
  const id = randomUUID();
  const at = now();
  await db.transaction().execute(async (trx) => {
    if (plan.start !== undefined) await startCampaign(trx, vault, at, plan.start);
    await trx.updateTable("report").set(plan.triage).where("mailbox_id", "=", entry.id).execute();
    await insertDecision(trx, {
      id,
      mailbox_id: entry.id,
      outcome: decision.outcome,
      campaign_id: plan.campaign,
      responder: responder.id,
      at: at.toISOString(),
      body: vault.seal(places.decision(id), plan.body),
    }).execute();
    const line = { who: responder.name, on: entry.label, reason: plan.body.reason };
    await audit.write(trx, at, { ...line, act: `triage.${decision.outcome}` });
  });
  await corpus.refresh([entry.id]);
  const state = await linker.relink();
  return toUndoLine(state, corpus, {
    id,
    outcome: decision.outcome,
    mailboxId: entry.id,
    campaignId: plan.campaign,
  });
}

/**
 * Undo a decision. Runs alone.
 *
 * @throws {DeskRefusal} if it does not stand, or a later one builds on it.
 */
export async function undo(deps: TriageDeps, responder: Responder, id: string): Promise<void> {
  const { db, audit, corpus, linker, now } = deps;
  const { decisions } = linker.state();
  const decision = decisions.find((entry) => entry.id === id);
  if (decision === undefined || decisions.some((later) => buildsOn(later, decision))) {
    throw new DeskRefusal("desk.not_the_last_act");
  }
  const { before, started } = decision.body;
  const at = now();
  await db.transaction().execute(async (trx) => {
    await updateUndone(trx, id, at.toISOString()).execute();
    await trx
      .updateTable("report")
      .set(before.triage)
      .where("mailbox_id", "=", decision.mailboxId)
      .execute();
    if (started !== null) await deleteCampaign(trx, started).execute();
    for (const { campaign, ids } of before.members) {
      const there = ids.filter((member) => corpus.find(member) !== undefined);
      if (there.length > 0) await upsertMembers(trx, campaign, there).execute();
    }
    const on = corpus.find(decision.mailboxId)?.label ?? null;
    await audit.write(trx, at, {
      who: responder.name,
      act: `undo.${decision.outcome}`,
      on,
      reason: null,
    });
  });
  await corpus.refresh([decision.mailboxId]);
  await linker.relink();
}

/** A responder's last decision about a report, and when it was made. */
export function lastTriage(
  state: LinkState,
  corpus: Corpus,
  responder: Responder,
): { readonly at: string; readonly line: UndoLine } | undefined {
  const last = state.decisions.findLast((decision) => decision.responder === responder.id);
  return last && { at: last.at, line: toUndoLine(state, corpus, last) };
}

interface NewCampaign {
  readonly id: string;
  readonly name: string;
  readonly founder: MailboxId;
}

interface Plan {
  readonly triage: Triage;
  readonly campaign: string | null;
  readonly start: NewCampaign | undefined;
  readonly body: DecisionBody;
}

function planFor(
  { corpus, linker }: TriageDeps,
  responder: Responder,
  entry: Case,
  decision: Decide,
): Plan {
  const state = linker.state();
  const view: LinkView = { state, corpus };
  const target = targetOf(view, entry, decision);
  const { outcome, not_ours_kind, later_until, holder } = entry.row;
  const before: Triage = { outcome, not_ours_kind, later_until, holder };
  const start = startFor(state, entry, target, decision.outcome);
  const touched = [state.memberOf.get(entry.id), target && state.campaigns.get(target.id)];
  const members = new Map(
    touched.flatMap((campaign) =>
      campaign === undefined
        ? []
        : [[campaign.id, campaign.members.map((member) => member.id)] as const],
    ),
  );
  return {
    triage: triageAfter(before, responder, decision),
    campaign: start?.id ?? (target && state.campaigns.has(target.id) ? target.id : null),
    start,
    body: {
      reason: "reason" in decision ? (decision.reason ?? null) : null,
      pairs: target === undefined ? [] : pairsFor(view, entry, target, decision.outcome),
      before: {
        triage: before,
        members: [...members].map(([campaign, ids]) => ({ campaign, ids })),
      },
      started: start?.id ?? null,
    },
  };
}

/** The campaign that a decision is about. A new one is about the one it is not. */
function targetOf(view: LinkView, entry: Case, decision: Decide): Target | undefined {
  if ("campaignId" in decision) {
    const target = findTarget(view, decision.campaignId);
    if (target === undefined) throw new DeskRefusal("desk.unknown_campaign");
    return target;
  }
  if (decision.outcome !== "new_campaign") return undefined;
  const sameAs = toSameAs(view, entry);
  return sameAs === null ? undefined : findTarget(view, sameAs.campaignId);
}

function triageAfter(before: Triage, responder: Responder, decision: Decide): Triage {
  const cleared = { ...before, not_ours_kind: null, later_until: null };
  switch (decision.outcome) {
    case "not_ours":
      return { ...cleared, outcome: "not_ours", not_ours_kind: decision.kind };
    case "later":
      return { ...cleared, outcome: "later", later_until: decision.until };
    case "done":
      return { ...cleared, outcome: "done" };
    case "assign":
      return { ...before, holder: responder.id };
    case "same":
    case "not_same":
    case "unsure":
    case "new_campaign":
      return before;
  }
}

/** What the engine is told of the report and each member of the campaign. */
function pairsFor(
  { state }: LinkView,
  { id }: Case,
  { members }: Target,
  outcome: Decide["outcome"],
): readonly Pair[] {
  const others = members.map((member) => member.id).filter((member) => member !== id);
  const isFar = outcome === "not_same" || outcome === "new_campaign";
  if (isFar) return others.map((b) => ({ kind: "cannot_link", a: id, b }));
  const strongest = (state.linksOf.get(id) ?? [])
    .map(({ a, b }) => (a === id ? b : a))
    .find((other) => (others as readonly string[]).includes(other));
  const anchor = outcome === "same" ? (strongest ?? others[0]) : undefined;
  return others.map((b) => ({ kind: b === anchor ? "must_link" : "none", a: id, b }));
}

/** A campaign begins with one report, or with the one that another is said to be the same as. */
function startFor(
  state: LinkState,
  entry: Case,
  target: Target | undefined,
  outcome: Decide["outcome"],
): NewCampaign | undefined {
  const names = [...state.campaigns.values()].map(({ name }) => name);
  const start = (founder: MailboxId, cases: readonly Case[]) => ({
    id: randomUUID(),
    name: nameCampaign(cases, names),
    founder,
  });
  if (outcome === "new_campaign") return start(entry.id, [entry]);
  if (outcome !== "same" || target === undefined || state.campaigns.has(target.id))
    return undefined;
  const [single] = target.members;
  return single && start(single.id, [single, entry]);
}

async function startCampaign(
  trx: DeskDatabase,
  vault: Vault,
  at: Date,
  { id, name, founder }: NewCampaign,
): Promise<void> {
  const sealed = vault.seal(places.campaign(id), name);
  const made_at = at.toISOString();
  await insertCampaign(trx, { id, founder, made_at, name: sealed }).execute();
  await upsertMembers(trx, id, [founder]).execute();
}

/** Whether undoing the earlier would pull the ground from under the later. */
function buildsOn(later: StandingDecision, earlier: StandingDecision): boolean {
  if (later.sequence <= earlier.sequence) return false;
  const isAboutStarted = earlier.body.started !== null && later.campaignId === earlier.body.started;
  return later.mailboxId === earlier.mailboxId || isAboutStarted;
}

function toUndoLine(
  state: LinkState,
  corpus: Corpus,
  decision: {
    readonly id: string;
    readonly outcome: string;
    readonly mailboxId: MailboxId;
    readonly campaignId: string | null;
  },
): UndoLine {
  const { id, outcome, mailboxId, campaignId } = decision;
  const campaign =
    campaignId === null ? state.memberOf.get(mailboxId) : state.campaigns.get(campaignId);
  const label = corpus.find(mailboxId)?.label ?? "";
  return { id, act: outcome, label, campaignName: campaign?.name ?? null };
}
