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
  /** Bits of each word by itself, and behind the one before it. */
  readonly alone = new Float64Array(mostWords);
  readonly after = new Float64Array(mostWords);
  /** Words of the message whose keys were made last. */
  count = 0;
  readonly #vocabulary: Vocabulary;
  readonly #store: MessageStore;
  readonly #kinds: KeyKinds;
  readonly #seen: Uint32Array;
  readonly #table = new Uint32Array(tableSize);
  readonly #stamps = new Uint32Array(tableSize);
  /** In how many messages each word is. */
  readonly #texts = new Uint32Array(mostWords + 3);
  #made = 0;
  #stamp = 0;

  constructor(vocabulary: Vocabulary, store: MessageStore, kinds: KeyKinds) {
    this.#vocabulary = vocabulary;
    this.#store = store;
    this.#kinds = kinds;
    this.#seen = new Uint32Array(vocabulary.size);
  }

  /** Fills `keys` with the distinct keys of a message and says how many there are. */
  make(message: number): number {
    const isRepeating = this.#read(message);
    const { count } = this;
    const { mostTexts } = this.#kinds;
    this.#made = 0;
    for (let at = 0; at < count; at += 1) {
      const texts = this.#texts[at] ?? 0;
      if (texts < 2) continue;
      if (texts <= mostTexts) this.#put(spread(this.words[at] ?? 0, 1), bitOf(at));
      this.#addPhrases(at);
    }
    return isRepeating ? this.#dedupe() : this.#made;
  }

  /** What each word of the message says. */
  say(): void {
    const { words, alone, after, placeBits } = this;
    const vocabulary = this.#vocabulary;
    placeBits.fill(0);
    for (let at = 0; at < this.count; at += 1) {
      const word = words[at] ?? 0;
      const bits = vocabulary.alone[word] ?? 0;
      alone[at] = bits;
      const behind = at === 0 ? bits : vocabulary.after(words[at - 1] ?? 0, word);
      after[at] = behind;
      placeBits[at & placeMask] = (placeBits[at & placeMask] ?? 0) + behind;
    }
  }

  /** Reads the words; tells whether one comes twice. */
  #read(message: number): boolean {
    const { words } = this;
    const { messages } = this.#vocabulary;
    const seen = this.#seen;
    const texts = this.#texts;
    const count = this.#store.read(message, words);
    this.count = count;
    const stamp = this.#stamp + 1;
    this.#stamp = stamp;
    let isRepeating = false;
    for (let at = 0; at < count; at += 1) {
      const word = words[at] ?? 0;
      texts[at] = messages[word] ?? 0;
      if (seen[word] === stamp) isRepeating = true;
      seen[word] = stamp;
    }
    texts.fill(0, count, count + 3);
    return isRepeating;
  }

  /** Phrases that begin with a word. One with a word that is nowhere else finds nothing. */
  #addPhrases(at: number): void {
    const a = this.#word(at);
    const c = this.#word(at + 2);
    const ab = spread(a, this.#word(at + 1));
    const ac = spread(a ^ 0x5555_5555, c);
    const isB = this.#isShared(at + 1);
    const isC = this.#isShared(at + 2);
    const placesOfAb = bitOf(at) | bitOf(at + 1);
    if (isB) this.#put(ab, placesOfAb);
    if (isC) this.#put(ac, bitOf(at) | bitOf(at + 2));
    if (isB && isC && this.#kinds.triples) this.#put(spread(ab, c), placesOfAb | bitOf(at + 2));
    if (!this.#kinds.gapped || !this.#isShared(at + 3)) return;
    const d = this.#word(at + 3);
    const ends = bitOf(at) | bitOf(at + 3);
    if (isB) this.#put(spread(ab ^ 0x3333_3333, d), ends | bitOf(at + 1));
    if (isC) this.#put(spread(ac, d), ends | bitOf(at + 2));
  }

  #word(at: number): number {
    return this.words[at] ?? 0;
  }

  /** Whether there is a word at a place that is in another message too. */
  #isShared(at: number): boolean {
    return (this.#texts[at] ?? 0) > 1;
  }

  /** Words that come twice may make a key twice. */
  #dedupe(): number {
    const stamp = this.#stamp;
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
