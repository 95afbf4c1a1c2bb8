/** How alike two messages are: five terms that a model weighs. */
import type { MessageForms } from "./message-forms.ts";

export interface TextTerms {
  /** Bits of the rarest words that both have in the same order (weighted common subsequence). */
  readonly common: number;
  /** Bits of the pairs of words that both have. */
  readonly pairs: number;
  /** Share of four-letter runs that both have, 0 to 1. */
  readonly letters: number;
  /** Share of the bits of all words that both have, 0 to 1. */
  readonly overlap: number;
  /** Bits of words that only one of them has. */
  readonly unshared: number;
}

/** Compare two messages. Symmetric. */
export function compareTexts(a: MessageForms, b: MessageForms): TextTerms {
  const shared = sharedBits(a.wordSet, a.wordSetBits, b.wordSet);
  const all = a.ownBits + b.ownBits - shared;
  return {
    common: commonSubsequence(a, b),
    pairs: sharedBits(a.pairs, a.pairBits, b.pairs),
    letters: jaccard(a.letters, b.letters),
    overlap: all === 0 ? 0 : shared / all,
    unshared: all - shared,
  };
}

type Ascending = Int32Array | Uint32Array;

function sharedBits(a: Ascending, bits: Float32Array, b: Ascending): number {
  let sum = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    if (left === right) sum += bits[i] ?? 0;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return sum;
}

function jaccard(a: Ascending, b: Ascending): number {
  let both = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    if (left === right) both += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  const either = a.length + b.length - both;
  return either === 0 ? 0 : both / either;
}

/** Bits of the best common subsequence, in one row of memory. */
function commonSubsequence(a: MessageForms, b: MessageForms): number {
  const row = new Float64Array(b.words.length + 1);
  for (let i = 0; i < a.words.length; i += 1) {
    const word = a.words[i];
    const gain = a.bits[i] ?? 0;
    let diagonal = 0;
    for (let j = 0; j < b.words.length; j += 1) {
      const above = row[j + 1] ?? 0;
      const best = b.words[j] === word ? diagonal + gain : Math.max(above, row[j] ?? 0);
      row[j + 1] = Math.max(best, above);
      diagonal = above;
    }
  }
  return row[b.words.length] ?? 0;
}
