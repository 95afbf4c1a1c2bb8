/**
 * Which messages are worth comparing: those that share two rare features. A feature is a word, two
 * or three words in a row, or words with a gap. Rare postings with a two-hit rule (as BLAST,
 * Altschul et al. 1997), because bands of MinHash miss short, personalised messages.
 *
 * A phrase in more than `mostTexts` messages finds a few of them only, the first and the latest, and
 * counts half: a campaign of thousands stays one campaign and its cost stays linear. A single word
 * that is so common finds nothing.
 */
import { type MessageForms, mix } from "./message-forms.ts";

const mostTexts = 64;
/** A phrase in more messages than this is everyday language. */
const mostOfPhrase = 8192;
/** Of a common phrase: so many of the first messages with it, and so many of the latest. */
const few = 4;
const rareHit = 2;
const commonHit = 1;
const neededHits = 4;

/** Called once for each pair of indices into `forms`, the smaller first. */
export type Visit = (first: number, second: number) => void;

/** Find the pairs worth comparing. */
export function findCandidates(forms: readonly MessageForms[], visit: Visit): void {
  const keys = forms.map(({ words }) => indexKeys(words));
  const postings = makePostings(keys);
  const hits = new Uint16Array(forms.length);
  keys.forEach((list, text) => {
    const touched: number[] = [];
    for (const key of list) {
      postings.add(key, text, (other, hit) => {
        if (hits[other] === 0) touched.push(other);
        hits[other] = (hits[other] ?? 0) + hit;
      });
    }
    for (const other of touched) {
      const isFound = (hits[other] ?? 0) >= neededHits;
      hits[other] = 0;
      if (isFound) visit(other, text);
    }
  });
}

interface Postings {
  /** Adds a text to a key and tells those added before, or a few of them; `hit` is what each counts. */
  readonly add: (key: number, text: number, tell: (other: number, hit: number) => void) => void;
}

function makePostings(keys: readonly Uint32Array[]): Postings {
  const total = keys.reduce((sum, list) => sum + list.length, 0);
  const size = 2 ** Math.max(10, Math.ceil(Math.log2(total * 4 + 1)));
  const mask = size - 1;
  // The lowest bit has a meaning of its own.
  const bucketOf = (key: number) => (key >>> 1) & mask;
  const counts = new Uint32Array(size);
  for (const list of keys) {
    for (const key of list) counts[bucketOf(key)] = (counts[bucketOf(key)] ?? 0) + 1;
  }
  const starts = new Uint32Array(size);
  let used = 0;
  for (let bucket = 0; bucket < size; bucket += 1) {
    starts[bucket] = used;
    used += roomFor(counts[bucket] ?? 0);
  }
  const texts = new Uint32Array(used);
  // Two keys in one bucket are told apart, or the size of the table would decide what is found.
  const keyOf = new Uint32Array(used);
  const filled = new Uint32Array(size);
  return {
    add(key, text, tell) {
      const bucket = bucketOf(key);
      const count = counts[bucket] ?? 0;
      const room = roomFor(count);
      if (room === 0) return;
      const isCommon = count > mostTexts;
      if (isCommon && !isPhrase(key)) return;
      const start = starts[bucket] ?? 0;
      const seen = filled[bucket] ?? 0;
      const end = start + Math.min(seen, room);
      for (let at = start; at < end; at += 1) {
        if (keyOf[at] === key) tell(texts[at] ?? 0, isCommon ? commonHit : rareHit);
      }
      // The first few stay; behind them the latest take turns.
      const place = seen < room ? seen : few + ((seen - few) % few);
      texts[start + place] = text;
      keyOf[start + place] = key;
      filled[bucket] = seen + 1;
    },
  };
}

function roomFor(count: number): number {
  if (count < 2 || count > mostOfPhrase) return 0;
  return count <= mostTexts ? count : 2 * few;
}

/** The lowest bit of a key says whether it stands for more than one word. */
function isPhrase(key: number): boolean {
  return (key & 1) === 1;
}

/** Distinct hashes of the features under which a message is found. */
function indexKeys(words: Int32Array): Uint32Array {
  const keys = new Set<number>();
  const addPhrase = (hash: number) => keys.add((hash | 1) >>> 0);
  for (let at = 0; at < words.length; at += 1) {
    const [a = 0, b, c, d] = words.subarray(at, at + 4);
    keys.add((mix(a, 1) & ~1) >>> 0);
    if (b === undefined) continue;
    const ab = mix(a, b);
    addPhrase(mix(ab, 2));
    if (c === undefined) continue;
    addPhrase(mix(mix(a, c), 3));
    addPhrase(mix(mix(ab, c), 4));
    if (d === undefined) continue;
    addPhrase(mix(mix(ab, d), 5));
    addPhrase(mix(mix(mix(a, c), d), 6));
  }
  return Uint32Array.from(keys);
}
