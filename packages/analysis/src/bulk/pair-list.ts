/** Pairs of messages with their bits, in typed arrays that grow. */
import { grow } from "./typed.ts";

/** Pairs, each once: `first` comes before `second`. */
export interface BulkPairs {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
  readonly bits: Float32Array;
}

export class PairList {
  #first = new Uint32Array(1 << 10);
  #second = new Uint32Array(1 << 10);
  #bits = new Float32Array(1 << 10);
  #size = 0;

  add(first: number, second: number, bits: number): void {
    const at = this.#size;
    this.#size += 1;
    this.#first = grow(this.#first, at + 1);
    this.#second = grow(this.#second, at + 1);
    this.#bits = grow(this.#bits, at + 1);
    this.#first[at] = first;
    this.#second[at] = second;
    this.#bits[at] = bits;
  }

  /** What was added so far, without a copy. */
  view(): BulkPairs {
    return {
      first: this.#first.subarray(0, this.#size),
      second: this.#second.subarray(0, this.#size),
      bits: this.#bits.subarray(0, this.#size),
    };
  }
}

// Bits are told apart to 1/64; behind this many all are equally strong.
const perBit = 64;
const mostBits = 1024;

/** The places of pairs, strongest first; of equal ones in their order. */
export function strongestFirst({ bits }: BulkPairs): Uint32Array {
  const starts = new Uint32Array(perBit * mostBits + 1);
  const rank = (at: number) => {
    const wanted = Math.floor((bits[at] ?? 0) * perBit);
    return perBit * mostBits - 1 - Math.max(0, Math.min(perBit * mostBits - 1, wanted));
  };
  for (let at = 0; at < bits.length; at += 1) {
    const after = rank(at) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let at = 1; at < starts.length; at += 1)
    starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const order = new Uint32Array(bits.length);
  for (let at = 0; at < bits.length; at += 1) {
    const place = rank(at);
    const to = starts[place] ?? 0;
    order[to] = at;
    starts[place] = to + 1;
  }
  return order;
}
