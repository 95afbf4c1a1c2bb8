/**
 * The header of a message in a chat export, in any locale:
 *
 *   Android   12/03/2024, 18:05 - Name: text
 *   iOS       [12/03/2024, 18:05:33] Name: text
 *   iOS, old  12/03/2024, 18:05:33: Name: text
 *
 * A header is recognised by its parts, not by its locale: three numbers that are a date, two or
 * three that are a time, in either order, and little else. What the three numbers of the date mean
 * is decided for the whole file (`date-order.ts`).
 */
import { readDayPeriod } from "./day-periods.ts";
import { type PlainLine, plainStartOf } from "./marks.ts";

export type HeaderShape = "android" | "ios";

/** A header, before the order of its date is known. */
export interface Header {
  readonly shape: HeaderShape;
  /** The three numbers of the date, as printed. */
  readonly numbers: readonly [number, number, number];
  /** How many digits the first and the last have: four make a year. */
  readonly digits: readonly [number, number];
  readonly hour: number;
  readonly minute: number;
  readonly second: number | undefined;
  readonly clock: "12h" | "24h";
  /** Words beside the time that nobody knows. They may mean morning or evening. */
  readonly unread: string | undefined;
  /**
   * How the header is written, apart from its numbers: an export writes all of them one way, so a
   * line in another way is a quotation.
   */
  readonly layout: string;
  /** Whether the words beside the time are of a script whose dates begin with the year. */
  readonly yearFirstScript: boolean;
  /** Index in the line where sender and text begin. */
  readonly rest: number;
}

/** The parts of a header that do not change from line to line, for `header-reader.ts`. */
export interface HeaderParts {
  readonly header: Header;
  readonly period: string;
  /** Index among the numbers of the line of the date's first. */
  readonly dateAt: number;
}

const longestStamp = 48;
const date =
  /(?<!\d)(\d{1,4})(?:\.\s?|\s?[/\-\u2013]\s?|年\s?)(\d{1,2})(?:\.\s?|\s?[/\-\u2013]\s?|月\s?)(\d{1,4})(?!\d)/u;
const time =
  /(?<!\d)(\d{1,2})(?::|\.|٫|\s?h\s|h)\s?(\d{1,2})(?:(?::|\.|\s?min\s)\s?(\d{1,2})(?:\s?s(?![a-z]))?)?(?!\d)/u;
/** Marks, then a bracket, a digit, or one or two short words and a digit. */
const begins =
  /^[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]*(?:\[|(?:\p{L}[\p{L}\p{M}.]{0,11}\s?){0,2}[^\p{L}]{0,3}\p{Nd})/u;
const punctuation = /[\s,،、:\-日년월일/()[]+/gu;
const persianEra = /(?<!\p{L})AP(?!\p{L})/u;

/** Read the header of a line, or say that it has none. */
export function parseHeader(line: string): HeaderParts | undefined {
  if (!couldBegin(line)) return undefined;
  const plain = plainStartOf(line, 2 * longestStamp);
  return plain.text.startsWith("[") ? bracketed(plain) : dashed(plain);
}

/** Most lines of a long file are no headers: tell them by their first letters. */
function couldBegin(line: string): boolean {
  const first = line.charCodeAt(0);
  if ((first >= 0x30 && first <= 0x39) || first === 0x5b) return true;
  return begins.test(line.slice(0, longestStamp));
}

function bracketed({ text, originalAt }: PlainLine): HeaderParts | undefined {
  const end = text.indexOf("]");
  if (end < 8 || end > longestStamp) return undefined;
  const next = text[end + 1] === " " ? end + 2 : end + 1;
  return parseStamp(text.slice(0, end), "ios", originalAt(next));
}

function dashed({ text, originalAt }: PlainLine): HeaderParts | undefined {
  const separator = /\s[-\u2013]\s|(?<=\d|m):\s/giu;
  for (let found = separator.exec(text); found !== null; found = separator.exec(text)) {
    if (found.index > longestStamp) return undefined;
    const rest = originalAt(found.index + found[0].length);
    // iPhones before 2018 wrote `date, time: Name: text`.
    const shape = found[0].startsWith(":") ? "ios" : "android";
    const parts = parseStamp(text.slice(0, found.index), shape, rest);
    if (parts !== undefined) return parts;
  }
  return undefined;
}

function parseStamp(stamp: string, shape: HeaderShape, rest: number): HeaderParts | undefined {
  const day = date.exec(stamp);
  if (day === null) return undefined;
  const without = cut(stamp, day);
  const clock = time.exec(without);
  if (clock === null) return undefined;
  const words = cut(without, clock);
  const period = words.replace(persianEra, " ").replace(punctuation, " ").trim();
  if (/\d/.test(words) || period.length > 16) return undefined;
  const [hour, minute, second] = clock.slice(1).map(Number) as [number, number, number];
  const [first, middle, last] = day.slice(1).map(Number) as [number, number, number];
  const printedSecond = clock[3] === undefined ? undefined : second;
  if (!isTime(hour, minute, printedSecond)) return undefined;
  const read = readDayPeriod(hour, period);
  const digits = [(day[1] ?? "").length, (day[3] ?? "").length] as const;
  const separators = (match: RegExpExecArray) => match[0].replace(/[\d\s]+/gu, "");
  const numbersBefore = [...stamp.slice(0, day.index).matchAll(/\d+/gu)].length;
  const form = [
    stamp.startsWith("[") ? "brackets" : shape,
    numbersBefore === 0 ? "date" : "time",
    separators(day),
    clock[3] === undefined ? "minutes" : "seconds",
  ].join(" ");
  return {
    period,
    dateAt: numbersBefore,
    header: {
      shape,
      numbers: [first, middle, last],
      digits,
      hour: read.hour % 24,
      minute,
      second: printedSecond,
      clock: read.clock,
      unread: read.unread,
      layout: layoutOf(form, digits),
      yearFirstScript: /[\p{sc=Hangul}\p{sc=Han}]/u.test(stamp),
      rest,
    },
  };
}

/** A form with the place of its year. */
export function layoutOf(form: string, [first, last]: Header["digits"]): string {
  const form4 = form.replace(/ yyyy.*$/, "");
  return first > 2 ? `${form4} yyyy first` : last > 2 ? `${form4} yyyy last` : form4;
}

/** Whether a clock shows this; 24:00 is midnight, and a minute may have a leap second. */
export function isTime(printed: number, minute: number, second: number | undefined): boolean {
  return printed <= 24 && minute <= 59 && (second ?? 0) <= 60;
}

/** What is left of a text when a match is taken out. */
function cut(text: string, match: RegExpExecArray): string {
  return `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
}
