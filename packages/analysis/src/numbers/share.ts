/** A share with its interval. Source: Wilson, "Probable Inference", JASA 22 (1927). */

/** 95 %: the value, and what it may be. */
export interface Range {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const z = 1.959964;

/**
 * The share `count` of `total`, with Wilson's interval of 95 %.
 *
 * @throws {RangeError} unless 0 <= count <= total and total > 0.
 */
export function shareOf(count: number, total: number): Range {
  if (!(count >= 0 && count <= total && total > 0)) throw new RangeError("no share");
  const value = count / total;
  const middle = value + (z * z) / (2 * total);
  const half = z * Math.sqrt((value * (1 - value)) / total + (z * z) / (4 * total * total));
  const whole = 1 + (z * z) / total;
  return {
    value,
    low: count === 0 ? 0 : Math.max(0, (middle - half) / whole),
    high: count === total ? 1 : Math.min(1, (middle + half) / whole),
  };
}

/** A range, times a known factor. */
export function times({ value, low, high }: Range, factor: number): Range {
  return { value: value * factor, low: low * factor, high: high * factor };
}
