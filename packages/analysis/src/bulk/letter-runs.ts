/** Which share of their runs of four letters two messages have in common, from word numbers. */
import type { MessageStore } from "./message-store.ts";
import type { Vocabulary } from "./vocabulary.ts";

const blank = 0x20;
/** More letters than this in one message are not looked at. */
const mostLetters = 1 << 14;
/** For what adding up leaves uncertain. */
const margin = 0.01;
/** Far fewer messages than the rest of 32 bits are held against one. */
const mostStamps = 2 ** 31;

/** The runs of one message, against which others are held. */
export class RunSet {
  #made = new Uint32Array(1 << 10);
  #own = new RunTable();
  #other = new RunTable();
  #ownRuns = 0;
  readonly #vocabulary: Vocabulary;
  readonly #store: MessageStore;

  constructor(vocabulary: Vocabulary, store: MessageStore) {
    this.#vocabulary = vocabulary;
    this.#store = store;
  }

  /** The words that others are held against. */
  take(words: Uint32Array, count: number): void {
    const made = this.#spell(words, 0, count);
    this.#ownRuns = this.#own.enter(this.#made, made);
  }

  /**
   * Runs of both by runs of either, 0 to 1, with the message at a place.
   *
   * @param least - what less than this is need not be known: 0 stands for it.
   */
  share(place: number, least: number): number {
    const store = this.#store;
    const made = this.#spell(store.pieceOf(place), store.startOf(place), store.countAt(place));
    // Kept plus one: 0 is not counted yet.
    let theirs = store.runsAt(place) - 1;
    if (theirs < 0) {
      theirs = this.#other.enter(this.#made, made);
      store.keepRuns(place, theirs + 1);
    }
    const all = this.#ownRuns + theirs;
    const both = this.#own.meet(this.#made, made, (least * all) / (1 + least) - margin);
    return both <= 0 || all === both ? 0 : both / (all - both);
  }

  /** All runs of the words with a blank between them. */
  #spell(words: Uint32Array, from: number, count: number): number {
    const { looks, starts } = this.#vocabulary;
    let runs = this.#made;
    let made = 0;
    let run = 0;
    for (let at = 0; at < count; at += 1) {
      const word = words[from + at] ?? 0;
      const start = starts[word] ?? 0;
      const end = starts[word + 1] ?? 0;
      if (made + end - start >= mostLetters) break;
      if (made + end - start >= runs.length) runs = this.#enlarge();
      if (at > 0) {
        run = (run << 8) ^ blank;
        runs[made] = run;
        made += 1;
      }
      for (let letter = start; letter < end; letter += 1) {
        run = (run << 8) ^ (looks[letter] ?? 0);
        runs[made] = run;
        made += 1;
      }
    }
    // The first three places hold less than four letters.
    if (made <= 3) return 0;
    runs.copyWithin(0, 3, made);
    return made - 3;
  }

  #enlarge(): Uint32Array<ArrayBuffer> {
    const wide = new Uint32Array(mostLetters);
    wide.set(this.#made);
    this.#made = wide;
    return wide;
  }
}

/**
 * Runs at open addresses. A place counts only from a stamp on, so that nothing has to be wiped: runs
 * of the set have its stamp, or that of the latest others they were met in.
 */
class RunTable {
  // Beside each other: a run, and when it was entered or met.
  #places = new Uint32Array(1 << 10);
  #entered = 0;
  #stamp = 0;

  /** Holds some runs and no others; says how many distinct ones there are. */
  enter(made: Uint32Array, count: number): number {
    let size = this.#places.length;
    while (size < 4 * count) size *= 2;
    if (size > this.#places.length) this.#places = new Uint32Array(size);
    if (this.#stamp >= mostStamps) {
      this.#places.fill(0);
      this.#stamp = 0;
    }
    this.#stamp += 1;
    this.#entered = this.#stamp;
    const [places, entered] = [this.#places, this.#entered];
    const mask = places.length - 1;
    let distinct = 0;
    for (let at = 0; at < count; at += 1) {
      const run = made[at] ?? 0;
      let place = placeOf(run) & mask;
      while ((places[place + 1] ?? 0) >= entered && places[place] !== run) {
        place = (place + 2) & mask;
      }
      if ((places[place + 1] ?? 0) >= entered) continue;
      places[place] = run;
      places[place + 1] = entered;
      distinct += 1;
    }
    return distinct;
  }

  /** How many of the runs held are among some others; 0 if they are fewer than `least`. */
  meet(made: Uint32Array, count: number, least: number): number {
    this.#stamp += 1;
    const meeting = this.#stamp;
    const [places, entered] = [this.#places, this.#entered];
    const mask = places.length - 1;
    let both = 0;
    let mayMiss = count - least;
    for (let at = 0; at < count; at += 1) {
      const run = made[at] ?? 0;
      let place = placeOf(run) & mask;
      let stamp = places[place + 1] ?? 0;
      while (stamp >= entered && places[place] !== run) {
        place = (place + 2) & mask;
        stamp = places[place + 1] ?? 0;
      }
      if (stamp >= entered && stamp !== meeting) {
        places[place + 1] = meeting;
        both += 1;
      } else {
        mayMiss -= 1;
        if (mayMiss < 0) return 0;
      }
    }
    return both;
  }
}

/** An even number. */
function placeOf(run: number): number {
  return (Math.imul(run, 0x9e37_79b1) >>> 12) & -2;
}
