/** How alike two messages are, in the two terms that the model weighs. */
import type { MessageForms } from "./message-forms.ts";

export interface TextTerms {
  /** Bits of the words that both have in the same order (best common subsequence). */
  readonly common: number;
  /** Share of the runs of four letters that both have, 0 to 1. */
  readonly letters: number;
}

/** Compare two messages. Symmetric. */
export function compareTexts(a: MessageForms, b: MessageForms): TextTerms {
  return { common: commonSubsequence(a, b), letters: jaccard(a.letters, b.letters) };
}

function jaccard(a: Uint32Array, b: Uint32Array): number {
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
      const skip = Math.max(above, row[j] ?? 0);
      row[j + 1] = b.words[j] === word ? Math.max(skip, diagonal + gain) : skip;
      diagonal = above;
    }
  }
  return row[b.words.length] ?? 0;
}
