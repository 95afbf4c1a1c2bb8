/** Counts what a reading of a screenshot got wrong. */

/** One message as it was drawn or read. */
export interface Drawn {
  readonly side: "left" | "right" | "middle";
  readonly text: string;
  readonly time: string | null;
  /** What the reading tells a person to look at. */
  readonly doubtful?: readonly string[];
}

/** What is right and wrong of one screen or more. */
export interface Counts {
  readonly characters: number;
  readonly wrong: number;
  readonly sides: number;
  readonly wrongSides: number;
  readonly times: number;
  readonly wrongTimes: number;
  /** Telephone numbers (their digits), links, addresses. */
  readonly exact: number;
  readonly wrongExact: number;
  /** Of these, wrong without a word to the person. */
  readonly unmarked: number;
}

/** What {@link count} gives; `lost` has each line that is not as drawn, and how it was read. */
export interface Score {
  readonly counts: Counts;
  readonly lost: readonly (readonly [drawn: string, read: string])[];
}

/**
 * What is compared: apostrophes are drawn alike in some fonts, marks of direction are not drawn, and
 * an emoji is not read, but that one stands there is.
 */
export function flat(text: string): string {
  return text
    .replace(/\p{Extended_Pictographic}\ufe0f?/gu, "▢")
    .replace(/[\u200e\u200f]/g, "")
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, " ")
    .trim();
}

const exact =
  /https?:\/\/\S+|www\.[^\s?]+|\S+@[\w.]+|\+?\d[\d ]{8,}\d|example\.org\/\S+|\b[A-Z]{2}-\d+\/\d\b/g;

/** Sums over one screen. */
export function count(
  truth: readonly Drawn[],
  { messages }: { readonly messages: readonly Drawn[] },
): Score {
  const drawn = truth.map((one) => ({ ...one, text: flat(one.text) }));
  const read = messages.map((one) => ({ ...one, text: flat(one.text) }));
  const judged = pair(drawn, read).map(([one, other]) => judge(one, other));
  const counts = judged.reduce((sum, one) => add(sum, one.counts), nothingCounted);
  return { counts, lost: judged.flatMap(({ lost }) => lost) };
}

const nothingCounted: Counts = {
  ...{ characters: 0, wrong: 0, sides: 0, wrongSides: 0, times: 0, wrongTimes: 0 },
  ...{ exact: 0, wrongExact: 0, unmarked: 0 },
};

function add(one: Counts, other: Counts): Counts {
  const keys = Object.keys(one) as (keyof Counts)[];
  const sums = keys.map((key) => [key, one[key] + other[key]] as const);
  return { ...one, ...Object.fromEntries(sums) };
}

/** Characters to insert, delete or replace. */
function distance(one: string, other: string): number {
  const [a, b] = [Array.from(one), Array.from(other)];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  a.forEach((letter, i) => {
    const next = [i + 1];
    b.forEach((near, j) => {
      const [above = 0, beside = 0, before = 0] = [row[j + 1], next[j], row[j]];
      next.push(Math.min(above + 1, beside + 1, before + (letter === near ? 0 : 1)));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}

type Pair = readonly [drawn: Drawn | undefined, read: Drawn | undefined];

interface Pairing {
  readonly wrong: number;
  readonly pairs: readonly Pair[];
}

/** Which reading belongs to which message: the pairing in order with the fewest wrong characters. */
function pair(truth: readonly Drawn[], read: readonly Drawn[]): readonly Pair[] {
  const best = new Map<string, Pairing>();
  const place = (i: number, j: number) => `${String(i)} ${String(j)}`;
  const step = (one: Drawn | undefined, other: Drawn | undefined, rest: Pairing | undefined) =>
    rest === undefined || (one ?? other) === undefined
      ? []
      : [
          {
            wrong: distance(one?.text ?? "", other?.text ?? "") + rest.wrong,
            pairs: [[one, other] as const, ...rest.pairs],
          },
        ];
  for (let i = truth.length; i >= 0; i -= 1) {
    for (let j = read.length; j >= 0; j -= 1) {
      const [least] = [
        ...step(truth[i], undefined, best.get(place(i + 1, j))),
        ...step(undefined, read[j], best.get(place(i, j + 1))),
        ...step(truth[i], read[j], best.get(place(i + 1, j + 1))),
      ].sort((a, b) => a.wrong - b.wrong);
      best.set(place(i, j), least ?? { wrong: 0, pairs: [] });
    }
  }
  return best.get(place(0, 0))?.pairs ?? [];
}

const nothing = { side: undefined, text: "", time: null, doubtful: [] };

/** One message beside its reading; what only one of the two has is all wrong. */
function judge(one: Drawn | undefined, read: Drawn | undefined): Score {
  const [drawn, seen] = [one ?? nothing, read ?? nothing];
  const wrong = distance(drawn.text, seen.text);
  const isSide = drawn.side === seen.side;
  const isTime = drawn.time === seen.time;
  const counts = {
    characters: Array.from(drawn.text).length,
    wrong,
    sides: 1,
    wrongSides: Number(!isSide),
    times: Number(drawn.time !== null),
    wrongTimes: Number(!isTime),
    ...judgeExact(drawn.text, seen),
  };
  return { counts, lost: wrong === 0 && isSide && isTime ? [] : [[shown(one), shown(read)]] };
}

/** The blanks between the groups of a telephone number say nothing. */
function valueOf(word: string): string {
  return /^\+?[\d ]+$/.test(word) ? word.replaceAll(" ", "") : word;
}

function judgeExact(said: string, { text, doubtful = [] }: Omit<Drawn, "side">) {
  const wordsOf = (words: string) => Array.from(words.matchAll(exact), ([word]) => valueOf(word));
  const [all, seen] = [wordsOf(said), wordsOf(text)];
  const wrongExact = all.filter((word) => !seen.includes(word)).length;
  return { exact: all.length, wrongExact, unmarked: doubtful.length > 0 ? 0 : wrongExact };
}

function shown(message: Drawn | undefined): string {
  if (message === undefined) return "(nothing)";
  const { side, time, text, doubtful = [] } = message;
  const look = doubtful.length === 0 ? "" : `  look at: ${doubtful.join(", ")}`;
  return `${side} ${time ?? "-"} ${text}${look}`;
}
