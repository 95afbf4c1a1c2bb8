/** A fuzzy time in words: "about January 2023". */
import { type FuzzyEnd, type FuzzyTime, rangeOf } from "@honeyguide/domain";

import { language, t } from "../i18n/t.ts";

const inUtc = { timeZone: "UTC" } as const;
const formats = {
  day: new Intl.DateTimeFormat(language, { dateStyle: "long", ...inUtc }),
  month: new Intl.DateTimeFormat(language, { year: "numeric", month: "long", ...inUtc }),
  year: new Intl.DateTimeFormat(language, { year: "numeric", ...inUtc }),
};

/** The words for a time as this page asks for it: a day, a month, a year, "about", "between". */
export function spokenWhen(time: FuzzyTime): string {
  const { isInterval, from, to } = rangeOf(time);
  return isInterval
    ? t("when.read.between", { from: spokenEnd(from), to: spokenEnd(to) })
    : spokenEnd(from);
}

/** The months by number and name. */
export const months: readonly { readonly value: string; readonly name: string }[] = Array.from(
  { length: 12 },
  (_, at) => ({
    value: String(at + 1),
    name: new Intl.DateTimeFormat(language, { month: "long", ...inUtc }).format(
      Date.UTC(2024, at, 1),
    ),
  }),
);

function spokenEnd(end: FuzzyEnd): string {
  if (typeof end === "string") return "";
  const { precision, year, month = 1, day = 1, isAbout } = end;
  const date = new Date(0);
  date.setUTCFullYear(year, precision === "season" ? 0 : month - 1, day);
  const shown =
    precision === "year" || precision === "season"
      ? formats.year
      : precision === "month"
        ? formats.month
        : formats.day;
  return isAbout ? t("when.read.about", { time: shown.format(date) }) : shown.format(date);
}
