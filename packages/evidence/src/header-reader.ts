/**
 * Reads headers fast. An export writes all its headers alike, so what was found out about one,
 * part by part (`header.ts`), is kept as a pattern and only compared with the next: same words,
 * same marks, same separators, other numbers.
 */
import { type DayPeriod, readDayPeriod } from "./day-periods.ts";
import { standsAt, utf8Of } from "./encoding.ts";
import { type Header, type HeaderParts, isTime, layoutOf, parseHeader } from "./header.ts";
import { isMark } from "./marks.ts";
import type { LineSpan } from "./text-lines.ts";

/** A header, and where it ends. */
export interface FoundHeader extends Header {
  /** Index in the bytes of the line where sender and text begin; `rest` is the index in its text. */
  readonly restByte: number;
}

/** A header that was seen, without its numbers, in UTF-8. */
interface Pattern {
  /** What stands before each number, and at the end. */
  readonly literals: readonly Uint8Array[];
  readonly last: Uint8Array;
  /** Digits of a script differ in their last byte: what stands before it, and the zero's. */
  readonly lead: Uint8Array;
  readonly zero: number;
  /** Index of the date's first number; the time's follow or go before. */
  readonly dateAt: number;
  readonly timeAt: number;
  readonly hasSeconds: boolean;
  readonly header: Header;
  /** What the words beside the time make of each hour. */
  readonly hours: readonly DayPeriod[];
  /** Bytes above one for each letter, in the literals from the date's end on and in all. */
  readonly extraBehindDate: number;
  readonly extra: number;
  /** The numbers of the last header that was compared, and how many digits each has. */
  readonly numbers: number[];
  readonly lengths: number[];
  /** The last header up to the end of its date: a run of messages of one day begins alike. */
  start: Uint8Array;
  startLetters: number;
  /** Its date, one object for such a run. */
  date: Pick<Header, "numbers" | "digits" | "layout"> | undefined;
}

const mostPatterns = 32;
/** A header longer than this may end beyond what is looked at, with other numbers. */
const longestPattern = 36;
/** More of a line than a header is looked for in. */
const longestStart = 128;

/** Reads the header of a line. What it gives is there until the next line. */
export type HeaderReader = (line: LineSpan) => FoundHeader | undefined;

