/** The numbers of the model. How they came about and how good they are: `docs/evaluation.md`. */

/** Bits from which a pair is shown, joined, and called certain. */
export interface Thresholds {
  readonly suggest: number;
  readonly link: number;
  readonly certain: number;
}

export const thresholds: Thresholds = { suggest: 0, link: 5, certain: 8 };

/** Of two reports drawn at a desk, one pair in so many has one sender. */
export const startingOdds = 10_000;

/**
 * Below this much of its own information a message never links on its text alone: "Hey, long time no
 * see, how are you?" has 49 bits.
 */
export const shortMessageBits = 60;

/** What every common word says, taken off where words are counted one by one. */
export const commonWordBits = 5;

/** A message with this much of its own information is compared by shares too; a shorter one less. */
export const fullMessageBits = 100;

/**
 * The careful weights say too little of a pair that does not link: of real pairs up to 3 bits below
 * even odds that can be judged, nine in ten are of one sender. They are suggested with this much more,
 * yet never with more than `mostShown` bits. Chosen by hand: `docs/evaluation.md` says in view of what.
 */
export const shownLift = 3;
export const mostShown = 1;
/** The same of a message with less than `fullMessageBits` of its own, which has weights of its own. */
export const mostShownShort = 0.5;

/** Less than this in common is no evidence. */
export const leastCommonBits = 14;

/** Groups grow from pairs with this much, if their members then speak for each other. */
export const seedBits = -6;
/** Pairs with less than this are not remembered. */
export const edgeBits = -11;
/** Log2 odds from which a report belongs to a group, by what the group has in common. */
export const memberBits = -2;
/** The same in the end, when all members are known. */
export const keepBits = 0.5;
/** What the others have in common says this much, and is this share of a member's message. */
export const leastConsensusBits = 38;
export const leastConsensusShare = 0.25;
/** The same for each member of a group that another takes in. */
export const mergeBits = -1;

/**
 * What an embedder says. `least`: a cosine from which two messages may mean the same; `full`: from
 * which it counts `most` bits. Chosen by hand, since no embedder is shipped: never the only reason for
 * a link.
 */
export const meaningWeights = { least: 0.85, full: 0.97, most: 4, mostMessages: 1000 } as const;

/**
 * The same photo, or the same file, in two reports. What many have that nothing else ties together is
 * a meme or a logo: each doubling of those beyond two takes off some bits.
 */
export const mediaWeights = {
  /** Unrelated reports that share a photo: one pair in eight million; of other photos none was met. */
  photo: 23,
  /** Less for a photo that was altered as much as is possible. */
  altered: 4,
  file: 25,
  perDoubling: 2.5,
} as const;
