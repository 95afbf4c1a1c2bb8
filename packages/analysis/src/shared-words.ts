/** Which words two messages have in common, in order, and where they stand. */
import type { Span } from "./reasons.ts";
import type { Surprisal } from "./surprisal.ts";
import { type Token, makeTokens } from "./tokens.ts";

export interface SharedWords {
  /** Runs of shared words as `a` writes them, those that say most first. */
  readonly shared: readonly string[];
  readonly aSpans: readonly Span[];
  readonly bSpans: readonly Span[];
}

/** The runs of words that `a` and `b` share. */
export function findSharedWords(a: string, b: string, surprisal: Surprisal): SharedWords {
  const left = makeTokens(a);
  const right = makeTokens(b);
  const matches = alignTokens(left, right, ({ word }) => surprisal(word));
  const runs: { aSpan: Span; bSpan: Span; bits: number; i: number; j: number }[] = [];
  for (const [i, j] of matches) {
    const from = left[i];
    const to = right[j];
    if (from === undefined || to === undefined) continue;
    const last = runs.at(-1);
    if (last?.i === i - 1 && last.j === j - 1) {
      last.aSpan = { start: last.aSpan.start, end: from.end };
      last.bSpan = { start: last.bSpan.start, end: to.end };
      last.bits += surprisal(from.word);
      last.i = i;
      last.j = j;
    } else {
      runs.push({ aSpan: toSpan(from), bSpan: toSpan(to), bits: surprisal(from.word), i, j });
    }
  }
  const strongest = [...runs].sort((x, y) => y.bits - x.bits || x.i - y.i);
  return {
    shared: strongest.map(({ aSpan }) => a.slice(aSpan.start, aSpan.end)),
    aSpans: runs.map(({ aSpan }) => aSpan),
    bSpans: runs.map(({ bSpan }) => bSpan),
  };
}

/** Indices of the best common subsequence of two lists of words, ascending in both. */
export function alignTokens(
  a: readonly Token[],
  b: readonly Token[],
  weigh: (token: Token) => number,
): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  const best = new Float64Array((a.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (const [i, token] of [...a.entries()].reverse()) {
    const gain = weigh(token);
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const both = token.word === b[j]?.word ? gain + at(i + 1, j + 1) : 0;
      best[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), both);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const here = at(i, j);
    if (here === at(i + 1, j)) i += 1;
    else if (here === at(i, j + 1)) j += 1;
    else {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    }
  }
  return pairs;
}

function toSpan({ start, end }: Token): Span {
  return { start, end };
}
