import { expect, test } from "vitest";

import { readExactly } from "../../src/screenshot/exact-words.ts";
import type { ReadWord } from "../../src/screenshot/reading.ts";

/** Words side by side: ten pixels for a letter, and a space of `gap` behind each. */
function words(said: string, { gap = 12, confidence = 0.9 } = {}): readonly ReadWord[] {
  let left = 0;
  return said.split(" ").map((text) => {
    const box = { left, top: 0, width: text.length * 10, height: 40 };
    left += box.width + gap;
    return { text, confidence, box };
  });
}

const never = () => {
  throw new Error("nothing here needs to be read again");
};

test("plain words are read once", () => {
  expect(readExactly(words("see you soon"), never).map(({ text }) => text)).toEqual([
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
  const [stretch, ...rest] = readExactly(words(first), () => words(left.shift() ?? ""));
  expect(rest).toEqual([]);
  expect(stretch).toMatchObject({ text: kept, isDoubtful });
  expect(left).toEqual([]);
});

test("what no two readings agree on has a low confidence", () => {
  let count = 0;
  const [stretch] = readExactly(words("07700900123"), () => {
    count += 1;
    return words(`0770090012${count + 3}`);
  });
  expect(stretch?.confidence).toBeLessThanOrEqual(0.4);
  expect(count).toBe(3);
});

test("a link that the engine parted is one again; a link behind a space is not", () => {
  const again = (said: string) => () => words(said);
  expect(
    readExactly(words("example.org/a- 17.pdf", { gap: 2 }), again("example.org/a-17.pdf")),
  ).toMatchObject([{ text: "example.org/a-17.pdf", isDoubtful: false }]);
  expect(readExactly(words("who? example.org"), again("example.org"))).toHaveLength(2);
});

test("a stroke between the parts of a link is an underscore; under the groups of a number it is none", () => {
  const inked = () => true;
  expect(
    readExactly(words("2024-01-17 report.pdf"), () => words("2024-01-17_report.pdf"), inked),
  ).toMatchObject([{ text: "2024-01-17_report.pdf", isDoubtful: false }]);
  expect(readExactly(words("07700 900123"), () => words("07700 900123"), inked)).toMatchObject([
    { text: "07700 900123" },
  ]);
});

test("a word that the engine is unsure of is marked", () => {
  expect(readExactly(words("hullo", { confidence: 0.3 }), never)).toMatchObject([
    { text: "hullo", isDoubtful: true },
  ]);
});
