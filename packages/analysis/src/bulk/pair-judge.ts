/**
 * How alike two messages are, as compare-texts.ts has it, for millions of pairs. Most are put aside
 * by one walk over the other message's words; its letters are looked at for what is left.
 */
import { mostWords } from "./keys.ts";
import { RunSet } from "./letter-runs.ts";
import type { MessageStore } from "./message-store.ts";
import type { PairList } from "./pair-list.ts";
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

/** A message with what its words say. */
interface Said {
  readonly words: Uint32Array;
  readonly alone: Float64Array;
  readonly after: Float64Array;
  readonly count: number;
}

// Two texts hardly ever share more of their letters than of their words and this: of 109,000 pairs
// that were kept without it, fewer than one in a hundred did.
const slack = 0.1;
/** In the place of a word that the message has twice. */
const twice = 0xffff;

/** Judges messages against one at a time. */
export class PairJudge {
  /** How many pairs had enough words in common for their letters to be looked at. */
  compared = 0;
  readonly #vocabulary: Vocabulary;
  readonly #store: MessageStore;
  readonly #weights: PairWeights;
  readonly #least: number;
  /** For each word its place in the message taken plus one, or `twice`, or 0. */
  readonly #places: Uint16Array;
  #words: Uint32Array = new Uint32Array(0);
  #alone: Float64Array = new Float64Array(0);
  #after: Float64Array = new Float64Array(0);
  /** The words whose places are known. */
  readonly #taken = new Uint32Array(mostWords);
  readonly #best = new Float64Array(mostWords + 1);
  readonly #ending = new Float64Array(mostWords + 1);
  readonly #runs: RunSet;
  /** When each word was last met in another message. */
  readonly #met: Uint32Array;
  #meeting = 0;
  readonly #columns = new Uint32Array(mostWords);
  #where = new Uint32Array(1 << 8);
  #counts = new Uint32Array(1 << 8);
  #count = 0;
  #message = 0;
  #own = 0;
  #isReady = false;
  /** Whether the words that both have stand in one order, each once. */
  #isInOrder = true;
  #piece: Uint32Array = new Uint32Array(0);
  #from = 0;

  constructor(vocabulary: Vocabulary, store: MessageStore, weights: PairWeights, least: number) {
    this.#vocabulary = vocabulary;
    this.#store = store;
    this.#weights = weights;
    this.#least = least;
    this.#places = new Uint16Array(vocabulary.size);
    this.#met = new Uint32Array(vocabulary.size);
    this.#runs = new RunSet(vocabulary, store);
  }

