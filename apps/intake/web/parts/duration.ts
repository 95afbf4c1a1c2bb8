/** Times and sizes in words. */
import { language, t } from "../i18n/t.ts";

/** "30 minutes", "4 hours". */
export function spokenMinutes(minutes: number): string {
  return minutes >= 120 && minutes % 60 === 0
    ? t("time.hours", { count: minutes / 60 })
    : t("time.minutes", { count: minutes });
}

const when = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" });

/** "14 March 2024 at 18:05", in the reader's own zone. */
export function spokenTime(instant: string): string {
  return when.format(new Date(instant));
}

/** The day of a wall-clock time as a file prints it, whatever zone it was in. */
export function spokenDay(wallClock: string): string {
  const [date = ""] = wallClock.split("T");
  return day.format(new Date(`${date}T12:00:00`));
}

const megabyte = 1_000_000;
const size = new Intl.NumberFormat(language, {
  style: "unit",
  unit: "megabyte",
  maximumFractionDigits: 1,
});

/** "1.8 MB". */
export function spokenSize(bytes: number): string {
  return size.format(bytes / megabyte);
}

const countries = new Intl.DisplayNames(language, { type: "region" });

/** "United Kingdom". */
export function spokenCountry(code: string): string {
  return countries.of(code) ?? code;
}
