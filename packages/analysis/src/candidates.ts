/**
 * Which messages are worth comparing: those that share two rare features. A feature is a word, two
 * or three words in a row, or words with a gap; one that occurs in more than `mostTexts` messages
 * finds nothing. Rare postings with a two-hit rule (as BLAST, Altschul et al. 1997), because bands
 * of MinHash miss short, personalised messages.
 */
import { type MessageForms, mix } from "./message-forms.ts";

const mostTexts = 64;
const neededHits = 2;

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
      postings.add(key, text, (other) => {
        if (hits[other] === 0) touched.push(other);
        hits[other] = (hits[other] ?? 0) + 1;
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
  /** Adds a text to a key and tells those added before; none where the key is common or single. */
  readonly add: (key: number, text: number, tell: (other: number) => void) => void;
}

function makePostings(keys: readonly Uint32Array[]): Postings {
  const total = keys.reduce((sum, list) => sum + list.length, 0);
  const size = 2 ** Math.max(10, Math.ceil(Math.log2(total * 4 + 1)));
  const mask = size - 1;
  const counts = new Uint32Array(size);
  for (const list of keys) {
    for (const key of list) counts[key & mask] = (counts[key & mask] ?? 0) + 1;
  }
  const starts = new Uint32Array(size);
  let used = 0;
  for (let bucket = 0; bucket < size; bucket += 1) {
    starts[bucket] = used;
    const count = counts[bucket] ?? 0;
    if (count >= 2 && count <= mostTexts) used += count;
  }
  const texts = new Uint32Array(used);
  // Two keys in one bucket are told apart, or the size of the table would decide what is found.
  const keyOf = new Uint32Array(used);
  const filled = new Uint8Array(size);
  return {
    add(key, text, tell) {
      const bucket = key & mask;
      const count = counts[bucket] ?? 0;
      if (count < 2 || count > mostTexts) return;
      const start = starts[bucket] ?? 0;
      const end = start + (filled[bucket] ?? 0);
      for (let at = start; at < end; at += 1) if (keyOf[at] === key) tell(texts[at] ?? 0);
      texts[end] = text;
      keyOf[end] = key;
      filled[bucket] = end + 1 - start;
    },
  };
}

/** Distinct hashes of the features under which a message is found. */
function indexKeys(words: Int32Array): Uint32Array {
  const keys = new Set<number>();
  for (let at = 0; at < words.length; at += 1) {
    const [a = 0, b, c, d] = words.subarray(at, at + 4);
    keys.add(mix(a, 1));
    if (b === undefined) continue;
    const ab = mix(a, b);
    keys.add(mix(ab, 2));
    if (c === undefined) continue;
    keys.add(mix(mix(a, c), 3));
    keys.add(mix(mix(ab, c), 4));
    if (d === undefined) continue;
    keys.add(mix(mix(ab, d), 5));
    keys.add(mix(mix(mix(a, c), d), 6));
  }
  return Uint32Array.from(keys);
}
