import { makeReceiptCode, toDigitGroups, toWords } from "@honeyguide/protocol/receipt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { countTry, noTries, putWord, wordAt, wordNumber } from "../web/form/code-entry.ts";
import { makePressCounter } from "../web/frame/leave.ts";
import { holdsCode } from "../web/sealing/code-search.ts";

const code = fc.uint8Array({ minLength: 9, maxLength: 9 }).map(makeReceiptCode);
const own = makeReceiptCode(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]));

describe("a code among what is about to be sent", () => {
  test("is found in every spelling, wherever it stands", () => {
    fc.assert(
      fc.property(code, fc.constantFrom(" ", ", ", "-", "\n"), (mine, between) => {
        for (const spelling of [toWords(mine), toDigitGroups(mine)]) {
          const text = spelling.join(between);
          expect(holdsCode(text, undefined)).toBe(true);
          expect(holdsCode(`My code is ${text.toUpperCase()}. Thanks`, mine)).toBe(true);
        }
      }),
    );
  });

  test.for([
    "",
    "They called on Sunday.",
    "+44 7700 900123",
    "he said we met at the party last summer",
    "12345678901234567890 and more",
  ])("is not seen in %j", (text) => {
    expect(holdsCode(text, own)).toBe(false);
  });
});

describe("typing a code", () => {
  test.for([
    // typed, caret, word at the caret
    ["gard", 4, "gard"],
    ["garden cop", 10, "cop"],
    ["garden  cop", 7, undefined],
    ["garden cop", 3, "garden"],
    ["4821 0937", 4, undefined],
    ["", 0, undefined],
  ] as const)("in %j at %i the word is %j", ([typed, caret, word]) => {
    expect(wordAt(typed, caret)?.text).toBe(word);
  });

  test("a suggestion takes the place of its word and of no other", () => {
    const typed = "garden cop lemon";
    const place = wordAt(typed, 10);
    expect(place && putWord(typed, place, "copper")).toBe("garden copper lemon");
    const third = wordNumber(typed, 3);
    expect(third && putWord(typed, third, "river")).toBe("garden cop river ");
  });

  test("waits a minute after ten wrong codes, and not before", () => {
    let tries = noTries;
    for (let n = 0; n < 9; n += 1) tries = countTry(tries, 1000);
    expect(tries.waitUntil).toBe(0);
    expect(countTry(tries, 1000).waitUntil).toBe(61_000);
  });
});

test("three presses leave only within five seconds", () => {
  const press = makePressCounter();
  expect([0, 1000, 6500, 7000, 7500].map(press)).toEqual([1, 2, 1, 2, 3]);
});
