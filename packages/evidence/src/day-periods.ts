/**
 * "AM", "오후", "ب.ظ", "晚上": which hour of the day a twelve-hour clock means.
 *
 * The spellings come from the platform's own locale data (CLDR), asked for once, and only when a
 * file uses one that is not in the short list.
 */

const morning = new Set(["am", "a"]);
const evening = new Set(["pm", "p"]);

/** Languages whose clocks are asked for; each is formatted at every hour of the day. */
const locales =
  "af am ar ar-SA as az be bg bn bo br bs ca cs cy da de de-AT dz ee el en en-AU en-CA en-GB en-IN es es-MX es-US et eu fa fi fil fo fr fr-CA fy ga gd gl gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ku ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn or pa pl ps pt pt-PT rm ro ru rw sa sd si sk sl so sq sr sv sw ta te tg th ti tk to tr tt ug uk ur uz vi wo xh yo zh zh-HK zh-TW zu".split(
    " ",
  );

let known: ReadonlyMap<string, number> | undefined;

/**
 * The hour of the day.
 *
 * @param hour - as printed, 0 to 23.
 * @param period - what stood beside the time; any case, dots and spaces do not count.
 * @returns 0 to 23, or undefined if the words are no time of day.
 */
export function hourOfDay(hour: number, period: string): number | undefined {
  // Some languages put a word for "o'clock" beside the period.
  for (const words of [period, ...period.trim().split(/\s+/)]) {
    const found = hourOfWord(hour, wordOf(words));
    if (found !== undefined) return found;
  }
  return undefined;
}

function hourOfWord(hour: number, word: string): number | undefined {
  if (morning.has(word)) return hour % 12;
  if (evening.has(word)) return hour > 12 ? hour : (hour % 12) + 12;
  known ??= periodsOfAllLocales();
  return known.get(`${word} ${String(hour % 12)}`);
}

function wordOf(period: string): string {
  return period.toLowerCase().replace(/[\s.,'’\u200b-\u200f\u061c]/gu, "");
}

function periodsOfAllLocales(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const styles: readonly Intl.DateTimeFormatOptions[] = [
    { hour: "numeric", hour12: true },
    { hour: "numeric", dayPeriod: "short", hour12: true },
  ];
  for (const locale of locales) {
    for (const style of styles) {
      const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" });
      for (let hour = 0; hour < 24; hour += 1) {
        const period = format
          .formatToParts(Date.UTC(2024, 0, 1, hour))
          .find(({ type }) => type === "dayPeriod");
        const key = `${wordOf(period?.value ?? "")} ${String(hour % 12)}`;
        if (period !== undefined && !found.has(key)) found.set(key, hour);
      }
    }
  }
  return found;
}
