/** One identifier that was found several times in one report. */
import { compareFuzzyTimes } from "@honeyguide/domain";

import type { NumberTimes } from "../numbers/shared-number.ts";
import type { Identifier } from "../report-facts.ts";

/**
 * Each identifier once. What they wrote from stays that, though it is written in a message too, and
 * was used from its first time to its last.
 */
export function mergeIdentifiers(found: Iterable<Identifier>): readonly Identifier[] {
  const merged = new Map<string, Identifier>();
  for (const one of found) {
    const key = `${one.kind} ${one.value}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? one : merge(known, one));
  }
  return [...merged.values()];
}

function merge(a: Identifier, b: Identifier): Identifier {
  const { kind, value } = a;
  const isWritten = a.isWritten === true && b.isWritten === true;
  const times = mergeTimes(a.times, b.times);
  return { kind, value, ...(isWritten && { isWritten }), ...(times !== undefined && { times }) };
}

/** Undefined are the times of the whole report, which hold all others. */
function mergeTimes(a: Identifier["times"], b: Identifier["times"]): Identifier["times"] {
  if (a === undefined || b === undefined) return undefined;
  if (a === null || b === null) return a ?? b;
  return { first: earlier(a.first, b.first), last: later(a.last, b.last) };
}

type Time = NumberTimes["first"];

function earlier(a: Time, b: Time): Time {
  return compareFuzzyTimes(a, b) <= 0 ? a : b;
}

function later(a: Time, b: Time): Time {
  return compareFuzzyTimes(a, b) >= 0 ? a : b;
}
