/** Times, spans and sizes as words. Pure: what time it is now is never asked here. */
import type { Clock } from "../api.ts";

import { t } from "./i18n/t.ts";

/** Minutes as "12 min", "2 h 05" or "5 d". */
export function spanWords(minutes: number): string {
  const whole = Math.max(0, Math.floor(minutes));
  if (whole < 60) return t("time.minutes", { n: whole });
  if (whole < 48 * 60) {
    return t("time.hours", { h: Math.floor(whole / 60), m: String(whole % 60).padStart(2, "0") });
  }
  return t("time.days", { n: Math.floor(whole / 1440) });
}

/** A clock chip's text (P10). */
export function clockWords(clock: Clock): string {
  return clock.tier === "waiting"
    ? t("clock.waiting", { time: spanWords(clock.minutes) })
    : t(`clock.${clock.tier}`);
}

/**
 * An instant as "14 March 2024, 18:05".
 *
 * @param instant - RFC 3339. Without a zone (a chat export has none) the wall clock is printed as
 * it stands; a date alone stays a date.
 */
export function timeWords(instant: string | null, zone?: string): string {
  if (instant === null) return t("time.unknown");
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(instant);
  const hasTime = instant.includes("T");
  const date = new Date(hasZone ? instant : hasTime ? `${instant}Z` : `${instant}T00:00Z`);
  if (Number.isNaN(date.getTime())) return t("time.unknown");
  const timeZone = hasZone ? zone : "UTC";
  return new Intl.DateTimeFormat("en-GB", {
    dateStyle: "long",
    ...(hasTime ? { timeStyle: "short" as const } : {}),
    ...(timeZone === undefined ? {} : { timeZone }),
  })
    .format(date)
    .replace(" at ", ", ");
}

/** The day part of {@link timeWords}. */
export function dayWords(instant: string | null, zone?: string): string {
  return timeWords(instant, zone).split(",")[0] ?? "";
}

/** A size as "1.8 MB". */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return t("bytes.b", { n: bytes });
  if (bytes < 1_000_000) return t("bytes.kb", { n: Math.round(bytes / 1000) });
  return t("bytes.mb", { n: (bytes / 1_000_000).toFixed(1) });
}

/** The value of a `datetime-local` field for a moment, in this computer's zone. */
export function toFieldTime(moment: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** The moment `days` after `now`, at the full hour given. */
export function daysLater(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}
