/**
 * The features under which a message is found, as hashes. All that are rare, never "the k rarest":
 * chance pairs would crowd out a campaign.
 */
import type { MessageStore } from "./message-store.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Which features are indexed. */
export interface KeyKinds {
  /** Two words in a row. */
  readonly pairs: boolean;
  /** Four words but for the second, or but for the third. */
  readonly gapped: boolean;
  /** A word in more messages than this is no feature by itself. */
  readonly mostTexts: number;
}

/** A message cannot have more words than this, nor more keys than six times as many. */
export const mostWords = 400;

/** Makes the keys of one message at a time. */
export class KeyMaker {
  readonly keys = new Uint32Array(6 * mostWords);
  readonly words = new Uint32Array(mostWords);
  /** Words of the message whose keys were made last. */
  count = 0;
  readonly #vocabulary: Vocabulary;
  readonly #store: MessageStore;
  readonly #kinds: KeyKinds;
  readonly #seen: Uint32Array;
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
    const { words, keys } = this;
    const { messages } = this.#vocabulary;
    const count = this.#store.read(message, words);
    this.count = count;
    this.#made = 0;
    this.#isRepeating = false;
    const stamp = message + 1;
    for (let at = 0; at < count; at += 1) {
      const word = words[at] ?? 0;
      if (this.#seen[word] === stamp) this.#isRepeating = true;
      this.#seen[word] = stamp;
      const texts = messages[word] ?? 0;
      if (texts > 1 && texts <= this.#kinds.mostTexts) this.#put(spread(word, 1));
      if (texts > 1) this.#addPhrases(at);
    }
    return this.#isRepeating ? dedupe(keys, this.#made) : this.#made;
  }

  /** Phrases that begin with a word. One with a word that is nowhere else finds nothing. */
  #addPhrases(at: number): void {
    const { words, count } = this;
    const { messages } = this.#vocabulary;
    if (at + 1 >= count) return;
    const a = words[at] ?? 0;
    const b = words[at + 1] ?? 0;
    const isB = (messages[b] ?? 0) > 1;
    const ab = spread(a, b);
    if (isB && this.#kinds.pairs) this.#put(ab);
    if (at + 2 >= count) return;
    const c = words[at + 2] ?? 0;
    const isC = (messages[c] ?? 0) > 1;
    const ac = spread(a ^ 0x5555_5555, c);
    if (isC) this.#put(ac);
    if (isB && isC) this.#put(spread(ab, c));
    if (!this.#kinds.gapped || at + 3 >= count) return;
    const d = words[at + 3] ?? 0;
    if ((messages[d] ?? 0) < 2) return;
    if (isB) this.#put(spread(ab ^ 0x3333_3333, d));
    if (isC) this.#put(spread(ac, d));
  }

  #put(key: number): void {
    this.keys[this.#made] = key;
    this.#made += 1;
  }
}

/** Two numbers to one, well spread: as `mix`, with a multiplication less. */
function spread(a: number, b: number): number {
  let hash = Math.imul(a ^ (a >>> 15), 0x85eb_ca6b) + Math.imul(b + 0x9e37_79b9, 0xc2b2_ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb_352d);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function dedupe(keys: Uint32Array, count: number): number {
  const seen = new Set<number>();
  let kept = 0;
  for (let at = 0; at < count; at += 1) {
    const key = keys[at] ?? 0;
    if (seen.has(key)) continue;
    seen.add(key);
    keys[kept] = key;
    kept += 1;
  }
  return kept;
}
