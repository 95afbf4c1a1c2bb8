/**
 * The common text of a campaign and what varied: messages of different reports that say the same
 * are aligned to the words they all have (fixed) and what stands between (slots).
 */
import type { ReportFacts } from "./report-facts.ts";
import { commonWordBits } from "./rules.ts";
import { alignTokens } from "./shared-words.ts";
import { type SlotTag, type TaggedSpan, tagOf, tagsIn } from "./slot-tags.ts";
import type { Surprisal } from "./surprisal.ts";
import { type Token, makeTokens } from "./tokens.ts";

export interface SlotValue {
  readonly report: string;
  readonly message: string;
  readonly text: string;
}

export type Segment =
  | { readonly kind: "fixed"; readonly text: string }
  | { readonly kind: "slot"; readonly tag: SlotTag; readonly values: readonly SlotValue[] };

/** What one report has at one segment; empty where it has nothing. */
export interface TemplateCell {
  readonly message: string | null;
  readonly text: string;
  /** Offsets in UTF-16 code units of `text`. */
  readonly slots: readonly TaggedSpan[];
}

export interface TemplateRow {
  readonly report: string;
  /** One for each segment. */
  readonly cells: readonly TemplateCell[];
}

export interface Template {
  /** Fixed words with `[slot]` between them; one line for each kind of message. */
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly rows: readonly TemplateRow[];
}

interface Entry {
  readonly report: string;
  readonly message: string;
  readonly text: string;
  readonly tokens: readonly Token[];
}

// Two messages of reports that are known to belong together need this much in common to stand in
// one column, and this share of the smaller one.
// Bits are counted above what a common word says.
const columnBits = 20;
const columnShare = 0.3;

// A run of words with less than this is chance, and part of the slot around it.
const fixedBits = 5;

/** The template of reports that belong together. */
export function makeTemplate(members: readonly ReportFacts[], words: Surprisal): Template {
  const surprisal: Surprisal = (word) => Math.max(0.1, words(word) - commonWordBits);
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const entries = sorted.flatMap(({ id, messages }) =>
    messages.map((message) => ({
      report: id,
      message: message.id,
      text: message.text,
      tokens: makeTokens(message.text),
    })),
  );
  const columns = makeColumns(entries, surprisal);
  const parts = columns.map((column) => alignColumn(column, surprisal));
  const segments = parts.flatMap((part) => part.segments);
  const rows = sorted.map(({ id }) => ({
    report: id,
    cells: parts.flatMap((part) => part.cellsOf(id)),
  }));
  return {
    text: parts
      .map(({ text }) => text)
      .filter((text) => text !== "")
      .join("\n"),
    segments,
    rows,
  };
}

/** Messages that say the same, of different reports; what stands alone comes last, in one column. */
function makeColumns(entries: readonly Entry[], surprisal: Surprisal): readonly Entry[][] {
  const columns: Entry[][] = [];
  for (const entry of entries) {
    const own = bitsOf(entry.tokens, surprisal);
    const fitting = columns.find(
      ([first, ...rest]) =>
        first !== undefined &&
        ![first, ...rest].some(({ report }) => report === entry.report) &&
        isSameText(first, entry, own, surprisal),
    );
    if (fitting === undefined) columns.push([entry]);
    else fitting.push(entry);
  }
  const shared = columns.filter(({ length }) => length > 1);
  const alone = columns.filter(({ length }) => length === 1).flat();
  return alone.length === 0 ? shared : [...shared, alone];
}

function isSameText(first: Entry, entry: Entry, own: number, surprisal: Surprisal): boolean {
  const weigh = ({ word }: Token) => surprisal(word);
  const common = alignTokens(first.tokens, entry.tokens, weigh).reduce(
    (sum, [at]) => sum + surprisal(first.tokens[at]?.word ?? ""),
    0,
  );
  const smaller = Math.min(own, bitsOf(first.tokens, surprisal));
  return common >= columnBits && common >= columnShare * smaller;
}

function bitsOf(tokens: readonly Token[], surprisal: Surprisal): number {
  return tokens.reduce((sum, { word }) => sum + surprisal(word), 0);
}

interface Part {
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly cellsOf: (report: string) => readonly TemplateCell[];
}

