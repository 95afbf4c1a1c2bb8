import { compareFuzzyTimes, type FuzzyTime, parseFuzzyTime } from "@honeyguide/domain";
import { describe, expect, test } from "vitest";

import { fuzzyWords } from "../web/fuzzy-words.ts";

function fuzzy(text: string): FuzzyTime {
  return parseFuzzyTime(text)!;
}

describe("fuzzy times as words", () => {
  test.for([
    // EDTF, words
    ["2023", "2023"],
    ["2023~", "about 2023"],
    ["2023-01", "January 2023"],
    ["2023-01~", "about January 2023"],
    ["2023-01?", "January 2023, not sure"],
    ["2023-01%", "about January 2023, not sure"],
    ["2023-21", "spring 2023"],
    ["2023-22~", "about summer 2023"],
    ["2023-23", "autumn 2023"],
    ["2023-24", "winter 2023"],
    ["2024-03-14", "14 March 2024"],
    ["2024-03-14T18:05", "14 March 2024, 18:05"],
    ["2024-03-14T18:05:33", "14 March 2024, 18:05"],
    ["0987", "0987"],
    ["2023-12-03/2024-03-28", "between 3 December 2023 and 28 March 2024"],
    ["2023-12~/2024-03?", "between about December 2023 and March 2024, not sure"],
    ["2023-12/..", "from December 2023, and still"],
    ["2023-12/", "from December 2023; the end is not known"],
    ["../2024-03", "at any time up to March 2024"],
    ["/2024-03", "up to March 2024; the beginning is not known"],
  ] as const)("%s is %s", ([edtf, words]) => {
    expect(fuzzyWords(fuzzy(edtf))).toBe(words);
  });

  test("different times never have the same words", () => {
    const times = [
      "2023",
      "2023~",
      "2023?",
      "2023%",
      "2023-01",
      "2023/..",
      "2023/",
      "../2023",
      "/2023",
    ];
    expect(new Set(times.map((time) => fuzzyWords(fuzzy(time)))).size).toBe(times.length);
    expect(compareFuzzyTimes(fuzzy("2023-01"), fuzzy("2023-01-05"))).toBeLessThan(0);
  });
});
