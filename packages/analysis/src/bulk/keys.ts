/**
 * The features under which a message is found, as hashes. All that are rare, never "the k rarest":
 * chance pairs would crowd out a campaign.
 */
import type { MessageStore } from "./message-store.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Which features are indexed. */
export interface KeyKinds {
  /** Three words in a row. */
  readonly triples: boolean;
  /** Four words but for the second, or but for the third. */
  readonly gapped: boolean;
  /** A word in more messages than this is no feature by itself. */
  readonly mostTexts: number;
}

/** A message cannot have more words than this, nor more keys than six times as many. */
export const mostWords = 400;
/** Words are told apart by their place up to here; the next shares the bit of the first. */
const placeMask = 31;

const tableSize = 1 << 13;

/** Makes the keys of one message at a time. */
export class KeyMaker {
  readonly keys = new Uint32Array(6 * mostWords);
  /** The places of the words in each key, a bit for each place. */
  readonly covers = new Uint32Array(6 * mostWords);
  /** What the words at each place say, in bits, each behind the one before it. */
  readonly placeBits = new Float64Array(placeMask + 1);
  readonly words = new Uint32Array(mostWords);
  /** Words of the message whose keys were made last. */
  count = 0;
  readonly #vocabulary: Vocabulary;
  readonly #store: MessageStore;
  readonly #kinds: KeyKinds;
  readonly #seen: Uint32Array;
  readonly #table = new Uint32Array(tableSize);
  readonly #stamps = new Uint32Array(tableSize);
  #made = 0;
  #isRepeating = false;

  constructor(vocabulary: Vocabulary, store: MessageStore, kinds: KeyKinds) {
    this.#vocabulary = vocabulary;
    this.#store = store;
    this.#kinds = kinds;
    this.#seen = new Uint32Array(vocabulary.size);
  }

  /** Fills `keys` with the distinct keys of a message and says how many there are. */
  make(message: number): number {
    const { words } = this;
    const { messages } = this.#vocabulary;
    const count = this.#store.read(message, words);
    this.count = count;
    this.#made = 0;
    this.#isRepeating = false;
    this.placeBits.fill(0);
    const stamp = message + 1;
    for (let at = 0; at < count; at += 1) {
      const word = words[at] ?? 0;
      this.#say(at, word);
      if (this.#seen[word] === stamp) this.#isRepeating = true;
      this.#seen[word] = stamp;
      const texts = messages[word] ?? 0;
      if (texts > 1 && texts <= this.#kinds.mostTexts) this.#put(spread(word, 1), bitOf(at));
      if (texts > 1) this.#addPhrases(at);
    }
    return this.#isRepeating ? this.#dedupe(stamp) : this.#made;
  }

  /** Phrases that begin with a word. One with a word that is nowhere else finds nothing. */
  #addPhrases(at: number): void {
    if (at + 1 >= this.count) return;
    const a = this.#word(at);
    const b = this.#word(at + 1);
    const isB = this.#isShared(b);
    const ab = spread(a, b);
    const placesOfAb = bitOf(at) | bitOf(at + 1);
    if (isB) this.#put(ab, placesOfAb);
    if (at + 2 >= this.count) return;
    const c = this.#word(at + 2);
    const isC = this.#isShared(c);
    const ac = spread(a ^ 0x5555_5555, c);
    if (isC) this.#put(ac, bitOf(at) | bitOf(at + 2));
    if (isB && isC && this.#kinds.triples) this.#put(spread(ab, c), placesOfAb | bitOf(at + 2));
    if (this.#kinds.gapped) this.#addGapped(at + 3, isB ? ab : 0, isC ? ac : 0);
  }

  /** A pair, or a pair with a gap, and the word at a place behind it; 0 is no pair. */
  #addGapped(at: number, ab: number, ac: number): void {
    if (at >= this.count) return;
    const d = this.#word(at);
    if (!this.#isShared(d)) return;
    const ends = bitOf(at) | bitOf(at - 3);
    if (ab !== 0) this.#put(spread(ab ^ 0x3333_3333, d), ends | bitOf(at - 2));
    if (ac !== 0) this.#put(spread(ac, d), ends | bitOf(at - 1));
  }

  #say(at: number, word: number): void {
    const place = at & placeMask;
    const bits =
      at === 0
        ? (this.#vocabulary.alone[word] ?? 0)
        : this.#vocabulary.after(this.#word(at - 1), word);
    this.placeBits[place] = (this.placeBits[place] ?? 0) + bits;
  }

  #word(at: number): number {
    return this.words[at] ?? 0;
  }

  #isShared(word: number): boolean {
    return (this.#vocabulary.messages[word] ?? 0) > 1;
  }

  /** Words that come twice may make a key twice. */
  #dedupe(stamp: number): number {
    const { covers, keys } = this;
    const mask = tableSize - 1;
    let kept = 0;
    for (let at = 0; at < this.#made; at += 1) {
      const key = keys[at] ?? 0;
      let slot = key & mask;
      while (this.#stamps[slot] === stamp && this.#table[slot] !== key) slot = (slot + 1) & mask;
      if (this.#stamps[slot] === stamp) continue;
      this.#stamps[slot] = stamp;
      this.#table[slot] = key;
      keys[kept] = key;
      covers[kept] = covers[at] ?? 0;
      kept += 1;
    }
    return kept;
  }

  #put(key: number, cover: number): void {
    this.keys[this.#made] = key;
    this.covers[this.#made] = cover;
    this.#made += 1;
  }
}

function bitOf(place: number): number {
  return 1 << (place & placeMask);
}

/** Two numbers to one, well spread: as `mix`, with a multiplication less. */
function spread(a: number, b: number): number {
  let hash = Math.imul(a ^ (a >>> 15), 0x85eb_ca6b) + Math.imul(b + 0x9e37_79b9, 0xc2b2_ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb_352d);
  return (hash ^ (hash >>> 15)) >>> 0;
}
