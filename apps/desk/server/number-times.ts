/** What people decided about each number, as linking and the number file read it. */
import type { KnownNumber, SetInterval } from "@honeyguide/analysis";
import { numberTypeOf } from "@honeyguide/domain/number-type";

import type { NumberDecision } from "./numbers.ts";

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
