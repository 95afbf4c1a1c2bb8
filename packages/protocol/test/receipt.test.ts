import fc from "fast-check";
import { describe, expect, test } from "vitest";

import vectors from "../../../spec/vectors/receipt.json" with { type: "json" };
import { codeWords } from "../src/code-words.ts";
import {
  completeWord,
  deriveReceiptKeys,
  makeReceiptCode,
  parseReceiptCode,
  receiptRandomBytes,
  type ReceiptCode,
  toDigitGroups,
  toWords,
} from "../src/receipt.ts";

const code = fc
  .uint8Array({ minLength: receiptRandomBytes, maxLength: receiptRandomBytes })
  .map((random) => makeReceiptCode(random));

function refused(typed: string) {
  const result = parseReceiptCode(typed);
  if (result.ok) throw new Error("was read");
  return result;
}

describe("the word list", () => {
  test("has 2,048 words whose first four letters differ", () => {
    expect(new Set(codeWords.map((word) => word.slice(0, 4))).size).toBe(2048);
    expect(codeWords.every((word) => /^[a-z]{3,9}$/.test(word))).toBe(true);
  });

  test.for(["victim", "abuse", "police", "secret", "shoot"])("does not hold %s", (word) => {
    expect(codeWords).not.toContain(word);
  });
});

describe("a receipt code", () => {
  test("is read back from its words and from its digits", () => {
    fc.assert(
      fc.property(code, (made) => {
        expect(parseReceiptCode(toWords(made).join(" "))).toEqual({ ok: true, value: made });
        expect(parseReceiptCode(toDigitGroups(made).join(" "))).toEqual({ ok: true, value: made });
      }),
    );
  });

  test("is read from four letters of each word, in any case, with any separator", () => {
    fc.assert(
      fc.property(code, fc.constantFrom(" ", ", ", "-", "\n", "\u00a0"), (made, separator) => {
        const short = toWords(made).map((word) => word.slice(0, 4).toUpperCase());
        expect(parseReceiptCode(` ${short.join(separator)} `)).toEqual({ ok: true, value: made });
      }),
    );
  });

  test("two codes never have the same words", () => {
    fc.assert(
      fc.property(code, code, (one, other) => {
        expect(toWords(one).join() === toWords(other).join()).toBe(one === other);
      }),
    );
  });

  test.for(vectors.codes)("$digits is $words", ({ random, digits, words }) => {
    const made = makeReceiptCode(Uint8Array.from(Buffer.from(random, "hex")));
    expect(made).toBe(digits);
    expect(toWords(made).join(" ")).toBe(words);
  });

  test("takes exactly nine random bytes", () => {
    expect(() => makeReceiptCode(new Uint8Array(8))).toThrow(RangeError);
  });

  test.for([
    ["", { reason: "empty" }],
    [" , - ", { reason: "empty" }],
    ["lemon river", { reason: "count", count: 2 }],
    ["4821 0937", { reason: "digit_count", count: 8 }],
    ["9999 9999 9999 9999 9999", { reason: "digit_count", count: 20 }],
    [
      "lemon river gardne zone zoo lemon",
      { reason: "unknown_word", position: 3, suggestion: "garden" },
    ],
    [
      "lemon river garden zone zoo lemno",
      { reason: "unknown_word", position: 6, suggestion: "lemon" },
    ],
    ["lemon river xqxqxqxq zone", { reason: "unknown_word", position: 3, suggestion: undefined }],
    ["le river garden zone zoo lemon", { reason: "unknown_word", position: 1 }],
  ] as const)("refuses %j with %j", ([typed, expected]) => {
    expect(refused(typed)).toMatchObject(expected);
  });

  test("names the one word that was mistyped, wherever it stands", () => {
    fc.assert(
      fc.property(code, fc.nat({ max: 5 }), (made, at) => {
        const typed = toWords(made).map((word, index) => (index === at ? `zq${word}` : word));
        expect(refused(typed.join(" "))).toMatchObject({
          reason: "unknown_word",
          position: at + 1,
        });
      }),
    );
  });
});

describe("completeWord", () => {
  test.for([
    ["gard", ["garden"]],
    ["LEMO", ["lemon"]],
    ["", []],
    ["qqq", []],
  ] as const)("%j gives %j", ([start, expected]) => {
    expect(completeWord(start, 5)).toEqual(expected);
  });
});

describe("deriveReceiptKeys", () => {
  test.for(vectors.keys)("gives the keys of $digits", { timeout: 30_000 }, async (vector) => {
    const keys = await deriveReceiptKeys(vector.digits as ReceiptCode);
    expect(keys).toEqual({
      mailboxId: vector.mailboxId,
      authKey: vector.authKey,
      verifier: vector.verifier,
      identity: vector.identity,
      recipient: vector.recipient,
    });
  });
});
