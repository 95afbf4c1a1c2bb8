/**
 * How much it says that two texts have words in common: rare words say more, and a word that usually
 * follows the one before it says little ("how are you" is not three words' worth).
 */
import type { Background } from "./background.ts";

/** A function from a folded word to bits. */
export type Surprisal = (word: string) => number;

/** Bits of words by themselves, and behind another word. */
export interface LanguageModel {
  readonly alone: Surprisal;
  /** Never more than the word alone. */
  readonly after: (previous: string, word: string) => number;
}

// Absolute discounting: a pair that was seen gives this much away to pairs that were not.
const discount = 0.75;
// How much the word alone counts for behind a word that it was seen with.
const backoff = 0.3;

/**
 * Surprisal under a table of counts; a word that is not in it counts as seen half a time, and
 * longer unknown words are no rarer than shorter ones.
 */
export function makeLanguageModel({ total, counts, followers }: Background): LanguageModel {
  const all = total + counts.size;
  const alone = (word: string) => Math.log2(all / ((counts.get(word) ?? 0) + 0.5));
  return {
    alone,
    after(previous, word) {
      const bits = alone(word);
      const seen = followers.get(previous)?.get(word);
      if (seen === undefined) return bits;
      const share = (seen - discount) / ((counts.get(previous) ?? 0) + 1);
      return Math.min(bits, -Math.log2(Math.min(1, share + backoff * 2 ** -bits)));
    },
  };
}
