/** Which pairs of reports have anything in common, and how much: the graph that groups grow in. */
import { findCandidates } from "./candidates.ts";
import { compareReports } from "./compare-reports.ts";
import type { Lexicon } from "./message-forms.ts";
import { lookupKey } from "./identifiers/lookup.ts";
import { countRarity, type Rarity } from "./rarity.ts";
import type { FactMessage, ReportFacts } from "./report-facts.ts";
import { edgeBits, shortMessageBits, type Thresholds } from "./rules.ts";
import { makeMeanings } from "./meaning.ts";
import { makeSharedMedia } from "./shared-media.ts";
import {
  isHeldShort,
  type MessageOf,
  pairEvidence,
  type PairEvidence,
  startBits,
  sumOf,
  type TextEvidence,
  withReason,
} from "./weigh.ts";
import { isIdentifierReason, type KnownNumbers } from "./weigh-facts.ts";

/** Two reports that may have one sender; `a` comes before `b`. */
export interface Edge {
  readonly a: string;
  readonly b: string;
  /** Log2 odds by this pair alone. A short text alone stays below the threshold `link`. */
  readonly bits: number;
  /** A number, account, address or medium that joins by itself. */
  readonly isByFact: boolean;
  readonly evidence: PairEvidence;
}

/** By `first * count + second`, the strongest text of two reports; undefined where there is none. */
export type TextPairs = ReadonlyMap<number, TextEvidence | undefined>;

/** The graph, and what was counted for it. */
export interface Edges {
  /** All worth remembering, strongest first. */
  readonly edges: readonly Edge[];
  readonly rarity: Rarity;
}

/**
 * What pairs have in common.
 *
 * @param reports - ascending by id.
 * @param texts - the pairs that were compared; those that share a photo, a file or a meaning are
 * added.
 */
export function makeEdges(
  reports: readonly ReportFacts[],
  texts: TextPairs,
  thresholds: Thresholds,
  numbers?: KnownNumbers,
): Edges {
  const rarity = countRarity(reports, sameScript(texts, reports.length, thresholds));
  const scale = { rarity, numbers };
  const shared = makeSharedMedia(reports);
  const meanings = makeMeanings(reports, thresholds);
  const pairs = new Map(texts);
  for (const [first, second] of [...shared.pairs(), ...meanings.pairs()]) {
    const key = first * reports.length + second;
    if (!pairs.has(key)) pairs.set(key, undefined);
  }
  const edges: Edge[] = [];
  for (const [key, text] of pairs) {
    const [first, second] = [Math.floor(key / reports.length), key % reports.length];
    const a = reports[first];
    const b = reports[second];
    if (a === undefined || b === undefined) continue;
    const pair = pairEvidence(a, b, text, scale, shared.reason(a, b));
    const meaning = meanings.reason(first, second, sumOf(pair));
    const edge = toEdge(withReason(pair, meaning), thresholds.link);
    if (edge.bits >= edgeBits) edges.push(edge);
  }
  return { edges: edges.sort(strongestFirst), rarity };
}

/** Pairs of places that link by their wording alone. */
function* sameScript(
  texts: TextPairs,
  reports: number,
  { link }: Thresholds,
): Generator<readonly [number, number]> {
  for (const [key, text] of texts) {
    if (text === undefined || text.ownBits < shortMessageBits) continue;
    if (startBits + text.bits >= link) yield [Math.floor(key / reports), key % reports];
  }
}

/**
 * Compare all reports at once: those that share an identifier or rare features of text.
 *
 * @param reports - ascending by id.
 */
export function compareAll(reports: readonly ReportFacts[], lexicon: Lexicon): TextPairs {
  const messages = reports.map((report) => messagesOf(report, lexicon));
  const all = messages.flatMap((list, owner) => list.map(({ forms }) => ({ owner, forms })));
  const pairs = new Map<number, TextEvidence | undefined>();
  const compare = (first: number, second: number) => {
    const key = first * reports.length + second;
    if (first === second || pairs.has(key)) return;
    pairs.set(key, compareReports(messages[first] ?? [], messages[second] ?? []));
  };
  const identified = sharedIdentifiers(reports);
  for (const [first, second] of identified) compare(first, second);
  const kept = new Set(pairs.keys());
  findCandidates(
    all.map(({ forms }) => forms),
    (left, right) => {
      compare(all[left]?.owner ?? 0, all[right]?.owner ?? 0);
    },
  );
  for (const [key, text] of pairs) {
    if (text === undefined && !kept.has(key)) pairs.delete(key);
  }
  return pairs;
}

/** Strongest first; equal ones by their ids. */
export function strongestFirst(
  x: Pick<Edge, "a" | "b" | "bits">,
  y: Pick<Edge, "a" | "b" | "bits">,
): number {
  if (x.bits !== y.bits) return y.bits - x.bits;
  if (x.a !== y.a) return x.a < y.a ? -1 : 1;
  return x.b < y.b ? -1 : 1;
}

/** The edge of a pair. */
export function toEdge(evidence: PairEvidence, link: number): Edge {
  const sum = sumOf(evidence);
  return {
    a: evidence.a.id,
    b: evidence.b.id,
    bits: sum >= link && isHeldShort(evidence) ? link - 1 : sum,
    isByFact: evidence.facts.some(isIdentifierReason),
    evidence,
  };
}

/** The messages of a report in the form that is compared. */
export function messagesOf(report: ReportFacts, lexicon: Lexicon): readonly MessageOf[] {
  return report.messages
    .filter(isWritten)
    .map((message) => ({ message, forms: lexicon(message.text) }));
}

// What a chat program writes in the place of a picture or a deleted message.
const placeholder =
  /^[\s\p{Cf}]*<?(?:(?:image|video|audio|gif|sticker|document|media|contact card) omitted|this message was (?:deleted|edited)\.?|null)>?\s*$/iu;

function isWritten({ text }: FactMessage): boolean {
  return !placeholder.test(text);
}

// A value that more reports than this have is compared with the first of them only, so that a
// campaign of many thousands stays linear.
const mostPerValue = 64;

function sharedIdentifiers(
  reports: readonly ReportFacts[],
): readonly (readonly [number, number])[] {
  const owners = new Map<string, number[]>();
  reports.forEach(({ identifiers }, at) => {
    for (const key of new Set(identifiers.map(lookupKey))) {
      const known = owners.get(key);
      if (known === undefined) owners.set(key, [at]);
      else known.push(at);
    }
  });
  return [...owners.values()].flatMap((list) =>
    list
      .slice(0, mostPerValue)
      .flatMap((first, at) => list.slice(at + 1).map((second) => [first, second] as const)),
  );
}
