/**
 * Reads headers fast. An export writes all its headers alike, so what was found out about one,
 * part by part (`header.ts`), is kept as a pattern and only compared with the next: same words,
 * same marks, same separators, other numbers.
 */
import { type DayPeriod, readDayPeriod } from "./day-periods.ts";
import { type Header, type HeaderParts, isTime, layoutOf, parseHeader } from "./header.ts";
import { copyOf, isMark } from "./marks.ts";

/** A header that was seen, without its numbers. */
interface Pattern {
  /** What stands before each number, and at the end. */
  readonly literals: readonly string[];
  readonly last: string;
  /** Code of the script's zero. */
  readonly zero: number;
  /** Index of the date's first number; the time's follow or go before. */
  readonly dateAt: number;
  readonly timeAt: number;
  readonly hasSeconds: boolean;
  readonly header: Header;
  /** What the words beside the time make of each hour. */
  readonly hours: readonly DayPeriod[];
  /** The numbers of the last header that fitted, and how many digits each has. */
  readonly numbers: number[];
  readonly lengths: number[];
  /** All of that header up to the end of its date: a run of messages of one day begins alike. */
  start: string;
  /** Its date, one object for such a run. */
  date: Pick<Header, "numbers" | "digits" | "layout"> | undefined;
}

const mostPatterns = 32;
/** A header longer than this may end beyond what is looked at, with other numbers. */
const longestPattern = 36;
/** More of a line than a header is looked for in. */
const longestStart = 128;

/** Reads the header of a line that stands in a text from `start` to `end`. */
export type HeaderReader = (text: string, start?: number, end?: number) => Header | undefined;

/** A reader for the lines of one file. */
export function createHeaderReader(): HeaderReader {
  /** The last that fitted stands first. */
  const patterns: Pattern[] = [];

  function fitting(text: string, start: number): Header | undefined {
    for (let at = 0; at < patterns.length; at += 1) {
      const pattern = patterns[at];
      if (pattern === undefined) break;
      const rest = fits(pattern, text, start);
      if (rest < 0) continue;
      if (at > 0) {
        patterns.splice(at, 1);
        patterns.unshift(pattern);
      }
      return headerOf(pattern, rest);
    }
    return undefined;
  }

  return (text, start = 0, end = text.length) => {
    const quick = fitting(text, start);
    if (quick !== undefined) return quick;
    if (!hasDigit(text, start, end)) return undefined;
    const line = text.slice(start, Math.min(end, start + longestStart));
    const parts = parseHeader(line);
    if (parts === undefined) return undefined;
    const pattern = patternOf(line, parts);
    if (pattern !== undefined) {
      patterns.unshift(pattern);
      if (patterns.length > mostPatterns) patterns.pop();
    }
    return { ...parts.header, rest: start + parts.header.rest };
  };
}

/** No header is without a digit near its start. Digits of other scripts are not told apart here. */
function hasDigit(text: string, start: number, end: number): boolean {
  const most = Math.min(end, start + longestPattern);
  for (let at = start; at < most; at += 1) {
    const unit = text.charCodeAt(at);
    if ((unit >= 0x30 && unit <= 0x39) || unit > 0x7f) return true;
  }
  return false;
}

/**
 * Where the header ends, or -1. Its numbers are left in the pattern. No literal has a line feed, so
 * nothing behind the line fits.
 */
function fits(pattern: Pattern, text: string, start: number): number {
  const isSameDay = pattern.start !== "" && text.startsWith(pattern.start, start);
  let at = isSameDay
    ? readNumbers(pattern, text, start + pattern.start.length, 3)
    : readNumbers(pattern, text, start, 0);
  if (at < 0) return -1;
  at = behind(text, at, pattern.last);
  if (at < 0) return -1;
  while (isMark(text.charCodeAt(at))) at += 1;
  if (!isSameDay) keepDate(pattern, text, start);
  return at;
}

/** Reads the numbers from an index among them on. */
function readNumbers(pattern: Pattern, text: string, from: number, first: number): number {
  const { literals, zero, dateAt, numbers, lengths } = pattern;
  let at = from;
  for (let index = first; index < literals.length; index += 1) {
    at = behind(text, at, literals[index] ?? "");
    if (at < 0) return -1;
    const begin = at;
    let value = 0;
    for (let digit = text.charCodeAt(at) - zero; digit >= 0 && digit <= 9;) {
      value = value * 10 + digit;
      at += 1;
      digit = text.charCodeAt(at) - zero;
    }
    const most = index === dateAt || index === dateAt + 2 ? 4 : 2;
    if (at === begin || at - begin > most) return -1;
    numbers[index] = value;
    lengths[index] = at - begin;
  }
  return at;
}

