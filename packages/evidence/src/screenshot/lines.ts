/** The lines of a bubble, from its ink, and pieces of a line cut out for the engine. */
import { resize } from "./colour.ts";
import { type Ink, written } from "./ink.ts";
import { type Box, type GreyImage } from "./reading.ts";

/** One line; places are those of the ink. */
export interface Line {
  readonly box: Box;
  /** Runs of ink with gaps of at least a third of the line's height between them: about words. */
  readonly words: readonly Box[];
}

/** The lines from top to bottom. */
export function findLines(ink: Ink): readonly Line[] {
  const rows = countRows(ink, { left: 0, top: 0, width: ink.width, height: ink.height });
  const runs = joinClose(runsOf(rows), ink);
  const usual = medianOf(runs.map(({ size }) => size));
  return runs
    .flatMap((run) => splitTall(run, rows, usual))
    .map((run) => toLine(ink, run))
    .filter(({ words, box }) => words.length > 0 && box.height > 3);
}

/** Stretches of rows with ink in a box, as boxes as wide as their ink. */
export function findRows(ink: Ink, box: Box): readonly Box[] {
  const rows = countRows(ink, box);
  return runsOf(rows).flatMap(({ begin, size }) => {
    const words = findRuns(ink, { ...box, top: begin, height: size }, 0);
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined) return [];
    const width = last.left + last.width - first.left;
    return [{ left: first.left, top: begin, width, height: size }];
  });
}

interface Run {
  readonly begin: number;
  readonly size: number;
}

/** How much ink is in each row of a box; rows outside of it have none. */
function countRows({ width, data }: GreyImage, box: Box): readonly number[] {
  return Array.from({ length: box.top + box.height }, (_, y) => {
    let count = 0;
    if (y < box.top) return count;
    for (let at = y * width + box.left; at < y * width + box.left + box.width; at += 1) {
      if ((data[at] ?? 0) >= written) count += 1;
    }
    return count;
  });
}

/** Stretches in which every count is above zero. */
function runsOf(counts: readonly number[]): readonly Run[] {
  const runs: Run[] = [];
  let begin = -1;
  for (let at = 0; at <= counts.length; at += 1) {
    const isInk = (counts[at] ?? 0) > 0;
    if (isInk && begin < 0) begin = at;
    if (!isInk && begin >= 0) {
      runs.push({ begin, size: at - begin });
      begin = -1;
    }
  }
  return runs;
}

/** Dots of i and the second stroke of = are no lines: a low run joins its nearer neighbour. */
function joinClose(runs: readonly Run[], { height }: GreyImage): readonly Run[] {
  const usual = medianOf(runs.map(({ size }) => size));
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    const gap = last === undefined ? height : run.begin - last.begin - last.size;
    const isPart =
      last !== undefined &&
      gap <= usual * 0.25 &&
      (run.size < usual * 0.45 || last.size < usual * 0.45);
    if (isPart)
      joined[joined.length - 1] = { begin: last.begin, size: run.begin + run.size - last.begin };
    else joined.push(run);
  }
  return joined;
}

/** Where lines touch is less than this of the ink that their rows have on average. */
const touchShare = 0.4;

/**
 * Lines that touch are parted where the least ink is, if there is little: beside a short line without
 * strokes above and below, a single one is tall as well.
 */
function splitTall(run: Run, rows: readonly number[], usual: number): readonly Run[] {
  const count = Math.round(run.size / (usual * 1.15));
  if (count < 2 || run.size < usual * 1.8) return [run];
  const ink = rows.slice(run.begin, run.begin + run.size).reduce((sum, row) => sum + row, 0);
  const parts: Run[] = [];
  let begin = run.begin;
  for (let part = 1; part < count; part += 1) {
    const around = run.begin + (run.size * part) / count;
    const reach = usual * 0.3;
    let best = Math.round(around);
    for (let y = Math.round(around - reach); y <= around + reach; y += 1) {
      if ((rows[y] ?? Infinity) < (rows[best] ?? Infinity)) best = y;
    }
    if ((rows[best] ?? 0) > (ink / run.size) * touchShare) continue;
    parts.push({ begin, size: best - begin });
    begin = best;
  }
  parts.push({ begin, size: run.begin + run.size - begin });
  return parts;
}

