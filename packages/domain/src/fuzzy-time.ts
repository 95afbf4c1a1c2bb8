/**
 * A date as well as somebody knows it: a day, a month, a range, "about". Written in EDTF (ISO
 * 8601-2:2019, level 1), the part of it that people need: a point of any precision, `~` about, `?`
 * not sure, `%` both, seasons, and an interval whose ends may be open (`..`) or unknown (empty).
 *
 * Wall-clock times, without a zone. Every year is between 0001 and 9999.
 */

/** EDTF, checked. Compare with {@link compareFuzzyTimes}; show with the words of the page. */
export type FuzzyTime = string & { readonly __brand: "FuzzyTime" };

/** How much of a point is known. */
export type Precision = "year" | "season" | "month" | "day" | "minute" | "second";

/** One end of a fuzzy time, or the whole of one that is no interval. */
export interface FuzzyPoint {
  readonly precision: Precision;
  readonly year: number;
  /** 1 to 12; of a season 21 (spring) to 24 (winter). */
  readonly month?: number;
  readonly day?: number;
  /** `HH:MM` or `HH:MM:SS`. */
  readonly time?: string;
  /** `~`: about then. */
  readonly isAbout: boolean;
  /** `?`: the source is not sure. */
  readonly isUnsure: boolean;
}

/** `open`: it goes on without an end (`..`). `unknown`: there is an end and nobody knows it. */
export type FuzzyEnd = FuzzyPoint | "open" | "unknown";

/** First and last point; the same one twice where it is no interval. */
export interface FuzzyRange {
  readonly isInterval: boolean;
  readonly from: FuzzyEnd;
  readonly to: FuzzyEnd;
}

const pointPattern =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?)?)?([~?%])?$/;
/** The longest that can be right: two points with a time, and a mark each. */
const maxLength = 2 * "2024-01-12T18:05:33~".length + 1;

/** True for EDTF that this module reads. */
export function isFuzzyTime(text: unknown): text is FuzzyTime {
  return typeof text === "string" && readRange(text) !== undefined;
}

/**
 * Read a fuzzy time.
 *
 * @returns the value, or undefined for what is no EDTF, a day that does not exist, or an interval
 *   that ends before it begins.
 */
export function parseFuzzyTime(text: string): FuzzyTime | undefined {
  return isFuzzyTime(text) ? text : undefined;
}

/** The ends of a fuzzy time. */
export function rangeOf(time: FuzzyTime): FuzzyRange {
  const range = readRange(time);
  if (range === undefined) throw new RangeError("not a fuzzy time");
  return range;
}

/** First moment that it can mean, `YYYY-MM-DDTHH:MM:SS`; "about" is not widened. */
export function earliest(time: FuzzyTime): string {
  const { from, to } = rangeOf(time);
  if (typeof from !== "string") return firstMoment(from);
  // An unknown beginning is before its end, and nothing else is said of it.
  return from === "unknown" && typeof to !== "string" ? firstMoment(to) : "0001-01-01T00:00:00";
}

/** Last moment that it can mean, `YYYY-MM-DDTHH:MM:SS`; "about" is not widened. */
export function latest(time: FuzzyTime): string {
  const { from, to } = rangeOf(time);
  if (typeof to !== "string") return lastMoment(to);
  return to === "unknown" && typeof from !== "string" ? lastMoment(from) : "9999-12-31T23:59:59";
}

/**
 * Order for lists: by first moment, then by last, so that "March" stands before "31 March" and
 * what is known more exactly does not jump ahead of what it may precede. A total order on what two
 * times mean; 0 for times that cover the same moments.
 */
export function compareFuzzyTimes(a: FuzzyTime, b: FuzzyTime): number {
  return compareText(earliest(a), earliest(b)) || compareText(latest(a), latest(b));
}

/** The shortest fuzzy time that covers both. */
export function spanOf(a: FuzzyTime, b: FuzzyTime): FuzzyTime {
  const from = earliest(a) <= earliest(b) ? a : b;
  const to = latest(a) >= latest(b) ? a : b;
  if (from === to) return from;
  return `${endText(from, "from")}/${endText(to, "to")}` as FuzzyTime;
}

