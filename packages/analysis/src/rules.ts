/** The numbers of the model and how they came about: see `docs/evaluation.md`. */

/** How often words occur in ordinary messages. */
export interface Background {
  /** Number of words counted. */
  readonly total: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Bits from which a pair is shown, joined, and called certain. */
export interface Thresholds {
  readonly suggest: number;
  readonly link: number;
  readonly certain: number;
}

export const thresholds: Thresholds = { suggest: -2, link: 2, certain: 6.64 };

/** Of two reports drawn at a desk, one pair in so many has one sender. */
export const startingOdds = 10_000;

/** Below this much of its own information a message never links on its text alone. */
export const shortMessageBits = 60;

/**
 * The weight of each term of the text comparison, in bits per unit. None is negative for evidence
 * that speaks for a link, so that every line of the explanation can be read by itself.
 */
export const textWeights = {
  common: 0.18,
  pairs: 0.05,
  letters: 12,
  overlap: 6,
  unshared: 0.03,
  base: 6,
} as const;
