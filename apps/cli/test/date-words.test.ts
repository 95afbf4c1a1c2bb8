import { parseFuzzyTime } from "@honeyguide/domain";
import { describe, expect, test } from "vitest";

import { fuzzyTimeInWords, spanInWords } from "../src/date-words.ts";

describe("times in words", () => {
  // EDTF, words
  test.for([
    ["2023", "2023"],
    ["2023-21", "spring 2023"],
    ["2023-01~", "about January 2023"],
    ["2023-01?", "perhaps January 2023"],
    ["2023-01%", "perhaps about January 2023"],
    ["2023-01-12", "12 January 2023"],
    ["2023-01-12T18:05", "12 January 2023, 18:05"],
    ["2023-03/2023-05~", "between March 2023 and about May 2023"],
    ["2023-03/..", "since March 2023"],
    ["2023-03/", "since March 2023, end not known"],
    ["../2023-03", "until March 2023"],
    ["/2023-03", "until March 2023, beginning not known"],
  ] as const)("%s is %s", ([edtf, said]) => {
    const time = parseFuzzyTime(edtf);
    expect(time && fuzzyTimeInWords(time)).toBe(said);
  });

  // first, last, words
  test.for([
    ["2023-12-03T18:05", "2024-03-28T09:00", "from 3 December 2023 to 28 March 2024"],
    ["2024-01-03T18:05", "2024-03-28T09:00:01Z", "from 3 January to 28 March 2024"],
    ["2024-01-03T18:05", "2024-01-03T19:05", "on 3 January 2024"],
    [null, null, "without times"],
  ] as const)("%s to %s", ([first, last, said]) => {
    expect(spanInWords(first, last)).toBe(said);
  });
});
