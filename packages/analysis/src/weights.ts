/**
 * What the text comparison weighs, in bits. Fitted by `bench/evaluate/fit-weights.mjs`; not edited by
 * hand. `docs/evaluation.md` says on which data.
 */
export const textWeights = {
  offset: 6.9,
  common: 0.1505,
  letters: 21.75,
  share: 18.08,
} as const;

/** The same where a short message is only suggested to a person. */
export const suggestWeights = {
  offset: 4.375,
  common: 0.1599,
  letters: 19.5,
  share: 24.06,
} as const;

/** What speaks for a report in a group. */
export const memberWeights = {
  start: -11.73,
  consensus: 0,
  covered: 0,
  coveredByShare: 8.385,
  full: 2.134,
  letters: 4.185,
  first: 0.3857,
  second: 0,
  third: 0.5055,
  support: 0,
  size: -0.5544,
} as const;
