/** The best campaign of a report, and why (P2). */
import {
  type Decision,
  explainLink,
  type Link,
  probabilityWord,
  type ReportFacts,
  rulesVersion,
} from "@honeyguide/analysis";

import type { Because, SameAs } from "../api.ts";
import type { Case, Corpus } from "./corpus.ts";
import { lastWord, toConstraints } from "./decisions.ts";
import type { LinkState, LiveCampaign } from "./linker.ts";

/** A campaign as a report meets it: a real one, or a single report that it may belong with. */
export type Target = Pick<LiveCampaign, "id" | "name" | "members">;

/** What links are explained from. */
export interface LinkView {
  readonly state: LinkState;
  readonly corpus: Corpus;
}

/** A campaign by its id. A report that is in none stands for a campaign of itself. */
export function findTarget({ state, corpus }: LinkView, id: string): Target | undefined {
  const campaign = state.campaigns.get(id);
  if (campaign !== undefined) return campaign;
  const single = corpus.find(id);
  if (!single?.facts || state.memberOf.has(single.id)) return undefined;
  return { id: single.id, name: single.label, members: [single] };
}

/** What the inbox shows in "same as": where the report is, or else the strongest suggestion. */
export function toSameAs(view: LinkView, { id }: Case): SameAs | null {
  const mine = view.state.memberOf.get(id);
  if (mine !== undefined) {
    const verdict = strongest(view, id, mine)?.verdict ?? "suggest";
    return toAnswer(view, id, mine, verdict);
  }
  for (const link of view.state.linksOf.get(id) ?? []) {
    const other = otherEnd(link, id);
    const target = view.state.memberOf.get(other) ?? findTarget(view, other);
    if (target === undefined || lastWord(view.state.decisions, id, target) === "not_same") continue;
    return toAnswer(view, id, target, link.verdict);
  }
  return null;
}

/** Why a report is, or may be, of a campaign; null where there is nothing to compare. */
export function toBecause(view: LinkView, entry: Case, target: Target): Because | null {
  const others = target.members.filter(({ id }) => id !== entry.id);
  if (entry.facts === null || others.length === 0) return null;
  const link = strongest(view, entry.id, target) ?? explain(view, entry.facts, entry, others);
  const against = view.corpus.find(otherEnd(link, entry.id))?.label ?? "";
  const { word, range } = probabilityWord(link.probability);
  return {
    campaignId: target.id,
    campaignName: target.name,
    against,
    bits: link.bits,
    probability: link.probability,
    word,
    range,
    verdict: link.verdict,
    decided: lastWord(view.state.decisions, entry.id, target),
    rulesVersion,
    reasons: link.reasons.map(({ feature, agrees, bits, detail }) => ({
      feature,
      agrees,
      bits,
      detail: { ...detail },
    })),
  };
}

/** The strongest link of a report to a member, if the engine has made one. */
function strongest({ state }: LinkView, id: string, target: Target): Link | undefined {
  const ids = new Set<string>(target.members.map((member) => member.id));
  return state.linksOf.get(id)?.find((link) => ids.has(otherEnd(link, id)));
}

function explain(
  { state, corpus }: LinkView,
  facts: ReportFacts,
  { row }: Case,
  others: readonly Case[],
): Link {
  const all = corpus.cases().filter((entry) => entry.row.drill === row.drill);
  const decisions: readonly Decision[] = toConstraints(state.decisions, (id) =>
    Boolean(corpus.find(id)?.facts),
  );
  const toFacts = (cases: readonly Case[]) => cases.flatMap((entry) => entry.facts ?? []);
  const rarity = state.rarity[row.drill ? "practice" : "real"];
  const { numbers } = state;
  return explainLink(facts, toFacts(others), toFacts(all), { decisions, numbers, rarity });
}

function toAnswer(
  { state }: LinkView,
  id: Case["id"],
  target: Target,
  verdict: SameAs["verdict"],
): SameAs {
  const decided = lastWord(state.decisions, id, target) === "same";
  return { campaignId: target.id, campaignName: target.name, verdict, decided };
}

function otherEnd({ a, b }: Link, id: string): string {
  return a === id ? b : a;
}
