/** Which share of their runs of four letters two messages have in common, from word numbers. */
import type { Vocabulary } from "./vocabulary.ts";

const blank = 0x20;
/** More letters than this in one message are not looked at. */
const mostLetters = 1 << 14;

/** The runs of one message, against which others are held. */
export class RunSet {
  #made = new Uint32Array(1 << 10);
  // Two tables at open addresses: runs of the message taken, runs to be counted. A place counts only
  // if its stamp is the present one, so that nothing has to be wiped.
  #own = makeTable(1 << 11);
  #other = makeTable(1 << 11);
  /** When a place of `own` was last found. */
  #met = new Uint32Array(1 << 11);
  #meeting = 0;
  #ownRuns = 0;
  readonly #vocabulary: Vocabulary;
  /** How many distinct runs each message has, plus one; 0 where they were not counted yet. */
  readonly #distinct: Uint16Array;

  constructor(vocabulary: Vocabulary, messages: number) {
    this.#vocabulary = vocabulary;
    this.#distinct = new Uint16Array(messages);
  }

  /** The message that others are held against. */
  take(message: number, words: Uint32Array, count: number): void {
    const made = this.#spell(words, 0, count);
    this.#own = tableWithRoom(this.#own, made);
    if (this.#met.length < this.#own.runs.length) {
      this.#met = new Uint32Array(this.#own.runs.length);
      this.#meeting = 0;
    }
    this.#ownRuns = enterAll(this.#own, this.#made, made);
    this.#distinct[message] = this.#ownRuns + 1;
  }

  /** Runs of both by runs of either, 0 to 1. */
  share(message: number, words: Uint32Array, from: number, count: number): number {
    const made = this.#spell(words, from, count);
    let theirs = this.#distinct[message] ?? 0;
    if (theirs === 0) {
      this.#other = tableWithRoom(this.#other, made);
      theirs = enterAll(this.#other, this.#made, made) + 1;
      this.#distinct[message] = theirs;
    }
    const both = this.#countBoth(made);
    const either = this.#ownRuns + theirs - 1 - both;
    return either === 0 ? 0 : both / either;
  }

  #countBoth(made: number): number {
    const { runs, stamps, stamp } = this.#own;
    const mask = runs.length - 1;
    const met = this.#met;
    if (this.#meeting === 0xffff_ffff) {
      met.fill(0);
      this.#meeting = 0;
    }
    this.#meeting += 1;
    const meeting = this.#meeting;
    let both = 0;
    for (let at = 0; at < made; at += 1) {
      const run = this.#made[at] ?? 0;
      let slot = slotOf(run) & mask;
      while (stamps[slot] === stamp && runs[slot] !== run) slot = (slot + 1) & mask;
      if (stamps[slot] !== stamp || met[slot] === meeting) continue;
      met[slot] = meeting;
      both += 1;
    }
    return both;
  }

  /** All runs of the words with a blank between them. */
  #spell(words: Uint32Array, from: number, count: number): number {
    const { letters, starts } = this.#vocabulary;
    let made = 0;
    let run = 0;
    for (let at = 0; at < count; at += 1) {
      const word = words[from + at] ?? 0;
      const start = starts[word] ?? 0;
      const end = starts[word + 1] ?? 0;
      if (made + end - start >= mostLetters) break;
      if (made + end - start >= this.#made.length) this.#made = enlarge(this.#made);
      if (at > 0) {
        run = (run << 8) ^ blank;
        this.#made[made] = run;
        made += 1;
      }
      for (let letter = start; letter < end; letter += 1) {
        run = (run << 8) ^ lookOf(letters[letter] ?? 0);
        this.#made[made] = run;
        made += 1;
      }
    }
    // The first three places hold less than four letters.
    if (made <= 3) return 0;
    this.#made.copyWithin(0, 3, made);
    return made - 3;
  }
}

/** A letter in eight bits. */
function lookOf(code: number): number {
  return code < 256 ? code : Math.imul(code, 0x9e37_79b1) & 0xff;
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

/** Enters some runs, and says how many distinct ones there were. */
function enterAll({ runs, stamps, stamp }: Table, made: Uint32Array, count: number): number {
  const mask = runs.length - 1;
  let distinct = 0;
  for (let at = 0; at < count; at += 1) {
    const run = made[at] ?? 0;
    let slot = slotOf(run) & mask;
    while (stamps[slot] === stamp && runs[slot] !== run) slot = (slot + 1) & mask;
    if (stamps[slot] === stamp) continue;
    runs[slot] = run;
    stamps[slot] = stamp;
    distinct += 1;
  }
  return distinct;
}

function slotOf(run: number): number {
  return Math.imul(run, 0x9e37_79b1) >>> 12;
}

function enlarge(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const wide = new Uint32Array(mostLetters);
  wide.set(array);
  return wide;
}
