/**
 * A text cut at its slots, for the highlighter. Offsets are UTF-16 code units. Slots that overlap,
 * run backwards or leave the text are dropped rather than drawn wrong: nothing of the text is lost.
 */

export interface Slot {
  readonly start: number;
  readonly end: number;
  readonly tag: string;
}

export interface Piece {
  readonly text: string;
  /** Two letters such as `PL`, or null for fixed wording. */
  readonly tag: string | null;
}

export const slotTags = ["PL", "WH", "WK", "PE", "CL", "SE", "XX"] as const;
export type SlotTag = (typeof slotTags)[number];

/** A tag we have a word and a line for; anything else is `XX`. */
export function toSlotTag(tag: string | null): SlotTag {
  return slotTags.find((known) => known === tag) ?? "XX";
}

/** `text` in pieces; joined, they are `text` again. */
export function cutAtSlots(text: string, slots: readonly Slot[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { start, end, tag } of [...slots].sort((a, b) => a.start - b.start)) {
    if (start < done || end <= start || end > text.length) continue;
    if (start > done) pieces.push({ text: text.slice(done, start), tag: null });
    pieces.push({ text: text.slice(start, end), tag });
    done = end;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), tag: null });
  return pieces;
}
