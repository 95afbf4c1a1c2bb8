/** Each message in the forms in which it is indexed and compared, made once. */
import type { LanguageModel } from "./surprisal.ts";
import { makeTokens } from "./tokens.ts";

export interface MessageForms {
  /** Words as numbers, in order. */
  readonly words: Int32Array;
  /** Bits of each of `words` by itself. */
  readonly alone: Float32Array;
  /** Bits of each of `words` behind the one before it. */
  readonly after: Float32Array;
  /** Distinct hashes of four folded letters in a row, ascending. */
  readonly letters: Uint32Array;
  /** The sum of `after`: all that the message says. */
  readonly ownBits: number;
}

/** The form of a text. Forms of one lexicon can be compared with each other. */
export type Lexicon = (text: string) => MessageForms;

/** A lexicon numbers words as it meets them. */
export function makeLexicon(model: LanguageModel): Lexicon {
  const numbers = new Map<string, number>();
  const bitsOf: number[] = [];
  const numberOf = (word: string) => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, bitsOf.length);
    bitsOf.push(model.alone(word));
    return bitsOf.length - 1;
  };
  return (text) => {
    const spelled = makeTokens(text).map(({ word }) => word);
    const words = Int32Array.from(spelled, numberOf);
    const after = Float32Array.from(spelled, (word, at) =>
      at === 0 ? model.alone(word) : model.after(spelled[at - 1] ?? "", word),
    );
    return {
      words,
      alone: Float32Array.from(words, (word) => bitsOf[word] ?? 0),
      after,
      letters: makeLetters(spelled.join(" ")),
      ownBits: after.reduce((sum, bits) => sum + bits, 0),
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
