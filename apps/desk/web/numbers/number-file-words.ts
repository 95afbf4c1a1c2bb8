/** A number file in words. Pure, so that a test can read what a responder reads. */
import { type FuzzyTime, parseFuzzyTime } from "@honeyguide/domain";

import type { NumberSourceName, NumberView } from "../../api.ts";
import { t, wordFor } from "../i18n/t.ts";
import { dayWords } from "../time-words.ts";

/** What kind of number it is: "Virtual number, foreign (US)". */
export function kindWords({ virtual, type, isForeign, country }: NumberView): string {
  const plain = wordFor(`number.type.${type}`) ?? t("number.type.unknown");
  const kind = virtual === "listed" || virtual === "type" ? t("number.virtual") : plain;
  const said = virtual === "range" ? t("number.perhaps_virtual", { type: plain }) : kind;
  if (!isForeign) return said;
  const where = country === null ? t("number.foreign_unknown") : t("number.foreign", { country });
  return `${said}, ${where}`;
}

/** What is known of whose it is on the day that was asked for. Never who. */
export function nowWords({ on: { day, place, gapDays }, recycled }: NumberView): string {
  if (place === "after" || place === "between") {
    return t(`number.now.${place}`, { count: gapDays ?? 0 });
  }
  if (place !== "recycled") return t(`number.now.${place}`);
  const { from, by, at } = recycled ?? { from: day, by: "", at: day };
  return t("number.now.recycled", { day: dayWords(from), by, at: dayWords(at) });
}

/** How many numbers like it still have one holder, and what that rests on; empty where it is not asked. */
export function shareWords({ on: { share, halfLife, place } }: NumberView): string {
  if (share === null || halfLife === null || place === "recycled") return "";
  const rest = wordFor(`number.half.${halfLife.source}`) ?? halfLife.source;
  const half = { days: halfLife.days, rest };
  const percent = Math.round(100 * share);
  return percent === 0 ? t("number.share_few", half) : t("number.share", { percent, ...half });
}

/** The block, with its holder and the day that the list speaks of; empty where no list has it. */
export function blockWords({ block }: NumberView): string {
  if (block === null) return "";
  const { prefix, holder, status, source } = block;
  const as = sourceWords(source);
  return status === "allocated"
    ? t("number.block_of", { prefix, holder, ...as })
    : t("number.block_none", {
        prefix,
        status: wordFor(`number.block.${status}`) ?? status,
        ...as,
      });
}

/** How often the range holder's numbers are listed; empty where that is not far more than others. */
export function oftenWords({ prior }: NumberView): string {
  if (prior?.isOftenListed !== true) return "";
  const { value, low, high } = prior.lift;
  return t("number.often", {
    times: Math.round(value),
    low: Math.round(low),
    high: Math.round(high),
    count: prior.listed,
  });
}

/** Every listing, the newest first. */
export function listingWords({ listings }: NumberView): readonly string[] {
  return listings.map(({ lastSeen, source }) =>
    t("number.listed", { day: dayOr(lastSeen), ...sourceWords(source) }),
  );
}

/**
 * A fuzzy time from the two days of a form.
 *
 * @param to - empty where it is the same day.
 * @returns undefined for what is no day, or where the second is before the first.
 */
export function toFuzzyTime(from: string, to: string): FuzzyTime | undefined {
  return parseFuzzyTime(to === "" || to === from ? from : `${from}/${to}`);
}

/** The days of a form from a fuzzy time, where it is one or two days. */
export function toDays(time: FuzzyTime): readonly [from: string, to: string] {
  const [from = "", to = ""] = time.split("/").map((end) => end.slice(0, 10));
  const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);
  return isDay(from) ? [from, isDay(to) ? to : ""] : ["", ""];
}

function sourceWords({ name, asOf }: NumberSourceName) {
  return { name, asOf: dayOr(asOf) };
}

function dayOr(day: string | null): string {
  return day === null ? t("number.day_unknown") : dayWords(day);
}
