/** The parts of a template: what a campaign's messages have in common and what varies. */
import type { SlotReason, SlotTag, TaggedSpan } from "../slot-tags.ts";

/** What one report has in a slot, as it is written there. */
export interface SlotValue {
  readonly report: string;
  readonly message: string;
  readonly text: string;
  readonly tag: SlotTag;
  readonly because: SlotReason;
}

/** One word of the wording, as most write it, and how many reports have it. */
export interface FixedWord {
  readonly text: string;
  readonly reports: number;
}

interface Wording {
  readonly kind: "fixed";
  /** Which kind of message it is part of, from 0. */
  readonly part: number;
  readonly text: string;
  readonly words: readonly FixedWord[];
  /** How many reports have this kind of message. */
  readonly reports: number;
}

interface SlotSegment {
  readonly kind: "slot";
  /** Which kind of message it is part of, from 0; what stands alone is the last. */
  readonly part: number;
  readonly tag: SlotTag;
  readonly because: SlotReason;
  /** Only reports that have something there. */
  readonly values: readonly SlotValue[];
}

/** Wording that most copies have, or a place where they vary. */
export type Segment = Wording | SlotSegment;

/** What one report has at one segment; empty where it has nothing. */
export interface TemplateCell {
  readonly message: string | null;
  readonly text: string;
  /** Where `text` stands in the message, in UTF-16 code units; null where it is put together. */
  readonly start: number | null;
  /** Offsets in UTF-16 code units of `text`. In wording: words that others do not have there. */
  readonly slots: readonly TaggedSpan[];
  /** Words of the wording that this copy of the message does not have. */
  readonly missing: readonly string[];
}

/** One report over the segments. */
export interface TemplateRow {
  readonly report: string;
  /** One for each segment. */
  readonly cells: readonly TemplateCell[];
}

/** What a campaign's reports have in common, and each report laid over it. */
export interface Template {
  /** Wording with `[slot]` between; one line for each kind of message. */
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly rows: readonly TemplateRow[];
}
