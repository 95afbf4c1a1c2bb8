import { hardText } from "@honeyguide/domain/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { encodingOf } from "../src/encoding.ts";
import { createLineSplitter, linesOf, longestLine, type TextLine } from "../src/text-lines.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, "utf16le").swap16());
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

function inPieces(bytes: Uint8Array, cuts: readonly number[]) {
  const lines: TextLine[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length];
  edges.sort((a, b) => a - b);
  for (const [at, edge] of edges.slice(1).entries()) {
    splitter.push(bytes.subarray(edges[at], edge));
  }
  return { encoding: splitter.end(), lines };
}

describe("lines", () => {
  test.for([
    // name, bytes, lines with their offsets
    ["an empty file", utf8(""), []],
    ["no line feed", utf8("a"), [["a", 0]]],
    ["the last line feed ends, it does not begin", utf8("a\n"), [["a", 0]]],
    [
      "both endings",
      utf8("a\r\nb\nc"),
      [
        ["a", 0],
        ["b", 3],
        ["c", 5],
      ],
    ],
    [
      "a byte order mark",
      utf8("\ufeffé\nb"),
      [
        ["é", 0],
        ["b", 6],
      ],
    ],
    [
      "letters of four bytes",
      utf8("🐦\n🐦"),
      [
        ["🐦", 0],
        ["🐦", 5],
      ],
    ],
    [
      "UTF-16 little end first",
      utf16le("\ufeffé\n🐦\nb"),
      [
        ["é", 0],
        ["🐦", 6],
        ["b", 12],
      ],
    ],
    [
      "UTF-16 big end first",
      utf16be("\ufeffé\nb"),
      [
        ["é", 0],
        ["b", 6],
      ],
    ],
    [
      "UTF-16 without its mark",
      utf16le("14/03/2024\nhello"),
      [
        ["14/03/2024", 0],
        ["hello", 22],
      ],
    ],
    [
      "Windows-1252",
      latin1("gr\xfc\xdfe und mehr\nb"),
      [
        ["grüße und mehr", 0],
        ["b", 15],
      ],
    ],
  ] as const)("%s", ([, bytes, expected]) => {
    expect(linesOf(bytes).map(({ text, offset }) => [text, offset])).toEqual(expected);
  });

  test("a line without end is cut, wherever the stream is cut", () => {
    const bytes = utf8(`a\n${"x".repeat(2 * longestLine + 5)}\nb`);
    const lines = linesOf(bytes);
    expect(lines.map(({ text, offset, isCut }) => [text.length, offset, isCut])).toEqual([
      [1, 0, false],
      [longestLine, 2, false],
      [longestLine, 2, true],
      [5, 2, true],
      [1, 2 * longestLine + 8, false],
    ]);
    expect(inPieces(bytes, [7, longestLine - 1, longestLine + 2]).lines).toEqual(lines);
  });

  test("each offset is where the line's own bytes stand, and no cut changes anything", () => {
    const encodings = fc.constantFrom(
      [utf8, "utf-8"] as const,
      [(text: string) => utf16le(`\ufeff${text}`), "utf-16le"] as const,
      [(text: string) => utf16be(`\ufeff${text}`), "utf-16be"] as const,
    );
    const cuts = fc.array(fc.nat(), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(hardText), encodings, cuts, (texts, [encode, encoding], places) => {
        const bytes = encode(texts.map((text) => text.replace(/[\ufeff\0]/g, "")).join("\n"));
        const found = inPieces(bytes, places);
        expect(found.lines).toEqual(linesOf(bytes));
        for (const [at, { offset, text }] of found.lines.entries()) {
          const end = found.lines[at + 1]?.offset ?? bytes.length;
          const own = new TextDecoder(encoding).decode(bytes.subarray(offset, end));
          expect(own.replace(/\r?\n$/, "")).toBe(text.replace(/\r$/, ""));
        }
      }),
    );
  });
});

test("bytes that are no UTF-8 become what a decoder of the whole makes of them", () => {
  const wild = fc.array(
    fc.constantFrom(0x61, 0x0a, 0x80, 0xbf, 0xc3, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0xff, 0xed, 0xa0),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(wild, fc.array(fc.nat(), { maxLength: 8 }), (tail, cuts) => {
      const head = utf8("text and text\n".repeat(400));
      const bytes = Uint8Array.from([...head, ...tail]);
      const lines = inPieces(
        bytes,
        cuts.map((cut) => head.length + (cut % tail.length)),
      );
      expect(lines.lines.map(({ text }) => text).join("\n")).toBe(
        new TextDecoder().decode(bytes).replace(/\n$/, ""),
      );
      for (const { offset } of lines.lines) {
        if (offset > 0) expect(bytes[offset - 1]).toBe(0x0a);
      }
    }),
    { numRuns: 500 },
  );
});

describe("encodingOf", () => {
  test.for([
    ["zeros on both sides", Uint8Array.from([0x61, 0, 0, 0x61]), undefined],
    ["one zero in much text", utf8(`${"text ".repeat(20)}\0`), undefined],
    ["control letters", Uint8Array.from([0x61, 0x01, 0x62]), undefined],
    ["bytes that Windows does not use", latin1("a lot of text and \x81 then"), undefined],
    ["mostly bytes above ASCII", Uint8Array.from([0xe9, 0xe8, 0xe7, 0x61]), undefined],
    ["a letter cut at the end", utf8("grüße").subarray(0, 3), "utf-8"],
  ] as const)("%s: %s", ([, bytes, encoding]) => {
    expect(encodingOf(bytes)).toBe(encoding);
  });
});
