/** Days of the calendar, as `YYYY-MM-DD`, and how far apart they are. */
import { earliest, type FuzzyTime, latest } from "@honeyguide/domain";

const dayMs = 86_400_000;

/** True for a day that there is. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/**
 * A day as public lists print it.
 *
 * @param text - `2024-03-14`, with or without a time, or `14/03/2024` (day first).
 * @returns undefined for what is no day.
 */
export function readDay(text: string): string | undefined {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const day =
    british === null
      ? /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text)?.[1]
      : `${british[3] ?? ""}-${two(british[2])}-${two(british[1])}`;
  return day !== undefined && isDay(day) ? day : undefined;
}

/** First day that a fuzzy time can mean. */
export function firstDay(time: FuzzyTime): string {
  return earliest(time).slice(0, 10);
}

/** Last day that a fuzzy time can mean. */
export function lastDay(time: FuzzyTime): string {
  return latest(time).slice(0, 10);
}

/** Days from one day to another; negative where `to` is before `from`. */
export function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

function two(digits = ""): string {
  return digits.padStart(2, "0");
}
