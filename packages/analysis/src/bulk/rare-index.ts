/**
 * Which earlier messages share rare keys with a message.
 *
 * First every key of every message is counted, in one byte a slot. Then each slot with two or more
 * gets room in one array of postings, and the messages are looked up and entered in their order. The
 * table of counts is the directory: room before a block of slots is remembered, within a block it is
 * added up. So ten million messages need no pointer per key.
 *
 * A slot with more than `mostTexts` is everyday language or a large campaign. It keeps the first two
 * messages and takes turns with the latest two: a campaign of any size is compared with those that
 * stand for it, and stays linear. Such a key counts less, and where there are too many of them, a
 * part of them is looked at.
 */

const blockBits = 4;
const blockSize = 1 << blockBits;
/** In place of a count: above the cap. */
const common = 255;
const standFor = 4;
/** What a shared key counts, and what a pair needs to be compared: two rare ones. */
const rareHit = 6;
const neededHits = 12;

export interface IndexOptions {
  /** Slots of the table of counts, as a power of two. */
  readonly slotBits: number;
  /** A key in more messages than this is common. At most 254. */
  readonly mostTexts: number;
  /** How many common keys make two messages worth comparing. */
  readonly neededCommon: number;
  /** Of the common keys one in so many is looked at; a power of two. */
  readonly commonEvery: number;
}

/** The keys of one message. */
interface Keys {
  readonly keys: Uint32Array;
  /** Which places of the message each key is made of, a bit for each. */
  readonly covers: Uint32Array;
  /** What stands at each place, in bits of information. */
  readonly placeBits: Float64Array;
}

/** An index of `messages` messages. First `count` them all, then `open`, then `meet` each once. */
export class RareIndex {
  /** Messages that the latest call of `meet` found, in no order that matters. */
  found = new Uint32Array(1 << 10);
  readonly #counts: Uint8Array;
  readonly #roomOf = new Uint8Array(256);
  readonly #shift: number;
  readonly #mostTexts: number;
  readonly #commonHit: number;
  readonly #commonMask: number;
  /** How many bits of a posting say which message it is; the others tell keys in one slot apart. */
  readonly #messageBits: number;
  #blocks = new Uint32Array(0);
  #postings = new Uint32Array(0);
  #from = new Float64Array(64);
  #room = new Uint8Array(64);
  #keyOf = new Uint32Array(64);
  #coverOf = new Uint32Array(64);
  #others = new Uint32Array(1 << 8);
  #hits = new Uint16Array(1 << 8);
  #covers = new Uint32Array(1 << 8);
  #touched = new Uint32Array(1 << 8);

  constructor(messages: number, options: IndexOptions) {
    const { slotBits, mostTexts, neededCommon, commonEvery } = options;
    this.#counts = new Uint8Array(2 ** slotBits);
    this.#shift = 32 - slotBits;
    this.#mostTexts = mostTexts;
    this.#commonHit = neededHits / neededCommon;
    this.#commonMask = commonEvery - 1;
    this.#messageBits = Math.max(1, Math.ceil(Math.log2(messages + 2)));
    for (let count = 2; count <= mostTexts; count += 1) this.#roomOf[count] = count;
    this.#roomOf[common] = standFor;
  }

  /** Count the keys of one message. */
  count(keys: Uint32Array, made: number): void {
    const counts = this.#counts;
    const shift = this.#shift;
    for (let at = 0; at < made; at += 1) {
      const slot = (keys[at] ?? 0) >>> shift;
      const count = counts[slot] ?? 0;
      if (count < common) counts[slot] = count + 1;
    }
  }

  /** Make room for what was counted. */
  open(): void {
    const counts = this.#counts;
    this.#blocks = new Uint32Array(counts.length >>> blockBits);
    let used = 0;
    for (let slot = 0; slot < counts.length; slot += 1) {
      if ((slot & (blockSize - 1)) === 0) this.#blocks[slot >>> blockBits] = used;
      const count = counts[slot] ?? 0;
      const kept = count < 2 ? 0 : count > this.#mostTexts ? common : count;
      counts[slot] = kept;
      used += this.#roomOf[kept] ?? 0;
    }
    this.#postings = new Uint32Array(used);
  }

  /**
   * Enter a message; tells how many of those entered before are worth comparing, in `found`.
   *
   * @param leastBits - what the places of the shared keys must say together.
   */
  meet(message: number, made: Keys, count: number, leastBits: number): number {
    const lists = this.#findLists(made, count);
    const touched = this.#countHits(lists);
    const found = this.#collect(touched, made.placeBits, leastBits);
    this.#enter(message, lists);
    return found;
  }

