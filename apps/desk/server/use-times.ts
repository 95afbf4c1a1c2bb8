/** When something was used, by the messages it is in. */
import type { NumberTimes } from "@honeyguide/analysis";
import {
  compareFuzzyTimes,
  type FuzzyTime,
  fuzzyTimeOf,
  parseFuzzyTime,
  rangeOf,
} from "@honeyguide/domain";

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
