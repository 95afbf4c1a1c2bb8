/** When numbers were used, and what people decided about them. */
import type { KnownNumber, NumberTimes, SetInterval } from "@honeyguide/analysis";
import {
  compareFuzzyTimes,
  type FuzzyTime,
  fuzzyTimeOf,
  parseFuzzyTime,
  rangeOf,
} from "@honeyguide/domain";
import { numberTypeOf } from "@honeyguide/domain/number-type";

import type { NumberDecision } from "./numbers.ts";

/** First and last message of the sender, or else when the person says that it was. */
export function timesOf(
  messages: readonly { readonly at?: string }[],
  said: FuzzyTime | undefined,
): NumberTimes | null {
  const times = messages
    .flatMap(({ at }) => (at === undefined ? [] : (fuzzyTimeOf(at) ?? [])))
    .sort(compareFuzzyTimes);
  const [first] = times;
  const last = times.at(-1);
  if (first !== undefined && last !== undefined) return { first: dayOf(first), last: dayOf(last) };
  const known = said === undefined ? undefined : knownPart(said);
  return known === undefined ? null : { first: known, last: known };
}

/** A number's uses are counted in days; the hour would say more than is needed of the person. */
function dayOf(time: FuzzyTime): FuzzyTime {
  return parseFuzzyTime(time.slice(0, 10)) ?? time;
}

/** Of an interval with an end that nobody knows, the other end. */
function knownPart(time: FuzzyTime): FuzzyTime | undefined {
  const { from, to } = rangeOf(time);
  const [first = "", last = first] = time.split("/");
  if (typeof from === "string") return parseFuzzyTime(last);
  return typeof to === "string" ? parseFuzzyTime(first) : time;
}

/** From when to when senders used a number, as people said. */
export function intervalsOf(
  decisions: readonly NumberDecision[],
  number: string,
): readonly SetInterval[] {
  return decisions.flatMap(({ body }) =>
    body.kind === "interval" && body.number === number
      ? [{ group: body.campaignId, first: body.first, last: body.last }]
      : [],
  );
}

/** A number may belong to someone else, as a person said. */
export type Recycled = NumberDecision & {
  readonly body: Extract<NumberDecision["body"], { kind: "recycled" }>;
};

/** The last word: who corrects a day says it again. */
export function recycledOf(decisions: readonly NumberDecision[], number: string): Recycled | null {
  const isAbout = (one: NumberDecision): one is Recycled =>
    one.body.kind === "recycled" && one.body.number === number;
  return decisions.filter(isAbout).at(-1) ?? null;
}

/** What was decided about each number, as linking reads it. */
export function knownOf(decisions: readonly NumberDecision[]): ReadonlyMap<string, KnownNumber> {
  const numbers = new Set(decisions.map(({ body }) => body.number));
  return new Map(
    [...numbers].map((number) => [
      number,
      {
        isVirtual: numberTypeOf(number) === "voip",
        intervals: intervalsOf(decisions, number),
        recycledFrom: recycledOf(decisions, number)?.body.from ?? null,
      },
    ]),
  );
}
