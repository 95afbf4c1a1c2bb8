/**
 * "AM", "오후", "ب.ظ", "晚上": which hour of the day a twelve-hour clock means.
 *
 * The spellings come from the platform's own locale data (CLDR), asked for once, and only when a
 * file uses one that is not in the short lists. Words that nobody knows are handed back: an hour
 * beside them is not known.
 */

/** An hour as printed, read with the words beside it. */
export interface DayPeriod {
  readonly hour: number;
  readonly clock: "12h" | "24h";
  /** The words, if they are neither a time of day nor a word for "o'clock" that we know. */
  readonly unread: string | undefined;
}

/** With what phones printed before the platform's data had today's spellings. */
const morning = new Set(
  "am a vorm vormittag vormittags vm dop dopoludnia odp de fm ap fh öö πμ ص صباحا قظ قبلازظهر לפנהצ पूर्वाह्न मपू পূর্বাহ্ণ முற்பகல் పూర్వాహ్నం pg sa ก่อนเที่ยง 上午 午前 오전 paradite priešpiet priekšp препо препод пређ преподне прпо дп կա rano matin mattina manhã damanhã subuh asubuhi ጥዋት सुबह ਪੂਦੁ પૂર્વાહ્ન".split(
    " ",
  ),
);
const evening = new Set(
  "pm p nachm nachmittag nachmittags nm popoludní du em ip eh ös μμ م مساء مساءً بظ بعدازظهر אחהצ अपराह्न मउ অপরাহ্ণ பிற்பகல் అపరాహ్నం ptg ch หลังเที่ยง 下午 午後 오후 pasdite popiet pēcp поподне пп կհ popołudniu aprèsmidi pomeriggio tarde datarde jioni alasiri ከሰዓት शाम ਬਾਦੁ અપરાહ્ન".split(
    " ",
  ),
);
/** These stand in both lists of some language, or are a word for "o'clock" in another. */
const doubtful = new Set(["odp", "дп", "пп", "de", "rano"]);

/** Languages whose clocks are asked for; each is formatted at every hour of the day. */
const locales =
  "af am ar ar-SA as az be bg bn bo br bs ca ckb cs cy da de de-AT dz ee el en en-AU en-CA en-GB en-IN es es-MX es-US et eu fa fi fil fo fr fr-CA fy ga gd gl gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ks ku ky lb lo lt lv mai mk ml mn mni mr ms mt my nb ne nl nn or pa pl ps pt pt-PT rm ro ru rw sa sat sd si sk sl so sq sr su sv sw ta te tg th ti tk to tr tt ug uk ur uz vi wo xh yo yue zh zh-HK zh-TW zu".split(
    " ",
  );

interface Known {
  /** "word hour" to the hour of the day. */
  readonly periods: ReadonlyMap<string, number>;
  /** Words that stand beside a twenty-four-hour time. */
  readonly clockWords: ReadonlySet<string>;
}

let known: Known | undefined;

/**
 * The hour of the day.
 *
 * @param hour - as printed, 0 to 24.
 * @param period - what stood beside the time; any case, dots and spaces do not count.
 */
export function readDayPeriod(hour: number, period: string): DayPeriod {
  const asPrinted = { hour, clock: "24h", unread: undefined } as const;
  if (period === "" || hour > 12) return asPrinted;
  // Some languages put a word for "o'clock" beside the period.
  const words = [period, ...period.split(/\s+/u)].map(wordOf).filter((word) => word !== "");
  for (const word of words) {
    const found = hourOfWord(hour, word);
    if (found !== undefined) return { hour: found, clock: "12h", unread: undefined };
  }
  known ??= askPlatform();
  const { clockWords } = known;
  const isClock = clockWords.has(wordOf(period)) || words.slice(1).every((w) => clockWords.has(w));
  return words.length === 0 || isClock ? asPrinted : { ...asPrinted, unread: period };
}

function hourOfWord(hour: number, word: string): number | undefined {
  if (doubtful.has(word)) {
    known ??= askPlatform();
    return known.periods.get(`${word} ${String(hour % 12)}`);
  }
  if (morning.has(word)) return hour % 12;
  if (evening.has(word)) return (hour % 12) + 12;
  known ??= askPlatform();
  return known.periods.get(`${word} ${String(hour % 12)}`);
}

function wordOf(words: string): string {
  return words.toLowerCase().replace(/[\s.,'’״"\u200b-\u200f\u061c]/gu, "");
}

function askPlatform(): Known {
  const periods = new Map<string, number>();
  const clockWords = new Set<string>();
  for (const locale of locales) {
    for (const [word, hour] of periodsOf(locale)) {
      const key = `${word} ${String(hour % 12)}`;
      if (!periods.has(key)) periods.set(key, hour);
    }
    for (const word of clockWordsOf(locale)) clockWords.add(word);
  }
  return { periods, clockWords };
}

function* periodsOf(locale: string): Generator<readonly [word: string, hour: number]> {
  const styles: readonly Intl.DateTimeFormatOptions[] = [
    { hour: "numeric", hour12: true },
    { hour: "numeric", dayPeriod: "short", hour12: true },
  ];
  for (const style of styles) {
    const format = new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" });
    for (let hour = 0; hour < 24; hour += 1) {
      const period = format
        .formatToParts(Date.UTC(2024, 0, 1, hour))
        .find(({ type }) => type === "dayPeriod");
      if (period !== undefined) yield [wordOf(period.value), hour];
    }
  }
}

/** "klo", "г.", "u": what a locale writes around a time that needs no period. */
function* clockWordsOf(locale: string): Generator<string> {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
    timeZone: "UTC",
  });
  for (const { type, value } of format.formatToParts(Date.UTC(2024, 0, 1, 6))) {
    if (type !== "literal" && type !== "dayPeriod") continue;
    for (const word of value.split(/[^\p{L}\p{M}.]+/u)) {
      if (/\p{L}/u.test(word)) yield wordOf(word);
    }
  }
}
