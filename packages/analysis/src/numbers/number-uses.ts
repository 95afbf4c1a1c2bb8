/**
 * When a sender used a number: one interval for each group of reports that have one sender, from
 * the first use to the last, each end as well as it is known. Where a day lies against them.
 */
import { compareFuzzyTimes, type FuzzyTime, latest } from "@honeyguide/domain";

import { daysFrom, firstDay, lastDay } from "./days.ts";

/** A number in a report. */
export interface NumberSighting {
  readonly report: string;
  /** The campaign; null for a report by itself. */
  readonly group: string | null;
  /** First and last use in the report; the same fuzzy time twice where only one is known. */
  readonly times: { readonly first: FuzzyTime; readonly last: FuzzyTime } | null;
}

/** A responder said from when to when a sender used a number. */
export interface SetInterval {
  readonly group: string;
  readonly first: FuzzyTime;
  readonly last: FuzzyTime;
}

export interface NumberUse {
  readonly group: string | null;
  readonly reports: readonly string[];
  readonly first: FuzzyTime;
  readonly last: FuzzyTime;
  readonly because: "sightings" | "person";
}

export type DayPlace =
  /** In the interval of a use. */
  | "inside"
  /** Where an interval begins or ends, as far as that is known. */
  | "edge"
  | "before"
  | "after"
  /** After one use and before another. */
  | "between"
  /** On or after the day from which it may belong to someone else. */
  | "recycled"
  /** No use of it has a date. */
  | "no_use";

export interface PlaceOfDay {
  readonly place: DayPlace;
  /** To the nearest day on which it may have been in use; 0 inside; null without a dated use. */
  readonly gapDays: number | null;
}

/**
 * Uses of one number.
 *
 * @param intervals - what responders said; of one group the last, in place of what was seen.
 * @returns by first day. Groups of which nothing is dated are left out.
 */
export function usesOf(
  sightings: readonly NumberSighting[],
  intervals: readonly SetInterval[] = [],
): readonly NumberUse[] {
  const set = new Map(intervals.map((interval) => [interval.group, interval]));
  const groups = new Map<string, NumberSighting[]>();
  for (const sighting of sightings) {
    const key = sighting.group === null ? `report ${sighting.report}` : `group ${sighting.group}`;
    groups.set(key, [...(groups.get(key) ?? []), sighting]);
  }
  const uses = [...groups.values()].flatMap((seen): readonly NumberUse[] => {
    const group = seen[0]?.group ?? null;
    const reports = [...new Set(seen.map(({ report }) => report))].sort();
    const said = group === null ? undefined : set.get(group);
    if (said !== undefined) {
      return [{ group, reports, first: said.first, last: said.last, because: "person" }];
    }
    const first = seen.flatMap(({ times }) => times?.first ?? []).sort(compareFuzzyTimes)[0];
    const last = seen.flatMap(({ times }) => times?.last ?? []).sort(byLatest)[0];
    if (first === undefined || last === undefined) return [];
    return [{ group, reports, first, last, because: "sightings" }];
  });
  return uses.sort((a, b) => compareFuzzyTimes(a.first, b.first) || compareText(key(a), key(b)));
}

/**
 * Where a day lies.
 *
 * @param day - `YYYY-MM-DD`.
 * @param recycledFrom - from that day on the number may belong to someone else, whatever was seen.
 */
export function placeOfDay(
  uses: readonly NumberUse[],
  day: string,
  recycledFrom: string | null = null,
): PlaceOfDay {
  const gaps = uses.map(({ first, last }) => ({
    before: daysFrom(day, firstDay(first)),
    after: daysFrom(lastDay(last), day),
    isCore: day >= lastDay(first) && day <= firstDay(last),
  }));
  const gapDays =
    gaps.length === 0
      ? null
      : Math.min(...gaps.map(({ before, after }) => Math.max(0, before, after)));
  if (recycledFrom !== null && day >= recycledFrom) return { place: "recycled", gapDays };
  if (gapDays === null) return { place: "no_use", gapDays };
  if (gapDays === 0) {
    const isSure = gaps.some(({ before, after, isCore }) => before <= 0 && after <= 0 && isCore);
    return { place: isSure || isPoint(uses, day) ? "inside" : "edge", gapDays };
  }
  const isAfterOne = gaps.some(({ after }) => after > 0);
  const isBeforeOne = gaps.some(({ before }) => before > 0);
  const place = isAfterOne && isBeforeOne ? "between" : isAfterOne ? "after" : "before";
  return { place, gapDays };
}

/** A use that is known to the day, and is that day. */
function isPoint(uses: readonly NumberUse[], day: string): boolean {
  return uses.some(({ first, last }) => [first, last].some((time) => isThatDay(time, day)));
}

function isThatDay(time: FuzzyTime, day: string): boolean {
  return firstDay(time) === day && lastDay(time) === day;
}

/** The last to end first; of those the one that is known best. */
function byLatest(a: FuzzyTime, b: FuzzyTime): number {
  return compareText(latest(b), latest(a)) || compareFuzzyTimes(b, a);
}

function key({ group, reports }: NumberUse): string {
  return group ?? reports[0] ?? "";
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
