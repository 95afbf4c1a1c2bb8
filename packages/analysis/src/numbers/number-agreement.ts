/**
 * What the same number in two reports is worth when time has passed between the two uses. Providers
 * give numbers that are not used to other people, and there are no rules for how soon, so agreement
 * fades with the gap:
 *
 *   share that still has the same holder = 2 ^ -(gap / half-life)
 *
 * Both half-lives are assumptions that a deployment can change; `docs/evaluation.md` says what each
 * rests on. The share never says who holds the number.
 */

/** What a half-life rests on. `set_here`: the deployment chose it. */
export type HalfLifeSource = "deactivated_per_year" | "assumed" | "set_here";

export interface HalfLife {
  readonly days: number;
  readonly source: HalfLifeSource;
}

/**
 * `ordinary`: Ofcom said in 2014 that 21 million mobile numbers a year were switched off or left
 * unused, of 77.7 million customers (Mobile News, 24 February 2014): 27 % a year leave, which is a
 * half-life of 2.5 years. `virtual`: no published figure was found.
 */
export const halfLives: Readonly<Record<"ordinary" | "virtual", HalfLife>> = {
  ordinary: { days: 913, source: "deactivated_per_year" },
  virtual: { days: 90, source: "assumed" },
};

/** "Highly likely": below it a number may be someone else's. */
export const sameUseShare = 0.8;

export interface NumberAgreement {
  /** Of numbers like this one, the share that still has the same holder after the gap. */
  readonly share: number;
  readonly code: "same_use" | "may_be_someone_else";
  readonly halfLife: HalfLife;
}

export interface AgreementOptions {
  readonly isVirtual: boolean;
  /** Instead of the shipped half-life. */
  readonly halfLifeDays?: number;
}

/**
 * How far two uses of one number are uses by one holder.
 *
 * @param gapDays - from the end of one use to the beginning of the next; 0 where they touch, and
 *   `Infinity` where nobody knows. For linking, multiply the weight's odds by the share.
 * @throws {RangeError} for a gap below 0 or a half-life that is not above 0.
 */
export function numberAgreement(
  gapDays: number,
  { isVirtual, halfLifeDays }: AgreementOptions,
): NumberAgreement {
  if (!(gapDays >= 0)) throw new RangeError("a gap is 0 days or more");
  const halfLife: HalfLife =
    halfLifeDays === undefined
      ? halfLives[isVirtual ? "virtual" : "ordinary"]
      : { days: halfLifeDays, source: "set_here" };
  if (!(halfLife.days > 0)) throw new RangeError("a half-life is more than 0 days");
  const share = 2 ** -(gapDays / halfLife.days);
  return { share, code: share >= sameUseShare ? "same_use" : "may_be_someone_else", halfLife };
}