/** Index behind a literal that stands at an index, or -1. */
function behind(text: string, at: number, literal: string): number {
  for (let index = 0; index < literal.length; index += 1) {
    if (text.charCodeAt(at + index) !== literal.charCodeAt(index)) return -1;
  }
  return at + literal.length;
}

/** Makes a header of what `fits` left. */
function headerOf(pattern: Pattern, rest: number): Header | undefined {
  const { header, timeAt, hasSeconds, hours, numbers } = pattern;
  const printed = numbers[timeAt] ?? 0;
  const minute = numbers[timeAt + 1] ?? 0;
  const second = hasSeconds ? numbers[timeAt + 2] : undefined;
  const period = hours[printed];
  if (period === undefined || !isTime(printed, minute, second)) return undefined;
  const { date } = pattern;
  if (date === undefined) return undefined;
  return {
    shape: header.shape,
    numbers: date.numbers,
    digits: date.digits,
    hour: period.hour % 24,
    minute,
    second,
    clock: period.clock,
    unread: period.unread,
    layout: date.layout,
    yearFirstScript: header.yearFirstScript,
    rest,
  };
}

/** Keeps the date that was read, with all that stands before its end. */
function keepDate(pattern: Pattern, text: string, start: number): void {
  const { header, dateAt, literals, lengths, numbers, date } = pattern;
  const found = [numbers[dateAt] ?? 0, numbers[dateAt + 1] ?? 0, numbers[dateAt + 2] ?? 0] as const;
  const digits = [lengths[dateAt] ?? 0, lengths[dateAt + 2] ?? 0] as const;
  if (dateAt === 0) {
    let length = 0;
    for (let at = 0; at < 3; at += 1) length += (literals[at] ?? "").length + (lengths[at] ?? 0);
    pattern.start = copyOf(text.slice(start, start + length));
  }
  const isSame =
    date !== undefined &&
    found.every((number, at) => number === date.numbers[at]) &&
    digits.every((length, at) => length === date.digits[at]);
  if (isSame) return;
  const isSameForm =
    digits[0] > 2 === header.digits[0] > 2 && digits[1] > 2 === header.digits[1] > 2;
  const layout = isSameForm ? header.layout : layoutOf(header.layout, digits);
  pattern.date = { numbers: found, digits, layout };
}

function patternOf(line: string, { header, period, dateAt }: HeaderParts): Pattern | undefined {
  const whole = line.slice(0, header.rest);
  const count = header.second === undefined ? 5 : 6;
  // A time before a date can be taken for a date when its numbers change.
  if (whole.length > longestPattern || (dateAt !== 0 && !whole.includes(":"))) return undefined;
  const runs = [...whole.matchAll(/\p{Nd}+/gu)];
  const [first] = runs;
  if (first === undefined || runs.length !== count) return undefined;
  const zero = zeroOf(first[0].charCodeAt(0));
  const literals: string[] = [];
  let at = 0;
  for (const run of runs) {
    if (!areDigitsOf(run[0], zero)) return undefined;
    literals.push(whole.slice(at, run.index));
    at = run.index + run[0].length;
  }
  const last = withoutTrailingMarks(whole.slice(at));
  if (!last.endsWith(" ")) return undefined;
  const hours = Array.from({ length: 25 }, (_, hour) => readDayPeriod(hour, period));
  return {
    literals,
    last,
    zero,
    dateAt,
    timeAt: dateAt === 0 ? 3 : 0,
    hasSeconds: count === 6,
    header,
    hours,
    numbers: [],
    lengths: [],
    start: "",
    date: undefined,
  };
}

function areDigitsOf(run: string, zero: number): boolean {
  for (let at = 0; at < run.length; at += 1) {
    const value = run.charCodeAt(at) - zero;
    if (value < 0 || value > 9) return false;
  }
  return true;
}

/** The ten digits of every script stand in a row. */
function zeroOf(code: number): number {
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCharCode(zero - 1))) zero -= 1;
  return zero;
}

function withoutTrailingMarks(text: string): string {
  let end = text.length;
  while (end > 0 && isMark(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
