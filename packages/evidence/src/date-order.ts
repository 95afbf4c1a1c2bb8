/**
 * Day first, month first or year first? No line of an export says so; the file as a whole usually
 * does. Every date is tried in every order; an order that gives impossible days, or a chat that
 * jumps back and forth through the decades, is out.
 */
import { type Day, toGregorian } from "./calendar.ts";
import type { Header } from "./header.ts";
import type { Assumptions, DateOrder } from "./message.ts";

type Decision = NonNullable<Assumptions["dateOrder"]>;

/** The date of a header, before its order is known. */
export type HeaderDate = Pick<Header, "numbers" | "digits">;

interface Tally {
  readonly order: DateOrder;
  invalid: number;
  /** Steps back in time by more than a day. */
  backwards: number;
  earliest: number;
  latest: number;
  last: number;
}

/** The date of a header, and whether its words are of a script that writes the year first. */
export type SurveyedDate = HeaderDate & Pick<Header, "yearFirstScript">;

/** Dates seen so far, under each order. */
export interface DateSurvey {
  /** Look at the date of one more header, or of so many in a row. */
  add(date: SurveyedDate, headers?: number): void;
  /** What the dates so far say, with their support. */
  decide(): Decision;
}

/** Begin a survey of one file's dates. */
export function createDateSurvey(): DateSurvey {
  const tallies = (["dmy", "mdy", "ymd"] as const).map((order): Tally => ({
    order,
    invalid: 0,
    backwards: 0,
    earliest: Number.POSITIVE_INFINITY,
    latest: Number.NEGATIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
  }));
  let dates = 0;
  let yearFirst = 0;
  // Days of other calendars are dear to find, and a busy day has hundreds of messages.
  let impossible: readonly Tally[] = [];
  let last: HeaderDate | undefined;
  return {
    add({ numbers, digits, yearFirstScript }, headers = 1) {
      dates += headers;
      if (yearFirstScript) yearFirst += headers;
      if (last === undefined || !isSameDate(last, { numbers, digits })) {
        const date = { numbers, digits };
        last = date;
        impossible = tallies.filter((tally) => !isCounted(tally, dayNumber(date, tally.order)));
      }
      for (const tally of impossible) tally.invalid += headers;
    },
    decide() {
      const habit: readonly DateOrder[] =
        yearFirst * 2 > dates ? ["ymd", "dmy", "mdy"] : ["dmy", "mdy", "ymd"];
      const ranked = tallies
        .slice()
        .sort((a, b) => compare(a, b) || habit.indexOf(a.order) - habit.indexOf(b.order));
      const [best] = ranked as [Tally, ...Tally[]];
      // Outside a few scripts nobody writes a two-digit year first: it is no rival, only a last try.
      const second = ranked.find(({ order }) => order !== best.order && habit.indexOf(order) < 2);
      return {
        order: best.order,
        decidedBy: reasonFor(best, second ?? best),
        support: Math.max(0, (second ?? best).invalid - best.invalid),
        against: best.invalid,
      };
    },
  };
}

/**
 * The day that a header prints, read in an order.
 *
 * @returns undefined if there is no such day in that order.
 */
export function dayOf(header: HeaderDate, order: DateOrder): Day | undefined {
  const [a, b, c] = header.numbers;
  const [firstDigits, lastDigits] = header.digits;
  if (order === "ymd") return lastDigits > 2 ? undefined : toGregorian(a, b, c);
  if (firstDigits > 2) return undefined;
  return order === "dmy" ? toGregorian(c, b, a) : toGregorian(c, a, b);
}

/** Whether two headers print the same date. */
export function isSameDate(a: HeaderDate, b: HeaderDate): boolean {
  if (a.numbers === b.numbers && a.digits === b.digits) return true;
  return (
    a.numbers.every((number, at) => number === b.numbers[at]) &&
    a.digits[0] === b.digits[0] &&
    a.digits[1] === b.digits[1]
  );
}

function dayNumber(date: HeaderDate, order: DateOrder): number | undefined {
  const day = dayOf(date, order);
  return day && Date.UTC(day.year, day.month - 1, day.day) / 86_400_000;
}

/** @returns whether there is such a day. */
function isCounted(tally: Tally, number: number | undefined): boolean {
  if (number === undefined) return false;
  if (number < tally.last - 1) tally.backwards += 1;
  tally.last = number;
  tally.earliest = Math.min(tally.earliest, number);
  tally.latest = Math.max(tally.latest, number);
  return true;
}

/** Fewest impossible days, then fewest steps back, then the shortest span (to the year). */
function compare(a: Tally, b: Tally): number {
  const years = ({ earliest, latest }: Tally) => Math.floor((latest - earliest) / 365);
  return a.invalid - b.invalid || a.backwards - b.backwards || years(a) - years(b);
}

function reasonFor(best: Tally, second: Tally): Decision["decidedBy"] {
  if (second.invalid > best.invalid) return "unambiguous";
  return compare(best, second) < 0 ? "monotone" : "locale_default";
}
