/** One kind of message as segments: wording and slots, and what each report has at each. */
import { mostFrequent, slotKindOf, type TaggedSpan } from "../slot-tags.ts";
import { endOf, findGaps, hasWords, type Row, startOf } from "./find-gaps.ts";
import { findRuns } from "./find-runs.ts";
import { placeRuns } from "./place-runs.ts";
import { alignTo, type Column, makeProfile, type Weigh } from "./profile.ts";
import type { FixedWord, Segment, TemplateCell } from "./types.ts";
import { commonBits, type Kind, mostCompared, sumBits, type Unit } from "./units.ts";

/** Segments of one kind of message. */
export interface Part {
  /** Wording with `[slot]` between. */
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly cells: ReadonlyMap<string, readonly TemplateCell[]>;
}

/**
 * Cut messages that say the same into segments; undefined where there is no wording.
 *
 * @param nth - which kind of message it is, from 0.
 * @param personas - words of the names that the sender gave.
 */
export function cutKind(
  kind: Kind,
  nth: number,
  weigh: Weigh,
  personas: ReadonlySet<string>,
): Part | undefined {
  const compared = centreFirst(kind.slice(0, mostCompared), weigh);
  const columns = makeProfile(
    compared.map(({ tokens }) => tokens),
    weigh,
  );
  const runs = findRuns(columns, compared.length);
  if (runs.length === 0) return undefined;
  const numberOf = new Map(compared.map((unit, at) => [unit, at]));
  const all = kind.flatMap((unit) => {
    const pairs = pairsOf(columns, unit, numberOf.get(unit));
    const placed = placeRuns(columns, runs, unit.tokens, pairs, weigh);
    return unit.entries.map((entry): Row => ({ entry, placed }));
  });
  const rows = onePerReport(all);
  const gaps = findGaps(rows, runs.length);
  const segments: Segment[] = [];
  const words: string[] = [];
  const cells = new Map<string, TemplateCell[]>(rows.map(({ entry }) => [entry.report, []]));
  const add = (segment: Segment, text: string, cellOf: (row: Row, at: number) => TemplateCell) => {
    segments.push(segment);
    words.push(text);
    rows.forEach((row, at) => cells.get(row.entry.report)?.push(cellOf(row, at)));
  };
  const addSlot = (place: number) => {
    const pieces = gaps.map((row) => row[place] ?? { text: "", start: null });
    if (!pieces.some(hasWords)) return;
    const values = rows.flatMap(({ entry: { report, message } }, at) => {
      const text = pieces[at]?.text ?? "";
      return text === "" ? [] : [{ report, message, text, ...slotKindOf(text, personas) }];
    });
    // What is repeated says no more of the slot than once.
    const most = mostFrequent([...new Map(values.map((value) => [value.text, value])).values()]);
    const slot = { kind: "slot", part: nth, tag: most.tag, because: most.because, values } as const;
    add(slot, "[slot]", ({ entry: { message } }, at) => {
      const { text, start } = pieces[at] ?? { text: "", start: null };
      const slots = text === "" ? [] : [{ start: 0, end: text.length, tag: most.tag }];
      return { message, text, start, slots, missing: [] };
    });
  };
  runs.forEach(({ columns: places }, run) => {
    addSlot(run);
    const wording = toWording(rows, columns, places, run);
    const fixed = { kind: "fixed", part: nth, ...wording, reports: rows.length } as const;
    add(fixed, fixed.text, (row) => toFixedCell(row, fixed.words, places, run));
  });
  addSlot(runs.length);
  return { text: words.join(" "), segments, cells };
}

/** The message with most in common with the others comes first. */
function centreFirst(units: readonly Unit[], weigh: Weigh): readonly Unit[] {
  const sums = new Map<Unit, number>(units.map((unit) => [unit, 0]));
  units.forEach((unit, x) => {
    for (const other of units.slice(x + 1)) {
      const common = commonBits(unit.tokens, other.tokens, weigh);
      sums.set(unit, (sums.get(unit) ?? 0) + common);
      sums.set(other, (sums.get(other) ?? 0) + common);
    }
  });
  return [...units].sort(
    (x, y) =>
      (sums.get(y) ?? 0) - (sums.get(x) ?? 0) ||
      sumBits(y.tokens, weigh) - sumBits(x.tokens, weigh) ||
      (x.words < y.words ? -1 : 1),
  );
}

