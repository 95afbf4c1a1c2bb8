/**
 * The time that chat programs print into a bubble, with the ticks behind it. It is told from a time
 * in the message by its place, at the lower right, and by its letters, which are smaller.
 */
import { type Ink } from "./ink.ts";
import { cut, findRuns, type Line } from "./lines.ts";
import { type Box, type ReadLine } from "./reading.ts";

const time = /^(\d{1,2})([:.])(\d{2})(?:([AaPp])\.?[Mm]\.?)?$/;
/** Heights of the digits in the engine's pixels: two readings must agree. */
const digitHeights = [18, 24, 16, 34] as const;

/** A time that was read; `isSure` is false if its readings differ. */
export interface TimeLabel {
  readonly text: string;
  readonly isSure: boolean;
}

/** The lines without the time, and the time if there is one. */
export function takeTime(
  ink: Ink,
  lines: readonly Line[],
  { readLine, usual }: { readonly readLine: ReadLine; readonly usual: number },
): { readonly time: TimeLabel | null; readonly rest: readonly Line[] } {
  const last = lines.at(-1);
  if (last === undefined) return { time: null, rest: lines };
  const small = countSmall(last, usual, ink);
  for (let count = 1; count <= Math.min(small, 5); count += 1) {
    // Digits of the time itself may stand apart: a 1 is narrow.
    if (isTight(last.words, last.words.length - count, usual)) continue;
    const read = readTime(ink, last.words.slice(-count), readLine);
    if (read !== null) return { time: read, rest: without(lines, last, count) };
  }
  return { time: null, rest: lines };
}

/** How many of the last words are lower than digits of the text are. */
function countSmall({ words }: Line, usual: number, ink: Ink): number {
  const end = words.at(-1);
  if (end === undefined || end.left + end.width < ink.width - usual * 1.6) return 0;
  let count = 0;
  while (count < words.length && (words.at(-1 - count)?.height ?? usual) < usual * 0.74) count += 1;
  return count;
}

/** Whether no space is between this word and the one before it. */
function isTight(words: readonly Box[], at: number, usual: number): boolean {
  const [before, word] = [words[at - 1], words[at]];
  if (before === undefined || word === undefined) return false;
  return word.left - before.left - before.width < usual * 0.2 && before.height < usual * 0.74;
}

/** Ticks are the last runs, or stand in the way of nothing: without them it must be a time. */
function readTime(ink: Ink, words: readonly Box[], readLine: ReadLine): TimeLabel | null {
  const runs = words.flatMap((word) => findRuns(ink, word, 0.28));
  for (let ticks = 0; ticks < Math.min(3, runs.length); ticks += 1) {
    const read = readTwice(ink, runs.slice(0, runs.length - ticks), readLine);
    if (read !== null) return read;
  }
  return null;
}

function readTwice(ink: Ink, runs: readonly Box[], readLine: ReadLine): TimeLabel | null {
  const box = around(runs);
  const highest = Math.max(...runs.map(({ height }) => height));
  const readings: string[] = [];
  for (const height of digitHeights) {
    const words = readLine(cut(ink, box, height / highest), "time");
    const read = toTime(words.map(({ text }) => text).join(""));
    if (read === null) continue;
    if (readings.includes(read)) return { text: read, isSure: true };
    readings.push(read);
  }
  const [first] = readings;
  return first === undefined ? null : { text: first, isSure: false };
}

function toTime(said: string): string | null {
  const parts = time.exec(said);
  if (parts === null) return null;
  const [, hour = "", sign = "", minute = "", half] = parts;
  if (Number(hour) > (half === undefined ? 24 : 12) || Number(minute) > 59) return null;
  return `${hour}${sign}${minute}${half === undefined ? "" : ` ${half.toUpperCase()}M`}`;
}

function around(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}

function without(lines: readonly Line[], last: Line, count: number): readonly Line[] {
  const words = last.words.slice(0, -count);
  const before = lines.slice(0, -1);
  return words.length === 0 ? before : [...before, { box: around(words), words }];
}
