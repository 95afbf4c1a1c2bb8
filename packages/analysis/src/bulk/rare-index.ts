/**
 * Which earlier messages share rare keys with a message.
 *
 * First every key of every message is counted, in one byte a slot. Then each slot with two or more
 * gets room in one array of postings, and the messages are looked up and entered in their order. The
 * table of counts is the directory: a line of it has the room before it and sixty slots, within it
 * room is added up. So ten million messages need no pointer per key, and a look-up waits for memory
 * once.
 *
 * A slot with more than `mostTexts` is everyday language or a large campaign. It keeps the first two
 * messages and takes turns with the latest two: a campaign of any size is compared with those that
 * stand for it, and stays linear. Such a key counts less, and where there are too many of them, a
 * part of them is looked at.
 */
import { bitsOf, HitTable, neededHits } from "./hit-table.ts";

// A line of the table: sixteen words, of which the first is the room before the line.
const lineBits = 4;
const slotsInLine = 60;
const withinBits = 10;
const withinMask = 2 ** withinBits - 1;
/** Of a count once there is room: above the cap; and of it, how many places there are. */
const commonFlag = 0x80;
const roomMask = 0x7f;
const standFor = 4;
const common = commonFlag | standFor;
/** Lists are sorted by their room in steps of eight. */
const roomStep = 3;
/** Two bytes of four, each with the room of a slot. */
const roomMasks = 0x007f_007f;
const mostCounted = 255;
/** What a shared key counts: two rare ones are enough. */
const rareHit = neededHits / 2;

export interface IndexOptions {
  /** Slots of the table of counts, as a power of two: 12 to 28. */
  readonly slotBits: number;
  /** A key in more messages than this is common. At most 127. */
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
  readonly #table: Uint32Array;
  readonly #shift: number;
  readonly #mostTexts: number;
  readonly #commonHit: number;
  readonly #commonMask: number;
  /** How many bits of a posting say which message it is; the others tell keys in one slot apart. */
  readonly #messageBits: number;
  readonly #hits = new HitTable();
  #postings = new Uint32Array(0);
  // Of each list of postings that a message is in.
  #from = new Float64Array(64);
  #end = new Float64Array(64);
  #first = new Uint32Array(64);
  #slot = new Uint32Array(64);
  #room = new Uint8Array(64);
  #keyOf = new Uint32Array(64);
  #coverOf = new Uint32Array(64);
  #order = new Uint32Array(64);
  readonly #ofRoom = new Uint32Array((roomMask >>> roomStep) + 2);
  #places = 0;

  constructor(messages: number, options: IndexOptions) {
    const { slotBits, mostTexts, neededCommon, commonEvery } = options;
    this.#table = new Uint32Array(2 ** (slotBits - 2));
    this.#shift = 32 - (slotBits - 2 - lineBits);
    this.#mostTexts = mostTexts;
    this.#commonHit = neededHits / neededCommon;
    this.#commonMask = commonEvery - 1;
    this.#messageBits = Math.max(1, Math.ceil(Math.log2(messages + 2)));
  }

  /** Messages that the latest call of `meet` found, in no order that matters. */
  get found(): Uint32Array {
    return this.#hits.found;
  }

  /** Count the keys of one message. */
  count(keys: Uint32Array, made: number): void {
    const table = this.#table;
    const shift = this.#shift;
    for (let at = 0; at < made; at += 1) {
      const slot = slotOf(keys[at] ?? 0, shift);
      const place = slot >>> 2;
      const byte = (slot & 3) << 3;
      const word = table[place] ?? 0;
      if (((word >>> byte) & mostCounted) < mostCounted) table[place] = word + (1 << byte);
    }
  }

