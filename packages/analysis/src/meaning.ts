/**
 * Messages that say the same in other words, as far as an embedder outside of this package says so.
 * Its numbers are not calibrated here, so they are a hint: alone they bring a pair to the threshold
 * of what is shown and no further, and beside other evidence they count a few bits.
 */
import type { LinkReason } from "./reasons.ts";
import type { ReportFacts } from "./report-facts.ts";
import { meaningWeights, type Thresholds } from "./rules.ts";

interface Meant {
  readonly owner: number;
  readonly id: string;
  readonly vector: Float32Array;
}

interface Alike {
  readonly similarity: number;
  readonly a: string;
  readonly b: string;
}

/** Which reports mean alike. */
export interface Meanings {
  /** By place in the list, the first before the second. */
  readonly pairs: () => readonly (readonly [number, number])[];
  /**
   * The reason, weighed beside what else there is.
   *
   * @param bits - log2 odds of the pair without it.
   */
  readonly reason: (first: number, second: number, bits: number) => LinkReason | undefined;
}

/**
 * Compares the newest messages that have a vector, each with each.
 *
 * @param reports - vectors are of one model and of length 1.
 */
export function makeMeanings(reports: readonly ReportFacts[], thresholds: Thresholds): Meanings {
  const alike = new Map<number, Alike>();
  const meant = newest(reports);
  meant.forEach((one, at) => {
    for (const other of meant.slice(at + 1)) note(alike, reports.length, one, other);
  });
  return {
    pairs: () =>
      [...alike.keys()].map(
        (key) => [Math.floor(key / reports.length), key % reports.length] as const,
      ),
    reason(first, second, bits) {
      const found = alike.get(first * reports.length + second);
      return found === undefined ? undefined : toReason(found, bits, thresholds);
    },
  };
}

function newest(reports: readonly ReportFacts[]): readonly Meant[] {
  return reports
    .flatMap(({ messages }, owner) =>
      messages.flatMap(({ id, at = "", meaning }) =>
        meaning === undefined ? [] : [{ owner, id, at, vector: meaning }],
      ),
    )
    .sort((x, y) => (x.at === y.at ? 0 : x.at < y.at ? 1 : -1))
    .slice(0, meaningWeights.mostMessages);
}

function note(alike: Map<number, Alike>, reports: number, one: Meant, other: Meant): void {
  if (one.owner === other.owner || one.vector.length !== other.vector.length) return;
  const similarity = cosine(one.vector, other.vector);
  if (similarity < meaningWeights.least) return;
  const [a, b] = one.owner < other.owner ? [one, other] : [other, one];
  const key = a.owner * reports + b.owner;
  const known = alike.get(key);
  if (known === undefined || isMore({ similarity, a: a.id, b: b.id }, known)) {
    alike.set(key, { similarity, a: a.id, b: b.id });
  }
}

/** More alike; of equal ones always the same. */
function isMore(one: Alike, other: Alike): boolean {
  if (one.similarity !== other.similarity) return one.similarity > other.similarity;
  return one.a + one.b < other.a + other.b;
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}

function toReason({ similarity, a, b }: Alike, bits: number, { suggest }: Thresholds): LinkReason {
  const { least, full, most } = meaningWeights;
  const beside = most * Math.min(1, (similarity - least) / (full - least));
  return {
    feature: "meaning",
    agrees: true,
    bits: Math.max(beside, suggest - bits),
    detail: { kind: "meaning", similarity, aMessage: a, bMessage: b },
  };
}
