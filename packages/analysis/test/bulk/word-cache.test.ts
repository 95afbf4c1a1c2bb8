import fc from "fast-check";
import { expect, test } from "vitest";

import { WordBuffer } from "../../src/bulk/ascii-words.ts";
import { makeTokens } from "../../src/tokens.ts";

const word = fc.oneof(
  fc.constantFrom("Hello", "hello", "HELL0", "a", "aa", "aaa", "l", "i", "wonderfully", "don't"),
  fc.string({
    unit: fc.constantFrom("a", "b", "y", "z", "A", "B", "Y", "Z"),
    minLength: 1,
    maxLength: 14,
  }),
);
const message = fc
  .array(fc.tuple(word, fc.constantFrom(" ", ", ", ".", "!", "'", "1", ": ")), { maxLength: 10 })
  .map((list) => list.flat().join(""));

test("a word that was remembered has its number whenever it comes again", () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 8 }), (messages) => {
      const buffer = new WordBuffer();
      const numbers = new Map<string, number>();
      for (const text of [...messages, ...messages]) {
        const bytes = new TextEncoder().encode(text);
        const count = buffer.readAscii(bytes, 0, bytes.length);
        if (count < 0) continue;
        const expected = makeTokens(text).map((token) => token.word);
        expect(count).toBe(expected.length);
        expected.forEach((one, nth) => {
          const number = numbers.get(one) ?? numbers.size;
          numbers.set(one, number);
          if (buffer.numbers[nth] === -1) buffer.remember(nth, number);
          else expect(buffer.numbers[nth]).toBe(number);
        });
      }
    }),
    { numRuns: 500 },
  );
});

test("what was remembered is found without its letters", () => {
  const buffer = new WordBuffer();
  const bytes = new TextEncoder().encode("lovely lantern");
  expect(buffer.readAscii(bytes, 0, bytes.length)).toBe(2);
  buffer.remember(1, 77);
  expect(buffer.readAscii(bytes, 0, bytes.length)).toBe(2);
  expect([...buffer.numbers.subarray(0, 2)]).toEqual([-1, 77]);
});