/**
 * The fuzzy time of a printed time such as `2024-01-12T18:05` or `2024-01-12T18:05:33Z`.
 *
 * @returns undefined for what is neither. A zone is left out: a fuzzy time is a wall clock's.
 */
export function fuzzyTimeOf(printed: string): FuzzyTime | undefined {
  return parseFuzzyTime(printed.replace(/(?:Z|[+-]\d{2}:\d{2})$/, "").replace(/\.\d+$/, ""));
}

function endText(time: FuzzyTime, side: "from" | "to"): string {
  const parts = time.split("/");
  return (side === "from" ? parts[0] : parts.at(-1)) ?? "";
}

function readRange(text: string): FuzzyRange | undefined {
  if (text.length > maxLength) return undefined;
  const [first = "", second, ...more] = text.split("/");
  if (more.length > 0) return undefined;
  if (second === undefined) {
    const point = readPoint(first);
    return point && { isInterval: false, from: point, to: point };
  }
  const from = readEnd(first);
  const to = readEnd(second);
  if (from === undefined || to === undefined || isEmptyRange(from, to)) return undefined;
  return { isInterval: true, from, to };
}

/** No end known at all, or the end before the beginning. */
function isEmptyRange(from: FuzzyEnd, to: FuzzyEnd): boolean {
  if (typeof from === "string") return typeof to === "string";
  return typeof to !== "string" && firstMoment(from) > lastMoment(to);
}

function readEnd(text: string): FuzzyEnd | undefined {
  if (text === "..") return "open";
  return text === "" ? "unknown" : readPoint(text);
}

function readPoint(text: string): FuzzyPoint | undefined {
  const found = pointPattern.exec(text);
  if (found === null) return undefined;
  const [, yearText, monthText, dayText, hour, minute, second, mark] = found;
  const year = Number(yearText);
  if (year === 0 || !isClock(hour, minute, second)) return undefined;
  const marks = { isAbout: mark === "~" || mark === "%", isUnsure: mark === "?" || mark === "%" };
  if (monthText === undefined) return { precision: "year", year, ...marks };
  const month = Number(monthText);
  if (dayText === undefined) return readMonth(year, month, marks);
  const time = [hour, minute, second].filter((part) => part !== undefined).join(":");
  return readDay({ year, month, day: Number(dayText), ...marks }, time);
}

function readDay(
  date: Required<Pick<FuzzyPoint, "year" | "month" | "day" | "isAbout" | "isUnsure">>,
  time: string,
): FuzzyPoint | undefined {
  const { year, month, day } = date;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (time === "") return { precision: "day", ...date };
  return { precision: time.length > 5 ? "second" : "minute", ...date, time };
}

function readMonth(
  year: number,
  month: number,
  marks: Pick<FuzzyPoint, "isAbout" | "isUnsure">,
): FuzzyPoint | undefined {
  if (month >= 21 && month <= 24) return { precision: "season", year, month, ...marks };
  return month >= 1 && month <= 12 ? { precision: "month", year, month, ...marks } : undefined;
}

function isClock(hour?: string, minute?: string, second?: string): boolean {
  return Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second ?? 0) < 60;
}

/** Months that a season covers, in the northern calendar of EDTF: winter is the end of its year. */
const seasons: Readonly<Record<number, readonly [first: number, last: number]>> = {
  21: [3, 5],
  22: [6, 8],
  23: [9, 11],
  24: [12, 12],
};

function firstMoment({ year, month = 1, day = 1, time }: FuzzyPoint): string {
  return `${date(year, seasons[month]?.[0] ?? month, day)}T${(time ?? "00:00").padEnd(8, ":00")}`;
}

function lastMoment({ year, month = 12, day, time }: FuzzyPoint): string {
  const last = seasons[month]?.[1] ?? month;
  const at = time === undefined ? "23:59:59" : time.padEnd(8, ":59");
  return `${date(year, last, day ?? daysIn(year, last))}T${at}`;
}

function date(year: number, month: number, day: number): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
