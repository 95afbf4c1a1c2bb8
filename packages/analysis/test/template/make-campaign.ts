/**
 * Campaigns made by rule and seed, with the truth beside them: which letters of each copy are the
 * script's, and what was put into its slots. The scripts are our own.
 */
import type { ReportFacts } from "../../src/report-facts.ts";

/** Letters of one copy that the script does not have. */
interface Truth {
  readonly report: string;
  readonly message: string;
  /** For each UTF-16 code unit: 1 where it is a slot's, or was changed in this copy. */
  readonly own: Uint8Array;
  /** What stands in its slots. */
  readonly values: readonly string[];
}

export interface MadeCampaign {
  readonly name: string;
  readonly reports: readonly ReportFacts[];
  readonly truth: readonly Truth[];
}

/** What happens to each copy beside its slots. */
const changes = [
  "none",
  "left out",
  "sentences turned",
  "words replaced",
  "words put in",
  "misspelt",
  "look-alikes",
  "emoji",
  "two messages",
  "upper case",
] as const;
type Change = (typeof changes)[number];

/** A sentence is wording and `{slot}`s. */
const english: readonly (readonly string[])[] = [
  [
    "Hello stranger, I think we met at the {place}, it must have been {when}.",
    "You were telling everybody about {work} and made the whole table laugh.",
    "I have been wondering ever since whether you might fancy a quiet drink.",
  ],
  [
    "Sorry to write out of the blue, {name} gave me your number after {work}.",
    "We shared a taxi from the {place} and I left my umbrella on the back seat.",
    "Could you tell me which evening suits you for handing it over?",
  ],
];
const others: readonly (readonly [string, readonly string[]])[] = [
  [
    "Japanese",
    [
      "先日の{place}でお会いした者です。",
      "{when}にもう一度ゆっくりお話しできればと思い連絡しました。",
    ],
  ],
  [
    "Arabic",
    [
      "مرحبا، أظن أننا التقينا في {place} وكان ذلك {when}.",
      "هل تتذكر حديثنا الطويل عن الكتب القديمة والسفر؟",
    ],
  ],
];
const fillers: Readonly<Record<string, readonly string[]>> = {
  place: [
    "harvest supper",
    "library",
    "summer fair",
    "museum",
    "conference",
    "book launch",
    "chapel",
  ],
  when: [
    "last Thursday",
    "in October",
    "on Sunday",
    "yesterday evening",
    "two weeks ago",
    "at Easter",
  ],
  work: [
    "the by-election",
    "your new job",
    "the campaign",
    "your podcast",
    "the committee",
    "that speech",
  ],
  name: ["Robin", "Sam", "Alex", "Jo", "Kim", "Lee"],
};
const fillersOf: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Japanese: {
    place: ["図書館", "港の祭り", "音楽会", "会議", "美術館"],
    when: ["来週の土曜日", "明日の夜", "今月末", "金曜日"],
  },
  Arabic: {
    place: ["المكتبة", "المتحف", "حفل العشاء", "المؤتمر", "الميناء"],
    when: ["أمس", "يوم الخميس", "في الصيف", "قبل أسبوعين"],
  },
};
const replaced = [
  "gently",
  "perhaps",
  "seldom",
  "orange",
  "window",
  "velvet",
  "harbour",
  "nineteen",
];
const looks: Readonly<Record<string, string>> = { a: "а", e: "е", o: "о", i: "і", c: "с" };

/** Twenty campaigns: each change to two English scripts, but two of the changes to other scripts. */
export function makeCampaigns(): readonly MadeCampaign[] {
  const made = changes.flatMap((change, nth) =>
    english.map((script, which) => {
      const copies = 5 + ((nth + which) % 5);
      return makeCampaign(
        `${change}, script ${which + 1}`,
        script,
        fillers,
        change,
        copies,
        nth * 7 + which,
      );
    }),
  );
  const foreign = others.map(([language, script], nth) =>
    makeCampaign(language, script, fillersOf[language] ?? {}, "none", 6, 90 + nth),
  );
  return [...made.slice(0, 18), ...foreign];
}

