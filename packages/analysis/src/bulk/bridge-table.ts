/** What was seen between two groups, in one typed array: a `Map` has room for 16 million only. */

/** There was a link between the two groups before. */
export const known = 1;
/** Links that have different ends in the group with the lower number, or in the other. */
export const lowParted = 2;
export const highParted = 4;

// Beside each other: the two groups, an end in each, what is known.
const width = 5;
const leastRoom = 1 << 10;

export class BridgeTable {
  #entries = new Uint32Array(width * leastRoom);
  #mask = leastRoom - 1;
  #size = 0;

  clear(): void {
    this.#entries.fill(0);
    this.#size = 0;
  }

  /** One more link between two groups; tells what is known of all of them. */
  add(low: number, high: number, lowEnd: number, highEnd: number): number {
    if (2 * this.#size > this.#mask) this.#enlarge();
    const entries = this.#entries;
    const at = this.#find(low, high);
    if (entries[at + 4] === 0) {
      entries[at] = low;
      entries[at + 1] = high;
      entries[at + 2] = lowEnd;
      entries[at + 3] = highEnd;
      entries[at + 4] = known;
      this.#size += 1;
      return 0;
    }
    let parted = entries[at + 4] ?? 0;
    if (entries[at + 2] !== lowEnd) parted |= lowParted;
    if (entries[at + 3] !== highEnd) parted |= highParted;
    entries[at + 4] = parted;
    return parted;
  }

  /** Where two groups stand, or may. */
  #find(low: number, high: number): number {
    const entries = this.#entries;
    const hash = Math.imul(low, 0x9e37_79b1) ^ Math.imul(high, 0x85eb_ca6b);
    let slot = (hash ^ (hash >>> 15)) & this.#mask;
    for (;;) {
      const at = slot * width;
      if (entries[at + 4] === 0 || (entries[at] === low && entries[at + 1] === high)) return at;
      slot = (slot + 1) & this.#mask;
    }
  }

  #enlarge(): void {
    const old = this.#entries;
    this.#entries = new Uint32Array(2 * old.length);
    this.#mask = 2 * this.#mask + 1;
    for (let at = 0; at < old.length; at += width) {
      if (old[at + 4] === 0) continue;
      const to = this.#find(old[at] ?? 0, old[at + 1] ?? 0);
      for (let part = 0; part < width; part += 1) this.#entries[to + part] = old[at + part] ?? 0;
    }
  }
}
