/** How alike two messages are, in the three terms that the model weighs. */
import type { MessageForms } from "./message-forms.ts";

export interface TextTerms {
  /** Bits of the words that both have in the same order (best common subsequence). */
  readonly common: number;
  /** Share of the runs of four letters that both have, 0 to 1. */
  readonly letters: number;
  /** Share of all that the two say that is in `common`, 0 to 1. */
  readonly share: number;
}

/** Compare two messages. Symmetric. */
export function compareTexts(a: MessageForms, b: MessageForms): TextTerms {
  const common = commonSubsequence(a, b);
  const either = a.ownBits + b.ownBits - common;
  return { common, letters: jaccard(a.letters, b.letters), share: common / Math.max(1, either) };
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

/** Two rows of a table: the best up to a pair of words, and the best that ends with it. */
interface Row {
  readonly best: Float64Array;
  readonly ending: Float64Array;
}

const makeRow = (width: number): Row => ({
  best: new Float64Array(width + 1),
  ending: new Float64Array(width + 1),
});

/**
 * Bits of the best common subsequence. A word whose left neighbour is common too gets only what it
 * says behind that neighbour: a stock phrase is worth less than its words.
 */
function commonSubsequence(a: MessageForms, b: MessageForms): number {
  const width = b.words.length;
  let above = makeRow(width);
  let row = makeRow(width);
  for (let i = 0; i < a.words.length; i += 1) {
    fillRow(row, above, a, i, b.words);
    [above, row] = [row, above];
  }
  return above.best[width] ?? 0;
}

function fillRow(row: Row, above: Row, a: MessageForms, i: number, others: Int32Array): void {
  const word = a.words[i];
  const before = i > 0 ? a.words[i - 1] : -1;
  const alone = a.alone[i] ?? 0;
  const after = a.after[i] ?? 0;
  let best = 0;
  for (let j = 0; j < others.length; j += 1) {
    let end = 0;
    if (others[j] === word) {
      const isRun = j > 0 && others[j - 1] === before;
      end = isRun ? (above.ending[j] ?? 0) + after : (above.best[j] ?? 0) + alone;
    }
    best = Math.max(best, above.best[j + 1] ?? 0, end);
    row.ending[j + 1] = end;
    row.best[j + 1] = best;
  }
}
