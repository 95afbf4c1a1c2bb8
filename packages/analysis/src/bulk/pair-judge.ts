/**
 * How alike two messages are, as compare-texts.ts has it, for millions of pairs: what cannot reach
 * the wanted bits is put aside by its words alone, before their order and letters are looked at.
 */
import { mostWords } from "./keys.ts";
import { RunSet } from "./letter-runs.ts";
import type { MessageStore } from "./message-store.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** What a pair is weighed by. */
export interface PairWeights {
  readonly common: number;
  readonly letters: number;
  readonly share: number;
  readonly offset: number;
  /** A message with less of its own information counts less by its shares. */
  readonly fullMessageBits: number;
  /** Less than this in common is nothing. */
  readonly leastCommonBits: number;
}

// Two texts that share so much of their words hardly ever share more of their letters than this:
// share + slack. Found on altered messages; it saves work, and decides nothing that is close.
const slack = 0.3;

/** Judges messages against one at a time. */
export class PairJudge {
  /** How many pairs were put aside by their words, and how many were compared word by word. */
  screened = 0;
  compared = 0;
  readonly #vocabulary: Vocabulary;
  readonly #store: MessageStore;
  readonly #weights: PairWeights;
  readonly #least: number;
  readonly #stamps: Uint32Array;
  readonly #others = new Uint32Array(mostWords);
  readonly #after = new Float64Array(mostWords);
  readonly #best = new Float64Array(mostWords + 1);
  readonly #ending = new Float64Array(mostWords + 1);
  readonly #runs = new RunSet();
  #words: Uint32Array = new Uint32Array(0);
  #count = 0;
  #message = 0;
  #own = 0;
  #isReady = false;

  constructor(vocabulary: Vocabulary, store: MessageStore, weights: PairWeights, least: number) {
    this.#vocabulary = vocabulary;
    this.#store = store;
    this.#weights = weights;
    this.#least = least;
    this.#stamps = new Uint32Array(vocabulary.size);
  }

  /** The message that others are judged against, with its words. */
  take(message: number, words: Uint32Array, count: number): void {
    this.#message = message;
    this.#words = words;
    this.#count = count;
    this.#own = this.#store.ownBits[message] ?? 0;
    this.#isReady = false;
    const stamp = message + 1;
    for (let at = 0; at < count; at += 1) this.#stamps[words[at] ?? 0] = stamp;
  }

  /** Bits of another message with the one taken, or 0 where they are below the wanted ones. */
  judge(other: number): number {
    const count = this.#store.read(other, this.#others);
    const theirs = this.#store.ownBits[other] ?? 0;
    const bag = this.#sharedWords(count);
    const most = this.#share(bag, theirs);
    if (this.#sum(bag, most, Math.min(1, most + slack), theirs) < this.#least) {
      this.screened += 1;
      return 0;
    }
    this.compared += 1;
    const common = this.#commonSubsequence(count);
    if (common < this.#weights.leastCommonBits) return 0;
    const share = this.#share(common, theirs);
    if (this.#sum(common, share, Math.min(1, most + slack), theirs) < this.#least) return 0;
    const letters = this.#runs.share(this.#vocabulary, this.#others, count);
    const bits = this.#sum(common, share, letters, theirs);
    return bits < this.#least ? 0 : bits;
  }

  #share(common: number, theirs: number): number {
    return Math.min(1, common / Math.max(1, this.#own + theirs - common));
  }

  #sum(common: number, share: number, letters: number, theirs: number): number {
    const weights = this.#weights;
    const full = Math.min(1, Math.min(this.#own, theirs) / weights.fullMessageBits);
    const alike = full * (weights.letters * letters + weights.share * share);
    return weights.common * common + alike - weights.offset;
  }

  /** Bits of the words that both have, in any order: never less than in the same order. */
  #sharedWords(count: number): number {
    const stamp = this.#message + 1;
    const { alone } = this.#vocabulary;
    let bits = 0;
    for (let at = 0; at < count; at += 1) {
      const word = this.#others[at] ?? 0;
      if (this.#stamps[word] === stamp) bits += alone[word] ?? 0;
    }
    return bits;
  }

  #prepare(): void {
    const vocabulary = this.#vocabulary;
    this.#isReady = true;
    for (let at = 0; at < this.#count; at += 1) {
      const word = this.#words[at] ?? 0;
      this.#after[at] =
        at === 0 ? (vocabulary.alone[word] ?? 0) : vocabulary.after(this.#words[at - 1] ?? 0, word);
    }
    this.#runs.take(vocabulary, this.#words, this.#count);
  }

  /**
   * As `commonSubsequence` of compare-texts.ts, one row in place. Only words that both have make a
   * difference; here the other message's words are the rows.
   */
  #commonSubsequence(count: number): number {
    if (!this.#isReady) this.#prepare();
    const stamp = this.#message + 1;
    const width = this.#count;
    this.#best.fill(0, 0, width + 1);
    this.#ending.fill(0, 0, width + 1);
    for (let row = 0; row < count; row += 1) {
      const word = this.#others[row] ?? 0;
      if (this.#stamps[word] !== stamp) continue;
      this.#fillRow(word, row > 0 ? (this.#others[row - 1] ?? 0) : -1, width);
    }
    return this.#best[width] ?? 0;
  }

  #fillRow(word: number, before: number, width: number): void {
    const [words, best, ending] = [this.#words, this.#best, this.#ending];
    const alone = this.#vocabulary.alone[word] ?? 0;
    // What was at the place to the left in the row above.
    let diagonalBest = 0;
    let diagonalEnding = 0;
    let left = 0;
    for (let at = 0; at < width; at += 1) {
      const above = best[at + 1] ?? 0;
      const aboveEnding = ending[at + 1] ?? 0;
      let end = 0;
      if (words[at] === word) {
        const isRun = at > 0 && words[at - 1] === before;
        end = isRun ? diagonalEnding + (this.#after[at] ?? 0) : diagonalBest + alone;
      }
      if (above > left) left = above;
      if (end > left) left = end;
      best[at + 1] = left;
      ending[at + 1] = end;
      diagonalBest = above;
      diagonalEnding = aboveEnding;
    }
  }
}
