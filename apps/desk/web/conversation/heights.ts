/**
 * How tall the rows of a long list are, and what stands where. A row that was not measured yet
 * counts as the guess. Sums are kept in a binary indexed tree (Fenwick 1994), so that a measurement
 * and a look-up cost the logarithm of the length. Pure: nothing here measures or draws.
 */

export interface Heights {
  readonly length: number;
  /** Height of all rows, in CSS pixels. */
  total(): number;
  /** Where row `index` begins; the total for `length`. */
  offset(index: number): number;
  /** The row at a distance from the top; the last one below the end. 0 where there is none. */
  at(offset: number): number;
  /** Notes a measurement. True where it is news. */
  set(index: number, height: number): boolean;
}

/**
 * Heights of `length` rows.
 *
 * @param guess - CSS pixels of a row that was not measured, above 0.
 */
export function makeHeights(length: number, guess: number): Heights {
  const rows = new Float64Array(length).fill(guess);
  const tree = new Float64Array(length + 1);
  for (let node = 1; node <= length; node += 1) tree[node] = guess * (node & -node);
  const top = length === 0 ? 0 : 2 ** Math.floor(Math.log2(length));

  function offset(index: number): number {
    let sum = 0;
    for (let node = Math.min(index, length); node > 0; node -= node & -node) sum += tree[node] ?? 0;
    return sum;
  }

  return {
    length,
    total: () => offset(length),
    offset,
    at(wanted) {
      let node = 0;
      let left = wanted;
      for (let step = top; step >= 1; step /= 2) {
        const next = node + step;
        const held = next <= length ? (tree[next] ?? 0) : Number.POSITIVE_INFINITY;
        if (held <= left) {
          node = next;
          left -= held;
        }
      }
      return Math.max(0, Math.min(node, length - 1));
    },
    set(index, height) {
      const before = rows[index];
      if (before === undefined || before === height) return false;
      rows[index] = height;
      for (let node = index + 1; node <= length; node += node & -node) {
        tree[node] = (tree[node] ?? 0) + height - before;
      }
      return true;
    },
  };
}
