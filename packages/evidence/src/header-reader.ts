/**
 * Reads headers fast. An export writes all its headers alike, so what was found out about one,
 * part by part (`header.ts`), is kept as a pattern and only compared with the next: same words,
 * same marks, same separators, other numbers.
 */
import { type DayPeriod, readDayPeriod } from "./day-periods.ts";
import { type Header, type HeaderParts, layoutOf, parseHeader, readClock } from "./header.ts";
import { isMark } from "./marks.ts";

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
  readonly periodOf: (hour: number) => DayPeriod;
}

const mostPatterns = 32;
/** A header longer than this may end beyond what is looked at, with other numbers. */
const longestPattern = 36;

/** A reader for the lines of one file. */
export function createHeaderReader(): (line: string) => Header | undefined {
  /** The last that fitted stands first. */
  const patterns: Pattern[] = [];
  const numbers = [0, 0, 0, 0, 0, 0];
  const lengths = [0, 0, 0, 0, 0, 0];

  function fitting(line: string): Header | undefined {
    for (let at = 0; at < patterns.length; at += 1) {
      const pattern = patterns[at];
      if (pattern === undefined) break;
      const end = fits(pattern, line, numbers, lengths);
      if (end < 0) continue;
      if (at > 0) {
        patterns.splice(at, 1);
        patterns.unshift(pattern);
      }
      return headerOf(pattern, numbers, lengths, end);
    }
    return undefined;
  }

  return (line) => {
    const quick = fitting(line);
    if (quick !== undefined) return quick;
    const parts = parseHeader(line);
    if (parts === undefined) return undefined;
    const pattern = patternOf(line, parts);
    if (pattern !== undefined) {
      patterns.unshift(pattern);
      if (patterns.length > mostPatterns) patterns.pop();
    }
    return parts.header;
  };
}

/** Where the header ends, or -1. Numbers and their lengths are left in the last two arguments. */
function fits(
  { literals, last, zero, dateAt }: Pattern,
  line: string,
  numbers: number[],
  lengths: number[],
): number {
  let at = 0;
  for (let index = 0; index < literals.length; index += 1) {
    const literal = literals[index] ?? "";
    if (!line.startsWith(literal, at)) return -1;
    at += literal.length;
    const start = at;
    let value = 0;
    for (let digit = line.charCodeAt(at) - zero; digit >= 0 && digit <= 9;) {
      value = value * 10 + digit;
      at += 1;
      digit = line.charCodeAt(at) - zero;
    }
    const most = index === dateAt || index === dateAt + 2 ? 4 : 2;
    if (at === start || at - start > most) return -1;
    numbers[index] = value;
    lengths[index] = at - start;
  }
  if (!line.startsWith(last, at)) return -1;
  at += last.length;
  while (isMark(line.charCodeAt(at))) at += 1;
  return at;
}

function headerOf(
  { header, dateAt, timeAt, hasSeconds, periodOf }: Pattern,
  numbers: readonly number[],
  lengths: readonly number[],
  rest: number,
): Header | undefined {
  const number = (at: number) => numbers[at] ?? 0;
  const second = hasSeconds ? number(timeAt + 2) : undefined;
  const clock = readClock(number(timeAt), number(timeAt + 1), second, periodOf);
  if (clock === undefined) return undefined;
  const digits = [lengths[dateAt] ?? 0, lengths[dateAt + 2] ?? 0] as const;
  const isSameForm =
    digits[0] > 2 === header.digits[0] > 2 && digits[1] > 2 === header.digits[1] > 2;
  return {
    shape: header.shape,
    numbers: [number(dateAt), number(dateAt + 1), number(dateAt + 2)],
    digits,
    hour: clock.hour,
    minute: clock.minute,
    second,
    clock: clock.clock,
    unread: clock.unread,
    layout: isSameForm ? header.layout : layoutOf(header.layout, digits),
    yearFirstScript: header.yearFirstScript,
    rest,
  };
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
    periodOf: (hour) => hours[hour] ?? readDayPeriod(hour, period),
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
