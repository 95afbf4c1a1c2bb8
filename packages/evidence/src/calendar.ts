/**
 * Years that are not Gregorian: phones set to Thai, Persian or Saudi formats print their own.
 * Conversion asks the platform's calendars (CLDR) and never guesses a day.
 */

export type Calendar = "gregorian" | "buddhist" | "persian" | "islamic-umalqura";

/** A day of the Gregorian calendar. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Which calendar a year belongs to, for messages that phones can have sent.
 *
 * @param year - as printed; two digits mean 2009 to 2049, or 2550 to 2599 of the Buddhist era.
 */
export function calendarOfYear(year: number): Calendar | undefined {
  if (year < 50 || (year >= 1970 && year < 2100)) return "gregorian";
  if (year < 100 || (year >= 2513 && year < 2643)) return "buddhist";
  if (year >= 1349 && year <= 1420) return "persian";
  if (year >= 1421 && year <= 1500) return "islamic-umalqura";
  return undefined;
}

/**
 * The Gregorian day of a printed date.
 *
 * @returns undefined if there is no such day.
 */
export function toGregorian(year: number, month: number, day: number): Day | undefined {
  const calendar = calendarOfYear(year);
  if (calendar === undefined || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  if (calendar === "gregorian") return existing(year < 100 ? 2000 + year : year, month, day);
  if (calendar === "buddhist") {
    return existing((year < 100 ? 2500 + year : year) - 543, month, day);
  }
  return fromPlatformCalendar(calendar, year, month, day);
}

function existing(year: number, month: number, day: number): Day | undefined {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= last ? { year, month, day } : undefined;
}

const dayMilliseconds = 86_400_000;
const formats = new Map<Calendar, Intl.DateTimeFormat>();

/** Guess the day from the mean length of years and months, then look at the days around it. */
function fromPlatformCalendar(
  calendar: "persian" | "islamic-umalqura",
  year: number,
  month: number,
  day: number,
): Day | undefined {
  const [epoch, yearDays] =
    calendar === "persian" ? [Date.UTC(622, 2, 22), 365.2422] : [Date.UTC(622, 6, 19), 354.36708];
  const days = (year - 1) * yearDays + ((month - 1) * yearDays) / 12 + (day - 1);
  const guess = Math.round(epoch / dayMilliseconds + days);
  for (let off = 0; off <= 8; off += 1) {
    for (const candidate of [guess + off, guess - off]) {
      const instant = new Date(candidate * dayMilliseconds);
      if (isPrinted(calendar, instant, year, month, day)) {
        return {
          year: instant.getUTCFullYear(),
          month: instant.getUTCMonth() + 1,
          day: instant.getUTCDate(),
        };
      }
    }
  }
  return undefined;
}

function isPrinted(
  calendar: Calendar,
  instant: Date,
  year: number,
  month: number,
  day: number,
): boolean {
  const format =
    formats.get(calendar) ??
    new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      timeZone: "UTC",
    });
  formats.set(calendar, format);
  const parts = format.formatToParts(instant);
  const part = (type: string) =>
    Number.parseInt(parts.find((p) => p.type === type)?.value ?? "", 10);
  return part("year") === year && part("month") === month && part("day") === day;
}
