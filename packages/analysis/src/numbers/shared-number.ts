/**
 * One number in two reports, as linking weighs it: how far both uses are one holder's, by the time
 * between them and by what people decided about the number.
 */
import type { FuzzyTime } from "@honeyguide/domain";

import { daysFrom, firstDay, lastDay } from "./days.ts";
import {
  type AgreementOptions,
  type NumberAgreement,
  numberAgreement,
  sameUseShare,
} from "./number-agreement.ts";

/** First and last use of a number in one report. */
export interface NumberTimes {
  readonly first: FuzzyTime;
  readonly last: FuzzyTime;
}

/** What is known of the number beside the two reports. */
export interface KnownNumber extends AgreementOptions {
  /** From when to when one sender used it, as responders said. */
  readonly intervals?: readonly NumberTimes[];
  /** From this day on it may belong to someone else, as a responder said. */
  readonly recycledFrom?: string | null;
}

export interface SharedNumber extends NumberAgreement {
  /** `no_date`: of one report nobody knows when, so it counts as just enough and no more. */
  readonly because: "interval" | "recycled" | "gap" | "no_date";
  /** At most; null where nobody knows. */
  readonly gapDays: number | null;
}

/**
 * How far the number that two reports share is one sender's. The order of the reports does not
 * matter, and fuzzy times are read the careful way: as far apart as they can be.
 */
export function weighSharedNumber(
  a: NumberTimes | null,
  b: NumberTimes | null,
  known: KnownNumber,
): SharedNumber {
  const { intervals = [], recycledFrom = null } = known;
  if (a === null || b === null) {
    const { halfLife } = numberAgreement(0, known);
    return { because: "no_date", gapDays: null, share: sameUseShare, code: "same_use", halfLife };
  }
  const gapDays = gapOf(a, b);
  if (recycledFrom !== null && isOn(a, recycledFrom) !== isOn(b, recycledFrom)) {
    return { because: "recycled", gapDays, ...numberAgreement(Infinity, known) };
  }
  const isInside = intervals.some((interval) => [a, b].every((use) => lies(use, interval)));
  return isInside
    ? { because: "interval", gapDays, ...numberAgreement(0, known) }
    : { because: "gap", gapDays, ...numberAgreement(gapDays, known) };
}

/** Whether a use may reach the day; one that may lie on both sides of it counts as after. */
function isOn({ last }: NumberTimes, day: string): boolean {
  return lastDay(last) >= day;
}

function lies(use: NumberTimes, { first, last }: NumberTimes): boolean {
  return firstDay(use.first) >= firstDay(first) && lastDay(use.last) <= lastDay(last);
}

function gapOf(a: NumberTimes, b: NumberTimes): number {
  const between = (earlier: NumberTimes, later: NumberTimes) =>
    daysFrom(firstDay(earlier.last), lastDay(later.first));
  return Math.max(0, between(a, b), between(b, a));
}
