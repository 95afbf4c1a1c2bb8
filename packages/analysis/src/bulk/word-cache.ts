/**
 * Word numbers by letters as written, so that a common word is neither folded nor spelled out again.
 * One place for each hash: what comes later takes it, and nothing grows.
 */

/** Longer words are not kept: six letters of five bits go into one number. */
export const mostCachedLetters = 12;
export const lettersInLow = 6;

const slotBits = 16;
const shift = 32 - slotBits;

export class WordCache {
  // Beside each other for each slot: the first six letters, the others, what is known.
  readonly #slots = new Int32Array(4 << slotBits);

  /** What was remembered of a word, or -1. `low` is never 0. */
  find(low: number, high: number): number {
    const slots = this.#slots;
    const at = slotOf(low, high);
    return slots[at] === low && slots[at + 1] === high ? (slots[at + 2] ?? -1) : -1;
  }

  remember(low: number, high: number, known: number): void {
    const at = slotOf(low, high);
    this.#slots[at] = low;
    this.#slots[at + 1] = high;
    this.#slots[at + 2] = known;
  }
}

function slotOf(low: number, high: number): number {
  const mixed = Math.imul(low ^ Math.imul(high, 0x85eb_ca6b), 0x9e37_79b1);
  return (((mixed ^ (mixed >>> 15)) >>> 0) >>> shift) * 4;
}