function pairsOf(
  columns: readonly Column[],
  unit: Unit,
  member: number | undefined,
): ReadonlyMap<number, number> {
  if (member === undefined) return new Map(alignTo(columns, unit.tokens));
  return new Map(
    columns.flatMap(({ at }, place) => {
      const token = at.get(member);
      return token === undefined ? [] : [[place, token] as const];
    }),
  );
}

/** Of a report that says it twice, the one with more of the wording; rows ascend by report. */
function onePerReport(all: readonly Row[]): readonly Row[] {
  const worth = ({ placed }: Row) => placed.reduce((sum, one) => sum + (one?.tokens.size ?? 0), 0);
  const sorted = [...all].sort(
    (x, y) =>
      (x.entry.report < y.entry.report ? -1 : Number(x.entry.report > y.entry.report)) ||
      worth(y) - worth(x) ||
      x.entry.place - y.entry.place ||
      (x.entry.message < y.entry.message ? -1 : 1),
  );
  return sorted.filter(
    (row, at) => worth(row) > 0 && sorted[at - 1]?.entry.report !== row.entry.report,
  );
}

/** A run as most have it, with how many reports have each word. */
function toWording(
  rows: readonly Row[],
  columns: readonly Column[],
  places: readonly number[],
  run: number,
) {
  const counts = new Map<string, { row: Row; count: number }>();
  for (const row of rows) {
    const text = textOf(row, run);
    const entry = counts.get(text) ?? { row, count: 0 };
    entry.count += 1;
    counts.set(text, entry);
  }
  const extra = ({ placed }: Row) => {
    const one = placed[run];
    return one === undefined ? Infinity : one.last - one.first + 1 - one.tokens.size;
  };
  const own = ({ placed }: Row) => placed[run]?.tokens.size ?? 0;
  const [model] = [...counts].sort(
    ([a, x], [b, y]) =>
      own(y.row) - own(x.row) ||
      extra(x.row) - extra(y.row) ||
      y.count - x.count ||
      (a < b ? -1 : 1),
  );
  const row = model?.[1].row;
  const words = places.map((place): FixedWord => {
    const text = row && wordAt(row, run, place);
    const reports = rows.filter(({ placed }) => placed[run]?.tokens.has(place) === true).length;
    return { text: text ?? columns[place]?.word ?? "", reports };
  });
  return { text: model?.[0] ?? "", words };
}

function wordAt({ entry, placed }: Row, run: number, place: number): string | undefined {
  const token = entry.tokens[placed[run]?.tokens.get(place) ?? -1];
  return token && entry.text.slice(token.start, token.end);
}

function textOf({ entry, placed }: Row, run: number): string {
  const one = placed[run];
  return one === undefined ? "" : entry.text.slice(startOf(entry, one), endOf(entry, one));
}

/** What a report has of a run: words put in are marked, words left out are named. */
function toFixedCell(
  row: Row,
  words: readonly FixedWord[],
  places: readonly number[],
  run: number,
): TemplateCell {
  const { entry, placed } = row;
  const one = placed[run];
  const missing = places.flatMap((place, at) =>
    one?.tokens.has(place) === true ? [] : (words[at]?.text ?? []),
  );
  if (one === undefined) {
    return { message: entry.message, text: "", start: null, slots: [], missing };
  }
  const own = new Set(one.tokens.values());
  const offset = startOf(entry, one);
  const slots: TaggedSpan[] = [];
  for (let at = one.first; at <= one.last; at += 1) {
    const token = entry.tokens[at];
    if (token === undefined || own.has(at)) continue;
    const last = own.has(at - 1) ? undefined : slots.pop();
    const start = last?.start ?? token.start - offset;
    slots.push({ start, end: token.end - offset, tag: "XX" });
  }
  return { message: entry.message, text: textOf(row, run), start: offset, slots, missing };
}
