import { expect, test } from "vitest";

import { joinLines } from "../../src/screenshot/join-lines.ts";

/** A line of words, ten pixels for a letter, under `above` others. */
function line(said: string, above: number) {
  const boxes = said.split(" ").map((word, index, all) => ({
    left: all.slice(0, index).join(" ").length * 10 + (index === 0 ? 0 : 10),
    top: above * 30,
    width: word.length * 10,
    height: 20,
  }));
  return {
    line: { box: { left: 0, top: above * 30, width: said.length * 10, height: 20 }, words: boxes },
    stretches: said.split(" ").map((text) => ({ text, left: 0, confidence: 1, isDoubtful: false })),
  };
}

// lines as drawn, the text, links to look at
test.for([
  [["It was so good to", "meet you"], "It was so good to meet you", []],
  [["sixty minutes of part-", "time work and"], "sixty minutes of part-time work and", []],
  [["and then I said -", "no, not me"], "and then I said - no, not me", []],
  [["Hi", "It was so good to meet"], "Hi\nIt was so good to meet", []],
  [
    ["look at example.org/files/2024-01-", "17_report.pdf"],
    "look at example.org/files/2024-01-17_report.pdf",
    ["example.org/files/2024-01-17_report.pdf"],
  ],
  [
    ["https://example.org/invite?", "id=48213&ref=ab7Q or what"],
    "https://example.org/invite?id=48213&ref=ab7Q or what",
    ["https://example.org/invite?id=48213&ref=ab7Q"],
  ],
  [
    ["did you see example.org/a?", "Or was it wrong"],
    "did you see example.org/a? Or was it wrong",
    [],
  ],
  [["I wrote it to sam@example.org.", "Answer me"], "I wrote it to sam@example.org. Answer me", []],
] as const)("%j", ([lines, text, broken]) => {
  expect(joinLines(lines.map(line))).toEqual({ text, broken });
});