/** A reader for the lines of one file. */
export function createHeaderReader(): HeaderReader {
  /** The last that fitted stands first. */
  const patterns: Pattern[] = [];
  const found: Writable = { ...nothing };

  function fitting(line: LineSpan): FoundHeader | undefined {
    for (let index = 0; index < patterns.length; index += 1) {
      const pattern = patterns[index];
      const end = pattern === undefined ? -1 : fits(pattern, line.bytes, line.byteStart);
      if (pattern === undefined || end < 0) continue;
      if (index > 0) {
        patterns.splice(index, 1);
        patterns.unshift(pattern);
      }
      return fill(found, pattern, line, end) ? found : undefined;
    }
    return undefined;
  }

  return (line) => {
    const quick = fitting(line);
    if (quick !== undefined) return quick;
    const { text, start, end } = line;
    if (!hasDigit(text, start, end)) return undefined;
    const begin = text.slice(start, Math.min(end, start + longestStart));
    const parts = parseHeader(begin);
    if (parts === undefined) return undefined;
    const pattern = patternOf(begin, parts);
    if (pattern !== undefined) {
      patterns.unshift(pattern);
      if (patterns.length > mostPatterns) patterns.pop();
    }
    const { header } = parts;
    const restByte = line.byteStart + utf8Of(begin.slice(0, header.rest)).length;
    return Object.assign(found, header, { rest: start + header.rest, restByte });
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
function fits(pattern: Pattern, bytes: Uint8Array, start: number): number {
  const { start: known, last } = pattern;
  const isSameDay = known.length > 0 && standsAt(bytes, start, known);
  const from = isSameDay ? start + known.length : start;
  const at =
    isSameDay && pattern.lead.length === 0
      ? readAsciiTime(pattern, bytes, from)
      : readNumbers(pattern, bytes, from, isSameDay ? 3 : 0);
  if (at < 0 || !standsAt(bytes, at, last)) return -1;
  if (!isSameDay) keepDate(pattern, bytes, start);
  return at + last.length;
}

/** {@link readNumbers} from the fourth on, in ASCII. What follows a number begins with no digit. */
function readAsciiTime({ literals, numbers }: Pattern, bytes: Uint8Array, from: number): number {
  let at = from;
  for (let index = 3; index < literals.length; index += 1) {
    const literal = literals[index];
    if (literal === undefined || !standsAt(bytes, at, literal)) return -1;
    at += literal.length;
    const first = (bytes[at] ?? 0) - 0x30;
    if (first < 0 || first > 9) return -1;
    const second = (bytes[at + 1] ?? 0) - 0x30;
    const hasTwo = second >= 0 && second <= 9;
    numbers[index] = hasTwo ? first * 10 + second : first;
    at += hasTwo ? 2 : 1;
  }
  return at;
}

/** Reads the numbers from an index among them on. */
function readNumbers(pattern: Pattern, bytes: Uint8Array, from: number, first: number): number {
  const { literals, dateAt, lengths } = pattern;
  let at = from;
  for (let index = first; index < literals.length; index += 1) {
    const literal = literals[index];
    if (literal === undefined || !standsAt(bytes, at, literal)) return -1;
    at = readNumber(pattern, bytes, at + literal.length, index);
    const length = lengths[index] ?? 0;
    const most = index === dateAt || index === dateAt + 2 ? 4 : 2;
    if (length === 0 || length > most) return -1;
  }
  return at;
}

function readNumber(pattern: Pattern, bytes: Uint8Array, from: number, index: number): number {
  const { lead, zero, numbers, lengths } = pattern;
  const width = lead.length;
  let at = from;
  let value = 0;
  let length = 0;
  // Five digits are too many for any number of a header.
  while (length < 5 && (width === 0 || standsAt(bytes, at, lead))) {
    const digit = (bytes[at + width] ?? 0) - zero;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    length += 1;
    at += width + 1;
  }
  numbers[index] = value;
  lengths[index] = length;
  return at;
}

/** Keeps the date that was read, with all that stands before its end. */
function keepDate(pattern: Pattern, bytes: Uint8Array, start: number): void {
  const { header, dateAt, lengths, numbers, date } = pattern;
  const [a, b, c] = threeOf(numbers, dateAt);
  const [first, middle, last] = threeOf(lengths, dateAt);
  if (dateAt === 0) keepStart(pattern, bytes, start, first + middle + last);
  const isSame =
    date !== undefined &&
    [a, b, c].every((number, at) => number === date.numbers[at]) &&
    first === date.digits[0] &&
    last === date.digits[1];
  if (isSame) return;
  const digits = [first, last] as const;
  const isSameForm = first > 2 === header.digits[0] > 2 && last > 2 === header.digits[1] > 2;
  const layout = isSameForm ? header.layout : layoutOf(header.layout, digits);
  pattern.date = { numbers: [a, b, c], digits, layout };
}

function threeOf(numbers: readonly number[], at: number): readonly [number, number, number] {
  return [numbers[at] ?? 0, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0];
}

function keepStart(pattern: Pattern, bytes: Uint8Array, start: number, digits: number): void {
  const { literals, lead, extra, extraBehindDate } = pattern;
  let length = digits * (lead.length + 1);
  for (const literal of literals.slice(0, 3)) length += literal.length;
  pattern.start = bytes.slice(start, start + length);
  pattern.startLetters = length - digits * lead.length - extra + extraBehindDate;
}

type Writable = { -readonly [Field in keyof FoundHeader]: FoundHeader[Field] };

const nothing: FoundHeader = {
  shape: "android",
  numbers: [0, 0, 0],
  digits: [0, 0],
  hour: 0,
  minute: 0,
  second: undefined,
  clock: "24h",
  unread: undefined,
  layout: "",
  yearFirstScript: false,
  rest: 0,
  restByte: 0,
};

/**
 * Makes a header of what `fits` left: always the same one, for a file has millions.
 *
 * @returns false if no clock shows its time.
 */
function fill(found: Writable, pattern: Pattern, line: LineSpan, end: number): boolean {
  const { header, timeAt, hasSeconds, hours, numbers, date } = pattern;
  const printed = numbers[timeAt] ?? 0;
  const minute = numbers[timeAt + 1] ?? 0;
  const second = hasSeconds ? numbers[timeAt + 2] : undefined;
  const period = hours[printed];
  if (period === undefined || date === undefined || !isTime(printed, minute, second)) return false;
  // Most headers are of the day and the kind of the one before.
  if (found.numbers !== date.numbers) {
    found.shape = header.shape;
    found.numbers = date.numbers;
    found.digits = date.digits;
    found.layout = date.layout;
    found.yearFirstScript = header.yearFirstScript;
  }
  found.hour = period.hour === 24 ? 0 : period.hour;
  found.minute = minute;
  found.second = second;
  found.clock = period.clock;
  found.unread = period.unread;
  found.rest = line.start + lettersTo(pattern, end - line.byteStart);
  found.restByte = end;
  if ((line.bytes[end] ?? 0) > 0x7f) skipMarks(found, line);
  return true;
}

/** Marks before the name are part of no layout. */
function skipMarks(found: Writable, { text }: LineSpan): void {
  while (isMark(text.charCodeAt(found.rest))) {
    found.restByte += text.charCodeAt(found.rest) < 0x800 ? 2 : 3;
    found.rest += 1;
  }
}

/** How many letters a header of so many bytes has. */
function lettersTo(pattern: Pattern, bytes: number): number {
  const { lead, lengths, literals, start } = pattern;
  if (pattern.extra === 0 && lead.length === 0) return bytes;
  const isKnown = start.length > 0;
  const digits = lead.length === 0 ? 0 : sum(lengths, isKnown ? 3 : 0, literals.length);
  const letters = isKnown
    ? pattern.startLetters - start.length - pattern.extraBehindDate
    : -pattern.extra;
  return letters + bytes - digits * lead.length;
}

function sum(numbers: readonly number[], from: number, to: number): number {
  let total = 0;
  for (let at = from; at < to; at += 1) total += numbers[at] ?? 0;
  return total;
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
  const printed: string[] = [];
  let at = 0;
  for (const run of runs) {
    if (!areDigitsOf(run[0], zero)) return undefined;
    printed.push(whole.slice(at, run.index));
    at = run.index + run[0].length;
  }
  const ending = withoutTrailingMarks(whole.slice(at));
  if (!ending.endsWith(" ")) return undefined;
  const literals = printed.map(utf8Of);
  const last = utf8Of(ending);
  const zeroBytes = utf8Of(String.fromCharCode(zero));
  const extras = [...printed, ending].map((text) => utf8Of(text).length - text.length);
  return {
    literals,
    last,
    lead: zeroBytes.slice(0, -1),
    zero: zeroBytes.at(-1) ?? 0,
    dateAt,
    timeAt: dateAt === 0 ? 3 : 0,
    hasSeconds: count === 6,
    header,
    hours: Array.from({ length: 25 }, (_, hour) => readDayPeriod(hour, period)),
    extra: sum(extras, 0, extras.length),
    extraBehindDate: sum(extras, 3, extras.length),
    numbers: [],
    lengths: [],
    start: new Uint8Array(0),
    startLetters: 0,
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
