/** How much it says that two texts have a word in common: rare words say more. */
import type { Background } from "./rules.ts";

/** A function from a folded word to bits. */
export type Surprisal = (word: string) => number;

/**
 * Surprisal under a table of counts; a word that is not in it counts as seen half a time, and
 * longer unknown words are no rarer than shorter ones.
 */
export function makeSurprisal({ total, counts }: Background): Surprisal {
  const kinds = counts.size;
  return (word) => Math.log2((total + kinds) / ((counts.get(word) ?? 0) + 0.5));
}
