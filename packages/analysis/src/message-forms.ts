/** Each message in the forms in which it is indexed and compared, made once. */
import { commonWordBits } from "./rules.ts";
import type { Surprisal } from "./surprisal.ts";
import { makeTokens } from "./tokens.ts";

export interface MessageForms {
  /** Words as numbers, in order. */
  readonly words: Int32Array;
  /** Bits of each of `words`. */
  readonly bits: Float32Array;
  /** Distinct hashes of four folded letters in a row, ascending. */
  readonly letters: Uint32Array;
  /** Bits of all distinct words above what a common word says. */
  readonly ownBits: number;
}

/** The form of a text. Forms of one lexicon can be compared with each other. */
export type Lexicon = (text: string) => MessageForms;

/** A lexicon numbers words as it meets them. */
export function makeLexicon(surprisal: Surprisal): Lexicon {
  const numbers = new Map<string, number>();
  const bitsOf: number[] = [];
  const numberOf = (word: string) => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, bitsOf.length);
    bitsOf.push(surprisal(word));
    return bitsOf.length - 1;
  };
  return (text) => {
    const tokens = makeTokens(text);
    const words = Int32Array.from(tokens, ({ word }) => numberOf(word));
    let ownBits = 0;
    for (const word of new Set(words)) ownBits += Math.max(0, (bitsOf[word] ?? 0) - commonWordBits);
    return {
      words,
      bits: Float32Array.from(words, (word) => bitsOf[word] ?? 0),
      letters: makeLetters(tokens.map(({ word }) => word).join(" ")),
      ownBits,
    };
  };
}

function makeLetters(text: string): Uint32Array {
  const found = new Set<number>();
  for (let at = 0; at + 4 <= text.length; at += 1) {
    const low = (text.charCodeAt(at) << 16) ^ text.charCodeAt(at + 1);
    found.add(mix(low, (text.charCodeAt(at + 2) << 16) ^ text.charCodeAt(at + 3)));
  }
  return Uint32Array.from(found).sort();
}

/** Two 32-bit numbers to one, well spread (the finaliser of MurmurHash3). */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a, 0x85eb_ca6b) ^ Math.imul(b + 0x9e37_79b9, 0xc2b2_ae35);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x7feb_352d);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x846c_a68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