  /** The message that others are judged against. Its words are not copied. */
  take(message: number, own: number, { words, alone, after, count }: Said): void {
    const places = this.#places;
    for (let at = 0; at < this.#count; at += 1) places[this.#taken[at] ?? 0] = 0;
    this.#message = message;
    this.#count = count;
    this.#own = own;
    this.#isReady = false;
    this.#words = words;
    this.#alone = alone;
    this.#after = after;
    for (let at = 0; at < count; at += 1) {
      const word = words[at] ?? 0;
      this.#taken[at] = word;
      places[word] = places[word] === 0 ? at + 1 : twice;
    }
  }

  /** Judge the first `count` of some messages; those that reach the wanted bits go to `list`. */
  judgeAll(others: Uint32Array, count: number, list: PairList): void {
    const store = this.#store;
    if (count > this.#where.length) {
      this.#where = new Uint32Array(2 * count);
      this.#counts = new Uint32Array(2 * count);
    }
    const [where, counts] = [this.#where, this.#counts];
    // Loops of their own: their reads wait for memory side by side.
    for (let at = 0; at < count; at += 1) where[at] = store.placeOf(others[at] ?? 0);
    for (let at = 0; at < count; at += 1) counts[at] = store.countAt(where[at] ?? 0);
    for (let at = 0; at < count; at += 1) {
      const other = others[at] ?? 0;
      const bits = this.#judge(where[at] ?? 0, counts[at] ?? 0);
      if (bits > 0) list.add(other, this.#message, bits);
    }
  }

  /** Bits of another message with the one taken, or 0 where they are below the wanted ones. */
  #judge(place: number, count: number): number {
    this.#piece = this.#store.pieceOf(place);
    this.#from = this.#store.startOf(place);
    const theirs = this.#store.bitsOf(place);
    let common = this.#mostInCommon(count);
    if (!this.#isEnough(common, theirs)) return 0;
    if (!this.#isInOrder) {
      common = this.#commonSubsequence(count);
      if (!this.#isEnough(common, theirs)) return 0;
    }
    this.compared += 1;
    if (!this.#isReady) this.#runs.take(this.#words, this.#count);
    this.#isReady = true;
    const letters = this.#runs.share(place, this.#neededLetters(common, theirs));
    const bits = this.#sum(common, letters, theirs);
    return bits < this.#least ? 0 : bits;
  }

  /** Whether a pair with so much in common may reach the wanted bits. */
  #isEnough(common: number, theirs: number): boolean {
    if (common < this.#weights.leastCommonBits) return false;
    const letters = Math.min(1, this.#share(common, theirs) + slack);
    return this.#sum(common, letters, theirs) >= this.#least;
  }

  /** The share of letters below which a pair does not reach the wanted bits. */
  #neededLetters(common: number, theirs: number): number {
    const { letters, fullMessageBits } = this.#weights;
    const full = Math.min(1, Math.min(this.#own, theirs) / fullMessageBits);
    return Math.max(0, (this.#least - this.#sum(common, 0, theirs)) / (full * letters));
  }

  #share(common: number, theirs: number): number {
    return Math.min(1, common / Math.max(1, this.#own + theirs - common));
  }

  #sum(common: number, letters: number, theirs: number): number {
    const weights = this.#weights;
    const full = Math.min(1, Math.min(this.#own, theirs) / weights.fullMessageBits);
    const alike = weights.letters * letters + weights.share * this.#share(common, theirs);
    return weights.common * common + full * alike - weights.offset;
  }

  /**
   * Bits of the words that both have, whatever their order: never less than those of the best common
   * subsequence, and the same where they stand in one order.
   */
  #mostInCommon(count: number): number {
    const [piece, places] = [this.#piece, this.#places];
    let bits = 0;
    let latest = 0;
    let left = 0;
    let isInOrder = true;
    for (let at = this.#from; at < this.#from + count; at += 1) {
      const word = piece[at] ?? 0;
      const place = places[word] ?? 0;
      if (place === twice) {
        isInOrder = false;
        bits += this.#vocabulary.alone[word] ?? 0;
      } else if (place > 0) {
        bits +=
          (left > 0 && place === left + 1 ? this.#after[place - 1] : this.#alone[place - 1]) ?? 0;
        if (place <= latest) isInOrder = false;
        latest = place;
      }
      left = place;
    }
    this.#isInOrder = isInOrder;
    return bits;
  }

  /**
   * As `commonSubsequence` of compare-texts.ts, one row in place. Only words that both have make a
   * difference: those of the other message are the rows, those of the message taken the columns.
   */
  #commonSubsequence(count: number): number {
    const [piece, places] = [this.#piece, this.#places];
    const end = this.#from + count;
    this.#meeting += 1;
    for (let row = this.#from; row < end; row += 1) this.#met[piece[row] ?? 0] = this.#meeting;
    let width = 0;
    for (let at = 0; at < this.#count; at += 1) {
      if (this.#met[this.#words[at] ?? 0] !== this.#meeting) continue;
      this.#columns[width] = at;
      this.#best[width + 1] = 0;
      this.#ending[width + 1] = 0;
      width += 1;
    }
    for (let row = this.#from; row < end; row += 1) {
      const word = piece[row] ?? 0;
      if (places[word] === 0) continue;
      this.#fillRow(word, row > this.#from ? (piece[row - 1] ?? 0) : -1, width);
    }
    return this.#best[width] ?? 0;
  }

  #fillRow(word: number, before: number, width: number): void {
    const [words, columns, best, ending] = [this.#words, this.#columns, this.#best, this.#ending];
    // What was at the place to the left in the row above.
    let diagonalBest = 0;
    let diagonalEnding = 0;
    let left = 0;
    for (let column = 0; column < width; column += 1) {
      const at = columns[column] ?? 0;
      const above = best[column + 1] ?? 0;
      const aboveEnding = ending[column + 1] ?? 0;
      let end = 0;
      if (words[at] === word) {
        // The word to the left is in both then, and so it is the column to the left.
        const isRun = at > 0 && words[at - 1] === before;
        end = isRun
          ? diagonalEnding + (this.#after[at] ?? 0)
          : diagonalBest + (this.#alone[at] ?? 0);
      }
      if (above > left) left = above;
      if (end > left) left = end;
      best[column + 1] = left;
      ending[column + 1] = end;
      diagonalBest = above;
      diagonalEnding = aboveEnding;
    }
  }
}
