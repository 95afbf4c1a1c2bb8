import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Because, Reason } from "../api.ts";
import { headline, orderReasons, signedBits } from "../web/because/because-words.ts";
import { chanceSentence, reasonSentence } from "../web/because/reason-sentence.ts";

function reason(kind: string, agrees: boolean, detail: Reason["detail"] = {}, bits = 1): Reason {
  return { feature: kind, agrees, bits, detail: { kind, ...detail } };
}

describe("reasonSentence", () => {
  test.for([
    // reason, sentence
    [reason("number", true, { value: "+447700900123" }), "Both were written from +44 7700 900123."],
    [reason("number", false), "They were written from different numbers."],
    [
      reason("number", true, { value: "+447700900123", isWritten: true }),
      "Both give the number +44 7700 900123.",
    ],
    [
      reason("lid", true, { value: "123456789012345" }),
      "Both came from the WhatsApp account 123456789012345, which hides its number.",
    ],
    [reason("username", true, { value: "abi_x" }), "Both came from @abi_x on WhatsApp."],
    [reason("handle", true, { value: "abi_x" }), "Both came from @abi_x."],
    [
      reason("handle", true, { value: "telegram:abi_x", isWritten: true }),
      "Both give @abi_x on Telegram.",
    ],
    [
      reason("bare_handle", true, { value: "abi_x" }),
      "Both have the name @abi_x, at two networks or at one that is not named.",
    ],
    [
      reason("payment", true, { value: "paypal:abi", isWritten: true }),
      "Both ask for money to abi (PayPal).",
    ],
    [reason("domain", true, { value: "example.org" }), "Both lead to pages of example.org."],
    [reason("link", true, { value: "example.org/a" }), "Both lead to example.org/a."],
    [reason("words", true, { shared: ["so busy", "our fun"] }), "Both say “so busy”, “our fun”."],
    [reason("words", true, { shared: [] }), "Both use the same unusual wording."],
    [reason("words", false), "Their wording has little in common."],
    [
      reason("name", false, { a: "Charlie", b: "Charlotte" }),
      "One is called Charlie, the other Charlotte.",
    ],
    [reason("name", true, { a: "Abi", b: "Abi" }), "Both call themselves Abi."],
    [
      reason("identifiers_differ", false, { a: "+447700900123", b: "@abi_x" }),
      "One was written from +44 7700 900123, the other from @abi_x.",
    ],
    [
      reason("start", true, { chance: 1 / 2000 }),
      "Before any evidence: about 1 in 2,000 pairs of reports has one sender.",
    ],
    [reason("short", false, { bits: 12 }), "The messages are short: many people write like this."],
    [reason("other_words", false, { unshared: 9 }), "Each also has wording that the other lacks."],
    [reason("moon_phase", true), "They agree in moon phase."],
    [reason("moon_phase", false), "They differ in moon phase."],
  ] as const)("%j", ([given, sentence]) => {
    expect(reasonSentence(given)).toBe(sentence);
  });

  test("says who else has it", () => {
    const alone = reason("name", true, { a: "Abi", b: "Abi", chance: 0.002, unrelated: 0 });
    expect(chanceSentence(alone)).toBe("By chance: 1 in 500.");
    const shared = { ...alone, detail: { ...alone.detail, unrelated: 3 } };
    expect(chanceSentence(shared)).toBe(
      "By chance: 1 in 500. 3 other reports that nothing else ties to these have it too.",
    );
  });

  test("whatever the engine says, there is a sentence without holes", () => {
    fc.assert(
      fc.property(
        fc.record({
          feature: fc.string({ minLength: 1 }),
          agrees: fc.boolean(),
          bits: fc.double({ noNaN: true }),
          detail: fc.dictionary(
            fc.constantFrom("kind", "value", "a", "b", "shared", "chance", "x"),
            fc.oneof(
              fc.constantFrom("start", "number", "words", "name", "template", "time", "media"),
              fc.jsonValue(),
            ),
          ),
        }),
        (given) => {
          const sentence = reasonSentence(given);
          expect(sentence.length).toBeGreaterThan(0);
          expect(sentence).not.toContain("undefined");
          expect(sentence).not.toContain("[object");
        },
      ),
    );
  });
});

describe("chanceSentence", () => {
  test.for([
    // chance, agrees, sentence
    [1 / 9000, true, "By chance: 1 in 9,000."],
    [1 / 84, true, "By chance: 1 in 84."],
    [1 / 9000, false, ""],
    [0, true, ""],
    [0.9, true, ""],
    ["1", true, ""],
  ] as const)("%j %j", ([chance, agrees, sentence]) => {
    expect(chanceSentence(reason("words", agrees, { chance }))).toBe(sentence);
  });
});

describe("the panel", () => {
  const because: Because = {
    campaignId: "c",
    campaignName: "Charlie number",
    against: "R-04",
    bits: 10,
    probability: 0.999,
    word: "almost certain",
    range: "95% or more",
    verdict: "certain",
    decided: null,
    rulesVersion: 1,
    reasons: [],
  };

  test.for([
    ["almost certain", 0.999, "Almost certainly the same sender as Charlie number."],
    ["remote chance", 0.01, "Only a remote chance that it is the same sender as Charlie number."],
    ["a new word", 0.7, "Likely the same sender as Charlie number."],
    ["a new word", 0.1, "Unlikely to be the same sender as Charlie number."],
  ] as const)("begins with words: %s", ([word, probability, sentence]) => {
    expect(headline({ ...because, word, probability })).toBe(sentence);
  });

  test("shows every reason once: the start, then for, then against, strongest first", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            feature: fc.constantFrom("start", "number", "words", "name"),
            agrees: fc.boolean(),
            bits: fc.integer({ min: -20, max: 20 }),
            detail: fc.constant({}),
          }),
        ),
        (reasons) => {
          const { start, supporting, contrary } = orderReasons(reasons);
          expect(new Set([...start, ...supporting, ...contrary])).toEqual(new Set(reasons));
          expect(start.length + supporting.length + contrary.length).toBe(reasons.length);
          expect(supporting.every(({ bits }) => bits >= 0)).toBe(true);
          expect(contrary.every(({ bits }) => bits < 0)).toBe(true);
          for (const group of [supporting, contrary]) {
            const sizes = group.map(({ bits }) => Math.abs(bits));
            expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
          }
        },
      ),
    );
  });

  test.for([
    [12.34, "+12"],
    [2.34, "+2.3"],
    [-1.94, "−1.9"],
    [0, "+0.0"],
  ] as const)("%d bits are %s", ([bits, text]) => {
    expect(signedBits(bits)).toBe(text);
  });
});
