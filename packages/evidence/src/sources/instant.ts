/** Points in time as sources count them, as the text that `ParsedMessage.at` is. */

/** Not before 1970 and not after 2199: what is outside counts in another unit or is damaged. */
const latest = Date.UTC(2200, 0, 1);

/**
 * Milliseconds since 1970 as `YYYY-MM-DDTHH:MM:SSZ`, or null for what is no such number. Fractions
 * of a second are left out: they stay in the original.
 */
export function instantOf(milliseconds: unknown): string | null {
  const value =
    typeof milliseconds === "string" && /^\d{1,16}$/.test(milliseconds)
      ? Number(milliseconds)
      : milliseconds;
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  if (value <= 0 || value >= latest) return null;
  return `${new Date(Math.trunc(value)).toISOString().slice(0, 19)}Z`;
}

/** As {@link instantOf}, of seconds. */
export function instantOfSeconds(seconds: unknown): string | null {
  const value =
    typeof seconds === "string" && /^\d{1,13}$/.test(seconds) ? Number(seconds) : seconds;
  return typeof value === "number" ? instantOf(value * 1000) : null;
}

/** Microseconds, as Google counts them. */
export function instantOfMicroseconds(microseconds: unknown): string | null {
  const value =
    typeof microseconds === "string" && /^\d{1,19}$/.test(microseconds)
      ? Number(microseconds)
      : microseconds;
  return typeof value === "number" ? instantOf(value / 1000) : null;
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)? ?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/;

/**
 * A time written after ISO 8601 or nearly so (a space for the T), as `ParsedMessage.at`; its zone
 * is kept where there is one. Null for anything else, also for days that do not exist and for a
 * day without a time of day, which `at` has no form for.
 */
export function isoTime(text: unknown): string | null {
  const match = typeof text === "string" && text.length <= 48 ? iso.exec(text.trim()) : null;
  if (match === null) return null;
  const part = (index: number) => match[index] ?? "";
  if (!isTime(Number(part(4)), Number(part(5)), Number(part(6)))) return null;
  if (!isDay(Number(part(1)), Number(part(2)), Number(part(3)))) return null;
  const seconds = part(6) === "" ? "" : `:${part(6)}`;
  const day = `${part(1)}-${part(2)}-${part(3)}`;
  return `${day}T${part(4)}:${part(5)}${seconds}${zoneOf(match[7])}`;
}

/** Whether there is such a day. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && date.getUTCDate() === day;
}

/** Whether there is such a time of day. */
export function isTime(hour: number, minute: number, second: number): boolean {
  return hour < 24 && minute < 60 && second < 60;
}

/** `Z` or `±HH:MM`; "" for none and for one that cannot be. */
export function zoneOf(zone: string | undefined): string {
  if (zone === undefined) return "";
  if (/^(?:Z|UTC|GMT)$/.test(zone)) return "Z";
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (match === null) return "";
  const [, sign = "", hours = "", minutes = ""] = match;
  if (Number(hours) > 18 || Number(minutes) > 59) return "";
  return `${sign}${hours}:${minutes}`;
}
