/** Where a message's words stand in its campaign's template: the slots, as places in the message. */
import type { Template } from "@honeyguide/analysis";

import type { ConversationLine } from "../api.ts";

type Slots = ConversationLine["slots"];

/** The slots of one message, by its name and its text. */
export type TemplateSlots = (message: string, text: string) => Slots;

/** A function that finds the slots of one report's messages; without a template there are none. */
export function slotsIn(template: Template | undefined, report: string): TemplateSlots {
  const row = template?.rows.find((found) => found.report === report);
  if (row === undefined) return () => [];
  return (message, text) => {
    if (text === "") return [];
    return row.cells.flatMap((cell) => {
      if (cell.slots.length === 0) return [];
      if (cell.message === message && cell.start !== null) {
        return text.startsWith(cell.text, cell.start)
          ? shift(cell.slots, cell.start, text.length)
          : [];
      }
      // Several messages that stand alone are one cell, one under the other.
      const inCell = cell.start === null ? cell.text.indexOf(text) : -1;
      return inCell < 0 ? [] : shift(cell.slots, -inCell, text.length);
    });
  };
}

function shift(slots: Slots, by: number, length: number): Slots {
  return slots
    .map(({ start, end, tag }) => ({ start: start + by, end: end + by, tag }))
    .filter(({ start, end }) => start >= 0 && end <= length && start < end);
}
