/** How well a template tells the script from what was put in, letter by letter and slot by slot. */
import type { Template, TemplateCell } from "../../src/template/types.ts";

import type { MadeCampaign } from "./make-campaign.ts";

export interface TemplateScore {
  /** Of letters that the template calls put in, the share that are; and of those that are, found. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Share of slot values that stand in the template as they are, but for marks around them. */
  readonly values: number;
}

/** Compare a template with how its campaign was made. */
export function scoreTemplate({ truth, reports }: MadeCampaign, { rows }: Template): TemplateScore {
  const counts = { right: 0, called: 0, real: 0, found: 0, values: 0 };
  for (const { report, message, own, values } of truth) {
    const texts = reports.find(({ id }) => id === report)?.messages ?? [];
    const text = texts.find(({ id }) => id === message)?.text ?? "";
    const cells = rows.find((row) => row.report === report)?.cells ?? [];
    const { said, pieces } = readCells(
      cells.filter((cell) => cell.message === message),
      own.length,
    );
    const isLetter = (at: number) => /[\p{L}\p{N}]/u.test(text[at] ?? "");
    const count = (isCounted: (at: number) => boolean) =>
      own.reduce((sum, _, at) => sum + (isLetter(at) && isCounted(at) ? 1 : 0), 0);
    counts.called += count((at) => said[at] === 1);
    counts.real += count((at) => own[at] === 1);
    counts.right += count((at) => said[at] === 1 && own[at] === 1);
    counts.values += values.length;
    counts.found += values.filter((value) => pieces.has(value)).length;
  }
  const precision = counts.right / Math.max(1, counts.called);
  const recall = counts.right / Math.max(1, counts.real);
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall);
  return { precision, recall, f1, values: counts.found / Math.max(1, counts.values) };
}

/** By letter whether it was put in, as the template has it: what no wording covers. */
function readCells(cells: readonly TemplateCell[], length: number) {
  const said = new Uint8Array(length).fill(1);
  const pieces = new Set<string>();
  for (const { start: from, text, slots } of cells) {
    if (from === null) continue;
    const isSlot = slots.length === 1 && slots[0]?.start === 0 && slots[0].end === text.length;
    if (!isSlot) said.fill(0, from, from + text.length);
    for (const { start, end } of slots) {
      said.fill(1, from + start, from + end);
      pieces.add(text.slice(start, end).replace(/^[\p{P}\s]+|[\p{P}\s]+$/gu, ""));
    }
  }
  return { said, pieces };
}
