/** Which share of their runs of four letters two messages have in common, from word numbers. */
import type { Vocabulary } from "./vocabulary.ts";

const blank = 0x20;
/** More letters than this in one message are not looked at. */
const mostLetters = 1 << 14;

/** The runs of one message, against which others are held. */
export class RunSet {
  #made = new Uint32Array(1 << 10);
  // Two tables at open addresses: runs of the message taken, runs of the one held against it. A
  // place counts only if its stamp is the present one, so that nothing has to be wiped.
  #own = makeTable(1 << 12);
  #their = makeTable(1 << 12);
  #ownRuns = 0;

  /** The message that others are held against. */
  take(vocabulary: Vocabulary, words: Uint32Array, count: number): void {
    const made = this.#spell(vocabulary, words, count);
    this.#own = tableWithRoom(this.#own, made);
    this.#ownRuns = 0;
    for (let at = 0; at < made; at += 1) {
      if (enter(this.#own, this.#made[at] ?? 0)) this.#ownRuns += 1;
    }
  }

  /** Runs of both by runs of either, 0 to 1. */
  share(vocabulary: Vocabulary, words: Uint32Array, count: number): number {
    const made = this.#spell(vocabulary, words, count);
    this.#their = tableWithRoom(this.#their, made);
    let theirs = 0;
    let both = 0;
    for (let at = 0; at < made; at += 1) {
      const run = this.#made[at] ?? 0;
      if (!enter(this.#their, run)) continue;
      theirs += 1;
      if (holds(this.#own, run)) both += 1;
    }
    const either = this.#ownRuns + theirs - both;
    return either === 0 ? 0 : both / either;
  }

  /** All runs of the words with a blank between them. */
  #spell(vocabulary: Vocabulary, words: Uint32Array, count: number): number {
    const { letters, starts } = vocabulary;
    let made = 0;
    let length = 0;
    let run = 0;
    for (let at = 0; at < count; at += 1) {
      const word = words[at] ?? 0;
      const end = starts[word + 1] ?? 0;
      for (let letter = (starts[word] ?? 0) - (at === 0 ? 0 : 1); letter < end; letter += 1) {
        const isBlank = letter < (starts[word] ?? 0);
        const code = isBlank ? blank : (letters[letter] ?? 0);
        run = ((run << 8) ^ (code < 256 ? code : Math.imul(code, 0x9e37_79b1) & 0xff)) >>> 0;
        length += 1;
        if (length < 4 || length > mostLetters) continue;
        if (made === this.#made.length) this.#made = enlarge(this.#made);
        this.#made[made] = run;
        made += 1;
      }
    }
    return made;
  }
}

interface Table {
  readonly runs: Uint32Array;
  readonly stamps: Uint32Array;
  stamp: number;
}

function makeTable(size: number): Table {
  return { runs: new Uint32Array(size), stamps: new Uint32Array(size), stamp: 0 };
}

/** An empty table for so many. */
function tableWithRoom(table: Table, runs: number): Table {
  let size = table.runs.length;
  while (size < 2 * runs) size *= 2;
  const wide = size === table.runs.length ? table : makeTable(size);
  if (wide.stamp === 0xffff_ffff) {
    wide.stamps.fill(0);
    wide.stamp = 0;
  }
  wide.stamp += 1;
  return wide;
}

function enter({ runs, stamps, stamp }: Table, run: number): boolean {
  const mask = runs.length - 1;
  let slot = (Math.imul(run, 0x9e37_79b1) >>> 12) & mask;
  while (stamps[slot] === stamp) {
    if (runs[slot] === run) return false;
    slot = (slot + 1) & mask;
  }
  runs[slot] = run;
  stamps[slot] = stamp;
  return true;
}

function holds({ runs, stamps, stamp }: Table, run: number): boolean {
  const mask = runs.length - 1;
  let slot = (Math.imul(run, 0x9e37_79b1) >>> 12) & mask;
  while (stamps[slot] === stamp) {
    if (runs[slot] === run) return true;
    slot = (slot + 1) & mask;
  }
  return false;
}

function enlarge(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wide = new Uint32Array(2 * array.length);
  wide.set(array);
  return wide;
}