function alignColumn(column: readonly Entry[], surprisal: Surprisal): Part {
  const reports = new Set(column.map(({ report }) => report));
  const isAligned = reports.size > 1 && reports.size === column.length;
  const [base] = column;
  if (!isAligned || base === undefined) return unalignedPart(column);
  // The words of the first that every other has, in order; positions of each in every row.
  const weigh = ({ word }: Token) => surprisal(word);
  let kept: number[][] = base.tokens.map((_, at) => [at]);
  for (const entry of column.slice(1)) {
    const tokens = kept.flatMap(([at = 0]) => base.tokens[at] ?? []);
    const pairs = new Map(alignTokens(tokens, entry.tokens, weigh));
    kept = kept.flatMap((positions, at) => {
      const there = pairs.get(at);
      return there === undefined ? [] : [[...positions, there]];
    });
  }
  const runs = joinRuns(kept).filter(
    ({ first: [from = 0], last: [to = 0] }) =>
      bitsOf(base.tokens.slice(from, to + 1), surprisal) >= fixedBits,
  );
  return cutColumn(column, runs);
}

interface Run {
  readonly first: readonly number[];
  readonly last: readonly number[];
}

/** Anchors that follow each other in every row are one fixed piece. */
function joinRuns(kept: readonly (readonly number[])[]): readonly Run[] {
  const runs: { first: readonly number[]; last: readonly number[] }[] = [];
  for (const positions of kept) {
    const run = runs.at(-1);
    if (run?.last.every((at, row) => positions[row] === at + 1) === true) run.last = positions;
    else runs.push({ first: positions, last: positions });
  }
  return runs;
}

function cutColumn(column: readonly Entry[], runs: readonly Run[]): Part {
  const segments: Segment[] = [];
  const cells = new Map<string, TemplateCell[]>(column.map(({ report }) => [report, []]));
  const words: string[] = [];
  const ends = column.map(() => 0);
  const addSlot = (until: readonly number[]) => {
    const pieces = column.map(({ text }, row) => text.slice(ends[row], until[row]).trim());
    if (pieces.every((piece) => !/[\p{L}\p{N}]/u.test(piece))) return;
    const values = column.flatMap(({ report, message }, row) =>
      pieces[row] === "" ? [] : [{ report, message, text: pieces[row] ?? "" }],
    );
    const tag = tagOf(values.map(({ text }) => text));
    segments.push({ kind: "slot", tag, values });
    words.push("[slot]");
    column.forEach(({ report, message }, row) => {
      const text = pieces[row] ?? "";
      const slots = text === "" ? [] : [{ start: 0, end: text.length, tag }];
      cells.get(report)?.push({ message, text, slots });
    });
  };
  for (const { first, last } of runs) {
    addSlot(column.map(({ tokens }, row) => tokens[first[row] ?? 0]?.start ?? 0));
    const texts = column.map(({ tokens, text }, row) => {
      const start = tokens[first[row] ?? 0]?.start ?? 0;
      const end = withPunctuation(text, tokens[last[row] ?? 0]?.end ?? 0);
      ends[row] = end;
      return text.slice(start, end);
    });
    segments.push({ kind: "fixed", text: texts[0] ?? "" });
    words.push(texts[0] ?? "");
    column.forEach(({ report, message }, row) => {
      cells.get(report)?.push({ message, text: texts[row] ?? "", slots: [] });
    });
  }
  addSlot(column.map(({ text }) => text.length));
  const empty = segments.map(() => ({ message: null, text: "", slots: [] }));
  return { text: words.join(" "), segments, cellsOf: (report) => cells.get(report) ?? empty };
}

/** Messages that only one report has, each with the slots that rules find in it. */
function unalignedPart(column: readonly Entry[]): Part {
  const values = column.map(({ report, message, text }) => ({ report, message, text }));
  const cells = new Map<string, TemplateCell>();
  for (const { report, message, text } of column) {
    const before = cells.get(report);
    const offset = before === undefined ? 0 : before.text.length + 1;
    const slots = tagsIn(text).map(({ start, end, tag }) => ({
      start: start + offset,
      end: end + offset,
      tag,
    }));
    cells.set(report, {
      message: before?.message ?? message,
      text: before === undefined ? text : `${before.text}\n${text}`,
      slots: [...(before?.slots ?? []), ...slots],
    });
  }
  return {
    text: "",
    segments: [{ kind: "slot", tag: "XX", values }],
    cellsOf: (report) => [cells.get(report) ?? { message: null, text: "", slots: [] }],
  };
}

/** Marks that close a word belong to it. */
function withPunctuation(text: string, end: number): number {
  return end + (/^[.,!?;:'")\]\u2019\u201d\u2026]+/u.exec(text.slice(end))?.[0].length ?? 0);
}