  #findLists({ keys, covers }: Keys, made: number): number {
    if (this.#from.length < made) {
      this.#from = new Float64Array(2 * made);
      this.#room = new Uint8Array(2 * made);
      this.#keyOf = new Uint32Array(2 * made);
      this.#coverOf = new Uint32Array(2 * made);
    }
    const counts = this.#counts;
    const shift = this.#shift;
    let lists = 0;
    // Two loops: the reads of the first wait for memory side by side.
    for (let at = 0; at < made; at += 1) {
      const key = keys[at] ?? 0;
      const count = counts[key >>> shift] ?? 0;
      if (count === 0 || (count === common && (key & this.#commonMask) !== 0)) continue;
      this.#keyOf[lists] = key;
      this.#coverOf[lists] = covers[at] ?? 0;
      this.#room[lists] = count;
      lists += 1;
    }
    for (let list = 0; list < lists; list += 1) {
      this.#from[list] = this.#startOf((this.#keyOf[list] ?? 0) >>> shift);
    }
    return lists;
  }

  /** Where the postings of a slot begin. */
  #startOf(slot: number): number {
    let from = this.#blocks[slot >>> blockBits] ?? 0;
    for (let near = slot & -blockSize; near < slot; near += 1) {
      from += this.#roomOf[this.#counts[near] ?? 0] ?? 0;
    }
    return from;
  }

  #countHits(lists: number): number {
    let most = 0;
    for (let list = 0; list < lists; list += 1) most += this.#placesOf(list);
    if (2 * most > this.#others.length) this.#enlarge(2 * most);
    const mask = tableFor(2 * most) - 1;
    let touched = 0;
    for (let list = 0; list < lists; list += 1) touched = this.#walk(list, mask, touched);
    return touched;
  }

  /** How many postings a list has room for. */
  #placesOf(list: number): number {
    return this.#roomOf[this.#room[list] ?? 0] ?? 0;
  }

  #walk(list: number, mask: number, before: number): number {
    const postings = this.#postings;
    const messageBits = this.#messageBits;
    const messageMask = 2 ** messageBits - 1;
    const hit = this.#room[list] === common ? this.#commonHit : rareHit;
    const print = printOf(this.#keyOf[list] ?? 0, messageBits);
    const cover = this.#coverOf[list] ?? 0;
    const from = this.#from[list] ?? 0;
    const end = from + this.#placesOf(list);
    let touched = before;
    for (let at = from; at < end; at += 1) {
      const posting = postings[at] ?? 0;
      if (posting === 0) break;
      if (posting >>> messageBits !== print) continue;
      const slot = this.#slotFor(posting & messageMask, mask);
      if (this.#hits[slot] === 0) {
        this.#touched[touched] = slot;
        touched += 1;
      }
      this.#hits[slot] = (this.#hits[slot] ?? 0) + hit;
      this.#covers[slot] = (this.#covers[slot] ?? 0) | cover;
    }
    return touched;
  }

  /** Where the hits of a message are counted; `others` holds each plus one, at an open address. */
  #slotFor(other: number, mask: number): number {
    const others = this.#others;
    let slot = (Math.imul(other, 0x9e37_79b1) >>> 8) & mask;
    for (let there = others[slot]; there !== other; there = others[slot]) {
      if (there === 0) {
        others[slot] = other;
        break;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #collect(touched: number, placeBits: Float64Array, leastBits: number): number {
    if (touched > this.found.length) this.found = new Uint32Array(2 * touched);
    let found = 0;
    for (let at = 0; at < touched; at += 1) {
      const slot = this.#touched[at] ?? 0;
      const isHit = (this.#hits[slot] ?? 0) >= neededHits;
      if (isHit && bitsOf(this.#covers[slot] ?? 0, placeBits) >= leastBits) {
        this.found[found] = (this.#others[slot] ?? 0) - 1;
        found += 1;
      }
      this.#others[slot] = 0;
      this.#hits[slot] = 0;
      this.#covers[slot] = 0;
    }
    return found;
  }

  #enter(message: number, lists: number): void {
    const postings = this.#postings;
    const messageBits = this.#messageBits;
    for (let list = 0; list < lists; list += 1) {
      const room = this.#room[list] ?? 0;
      const from = this.#from[list] ?? 0;
      const end = from + (this.#roomOf[room] ?? 0);
      let at = from;
      while (at < end && postings[at] !== 0) at += 1;
      // All places taken: one of the last two, in turn.
      if (at === end) {
        if (room !== common) continue;
        at = end - 2 + (message & 1);
      }
      const print = printOf(this.#keyOf[list] ?? 0, messageBits);
      postings[at] = (print * 2 ** messageBits + message + 1) >>> 0;
    }
  }

  #enlarge(room: number): void {
    const size = tableFor(room);
    this.#others = new Uint32Array(size);
    this.#hits = new Uint16Array(size);
    this.#covers = new Uint32Array(size);
    this.#touched = new Uint32Array(size);
  }
}

/** What the covered places say together. */
function bitsOf(cover: number, placeBits: Float64Array): number {
  let bits = 0;
  for (let left = cover; left !== 0; left &= left - 1) {
    bits += placeBits[31 - Math.clz32(left & -left)] ?? 0;
  }
  return bits;
}

function tableFor(room: number): number {
  let size = 1 << 8;
  while (size < room) size *= 2;
  return size;
}

/** The part of a key that is not its slot, as far as there is room for it. */
function printOf(key: number, messageBits: number): number {
  return messageBits >= 32 ? 0 : Math.imul(key, 0x9e37_79b1) >>> messageBits;
}
