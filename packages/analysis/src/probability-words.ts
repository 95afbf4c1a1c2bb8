/**
 * Words of probability: the yardstick that dossiers, statements and the Desk use, so that one word
 * means one range everywhere. The ranges leave gaps on purpose; a value in a gap takes the nearer.
 */

/** A word and the range it stands for, printed together the first time on a page. */
export interface ProbabilityWord {
  readonly word: string;
  readonly range: string;
}

const yardstick: readonly (ProbabilityWord & { readonly below: number })[] = [
  { word: "remote chance", range: "5% or less", below: 0.075 },
  { word: "highly unlikely", range: "10 to 20%", below: 0.225 },
  { word: "unlikely", range: "25 to 35%", below: 0.375 },
  { word: "realistic possibility", range: "40 to 50%", below: 0.525 },
  { word: "likely", range: "55 to 75%", below: 0.775 },
  { word: "highly likely", range: "80 to 90%", below: 0.925 },
  { word: "almost certain", range: "95% or more", below: Infinity },
];

/**
 * The word for a probability.
 *
 * @param probability - 0 to 1.
 * @throws {RangeError} if it is not.
 */
export function probabilityWord(probability: number): ProbabilityWord {
  const found = yardstick.find(({ below }) => probability < below);
  if (found === undefined || !(probability >= 0 && probability <= 1)) {
    throw new RangeError("a probability is between 0 and 1");
  }
  return { word: found.word, range: found.range };
}
