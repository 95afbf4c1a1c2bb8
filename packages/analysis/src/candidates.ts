/**
 * Which messages are worth comparing: those that share two rare features. A feature is a word, two
 * or three words in a row, or words with a gap; one that occurs in more than `mostTexts` messages
 * finds nothing. Method and measurements: linking by rare postings with a two-hit rule (as BLAST,
 * Altschul et al. 1997), because bands of MinHash miss short, personalised messages.
 */
import { type MessageForms, mix } from "./message-forms.ts";

const mostTexts = 64;
const neededHits = 2;

/** Pairs of indices into `forms`, first smaller than second, each pair once. */
export function findCandidates(
  forms: readonly MessageForms[],
  visit: (first: number, second: number, hits: number) => void,
): void {
  const keys = forms.map(indexKeys);
  const total = keys.reduce((sum, list) => sum + list.length, 0);
  const size = 2 ** Math.max(10, Math.ceil(Math.log2(total * 4 + 1)));
  const mask = size - 1;
  const counts = new Uint32Array(size + 1);
  for (const list of keys)
    for (const key of list) counts[key & mask] = (counts[key & mask] ?? 0) + 1;

  const starts = new Uint32Array(size + 1);
  let sum = 0;
  for (let bucket = 0; bucket < size; bucket += 1) {
    starts[bucket] = sum;
    const count = counts[bucket] ?? 0;
    if (count >= 2 && count <= mostTexts) sum += count;
  }
  const postings = new Uint32Array(sum);
  const filled = new Uint16Array(size);
  const hits = new Uint16Array(forms.length);
  keys.forEach((list, text) => {
    const touched: number[] = [];
    for (const key of list) {
      const bucket = key & mask;
      const count = counts[bucket] ?? 0;
      if (count < 2 || count > mostTexts) continue;
      const start = starts[bucket] ?? 0;
      const end = start + (filled[bucket] ?? 0);
      for (let at = start; at < end; at += 1) {
        const other = postings[at] ?? 0;
        if (hits[other] === 0) touched.push(other);
        hits[other] = (hits[other] ?? 0) + 1;
      }
      postings[end] = text;
      filled[bucket] = (filled[bucket] ?? 0) + 1;
    }
    for (const other of touched) {
      const count = hits[other] ?? 0;
      hits[other] = 0;
      if (count >= neededHits) visit(other, text, count);
    }
  });
}

/** Distinct hashes of the features under which a message is found. */
function indexKeys({ words, wordSet }: MessageForms): Uint32Array {
  const keys = new Set<number>();
  for (const word of wordSet) keys.add(mix(word, 1));
  for (let at = 0; at + 1 < words.length; at += 1) {
    const [a = 0, b = 0, c = -1, d = -1] = words.subarray(at, at + 4);
    const ab = mix(a, b);
    keys.add(mix(ab, 2));
    if (c < 0) continue;
    keys.add(mix(mix(a, c), 3));
    keys.add(mix(mix(ab, c), 4));
    if (d < 0) continue;
    keys.add(mix(mix(ab, d), 5));
    keys.add(mix(mix(mix(a, c), d), 6));
  }
  return Uint32Array.from(keys);
}
