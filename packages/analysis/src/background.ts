/** The shipped table of how often words occur in ordinary messages. */
import { wordsByCount, wordsCounted } from "./background-counts.ts";
import type { Background } from "./rules.ts";

/** Ordinary messages in English, as counted by `scripts/make-background.mjs`. */
export const background: Background = { total: wordsCounted, counts: readCounts(wordsByCount) };

function readCounts(lines: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines.trim().split("\n")) {
    const [count, ...words] = line.split(" ");
    for (const word of words) counts.set(word, Number(count));
  }
  return counts;
}
