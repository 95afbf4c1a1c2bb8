/** What stages, timings and demands read of one conversation. */
import type { Span } from "../reasons.ts";

/**
 * `media`: a file that is not named as a picture. `left_out`: a place where the source left a file
 * out without naming it; chat programs write such a phrase for pictures most of all.
 */
export type StageMessageKind = "text" | "picture" | "left_out" | "media" | "other";

export interface StageMessage {
  readonly id: string;
  readonly from: "sender" | "target";
  readonly kind: StageMessageKind;
  readonly text: string;
  /**
   * As printed (`2024-01-12T18:05`, with `Z` or an offset only where the source says so), or a fuzzy
   * time (EDTF); null where nothing is known.
   */
  readonly at: string | null;
}

export interface StageConversation {
  /** In the order of the source. */
  readonly messages: readonly StageMessage[];
}

/** The sentences of a text, without the space around them. */
export function sentencesOf(text: string): readonly Span[] {
  return [
    ...text.matchAll(/[^.!?\u2026\u3002\uff01\uff1f\n]+[.!?\u2026\u3002\uff01\uff1f]*/gu),
  ].flatMap(({ 0: found, index }) => {
    const start = index + (found.length - found.trimStart().length);
    const end = index + found.trimEnd().length;
    return start < end ? [{ start, end }] : [];
  });
}

/** How it is known that the sender showed a picture; null where nothing says that it may be one. */
export function pictureOf({ from, kind }: StageMessage): "picture" | "left_out" | null {
  return from === "sender" && (kind === "picture" || kind === "left_out") ? kind : null;
}