/** Runs of ink in a box; gaps of less than `gap` of its height do not part them. */
export function findRuns(ink: Ink, box: Box, gap: number): readonly Box[] {
  const { top: begin, height: size } = box;
  const columns = Array.from({ length: ink.width }, (_, x) => {
    let count = 0;
    for (let y = begin; y < begin + size; y += 1) {
      if ((ink.data[y * ink.width + x] ?? 0) >= written) count += 1;
    }
    return count;
  });
  const words: Box[] = [];
  for (const run of runsOf(columns.map((count, x) => (isIn(box, x) ? count : 0)))) {
    const last = words.at(-1);
    if (last !== undefined && run.begin - last.left - last.width < size * gap) {
      words[words.length - 1] = { ...last, width: run.begin + run.size - last.left };
    } else {
      words.push({ left: run.begin, top: begin, width: run.size, height: size });
    }
  }
  return words.map((word) => tighten(ink, word));
}

const isIn = ({ left, width }: Box, x: number) => x >= left && x < left + width;

function toLine(ink: Ink, { begin, size }: Run): Line {
  const words = findRuns(ink, { left: 0, top: begin, width: ink.width, height: size }, 0.3);
  const left = words[0]?.left ?? 0;
  const end = words.at(-1);
  const right = end === undefined ? left : end.left + end.width;
  return { box: { left, top: begin, width: right - left, height: size }, words };
}

/** The same box without empty rows above and below. */
function tighten(ink: Ink, box: Box): Box {
  let top = box.top;
  let bottom = box.top + box.height;
  while (top < bottom && isEmptyRow(ink, box, top)) top += 1;
  while (bottom > top && isEmptyRow(ink, box, bottom - 1)) bottom -= 1;
  return { ...box, top, height: bottom - top };
}

function isEmptyRow(ink: Ink, { left, width }: Box, y: number): boolean {
  for (let x = left; x < left + width; x += 1) {
    if ((ink.data[y * ink.width + x] ?? 0) >= written) return false;
  }
  return true;
}

/** White margin around what the engine is given, in its pixels. */
export const margin = 12;

/** A part of the ink as dark letters on white, the darkest of them black, scaled, with a margin. */
export function cut(ink: Ink, box: Box, scale: number): GreyImage {
  const around = Math.ceil(2 / scale);
  const left = Math.max(0, box.left - around);
  const top = Math.max(0, box.top - around);
  const width = Math.min(ink.width, box.left + box.width + around) - left;
  const height = Math.min(ink.height, box.top + box.height + around) - top;
  const full = strongestOf(ink, { left, top, width, height });
  const part = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (top + y) * ink.width + left;
    for (let x = 0; x < width; x += 1) {
      part[y * width + x] = 255 - Math.min(255, ((ink.data[from + x] ?? 0) * 255) / full);
    }
  }
  const scaled = resize({ width, height, data: part }, scale);
  const wide = scaled.width + 2 * margin;
  const data = new Uint8Array(wide * (scaled.height + 2 * margin)).fill(255);
  for (let y = 0; y < scaled.height; y += 1) {
    const row = scaled.data.subarray(y * scaled.width, (y + 1) * scaled.width);
    data.set(row, (y + margin) * wide + margin);
  }
  return { width: wide, height: scaled.height + 2 * margin, data };
}

function strongestOf({ width, data }: Ink, box: Box): number {
  let strongest = written;
  for (let y = box.top; y < box.top + box.height; y += 1) {
    for (let x = box.left; x < box.left + box.width; x += 1) {
      strongest = Math.max(strongest, data[y * width + x] ?? 0);
    }
  }
  return strongest;
}

/** The value in the middle; 0 of nothing. */
export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
