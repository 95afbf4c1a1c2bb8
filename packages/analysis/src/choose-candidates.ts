/**
 * Which reports are worth comparing, from what an index gave: those that share an identifier or two
 * rare features of text. What many reports have finds the first few of them only and counts half, so
 * that the cost of one more report has a bound however many there are: a large campaign is met
 * through those, and what all its messages have in common then speaks for each.
 */

/** So many reports are remembered under one key, and no more. */
export const mostPerKey = 64;

/** A key of the report in hand, and others that have it. */
export interface Posting<Id> {
  readonly kind: "text" | "identifier";
  /** In the order in which they came; `mostPerKey` at most. */
  readonly reports: readonly Id[];
}

const few = 8;
const rareHit = 2;
const commonHit = 1;
const neededHits = 4;
const mostCandidates = 256;

/** The reports worth comparing, those with most in common first, 256 at most. */
export function chooseCandidates<Id extends string | number>(
  postings: readonly Posting<Id>[],
): readonly Id[] {
  const hits = new Map<Id, number>();
  for (const { kind, reports } of postings) {
    const isCommon = reports.length >= mostPerKey;
    const hit = kind === "identifier" ? neededHits : isCommon ? commonHit : rareHit;
    for (const id of isCommon ? reports.slice(0, few) : reports) {
      hits.set(id, (hits.get(id) ?? 0) + hit);
    }
  }
  return [...hits]
    .filter(([, hit]) => hit >= neededHits)
    .sort(([x, hit], [y, more]) => more - hit || (x < y ? -1 : 1))
    .slice(0, mostCandidates)
    .map(([id]) => id);
}
