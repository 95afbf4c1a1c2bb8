/**
 * The common text of a campaign and what varied: a multiple alignment of the messages of different
 * reports that say the same. Words that most have are wording, with a count for each; what stands
 * between are slots. `docs/evaluation.md` says how good it is.
 */
import type { ReportFacts } from "./report-facts.ts";
import { commonWordBits } from "./rules.ts";
import { mostFrequent, slotKindOf, type SlotKind, tagsIn } from "./slot-tags.ts";
import type { Surprisal } from "./surprisal.ts";
import { cutKind, type Part } from "./template/cut-kind.ts";
import type { Weigh } from "./template/profile.ts";
import type { Template, TemplateCell } from "./template/types.ts";
import { type Entry, type Kind, makeKinds, makeUnits } from "./template/units.ts";
import { makeTokens } from "./tokens.ts";

export type * from "./template/types.ts";

/** A word of the wording, folded, and the share of the reports with this kind of message that have it. */
export interface ConsensusWord {
  readonly word: string;
  readonly share: number;
}

/** A common word and a letter of a script without spaces say at least this much. */
const leastBits = 0.1;

/**
 * The template of reports that belong together. The order of reports has no influence.
 *
 * @param members - ids are unique.
 */
export function makeTemplate(members: readonly ReportFacts[], words: Surprisal): Template {
  const weigh: Weigh = ({ word }) => Math.max(leastBits, words(word) - commonWordBits);
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const entries = sorted.flatMap(toEntries);
  const personas = new Set(
    sorted.flatMap(({ names }) => names.flatMap(makeTokens).map(({ word }) => word)),
  );
  const kinds = inOrderOfPlace(makeKinds(makeUnits(entries), weigh));
  const parts: Part[] = [];
  for (const kind of kinds) {
    const part = cutKind(kind, parts.length, weigh, personas);
    if (part !== undefined) parts.push(part);
  }
  const alone = aloneOf(entries, parts);
  const last = alone.length === 0 ? undefined : alonePart(alone, parts.length, personas);
  const all = last === undefined ? parts : [...parts, last];
  return {
    text: parts.map(({ text }) => text).join("\n"),
    segments: all.flatMap(({ segments }) => segments),
    rows: sorted.map(({ id }) => ({
      report: id,
      cells: all.flatMap(({ cells, segments }) => cells.get(id) ?? segments.map(() => noCell)),
    })),
  };
}

/** For each kind of message its wording, folded, against which another message can be laid. */
export function consensusOf({ segments }: Template): readonly (readonly ConsensusWord[])[] {
  const kinds = new Map<number, ConsensusWord[]>();
  for (const segment of segments) {
    if (segment.kind !== "fixed") continue;
    const words = kinds.get(segment.part) ?? [];
    kinds.set(segment.part, words);
    for (const { text, reports } of segment.words) {
      const share = reports / segment.reports;
      words.push(...makeTokens(text).map(({ word }) => ({ word, share })));
    }
  }
  return [...kinds.values()];
}

const noCell: TemplateCell = { message: null, text: "", start: null, slots: [], missing: [] };

function toEntries({ id, messages }: ReportFacts): readonly Entry[] {
  const last = Math.max(1, messages.length - 1);
  return messages.map((message, nth) => ({
    report: id,
    message: message.id,
    text: message.text,
    tokens: makeTokens(message.text),
    place: nth / last,
  }));
}

/** Kinds of message as they follow each other in the conversations. */
function inOrderOfPlace(kinds: readonly Kind[]): readonly Kind[] {
  const placeOf = (kind: Kind) => {
    const places = kind.map(({ entries }) => Math.min(...entries.map(({ place }) => place)));
    return places.reduce((sum, place) => sum + place, 0) / Math.max(1, places.length);
  };
  return kinds
    .map((kind) => ({ kind, place: placeOf(kind), words: kind[0]?.words ?? "" }))
    .sort((x, y) => x.place - y.place || (x.words < y.words ? -1 : 1))
    .map(({ kind }) => kind);
}

/** Messages that stand in no kind of message. */
function aloneOf(entries: readonly Entry[], parts: readonly Part[]): readonly Entry[] {
  const placed = new Set(
    parts.flatMap(({ cells }) =>
      [...cells].map(([report, [first]]) => keyOf(report, first?.message ?? "")),
    ),
  );
  return entries.filter(({ report, message }) => !placed.has(keyOf(report, message)));
}

function keyOf(report: string, message: string): string {
  return `${report} ${message}`;
}

/** Messages that only one report has, each with the slots that rules find in it. */
function alonePart(alone: readonly Entry[], nth: number, personas: ReadonlySet<string>): Part {
  const values = alone.map(({ report, message, text }) => {
    const kind: SlotKind = slotKindOf(text, personas);
    return { report, message, text, ...kind };
  });
  const cells = new Map<string, readonly [TemplateCell]>();
  for (const { report, message, text } of alone) {
    const [before] = cells.get(report) ?? [];
    const offset = before === undefined ? 0 : before.text.length + 1;
    const slots = tagsIn(text).map(({ start, end, tag }) => ({
      start: start + offset,
      end: end + offset,
      tag,
    }));
    cells.set(report, [
      {
        message: before?.message ?? message,
        text: before === undefined ? text : `${before.text}\n${text}`,
        start: before === undefined ? 0 : null,
        slots: [...(before?.slots ?? []), ...slots],
        missing: [],
      },
    ]);
  }
  const { tag, because } = mostFrequent([]);
  return { text: "", segments: [{ kind: "slot", part: nth, tag, because, values }], cells };
}
