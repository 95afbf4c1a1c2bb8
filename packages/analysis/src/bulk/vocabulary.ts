/**
 * Words as numbers, with what each says: an open-addressing hash over one array of letters, because
 * ten million messages have millions of words, and a JavaScript string each would cost gigabytes.
 */
import type { Background } from "../background.ts";
import { makeLanguageModel, type LanguageModel } from "../surprisal.ts";
import { grow } from "./typed.ts";

/** What a background's words are before the first message; no vocabulary writes into it. */
interface Tables {
  readonly alone: Float32Array<ArrayBuffer>;
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly letters: Uint16Array<ArrayBuffer>;
  readonly looks: Uint8Array<ArrayBuffer>;
  readonly hashes: Uint32Array<ArrayBuffer>;
  readonly slots: Int32Array<ArrayBuffer>;
  readonly pairs: Float64Array;
  readonly size: number;
}

/** Made once for each background: making them takes as long as linking a thousand messages. */
const tables = new WeakMap<Background, Tables>();

export class Vocabulary {
  /** Bits of each word by itself. */
  alone = new Float32Array(1 << 12);
  /** In how many of the counted messages each word is. */
  messages = new Uint32Array(1 << 12);
  /** Where the letters of each word start in `letters`; the next word's start is the end. */
  starts = new Uint32Array(1 << 12);
  letters = new Uint16Array(1 << 15);
  /** Each of `letters` in eight bits, for what need not be certain. */
  looks = new Uint8Array(1 << 15);
  #latest = new Uint32Array(1 << 12);
  #size = 0;
  #hashes = new Uint32Array(1 << 12);
  #slots = new Int32Array(1 << 13).fill(-1);
  readonly #model: LanguageModel;
  readonly #known: number;
  /** At open addresses: a pair of words as one number, or -1, and what the second says. */
  readonly #pairs: Float64Array;

  constructor(background: Background) {
    this.#model = makeLanguageModel(background);
    const made = tables.get(background);
    if (made === undefined) {
      for (const word of background.counts.keys()) this.#idOfWord(word);
      for (const [first, followers] of background.followers) {
        this.#idOfWord(first);
        for (const word of followers.keys()) this.#idOfWord(word);
      }
      this.#known = this.#size;
      this.#pairs = this.#makePairs(background);
      tables.set(background, this.#copy());
    } else {
      this.alone = made.alone.slice();
      this.starts = made.starts.slice();
      this.letters = made.letters.slice();
      this.looks = made.looks.slice();
      this.#hashes = made.hashes.slice();
      this.#slots = made.slots.slice();
      this.messages = new Uint32Array(made.starts.length);
      this.#latest = new Uint32Array(made.starts.length);
      this.#size = made.size;
      this.#known = made.size;
      this.#pairs = made.pairs;
    }
  }

  #copy(): Tables {
    return {
      alone: this.alone.slice(),
      starts: this.starts.slice(),
      letters: this.letters.slice(),
      looks: this.looks.slice(),
      hashes: this.#hashes.slice(),
      slots: this.#slots.slice(),
      size: this.#size,
      pairs: this.#pairs,
    };
  }

  #makePairs({ followers }: Background): Float64Array {
    let count = 0;
    for (const { size } of followers.values()) count += size;
    const pairs = new Float64Array(2 * 2 ** Math.ceil(Math.log2(2 * count + 2))).fill(-1);
    for (const [first, after] of followers) {
      const previous = this.#idOfWord(first);
      for (const word of after.keys()) {
        const next = this.#idOfWord(word);
        const mask = pairs.length - 1;
        let slot = slotOf(previous, next) & mask;
        while ((pairs[slot] ?? -1) >= 0) slot = (slot + 2) & mask;
        pairs[slot] = previous * this.#known + next;
        pairs[slot + 1] = Math.fround(this.#model.after(first, word));
      }
    }
    return pairs;
  }

  /** How many words there are; their numbers are below it. */
  get size(): number {
    return this.#size;
  }

  /** The number of a word, new or known. */
  idOf(codes: Uint16Array, from: number, to: number): number {
    let hash = 0x811c_9dc5;
    for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (codes[at] ?? 0), 0x0100_0193);
    hash = (hash ^ (hash >>> 15)) >>> 0;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = this.#slots[slot] ?? -1;
      if (id < 0) return this.#add(slot, hash, codes, from, to);
      if (this.#hashes[id] === hash && this.#isWord(id, codes, from, to)) return id;
    }
  }

  /** Count the words of a message; `stamp` is another number for each message, never 0. */
  count(words: Uint32Array, count: number, stamp: number): void {
    for (let at = 0; at < count; at += 1) {
      const word = words[at] ?? 0;
      if (this.#latest[word] === stamp) continue;
      this.#latest[word] = stamp;
      this.messages[word] = (this.messages[word] ?? 0) + 1;
    }
  }

  /** Bits of a word behind another. */
  after(previous: number, word: number): number {
    if (previous >= this.#known || word >= this.#known) return this.alone[word] ?? 0;
    const pairs = this.#pairs;
    const key = previous * this.#known + word;
    const mask = pairs.length - 1;
    for (let slot = slotOf(previous, word) & mask; ; slot = (slot + 2) & mask) {
      const found = pairs[slot] ?? -1;
      if (found === key) return pairs[slot + 1] ?? 0;
      if (found < 0) return this.alone[word] ?? 0;
    }
  }

  #idOfWord(word: string): number {
    const codes = Uint16Array.from(word, (sign) => sign.charCodeAt(0));
    return this.idOf(codes, 0, codes.length);
  }

  #isWord(id: number, codes: Uint16Array, from: number, to: number): boolean {
    const start = this.starts[id] ?? 0;
    if ((this.starts[id + 1] ?? 0) - start !== to - from) return false;
    for (let at = from; at < to; at += 1) {
      if (this.letters[start + at - from] !== codes[at]) return false;
    }
    return true;
  }

  #add(slot: number, hash: number, codes: Uint16Array, from: number, to: number): number {
    const id = this.#size;
    this.#size += 1;
    const start = this.starts[id] ?? 0;
    this.alone = grow(this.alone, id + 2);
    this.messages = grow(this.messages, id + 2);
    this.#latest = grow(this.#latest, id + 2);
    this.starts = grow(this.starts, id + 2);
    this.#hashes = grow(this.#hashes, id + 2);
    this.letters = grow(this.letters, start + to - from);
    this.looks = grow(this.looks, start + to - from);
    let word = "";
    for (let at = from; at < to; at += 1) {
      const code = codes[at] ?? 0;
      this.letters[start + at - from] = code;
      this.looks[start + at - from] = lookOf(code);
      word += String.fromCharCode(code);
    }
    this.starts[id + 1] = start + to - from;
    this.alone[id] = this.#model.alone(word);
    this.#hashes[id] = hash;
    this.#slots[slot] = id;
    if (2 * this.#size > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(-1);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id += 1) {
      let slot = (this.#hashes[id] ?? 0) & mask;
      while ((slots[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

/** An even number for a pair of words. */
function slotOf(previous: number, word: number): number {
  const hash = Math.imul(previous, 0x9e37_79b1) ^ Math.imul(word, 0x85eb_ca6b);
  return (hash ^ (hash >>> 15)) << 1;
}

/** A letter in eight bits. */
function lookOf(code: number): number {
  return code < 256 ? code : Math.imul(code, 0x9e37_79b1) & 0xff;
}
