import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { WordBuffer } from "../../src/bulk/ascii-words.ts";
import { mostSigns, Transcriber } from "../../src/bulk/transcribe.ts";
import { makeTokens } from "../../src/tokens.ts";

const buffer = new WordBuffer();
const transcriber = new Transcriber();

/** The words of a text by way of ASCII, or undefined where that way does not know. */
function quickWords(text: string): readonly string[] | undefined {
  const bytes = new TextEncoder().encode(`xx ${text} yy`);
  return wordsOf(transcriber.read(bytes, 3, bytes.length - 3));
}

function wordsOf(length: number): readonly string[] | undefined {
  const count = length < 0 ? -1 : buffer.readAscii(transcriber.bytes, 0, length, mostSigns);
  if (count < 0) return undefined;
  return Array.from({ length: count }, (_, at) =>
    String.fromCharCode(
      ...buffer.codes.subarray(at === 0 ? 0 : buffer.ends[at - 1], buffer.ends[at]),
    ),
  );
}

const slowWords = (text: string) => makeTokens(text).map(({ word }) => word);

const sign = fc.oneof(
  fc.constantFrom(
    ...Array.from("abl10!'` .-()+7\u00fc\u00dc\u00e9\u00f1\u2026\u2019\u2018\u201c\u2014\u00e6"),
    ...Array.from("\u0149\ufb01\u2116\u00bd\u2160\u{1d41a}\u0430\u{1f609}\u2728\u203c\u200d\ufe0f"),
    ...Array.from("\u0301\u00a0\u3000\uff1a\uff20\uff04\u00a3\u33c2\u02bc\u00b4\u2e85\u4f60\u0663"),
  ),
  fc.integer({ min: 0x80, max: 0x2fff }).map((point) => String.fromCodePoint(point)),
);
const text = fc.array(sign, { maxLength: 14 }).map((signs) => signs.join(""));

describe("words of messages that are nearly ASCII", () => {
  test("are the words of makeTokens, or nothing is said", () => {
    fc.assert(
      fc.property(text, (one) => {
        const quick = quickWords(one);
        if (quick !== undefined) expect(quick).toEqual(slowWords(one));
      }),
      { numRuns: 5000 },
    );
  });

  test("are the same from a text as from its bytes", () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(wordsOf(transcriber.readText(one))).toEqual(quickWords(one));
      }),
    );
  });

  test.for([
    "Caf\u00e9 \u00dcber alles, se\u00f1or!",
    "don\u2019t stop \u{1f609}\u{1f609} me now\u2026",
    "p\u0430yp\u0430l \u201cfree\u201d money \u2014 now",
  ])("of %j are read in the quick way", (one) => {
    expect(quickWords(one)).toEqual(slowWords(one));
  });

  test.for([
    "\u4f60\u597d",
    "\u00a350 off",
    "\u043f\u0440\u0438\u0432\u0435\u0442",
    "h \u00e9 l l o",
  ])("of %j are left to makeTokens", (one) => {
    expect(quickWords(one)).toBeUndefined();
  });

  test("what is no UTF-8 is left to makeTokens", () => {
    expect(transcriber.read(Uint8Array.of(0x61, 0xff, 0x62), 0, 3)).toBe(-1);
  });
});