  /** Make room for what was counted. */
  open(): void {
    const table = this.#table;
    let used = 0;
    for (let place = 0; place < table.length; place += 1) {
      if ((place & (2 ** lineBits - 1)) === 0) {
        table[place] = used;
        continue;
      }
      const counts = table[place] ?? 0;
      if (counts === 0) continue;
      let kept = 0;
      for (let byte = 0; byte < 32; byte += 8) {
        const room = this.#roomFor((counts >>> byte) & mostCounted);
        kept |= room << byte;
        used += room & roomMask;
      }
      table[place] = kept;
    }
    this.#postings = new Uint32Array(used);
  }

  #roomFor(count: number): number {
    if (count < 2) return 0;
    return count > this.#mostTexts ? common : count;
  }

  /**
   * Enter a message; tells how many of those entered before are worth comparing, in `found`.
   *
   * @param leastBits - what the places of the shared keys must say together.
   */
  meet(message: number, made: Keys, count: number, leastBits: number): number {
    const lists = this.#findLists(made, count);
    const found = this.#findAny(lists, made.placeBits, leastBits);
    this.#enter(message, lists);
    return found;
  }

  #findAny(lists: number, placeBits: Float64Array, leastBits: number): number {
    const walked = this.#sort(lists);
    if (walked < 2) return 0;
    const cut = this.#cut(walked, placeBits, leastBits);
    this.#hits.clear(this.#places);
    for (let nth = 0; nth < walked; nth += 1) this.#walk(this.#order[nth] ?? 0, nth < cut);
    return this.#hits.collect(placeBits, leastBits);
  }

  #findLists({ keys, covers }: Keys, made: number): number {
    if (this.#from.length < made) this.#enlarge(2 * made);
    const [table, shift, commonMask] = [this.#table, this.#shift, this.#commonMask];
    const [slots, rooms, keyOf, coverOf] = [this.#slot, this.#room, this.#keyOf, this.#coverOf];
    let lists = 0;
    // Here and in findStarts a loop for each read: those of one loop wait for memory side by side.
    for (let at = 0; at < made; at += 1) {
      const key = keys[at] ?? 0;
      const slot = slotOf(key, shift);
      const room = ((table[slot >>> 2] ?? 0) >>> ((slot & 3) << 3)) & mostCounted;
      if (room === 0 || (room >= commonFlag && (key & commonMask) !== 0)) continue;
      slots[lists] = slot;
      keyOf[lists] = key;
      coverOf[lists] = covers[at] ?? 0;
      rooms[lists] = room;
      lists += 1;
    }
    this.#findStarts(lists);
    return lists;
  }

  #findStarts(lists: number): void {
    const [from, first, postings] = [this.#from, this.#first, this.#postings];
    for (let list = 0; list < lists; list += 1) from[list] = this.#startOf(this.#slot[list] ?? 0);
    for (let list = 0; list < lists; list += 1) first[list] = postings[from[list] ?? 0] ?? 0;
  }

  /** Where the postings of a slot begin. */
  #startOf(slot: number): number {
    const table = this.#table;
    const place = slot >>> 2;
    const line = place & -(2 ** lineBits);
    const before = (1 << ((slot & 3) << 3)) - 1;
    const last = (table[place] ?? 0) & before;
    let sums = (last & roomMasks) + ((last >>> 8) & roomMasks);
    for (let near = line + 1; near < place; near += 1) {
      const rooms = table[near] ?? 0;
      sums += (rooms & roomMasks) + ((rooms >>> 8) & roomMasks);
    }
    return (table[line] ?? 0) + (sums & 0xffff) + (sums >>> 16);
  }

  /** Lists that anyone is in, by their room, the smallest first. Returns how many. */
  #sort(lists: number): number {
    const [ofRoom, order] = [this.#ofRoom, this.#order];
    ofRoom.fill(0);
    this.#places = 0;
    let walked = 0;
    for (let list = 0; list < lists; list += 1) {
      this.#end[list] = this.#from[list] ?? 0;
      if (this.#first[list] === 0) continue;
      const room = this.#roomOf(list);
      const step = (room >>> roomStep) + 1;
      ofRoom[step] = (ofRoom[step] ?? 0) + 1;
      this.#places += room;
      walked += 1;
    }
    addUp(ofRoom);
    for (let list = 0; list < lists; list += 1) {
      if (this.#first[list] === 0) continue;
      const step = this.#roomOf(list) >>> roomStep;
      const nth = ofRoom[step] ?? 0;
      order[nth] = list;
      ofRoom[step] = nth + 1;
    }
    return walked;
  }

  /** How many postings a list has room for. */
  #roomOf(list: number): number {
    return (this.#room[list] ?? 0) & roomMask;
  }

  /** From which list on the rest says too little: what only they have is not worth comparing. */
  #cut(lists: number, placeBits: Float64Array, leastBits: number): number {
    let cover = 0;
    let bits = 0;
    for (let nth = lists - 1; nth >= 0; nth -= 1) {
      const more = (this.#coverOf[this.#order[nth] ?? 0] ?? 0) & ~cover;
      bits += bitsOf(more, placeBits);
      if (bits >= leastBits) return nth + 1;
      cover |= more;
    }
    return 0;
  }

  #walk(list: number, isNew: boolean): void {
    const postings = this.#postings;
    const messageBits = this.#messageBits;
    const messageMask = 2 ** messageBits - 1;
    const room = this.#room[list] ?? 0;
    const hit = room >= commonFlag ? this.#commonHit : rareHit;
    const print = printOf(this.#keyOf[list] ?? 0, messageBits);
    const cover = this.#coverOf[list] ?? 0;
    const from = this.#from[list] ?? 0;
    const end = from + (room & roomMask);
    let at = from;
    for (; at < end; at += 1) {
      const posting = postings[at] ?? 0;
      if (posting === 0) break;
      if (posting >>> messageBits !== print) continue;
      this.#hits.add(posting & messageMask, hit, cover, isNew);
    }
    this.#end[list] = at;
  }

  #enter(message: number, lists: number): void {
    const postings = this.#postings;
    const messageBits = this.#messageBits;
    for (let list = 0; list < lists; list += 1) {
      const room = this.#room[list] ?? 0;
      const end = (this.#from[list] ?? 0) + (room & roomMask);
      let at = this.#end[list] ?? 0;
      // Another key of the message may have come into the same slot.
      while (at < end && postings[at] !== 0) at += 1;
      // All places taken: one of the last two, in turn.
      if (at === end) {
        if (room < commonFlag) continue;
        at = end - 2 + (message & 1);
      }
      const print = printOf(this.#keyOf[list] ?? 0, messageBits);
      postings[at] = (print * 2 ** messageBits + message + 1) >>> 0;
    }
  }

  #enlarge(lists: number): void {
    this.#from = new Float64Array(lists);
    this.#end = new Float64Array(lists);
    this.#first = new Uint32Array(lists);
    this.#slot = new Uint32Array(lists);
    this.#room = new Uint8Array(lists);
    this.#keyOf = new Uint32Array(lists);
    this.#coverOf = new Uint32Array(lists);
    this.#order = new Uint32Array(lists);
  }
}

/** A slot: four times its word in the table, and its byte of that. */
function slotOf(key: number, shift: number): number {
  const within = ((key & withinMask) * slotsInLine) >>> withinBits;
  return ((((key >>> shift) << lineBits) + 1) << 2) + within;
}

/** Each number becomes the sum of itself and those before it. */
function addUp(numbers: Uint32Array): void {
  let sum = 0;
  for (let at = 0; at < numbers.length; at += 1) {
    sum += numbers[at] ?? 0;
    numbers[at] = sum;
  }
}

/** The part of a key that is not its slot, as far as there is room for it. */
function printOf(key: number, messageBits: number): number {
  return messageBits >= 32 ? 0 : Math.imul(key, 0x9e37_79b1) >>> messageBits;
}