function makeCampaign(
  name: string,
  script: readonly string[],
  words: Readonly<Record<string, readonly string[]>>,
  change: Change,
  copies: number,
  seed: number,
): MadeCampaign {
  const random = makeRandom(seed);
  const pick = <Item>(list: readonly Item[]): Item => {
    const item = list[Math.floor(random() * list.length)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  };
  const reports: ReportFacts[] = [];
  const truth: Truth[] = [];
  for (let at = 0; at < copies; at += 1) {
    const report = `r${at}`;
    const sentences = script.map((sentence) => fill(sentence, words, pick, change, random));
    if (change === "left out" && at % 3 === 1) sentences.splice(1, 1);
    if (change === "sentences turned" && at % 3 === 1) sentences.push(...sentences.splice(0, 1));
    const texts =
      change === "two messages" && at % 2 === 1
        ? [sentences.slice(0, 1), sentences.slice(1)]
        : [sentences];
    const messages = texts.map((list, nth) => {
      const pieces = list.flatMap((sentence, place) =>
        place === 0 ? sentence : [plain(" "), ...sentence],
      );
      const message = `m${nth}`;
      truth.push({ report, message, ...toTruth(pieces) });
      return { id: message, text: pieces.map(({ text }) => text).join("") };
    });
    reports.push({ id: report, messages, identifiers: [], names: [] });
  }
  return { name, reports, truth };
}

interface Piece {
  readonly text: string;
  readonly isOwn: boolean;
  readonly isValue: boolean;
}
const plain = (text: string): Piece => ({ text, isOwn: false, isValue: false });

type Choose = <Item>(list: readonly Item[]) => Item;

function fill(
  sentence: string,
  words: Readonly<Record<string, readonly string[]>>,
  pick: Choose,
  change: Change,
  random: () => number,
): Piece[] {
  return sentence.split(/(\{\w+\}|\s+)/).flatMap((part): readonly Piece[] => {
    const slot = /^\{(\w+)\}$/.exec(part)?.[1];
    if (slot !== undefined)
      return [{ text: pick(words[slot] ?? [""]), isOwn: true, isValue: true }];
    if (!/\p{L}{3}/u.test(part)) return [plain(part)];
    return wordChanges[change]?.(part, random(), pick) ?? [plain(part)];
  });
}

const putIn = (text: string): Piece => ({ text, isOwn: true, isValue: false });

/** What happens to one word; `chance` is between 0 and 1. Undefined leaves it as it is. */
const wordChanges: Partial<
  Record<Change, (part: string, chance: number, pick: Choose) => readonly Piece[] | undefined>
> = {
  "words replaced": (part, chance, pick) =>
    chance < 0.12 ? [putIn(pick(replaced)), plain(/[.,?]*$/.exec(part)?.[0] ?? "")] : undefined,
  "words put in": (part, chance, pick) =>
    chance < 0.12 ? [putIn(`${pick(replaced)} `), plain(part)] : undefined,
  misspelt: (part, chance) =>
    chance < 0.15 && part.length > 5 ? [plain(part.slice(0, 2) + part.slice(3))] : undefined,
  "look-alikes": (part, chance) =>
    chance < 0.4
      ? [plain(part.replace(/[aeoic]/, (letter) => looks[letter] ?? letter))]
      : undefined,
  emoji: (part, chance) => (chance < 0.12 ? [plain(part), putIn(" 😉")] : undefined),
  "upper case": (part, chance) => (chance < 0.3 ? [plain(part.toUpperCase())] : undefined),
};

function toTruth(pieces: readonly Piece[]): Pick<Truth, "own" | "values"> {
  const own = new Uint8Array(pieces.reduce((sum, { text }) => sum + text.length, 0));
  let at = 0;
  for (const { text, isOwn } of pieces) {
    if (isOwn) own.fill(1, at, at + text.length);
    at += text.length;
  }
  return { own, values: pieces.filter(({ isValue }) => isValue).map(({ text }) => text) };
}

/** Mulberry32: small, seeded, good enough to choose words. */
function makeRandom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
