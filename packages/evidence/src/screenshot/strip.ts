/**
 * The ink of one line as the engine is given it: where words are parted and underscores stand is told
 * from here, because the engine's own boxes are off by a letter at times.
 */
import { margin } from "./lines.ts";
import { type Box, type GreyImage } from "./reading.ts";

/** What is asked of the ink. Places are columns of the line. */
export interface Strip {
  /** How many underscores, or runs of them, lie between two places. */
  readonly countStrokes: (from: number, to: number) => number;
  /** The widest stretch without ink between two places. */
  readonly widestGap: (from: number, to: number) => number;
  /** The box made wider, up to where words are parted on both sides. */
  readonly toWords: (box: Box) => Box;
  /** No space is as narrow. */
  readonly narrowest: number;
}

/** Of the height of a line with strokes above and below: no space is as narrow. */
const spaceShare = 0.25;
/** No underscore is as short, in the engine's pixels, of which such a line has 40. */
const shortestStroke = 11;
/** Darker than this is ink. */
const dark = 160;

const blank = 0;
const stroke = 1;
const letter = 2;

/** Look at a line; small letters of one that is mostly empty have narrower spaces. */
export function makeStrip(line: GreyImage, letterHeight: number): Strip {
  const narrowest = letterHeight * spaceShare;
  const columns = toColumns(line);
  const runs = (from: number, to: number, wanted: readonly number[]) =>
    runsOf(columns.subarray(Math.max(0, Math.round(from)), Math.max(0, Math.round(to))), wanted);
  return {
    countStrokes: (from, to) =>
      runs(from, to, [stroke]).filter((length) => length >= shortestStroke).length,
    widestGap: (from, to) => Math.max(0, ...runs(from, to, [blank])),
    toWords(box) {
      const left = reachOf(columns, box.left, -narrowest);
      const right = reachOf(columns, box.left + box.width - 1, narrowest) + 1;
      return { ...box, left, width: right - left };
    },
    narrowest,
  };
}

/** The last column with ink from here on, before a gap of so much to the right, or left if below 0. */
function reachOf(columns: Uint8Array, from: number, gap: number): number {
  const step = Math.sign(gap) || 1;
  let last = Math.max(0, Math.min(columns.length - 1, Math.round(from)));
  for (let at = last; at >= 0 && at < columns.length; at += step) {
    if (Math.abs(at - last) > Math.abs(gap)) return last;
    if (columns[at] !== blank) last = at;
  }
  return last;
}

/** Lengths of the stretches in which there is nothing but what is wanted. */
function runsOf(columns: Uint8Array, wanted: readonly number[]): readonly number[] {
  const lengths: number[] = [];
  let length = 0;
  for (const column of columns) {
    if (wanted.includes(column)) length += 1;
    else {
      if (length > 0) lengths.push(length);
      length = 0;
    }
  }
  return length > 0 ? [...lengths, length] : lengths;
}

/** What each column is: blank, a low stroke and nothing above it, or part of a letter. */
function toColumns(line: GreyImage): Uint8Array {
  const { width, height } = line;
  const isInk = withoutUnderline(line);
  const foot = margin + (height - 2 * margin) * 0.68;
  const columns = new Uint8Array(width);
  for (let x = 0; x < width; x += 1) {
    let highest = height;
    for (let y = height - 1; y >= 0; y -= 1) if (isInk[y * width + x] === 1) highest = y;
    if (highest < height) columns[x] = highest > foot ? stroke : letter;
  }
  return columns;
}

/** Ink without the line below a link or a number, which goes on under its spaces. */
function withoutUnderline({ width, height, data }: GreyImage): Uint8Array {
  const isInk = Uint8Array.from(data, (value) => (value < dark ? 1 : 0));
  const longest = (height - 2 * margin) * 1.6;
  for (let y = Math.floor(height / 2); y < height; y += 1) {
    let begin = 0;
    for (let x = 0; x <= width; x += 1) {
      if (x < width && isInk[y * width + x] === 1) continue;
      if (x - begin > longest) isInk.fill(0, y * width + begin, y * width + x);
      begin = x + 1;
    }
  }
  return isInk;
}
