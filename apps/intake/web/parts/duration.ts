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

const dayAndMonth = new Intl.DateTimeFormat(language, { day: "numeric", month: "long" });

/** "4 March", of a day of any year. */
export function spokenDayAndMonth(date: string): string {
  return dayAndMonth.format(new Date(`${date}T12:00:00`));
}

const megabyte = 1_000_000;
const kilobyte = 1000;
const sizeIn = (unit: string, maximumFractionDigits: number) =>
  new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits });
const megabytes = sizeIn("megabyte", 1);
const kilobytes = sizeIn("kilobyte", 0);

/** "1.8 MB", "40 kB". Nothing is smaller than one. */
export function spokenSize(bytes: number): string {
  return bytes >= megabyte / 10
    ? megabytes.format(bytes / megabyte)
    : kilobytes.format(Math.max(bytes === 0 ? 0 : 1, bytes / kilobyte));
}

const countries = new Intl.DisplayNames(language, { type: "region" });

/** "United Kingdom". */
export function spokenCountry(code: string): string {
  return countries.of(code) ?? code;
}
