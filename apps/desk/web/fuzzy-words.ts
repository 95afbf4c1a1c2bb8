/** Dates as well as somebody knows them, as words: "about January 2023". */
import { type FuzzyEnd, type FuzzyPoint, type FuzzyTime, rangeOf } from "@honeyguide/domain";

import { t } from "./i18n/t.ts";
import { timeWords } from "./time-words.ts";

/** A fuzzy time in words that stand after "when:". Nothing of it is left out or made more exact. */
export function fuzzyWords(time: FuzzyTime): string {
  const { isInterval, from, to } = rangeOf(time);
  if (!isInterval) return typeof from === "string" ? t("time.unknown") : pointWords(from);
  if (typeof from === "string") return endOnly(from, to);
  return typeof to === "string" ? startOnly(from, to) : both(from, to);
}

/** "about" and "not sure" stand at the point that they are said of. */
function pointWords(point: FuzzyPoint): string {
  const day = plainWords(point);
  if (point.isAbout && point.isUnsure) return t("fuzzy.about_unsure", { time: day });
  if (point.isAbout) return t("fuzzy.about", { time: day });
  return point.isUnsure ? t("fuzzy.unsure", { time: day }) : day;
}

function both(from: FuzzyPoint, to: FuzzyPoint): string {
  return t("fuzzy.between", { from: pointWords(from), to: pointWords(to) });
}

function startOnly(from: FuzzyPoint, to: "open" | "unknown"): string {
  return t(`fuzzy.from.${to}`, { from: pointWords(from) });
}

function endOnly(from: "open" | "unknown", to: FuzzyEnd): string {
  // An interval without either end is not a fuzzy time.
  return typeof to === "string" ? t("time.unknown") : t(`fuzzy.to.${from}`, { to: pointWords(to) });
}

function plainWords({ precision, year, month = 1, day = 1, time = "" }: FuzzyPoint): string {
  const number = String(year).padStart(4, "0");
  switch (precision) {
    case "year":
      return number;
    case "season":
      return t("fuzzy.season", { season: seasonWords(month), year: number });
    case "month":
      return monthWords(number, month);
    case "day":
      return timeWords(`${number}-${two(month)}-${two(day)}`);
    case "minute":
    case "second":
      return timeWords(`${number}-${two(month)}-${two(day)}T${time}`);
  }
}

function seasonWords(month: number): string {
  if (month === 21) return t("fuzzy.spring");
  if (month === 22) return t("fuzzy.summer");
  return month === 23 ? t("fuzzy.autumn") : t("fuzzy.winter");
}

function monthWords(year: string, month: number): string {
  return new Intl.DateTimeFormat("en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${year}-${two(month)}-01T00:00:00Z`));
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
