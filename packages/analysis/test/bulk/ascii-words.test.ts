import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { WordBuffer } from "../../src/bulk/ascii-words.ts";
import { decodeUtf8 } from "../../src/bulk/utf8.ts";
import { makeTokens } from "../../src/tokens.ts";

const buffer = new WordBuffer();
const encoder = new TextEncoder();

function wordsOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) =>
    String.fromCharCode(
      ...buffer.codes.subarray(at === 0 ? 0 : buffer.ends[at - 1], buffer.ends[at]),
    ),
  );
}

/** The words of a text in the quick way, or undefined where that one does not know. */
function quickWords(text: string): readonly string[] | undefined {
  const bytes = encoder.encode(`xx ${text} yy`);
  const count = buffer.readAscii(bytes, 3, bytes.length - 3);
  return count < 0 ? undefined : wordsOf(count);
}

const slowWords = (text: string) => makeTokens(text).map(({ word }) => word);

const piece = fc.oneof(
  fc.constantFrom(
    ..."+44 7700 900123|020 7946 0018|12.30|http|www|://|.|won't|rock'n'roll|i'm|`|heyyyy|soooo|gr8|h3llo|b4|a!b|hi!|!!|l|I|1|h e l l o|a b c|7|700|(0)20-7946-0018|+|'|- |\t|\n|\r\n|_|%|x y z |WALL|0|1234567|1234567a|12 34 56 7b".split(
      "|",
    ),
  ),
  fc.string({ unit: fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)) }),
  fc.string({ unit: fc.constantFrom(...Array.from("abl10!'` .-()+7")) }),
);
const ascii = fc
  .array(fc.tuple(piece, fc.constantFrom("", " ", " ")), { maxLength: 12 })
  .map((list) => list.flat().join(""));

describe("words of plain messages", () => {
  test("are the words of makeTokens, or nothing is said", () => {
    fc.assert(
      fc.property(ascii, (text) => {
        const quick = quickWords(text);
        if (quick !== undefined) expect(quick).toEqual(slowWords(text));
      }),
      { numRuns: 3000 },
    );
  });

  test.for([
    "Long time no speak! How're you? Hope you get a break over easter, 12.30 at Tate's x",
    "call me on +44 7700 900123 or 07700900123, ok?",
    "WALL-to-wall l0ve 1t, hiiii!!! 100 things & 2 more",
    "12345678abc 1234567 (020) 7946-0018.",
    "",
  ])("of %j are read in the quick way", (text) => {
    expect(quickWords(text)).toEqual(slowWords(text));
  });

  test.for([
    "see https://example.org",
    "Www.example.org",
    "a@example.org",
    "$50",
    "caf\u00e9",
    "h e l l o",
  ])("of %j are left to makeTokens", (text) => {
    expect(quickWords(text)).toBeUndefined();
  });

  test("any text can be read in the other way", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(wordsOf(buffer.readText(text))).toEqual(slowWords(text));
      }),
    );
  });

  test("a word that is longer than the buffer is kept", () => {
    const text = `\u00e9${"ab".repeat(60_000)}`;
    expect(wordsOf(buffer.readText(text))).toEqual(slowWords(text));
  });
});

describe("UTF-8", () => {
  test("is read as the platform reads it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const bytes = encoder.encode(text);
        expect(decodeUtf8(bytes, 0, bytes.length)).toBe(
          new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
        );
      }),
    );
  });

  test.for([[0x80], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98], [0xff]])(
    "%j is no text",
    (bytes) => {
      expect(decodeUtf8(Uint8Array.from(bytes), 0, bytes.length)).toMatch(/^\ufffd+$/);
    },
  );
});
