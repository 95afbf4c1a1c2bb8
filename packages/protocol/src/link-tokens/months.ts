/**
 * The months in which a feature was seen. Numbers change hands: what is far apart in time does not
 * count as equal without a person's decision.
 *
 * Spec: `spec/link-tokens.md`, section 7. Months and not days, so that a range tells little.
 */

/** From one month to another, both included, written `YYYY-MM/YYYY-MM` or `YYYY-MM`. */
export interface MonthRange {
  /** Months since the year 0. */
  readonly from: number;
  /** Not before `from`. */
  readonly to: number;
}

export type MonthRangeResult =
  | { readonly ok: true; readonly value: MonthRange }
  | { readonly ok: false; readonly reason: "malformed" | "backwards" | "too_long" };

/** Ranges further apart than this need a decision. Months. */
export const farApartMonths = 6;
/** The longest range: longer ones would be a way around {@link farApartMonths}. Months. */
export const longestRangeMonths = 24;

/** Read a range as it travels. */
export function parseMonthRange(text: string): MonthRangeResult {
  const match = /^(\d{4})-(0[1-9]|1[0-2])(?:\/(\d{4})-(0[1-9]|1[0-2]))?$/.exec(text);
  if (match === null) return { ok: false, reason: "malformed" };
  const [, year, month, endYear = year, endMonth = month] = match;
  const from = Number(year) * 12 + Number(month) - 1;
  const to = Number(endYear) * 12 + Number(endMonth) - 1;
  if (to < from) return { ok: false, reason: "backwards" };
  if (to - from + 1 > longestRangeMonths) return { ok: false, reason: "too_long" };
  return { ok: true, value: { from, to } };
}

/** The one spelling of a range: a single month stands alone. */
export function toMonthRangeText({ from, to }: MonthRange): string {
  return from === to ? toMonth(from) : `${toMonth(from)}/${toMonth(to)}`;
}

/** True if a month is in both. */
export function monthsOverlap(a: MonthRange, b: MonthRange): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** How many months lie from the end of one to the beginning of the other; 0 if they overlap. */
export function monthsApart(a: MonthRange, b: MonthRange): number {
  return Math.max(0, b.from - a.to, a.from - b.to);
}

/** True if equal tokens of these ranges do not count until a person says so. */
export function needsDecision(a: MonthRange, b: MonthRange): boolean {
  return monthsApart(a, b) > farApartMonths;
}

function toMonth(months: number): string {
  const year = String(Math.floor(months / 12)).padStart(4, "0");
  return `${year}-${String((months % 12) + 1).padStart(2, "0")}`;
}
