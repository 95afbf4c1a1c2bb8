import { describe, expect, test } from "vitest";

import type { ConversationLine } from "../api.ts";
import { findWords } from "../web/conversation/found-words.ts";
import { makeLinePages } from "../web/conversation/line-pages.ts";
import { makeWanted } from "../web/conversation/wanted-pages.ts";

function linesNamed(name: string, count: number): readonly ConversationLine[] {
  return Array.from({ length: count }, (_, index) => ({
    at: null,
    from: "sender",
    who: null,
    kind: "text",
    text: `${name} ${index}`,
    edited: false,
    attachments: [],
    confidence: null,
    source: { exhibit: "c", line: index + 1 },
    slots: [],
  }));
}

describe("pages of lines", () => {
  test.for([
    // first, last, total, pages
    [0, 30, 1000, [0, 1]],
    [250, 290, 1000, [1, 2, 0]],
    [390, 420, 1000, [1, 2, 3, 0]],
    [980, 1000, 1000, [4, 3]],
    [0, 10, 10, [0]],
    [0, 0, 0, []],
    // A list that has become shorter than the place it was read at.
    [5000, 5100, 1000, []],
  ] as const)("rows %d to %d of %d need %j", ([first, last, total, pages]) => {
    expect(makeWanted(first, last, total, 200)).toEqual(pages);
  });

  test("holds what is wanted and lets go of the oldest of the rest", () => {
    const pages = makeLinePages(10, 3);
    for (const page of [0, 1, 2, 3]) pages.keep(page, linesNamed(`page ${page}`, 10), [0, page]);
    expect(pages.size).toBe(3);
    expect(pages.has(0)).toBe(true);
    expect(pages.has(1)).toBe(false);
    expect(pages.line(5)?.text).toBe("page 0 5");
    expect(pages.line(39)?.text).toBe("page 3 9");
    expect(pages.line(15)).toBeUndefined();
  });

  test("the page that came is never the one that goes", () => {
    const pages = makeLinePages(10, 1);
    pages.keep(0, linesNamed("a", 10), [0]);
    pages.keep(7, linesNamed("b", 10), [0]);
    expect(pages.has(0)).toBe(true);
    expect(pages.has(7)).toBe(true);
  });
});

describe("where searched words stand", () => {
  test.for([
    // text, words, what is painted
    ["Long time no speak", "TIME", ["time"]],
    ["Café, cafe, CAFÉ", "cafe", ["Café", "cafe", "CAFÉ"]],
    ["Cafe\u0301 au lait", "café", ["Cafe\u0301"]],
    ["ｗｉｄｅ words", "wide", ["ｗｉｄｅ"]],
    ["aaaa", "aa", ["aa", "aa"]],
    ["one\n  two", "one two", ["one\n  two"]],
    ["Straße", "STRASSE", ["Straße"]],
    ["so\u00adft hy\u200bphen", "soft hyphen", ["so\u00adft hy\u200bphen"]],
    ["the ﬁne print", "fine", ["ﬁne"]],
    ["😀 hello 😀", "hello", ["hello"]],
    ["nothing here", "speak", []],
    ["nothing here", "  ", []],
  ] as const)("“%s” for “%s”", ([text, words, painted]) => {
    expect(findWords(text, words).map(({ start, end }) => text.slice(start, end))).toEqual(painted);
  });
});
