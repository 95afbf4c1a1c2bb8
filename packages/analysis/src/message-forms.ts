/** Each message in the forms in which it is indexed and compared, made once. */
import { makeTokens } from "./tokens.ts";
import type { Surprisal } from "./surprisal.ts";

export interface MessageForms {
  /** Words as numbers, in order. */
  readonly words: Int32Array;
  /** Bits of each word of `words`. */
  readonly bits: Float32Array;
  /** Distinct words, ascending. */
  readonly wordSet: Int32Array;
  readonly wordSetBits: Float32Array;
  /** Distinct hashes of four folded letters in a row, ascending. */
  readonly letters: Uint32Array;
  /** Distinct hashes of two words at most two apart, in order; ascending. */
  readonly pairs: Uint32Array;
  readonly pairBits: Float32Array;
  /** Bits of all distinct words. */
  readonly ownBits: number;
}

export interface Lexicon {
  readonly formsOf: (text: string) => MessageForms;
}

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
  return {
    formsOf(text) {
      const tokens = makeTokens(text);
      const words = Int32Array.from(tokens, ({ word }) => numberOf(word));
      const bits = Float32Array.from(words, (word) => bitsOf[word] ?? 0);
      const wordSet = Int32Array.from(new Set(words)).sort();
      const wordSetBits = Float32Array.from(wordSet, (word) => bitsOf[word] ?? 0);
      const { pairs, pairBits } = makePairs(words, bits);
      return {
        words,
        bits,
        wordSet,
        wordSetBits,
        letters: makeLetters(tokens.map(({ word }) => word).join(" ")),
        pairs,
        pairBits,
        ownBits: wordSetBits.reduce((sum, value) => sum + value, 0),
      };
    },
  };
}

function makePairs(words: Int32Array, bits: Float32Array) {
  const found = new Map<number, number>();
  for (let first = 0; first < words.length; first += 1) {
    for (let gap = 1; gap <= 2 && first + gap < words.length; gap += 1) {
      const second = first + gap;
      const hash = mix(mix(words[first] ?? 0, words[second] ?? 0), 2);
      found.set(hash, Math.min(bits[first] ?? 0, bits[second] ?? 0));
    }
  }
  const pairs = Uint32Array.from(found.keys()).sort();
  return { pairs, pairBits: Float32Array.from(pairs, (pair) => found.get(pair) ?? 0) };
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
