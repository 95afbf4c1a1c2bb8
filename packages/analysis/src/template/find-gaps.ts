/**
 * What a message has between the pieces of wording. Where it lacks a piece, what stands around has
 * one slot of two to be in: that in which the others have more.
 */
import type { Placed } from "./place-runs.ts";
import type { Entry } from "./units.ts";

/** One message over the wording; a piece that it does not have is undefined. */
export interface Row {
  readonly entry: Entry;
  readonly placed: readonly (Placed | undefined)[];
}

/** A stretch of a message; `start` is null where a moved piece was cut out of it. */
export interface Piece {
  readonly text: string;
  readonly start: number | null;
}

interface Gap {
  /** Slots in which it may be, by the piece of wording behind each. */
  readonly slots: readonly number[];
  readonly piece: Piece;
}

const nothing: Piece = { text: "", start: null };

/** For each row what it has before each piece of wording, and last what it has behind all. */
export function findGaps(rows: readonly Row[], runs: number): readonly (readonly Piece[])[] {
  const gaps = rows.map((row) => gapsOf(row, runs));
  const sure = Array.from({ length: runs + 1 }, () => 0);
  for (const { slots, piece } of gaps.flat()) {
    const [slot] = slots;
    if (slots.length === 1 && slot !== undefined && hasWords(piece)) {
      sure[slot] = (sure[slot] ?? 0) + 1;
    }
  }
  return gaps.map((list) => {
    const pieces = Array.from({ length: runs + 1 }, () => nothing);
    for (const { slots, piece } of list) {
      const [best] = [...slots].sort((x, y) => (sure[y] ?? 0) - (sure[x] ?? 0) || x - y);
      if (best !== undefined) pieces[best] = piece;
    }
    return pieces;
  });
}

/** Whether a reader would find a word in it. */
export function hasWords({ text }: Piece): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function gapsOf({ entry, placed }: Row, runs: number): readonly Gap[] {
  const gaps: Gap[] = [];
  let from = 0;
  let first = 0;
  const add = (behind: number, until: number) => {
    const slots = Array.from({ length: behind - first + 1 }, (_, nth) => first + nth);
    gaps.push({ slots, piece: pieceOf({ entry, placed }, from, until) });
  };
  placed.forEach((one, nth) => {
    if (one === undefined || one.isMoved) return;
    add(nth, startOf(entry, one));
    from = endOf(entry, one);
    first = nth + 1;
  });
  add(runs, entry.text.length);
  return gaps;
}

function pieceOf({ entry, placed }: Row, start: number, end: number): Piece {
  const moved = placed
    .flatMap((one) => (one?.isMoved === true ? [[startOf(entry, one), endOf(entry, one)]] : []))
    .filter(([from = 0, to = 0]) => from >= start && to <= end)
    .sort(([x = 0], [y = 0]) => x - y);
  const pieces: Piece[] = [];
  let from = start;
  for (const [cut = 0, behind = 0] of [...moved, [end, end]]) {
    const stretch = entry.text.slice(from, cut);
    const lead = stretch.length - stretch.trimStart().length;
    pieces.push({ text: stretch.trim(), start: from + lead });
    from = behind;
  }
  const [only, ...more] = pieces.filter(({ text }) => text !== "");
  if (only === undefined) return nothing;
  return more.length === 0
    ? only
    : { text: [only, ...more].map(({ text }) => text).join(" "), start: null };
}

/** Where a piece of wording begins in a message. */
export function startOf({ tokens }: Entry, { first }: Placed): number {
  return tokens[first]?.start ?? 0;
}

/** Where it ends, with the marks that close its last word. */
export function endOf({ text, tokens }: Entry, { last }: Placed): number {
  const end = tokens[last]?.end ?? 0;
  return end + (/^[.,!?;:'")\]\u2019\u201d\u2026]+/u.exec(text.slice(end))?.[0].length ?? 0);
}
