/**
 * Times with the name of a month in English, which programs write whatever their user's language:
 * `May 17, 2022  5:29:42 PM` and `Tue, 12 Mar 2024 18:05:33 +0100`.
 */
import { isDay, isTime, zoneOf } from "./instant.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const monthFirst =
  /^([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4}),? {1,2}(?:at )?(\d{1,2}):(\d{2})(?::(\d{2}))?[ \u202f]([AP]M)(?![a-z])/i;
const dayFirst =
  /^(?:[A-Z][a-z]{2,8}, {0,2})?(\d{1,2})[ -]([A-Z][a-z]{2,8})[ -](\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([+-]\d{4}|Z|UTC|GMT|UT|[ECMP][SD]T))?(?![\d:])/i;
/** RFC 5322 4.3: the zones that mail wrote as letters. */
const zones: Readonly<Record<string, string>> = {
  ut: "Z",
  est: "-05:00",
  edt: "-04:00",
  cst: "-06:00",
  cdt: "-05:00",
  mst: "-07:00",
  mdt: "-06:00",
  pst: "-08:00",
  pdt: "-07:00",
};

/** A time at the start of a text, and how many letters it takes. */
export interface WrittenTime {
  /** As `ParsedMessage.at`. */
  readonly at: string;
  readonly length: number;
}

/** The time that a text begins with, or undefined if it begins with none. */
export function writtenTime(text: string): WrittenTime | undefined {
  const start = text.slice(0, 64);
  const american = monthFirst.exec(start);
  if (american !== null) {
    const [whole, month, day, year, hour, minute, second, half = ""] = american;
    const hours = (Number(hour) % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
    const isHour = Number(hour) >= 1 && Number(hour) <= 12;
    const at = isHour ? written(year, month, day, String(hours), minute, second, "") : undefined;
    return at === undefined ? undefined : { at, length: whole.length };
  }
  const match = dayFirst.exec(start);
  if (match === null) return undefined;
  const [whole, day, month, year, hour, minute, second, zone] = match;
  const stated =
    zone === undefined ? "" : (zones[zone.toLowerCase()] ?? zoneOf(zone.toUpperCase()));
  const at = written(year, month, day, hour, minute, second, stated);
  return at === undefined ? undefined : { at, length: whole.length };
}

type Part = string | undefined;

function written(
  ...[year, name = "", day, hour, minute, second, zone]: readonly [
    Part,
    Part,
    Part,
    Part,
    Part,
    Part,
    string,
  ]
): string | undefined {
  const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (!isDay(Number(year), month, Number(day))) return undefined;
  if (!isTime(Number(hour), Number(minute), Number(second ?? "0"))) return undefined;
  const two = (part: Part | number) => String(part).padStart(2, "0");
  const seconds = second === undefined ? "" : `:${second}`;
  return `${year ?? ""}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}${seconds}${zone}`;
}
