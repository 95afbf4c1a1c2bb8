import { expect, test } from "vitest";

import { type ReadAgain, readExactly } from "../../src/screenshot/exact-words.ts";
import type { ReadWord } from "../../src/screenshot/reading.ts";
import type { Strip } from "../../src/screenshot/strip.ts";

/** Words side by side: ten pixels for a letter, and a space of `gap` behind each. */
function words(said: string, { gap = 12, confidence = 0.9 } = {}): readonly ReadWord[] {
  let left = 0;
  return said.split(" ").map((text) => {
    const box = { left, top: 0, width: text.length * 10, height: 40 };
    left += box.width + gap;
    return { text, confidence, box };
  });
}

/** The ink of such words: as wide as their boxes, with `strokes` underscores somewhere in it. */
function inkOf(read: readonly ReadWord[], strokes = 0): Strip {
  const isInk = (x: number) => read.some(({ box }) => x >= box.left && x < box.left + box.width);
  return {
    countStrokes: () => strokes,
    widestGap(from, to) {
      let [widest, run] = [0, 0];
      for (let x = Math.round(from); x < to; x += 1) {
        run = isInk(x) ? 0 : run + 1;
        widest = Math.max(widest, run);
      }
      return widest;
    },
    toWords: (box) => box,
    narrowest: 10,
  };
}

function readWords(read: readonly ReadWord[], again: ReadAgain, strokes = 0) {
  return readExactly(read, again, inkOf(read, strokes));
}

const never = () => {
  throw new Error("nothing here needs to be read again");
};

test("plain words are read once", () => {
  expect(readWords(words("see you soon"), never).map(({ text }) => text)).toEqual([
    "see",
    "you",
    "soon",
  ]);
});

// first reading, the three others, what is kept, whether a person must look
test.for([
  ["07700 900123", ["07700 900123"], "07700 900123", false],
  ["07700 900128", ["07700 900123", "07700 900123"], "07700 900123", false],
  ["07700 900128", ["07700 900123", "07700 900128"], "07700 900128", false],
  ["07700 900128", ["07700 900123", "07700 90012", "0770 900128"], "07700 900128", true],
  ["https://example.org/a", ["https://example.org/a"], "https://example.org/a", false],
  ["example.org/Il0O1", ["example.org/Il0O1"], "example.org/Il0O1", true],
  ["£450", ["£450"], "£450", false],
] as const)("%s, then %j: %s", ([first, others, kept, isDoubtful]) => {
  const left = [...others];
  const [stretch, ...rest] = readWords(words(first), () => words(left.shift() ?? ""));
  expect(rest).toEqual([]);
  expect(stretch).toMatchObject({ text: kept, isDoubtful });
  expect(left).toEqual([]);
});

test("what no two readings agree on has a low confidence", () => {
  let count = 0;
  const [stretch] = readWords(words("07700900123"), () => {
    count += 1;
    return words(`0770090012${count + 3}`);
  });
  expect(stretch?.confidence).toBeLessThanOrEqual(0.4);
  expect(count).toBe(3);
});

test("a link that the engine parted is one again; a link behind a space is not", () => {
  const again = (said: string) => () => words(said);
  expect(
    readWords(words("example.org/a- 17.pdf", { gap: 2 }), again("example.org/a-17.pdf")),
  ).toMatchObject([{ text: "example.org/a-17.pdf", isDoubtful: false }]);
  expect(readWords(words("who? example.org"), again("example.org"))).toHaveLength(2);
});

test("a stroke between the parts of a link is an underscore; under the groups of a number it is none", () => {
  expect(
    readWords(words("2024-01-17 report.pdf", { gap: 2 }), () => words("2024-01-17_report.pdf"), 1),
  ).toMatchObject([{ text: "2024-01-17_report.pdf", isDoubtful: false }]);
  expect(readWords(words("07700 900123"), () => words("07700 900123"), 1)).toMatchObject([
    { text: "07700 900123" },
  ]);
});

test("a link with more underscores drawn than read is marked", () => {
  expect(readWords(words("example.org/ab"), () => words("example.org/ab"), 1)).toMatchObject([
    { text: "example.org/ab", isDoubtful: true },
  ]);
});

test("a digit without room for a space before it belongs to its word", () => {
  const gap = 4;
  expect(readWords(words("1 7_a.pdf", { gap }), () => words("17_a.pdf"), 1)).toMatchObject([
    { text: "17_a.pdf", isDoubtful: false },
  ]);
});

test("a word that the engine is unsure of is marked", () => {
  expect(readWords(words("hullo", { confidence: 0.3 }), never)).toMatchObject([
    { text: "hullo", isDoubtful: true },
  ]);
});
