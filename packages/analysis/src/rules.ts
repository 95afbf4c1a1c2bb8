/** The numbers of the model. How they came about and how good they are: `docs/evaluation.md`. */

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

export const thresholds: Thresholds = { suggest: 0, link: 1.5, certain: 6.64 };

/** Of two reports drawn at a desk, one pair in so many has one sender. */
export const startingOdds = 10_000;

/**
 * Below this much of its own information a message never links on its text alone: "Hey, long time no
 * see, how are you?" has 26 bits. What every common word says is taken off first.
 */
export const shortMessageBits = 30;
export const commonWordBits = 5;

/**
 * What the text comparison weighs, fitted on altered copies of real messages (`docs/evaluation.md`).
 * None is negative for evidence that speaks for a link, so that each line of an explanation can be
 * read by itself.
 */
export const textWeights = {
  /** For sharing two rare features at all: what makes a pair worth comparing. */
  found: 6.5,
  /** Per bit of the common subsequence. */
  common: 0.085,
  /** For all runs of four letters shared. */
  letters: 10.6,
} as const;

/** Less than this in common is no evidence. */
export const leastCommonBits = 14;

/** What it adds to a link that both reports are linked with others of one campaign. */
export const campaignBits = 3;

/**
 * The same photo, or the same file, in two reports. What many have that nothing else ties together is
 * a meme or a logo: each doubling of those beyond two takes off some bits.
 */
export const mediaWeights = {
  /** Unrelated reports that share a photo: one pair in a million. */
  photo: 20,
  /** Less for a photo that was altered as much as is possible. */
  altered: 6,
  file: 22,
  perDoubling: 2.5,
} as const;
