/** Headings of a template's columns, and what a slot held. */
import type { CampaignView, TemplateSegment } from "../../api.ts";
import { t } from "../i18n/t.ts";
import { type Slot, toSlotTag } from "../slot-pieces.ts";

export interface Column {
  readonly segment: TemplateSegment;
  readonly heading: string;
  /** The ordinal among its kind, from 1. */
  readonly n: number;
}

/** One column per segment, counted by kind: "Wording 1", "Slot 1, when". */
export function toColumns(segments: CampaignView["template"]["segments"]): readonly Column[] {
  const seen = { fixed: 0, slot: 0 };
  return segments.map((segment) => {
    const n = (seen[segment.kind] += 1);
    const heading =
      segment.kind === "fixed"
        ? t("campaign.segment.fixed", { n })
        : t("campaign.segment.slot", { n, kind: kindOf(segment) });
    return { segment, heading, n };
  });
}

/** The shared wording as one text, each slot standing in it under the name of what it holds. */
export function sharedWording(segments: CampaignView["template"]["segments"]): {
  readonly text: string;
  readonly slots: readonly Slot[];
} {
  const slots: Slot[] = [];
  let text = "";
  for (const segment of segments) {
    if (text !== "") text += " ";
    const start = text.length;
    text += segment.kind === "fixed" ? segment.text : kindOf(segment);
    if (segment.kind === "slot") slots.push({ start, end: text.length, tag: segment.tag ?? "XX" });
  }
  return { text, slots };
}

/** Words of the wording that not every report has, those with the same count together. */
export function partlyShared(
  segments: CampaignView["template"]["segments"],
): readonly { readonly words: string; readonly count: number; readonly all: number }[] {
  const lines: { words: string; count: number; all: number; end: boolean }[] = [];
  for (const { words, reports } of segments) {
    for (const { text, reports: count } of words) {
      const last = lines.at(-1);
      if (count === reports) {
        if (last !== undefined) last.end = true;
      } else if (last !== undefined && !last.end && last.count === count && last.all === reports) {
        last.words += ` ${text}`;
      } else lines.push({ words: text, count, all: reports, end: false });
    }
    const last = lines.at(-1);
    if (last !== undefined) last.end = true;
  }
  return lines.map(({ words, count, all }) => ({ words, count, all }));
}

/** Whether a column holds more than a few words, and wants room for them. */
export function isLong(rows: CampaignView["template"]["rows"], column: number): boolean {
  return rows.some(({ cells }) => (cells[column]?.text.length ?? 0) > 50);
}

/** What a slot is about, in words. */
export function kindOf({ tag }: Pick<TemplateSegment, "tag">): string {
  return t(`slot.${toSlotTag(tag)}`);
}

/** How the kind of a slot is known. */
export function reasonOf({
  because,
}: Pick<TemplateSegment, "because">): NonNullable<TemplateSegment["because"]> {
  return because ?? "nothing";
}

/** The values of a slot with the reports that have each, the commonest first. */
export function gatherValues(
  values: TemplateSegment["values"],
): readonly { readonly text: string; readonly labels: readonly string[] }[] {
  const byText = new Map<string, string[]>();
  for (const { text, label } of values) {
    const labels = byText.get(text) ?? [];
    if (!labels.includes(label)) labels.push(label);
    byText.set(text, labels);
  }
  return [...byText]
    .map(([text, labels]) => ({ text, labels }))
    .sort((a, b) => b.labels.length - a.labels.length);
}

/** Where an arrow leads in a grid of `rows` by `columns`; the edge holds. */
export function moveCell(
  at: { readonly row: number; readonly column: number },
  act: "up" | "down" | "left" | "right",
  rows: number,
  columns: number,
): { readonly row: number; readonly column: number } {
  const step = act === "up" || act === "left" ? -1 : 1;
  const hold = (value: number, end: number) => Math.max(0, Math.min(end - 1, value));
  return act === "up" || act === "down"
    ? { row: hold(at.row + step, rows), column: at.column }
    : { row: at.row, column: hold(at.column + step, columns) };
}
