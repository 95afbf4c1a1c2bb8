/** How often, and with which places of a message, others were met in its lists of postings. */

/** Hits that a message needs to be worth comparing. */
export const neededHits = 12;

const leastSize = 1 << 8;

export class HitTable {
  /** Messages worth comparing, in no order that matters. */
  found = new Uint32Array(leastSize);
  // At open addresses, beside each other: a message plus one, its hits, the places covered.
  #entries = new Uint32Array(4 * leastSize);
  #touched = new Uint32Array(leastSize);
  #size = 0;
  #mask = 0;

  /** Get ready for so many hits. The table is empty after each `collect`. */
  clear(hits: number): void {
    let size = leastSize;
    while (size < 2 * hits) size *= 2;
    if (4 * size > this.#entries.length) {
      this.#entries = new Uint32Array(4 * size);
      this.#touched = new Uint32Array(size);
    }
    this.#mask = 4 * size - 1;
    this.#size = 0;
  }

  /** A message plus one was met. Those met before always count, others only if `isNew`. */
  add(other: number, hit: number, cover: number, isNew: boolean): void {
    const [entries, mask] = [this.#entries, this.#mask];
    let at = ((Math.imul(other, 0x9e37_79b1) >>> 8) << 2) & mask;
    for (let there = entries[at]; there !== other; there = entries[at]) {
      if (there === 0) {
        if (!isNew) return;
        entries[at] = other;
        this.#touched[this.#size] = at;
        this.#size += 1;
        break;
      }
      at = (at + 4) & mask;
    }
    entries[at + 1] = (entries[at + 1] ?? 0) + hit;
    entries[at + 2] = (entries[at + 2] ?? 0) | cover;
  }

  /** Those with hits enough whose places say enough go to `found`; tells how many. */
  collect(placeBits: Float64Array, leastBits: number): number {
    const entries = this.#entries;
    if (this.#size > this.found.length) this.found = new Uint32Array(2 * this.#size);
    let found = 0;
    for (let nth = 0; nth < this.#size; nth += 1) {
      const at = this.#touched[nth] ?? 0;
      const isHit = (entries[at + 1] ?? 0) >= neededHits;
      if (isHit && bitsOf(entries[at + 2] ?? 0, placeBits) >= leastBits) {
        this.found[found] = (entries[at] ?? 0) - 1;
        found += 1;
      }
      entries[at] = 0;
      entries[at + 1] = 0;
      entries[at + 2] = 0;
    }
    return found;
  }
}

/** What the covered places say together. */
export function bitsOf(cover: number, placeBits: Float64Array): number {
  let bits = 0;
  for (let left = cover; left !== 0; left &= left - 1) {
    bits += placeBits[31 - Math.clz32(left & -left)] ?? 0;
  }
  return bits;
}
