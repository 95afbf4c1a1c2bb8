/**
 * The header of a message in a chat export, in any locale:
 *
 *   Android   12/03/2024, 18:05 - Name: text
 *   iOS       [12/03/2024, 18:05:33] Name: text
 *
 * A header is recognised by its parts, not by its locale: three numbers that are a date, two or
 * three that are a time, in either order, and little else. What the three numbers of the date mean
 * is decided for the whole file (`date-order.ts`).
 */
import { hourOfDay } from "./day-periods.ts";
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
  /** Whether the words beside the time are of a script whose dates begin with the year. */
  readonly yearFirstScript: boolean;
  /** Index in the line where sender and text begin. */
  readonly rest: number;
}

const longestStamp = 48;
const date =
  /(?<!\d)(\d{1,4})(?:\.\s?|\s?[/\-\u2013]\s?|年\s?)(\d{1,2})(?:\.\s?|\s?[/\-\u2013]\s?|月\s?)(\d{1,4})(?!\d)/u;
const time =
  /(?<!\d)(\d{1,2})(?::|\.|٫|\s?h\s|h)\s?(\d{1,2})(?:(?::|\.|\s?min\s)\s?(\d{1,2})(?:\s?s(?![a-z]))?)?(?!\d)/u;
/** Marks, then a bracket, a digit, or one or two short words and a digit. */
const begins =
  /^[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]*(?:\[|(?:\p{L}[\p{L}\p{M}.]{0,11}\s?){0,2}[^\p{L}]{0,3}\p{Nd})/u;
/** The stamp of nearly every export, three times as fast as finding its parts one by one. */
const commonStamp = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4}),? (\d{1,2}):(\d{2})(?::(\d{2}))?$/;
const punctuation = /[\s,،、:\-日년월일/]+/gu;
const persianEra = /(?<!\p{L})AP(?!\p{L})/u;

/** Read the header of a line, or say that it has none. */
export function parseHeader(line: string): Header | undefined {
  if (!couldBegin(line)) return undefined;
  const plain = plainStartOf(line, 2 * longestStamp);
  return plain.text.startsWith("[") ? bracketed(plain) : dashed(plain);
}

/** Most lines of a long file are no headers: tell them by their first letters. */
function couldBegin(line: string): boolean {
  const first = line.charCodeAt(0);
  // Nearly every line of nearly every file: a digit, a bracket, or a letter that begins a word.
  if ((first >= 0x30 && first <= 0x39) || first === 0x5b) return true;
  return begins.test(line.slice(0, longestStamp));
}

function bracketed({ text, originalAt }: PlainLine): Header | undefined {
  const end = text.indexOf("]");
  if (end < 8 || end > longestStamp) return undefined;
  const stamp = parseStamp(text.slice(1, end));
  if (stamp === undefined) return undefined;
  const next = text[end + 1] === " " ? end + 2 : end + 1;
  return { shape: "ios", ...stamp, rest: originalAt(next) };
}

function dashed({ text, originalAt }: PlainLine): Header | undefined {
  const separator = /\s[-\u2013]\s/gu;
  for (let found = separator.exec(text); found !== null; found = separator.exec(text)) {
    if (found.index > longestStamp) return undefined;
    const stamp = parseStamp(text.slice(0, found.index));
    if (stamp !== undefined) {
      return { shape: "android", ...stamp, rest: originalAt(found.index + found[0].length) };
    }
  }
  return undefined;
}

type Stamp = Omit<Header, "shape" | "rest">;

function parseStamp(stamp: string): Stamp | undefined {
  const common = commonStamp.exec(stamp);
  if (common !== null) return readCommon(common);
  const day = date.exec(stamp);
  if (day === null) return undefined;
  const without = cut(stamp, day);
  const clock = time.exec(without);
  if (clock === null) return undefined;
  const words = cut(without, clock);
  const period = words.replace(persianEra, " ").replace(punctuation, " ").trim();
  if (/\d/.test(words) || period.length > 16) return undefined;
  const hours = readClock(clock, period);
  if (hours === undefined) return undefined;
  const [, first = "", middle = "", last = ""] = day;
  return {
    numbers: [Number(first), Number(middle), Number(last)],
    digits: [first.length, last.length],
    ...hours,
    yearFirstScript: /[\p{sc=Hangul}\p{sc=Han}]/u.test(stamp),
  };
}

function readCommon(match: RegExpExecArray): Stamp | undefined {
  const [, first = "", middle = "", last = ""] = match;
  const hours = readClock(match.slice(3), "");
  if (hours === undefined) return undefined;
  return {
    numbers: [Number(first), Number(middle), Number(last)],
    digits: [first.length, last.length],
    ...hours,
    yearFirstScript: false,
  };
}

function readClock(
  [, hours = "", minutes = "", seconds]: readonly (string | undefined)[],
  period: string,
): Pick<Stamp, "hour" | "minute" | "second" | "clock"> | undefined {
  const twelve = period === "" ? undefined : hourOfDay(Number(hours), period);
  const hour = twelve ?? Number(hours);
  const second = seconds === undefined ? undefined : Number(seconds);
  if (hour > 23 || Number(minutes) > 59 || (second ?? 0) > 60) return undefined;
  return { hour, minute: Number(minutes), second, clock: twelve === undefined ? "24h" : "12h" };
}

/** What is left of a text when a match is taken out. */
function cut(text: string, match: RegExpExecArray): string {
  return `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
}
