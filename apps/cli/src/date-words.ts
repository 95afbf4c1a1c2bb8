/** Times in words, as the Desk's page says them: "about January 2023", "3 December 2023". */
import { type FuzzyPoint, type FuzzyTime, rangeOf } from "@honeyguide/domain";

const months = [
  ...["January", "February", "March", "April", "May", "June", "July", "August", "September"],
  ...["October", "November", "December"],
] as const;
const seasons: Readonly<Record<number, string>> = {
  21: "spring",
  22: "summer",
  23: "autumn",
  24: "winter",
};

/** A fuzzy time in words. */
export function fuzzyTimeInWords(time: FuzzyTime): string {
  const { isInterval, from, to } = rangeOf(time);
  if (typeof from === "string") {
    if (typeof to === "string") return "at a time that nobody knows";
    return `until ${point(to)}${from === "unknown" ? ", beginning not known" : ""}`;
  }
  if (typeof to === "string") {
    return `since ${point(from)}${to === "unknown" ? ", end not known" : ""}`;
  }
  return isInterval ? `between ${point(from)} and ${point(to)}` : point(from);
}

/**
 * From when to when something was written.
 *
 * @param first - as printed, `2023-12-03T18:05`; null where no message has a time.
 */
export function spanInWords(first: string | null, last: string | null): string {
  if (first === null || last === null) return "without times";
  const [from, to] = [dayInWords(first), dayInWords(last)];
  if (from === to) return `on ${from}`;
  const isOneYear = first.slice(0, 4) === last.slice(0, 4);
  return `from ${isOneYear ? from.slice(0, -5) : from} to ${to}`;
}

/** The day of a printed time. */
function dayInWords(printed: string): string {
  const [year, month, day] = printed.slice(0, 10).split("-").map(Number);
  return `${day ?? 0} ${months[(month ?? 1) - 1] ?? ""} ${year ?? 0}`;
}

function point({ year, month, day, time, isAbout, isUnsure }: FuzzyPoint): string {
  const name = month === undefined ? "" : `${seasons[month] ?? months[month - 1] ?? ""} `;
  const date = `${day === undefined ? "" : `${day} `}${name}${year}`;
  const marks = `${isUnsure ? "perhaps " : ""}${isAbout ? "about " : ""}`;
  return `${marks}${date}${time === undefined ? "" : `, ${time}`}`;
}
