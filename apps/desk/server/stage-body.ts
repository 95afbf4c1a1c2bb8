/** Requests about steps, checked before they have a type, and what is kept of them. */
import { stepKinds } from "@honeyguide/analysis";
import { type FuzzyTime, isFuzzyTime, rangeOf } from "@honeyguide/domain";
import * as v from "valibot";

const name = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));
const offset = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const shows = v.picklist(stepKinds.map(({ id }) => id));
/** With both ends: a step has happened. */
const happened = v.custom<FuzzyTime>(
  (given) =>
    isFuzzyTime(given) &&
    [rangeOf(given).from, rangeOf(given).to].every((end) => typeof end === "object"),
);
const verdict = v.picklist(["confirmed", "rejected"]);

/** About a proposal of a rule, or about what a person set. */
export const StageVerdictSchema = v.union([
  v.strictObject({
    /** `exhibit:line`. */
    message: name(300),
    rule: v.pipe(name(60), v.regex(/^[a-z_]+$/)),
    verdict,
  }),
  v.strictObject({ set: name(100), verdict }),
]);
type StageVerdictBody = v.InferOutput<typeof StageVerdictSchema>;

/** A step that a person sees in a message, or knows of without one. */
export const StageSetSchema = v.union([
  v.strictObject({
    shows,
    message: name(300),
    /** UTF-16 code units of its text; null for the message itself. */
    sentence: v.nullable(v.strictObject({ start: offset, end: offset })),
  }),
  v.strictObject({
    shows,
    at: happened,
    note: v.exactOptional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2000))),
  }),
]);
export type StageSetBody = v.InferOutput<typeof StageSetSchema>;

/** A message as it was when a person saw a step in it: a later reading may number it otherwise. */
export interface SetInMessage {
  readonly shows: string;
  readonly message: string;
  readonly at: string | null;
  /** Where in the message; null for the message itself. */
  readonly start: number | null;
  /** The sentence, or all of the message's text. */
  readonly text: string;
}

/** Of a step without a message: when it was, and how it is known. */
export interface SetWithDate {
  readonly shows: string;
  readonly at: FuzzyTime;
  readonly note: string;
}

/** What is kept of a decision about a step. */
export type StageDecideBody = StageVerdictBody | SetInMessage | SetWithDate;
