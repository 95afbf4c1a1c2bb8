/**
 * Operations: campaigns that share what a sender writes from or points to. A campaign is one script,
 * an operation one infrastructure. Numbers rotate under one script and one number runs several, so the
 * two are kept apart and joined only by what is shown.
 */
import type { Edge } from "./edges.ts";
import type { LinkReason } from "./reasons.ts";

/** What ties two campaigns together. */
export interface OperationTie {
  /** The campaigns, by their ids; the smaller first. */
  readonly a: string;
  readonly b: string;
  /** Numbers, accounts, addresses, links, photos and files in common; strongest first. */
  readonly reasons: readonly LinkReason[];
  /** Pairs of reports that share one. A single one is a weak bridge, and is to be looked at. */
  readonly pairs: number;
}

/** Two or more campaigns that share infrastructure. */
export interface Operation {
  /** Of its campaigns, ascending. */
  readonly campaigns: readonly string[];
  readonly ties: readonly OperationTie[];
}

/**
 * Which campaigns share infrastructure.
 *
 * @param campaignOf - the campaign of each report that is in one.
 * @param isTelling - whether a reason points at a sender by itself.
 */
export function findOperations(
  edges: readonly Edge[],
  campaignOf: ReadonlyMap<string, string>,
  isTelling: (reason: LinkReason) => boolean,
): readonly Operation[] {
  const ties = new Map<string, { a: string; b: string; reasons: LinkReason[]; pairs: number }>();
  for (const { a, b, evidence } of edges) {
    const shared = evidence.facts.filter(isTelling);
    const [left, right] = [campaignOf.get(a), campaignOf.get(b)];
    if (shared.length === 0 || left === undefined || right === undefined || left === right)
      continue;
    const [first, second] = left < right ? [left, right] : [right, left];
    const key = `${first} ${second}`;
    const tie = ties.get(key) ?? { a: first, b: second, reasons: [], pairs: 0 };
    ties.set(key, tie);
    tie.pairs += 1;
    for (const reason of shared) {
      if (!tie.reasons.some((known) => isSameThing(known, reason))) tie.reasons.push(reason);
    }
  }
  return toOperations(
    [...ties.values()].map((tie) => ({
      ...tie,
      reasons: tie.reasons.sort((x, y) => y.bits - x.bits || (keyOf(x) < keyOf(y) ? -1 : 1)),
    })),
  );
}

function toOperations(ties: readonly OperationTie[]): readonly Operation[] {
  const groups = new Map<string, Set<string>>();
  for (const { a, b } of ties) {
    const joined = new Set([...(groups.get(a) ?? [a]), ...(groups.get(b) ?? [b])]);
    for (const campaign of joined) groups.set(campaign, joined);
  }
  return [...new Set(groups.values())]
    .map((group) => ({
      campaigns: [...group].sort(),
      ties: ties
        .filter(({ a }) => group.has(a))
        .sort((x, y) => (`${x.a} ${x.b}` < `${y.a} ${y.b}` ? -1 : 1)),
    }))
    .sort((x, y) => ((x.campaigns[0] ?? "") < (y.campaigns[0] ?? "") ? -1 : 1));
}

/** The same number, account, photo …, whatever it weighs between two other reports. */
function isSameThing(x: LinkReason, y: LinkReason): boolean {
  return keyOf(x) === keyOf(y);
}

function keyOf({ feature, detail }: LinkReason): string {
  return `${feature} ${"value" in detail ? detail.value : ""}`;
}
