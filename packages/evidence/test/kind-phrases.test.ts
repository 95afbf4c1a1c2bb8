import { describe, expect, test } from "vitest";

import { readBody } from "../src/kind.ts";
import { calls, locations, polls } from "../src/kind-acts.ts";
import { attachedMarks, omittedContacts, viewOnce } from "../src/kind-beside.ts";
import { omitted } from "../src/kind-left-out.ts";
import { omittedElsewhere } from "../src/kind-left-out-elsewhere.ts";
import type { PhraseTable } from "../src/kind-table.ts";
import { deleted, editedMarks } from "../src/kind-taken-back.ts";

const capitalised = (phrase: string) => phrase.charAt(0).toUpperCase() + phrase.slice(1);
const address = "https://maps.google.com/?q=51.5,-0.1";

describe.for([
  // table, what stands for it in an export, kind
  ["left out", { ...omitted, ...omittedElsewhere }, (phrase: string) => `<${phrase}>`, "media"],
  ["cards", omittedContacts, (phrase: string) => `\u200e${phrase}`, "contact"],
  ["taken back", deleted, (phrase: string) => `${phrase}.`, "deleted"],
  ["once", viewOnce, (phrase: string) => `<${phrase}>`, "view_once"],
  ["calls", calls, (phrase: string) => `\u200e${phrase}, 12 min`, "call"],
  ["places", locations, (phrase: string) => `${phrase}: ${address}`, "location"],
  ["polls", polls, (phrase: string) => `${phrase}:\nLunch?\nOPTION: yes (1)`, "poll"],
] as readonly (readonly [string, PhraseTable, (phrase: string) => string, string])[])(
  "%s",
  ([, table, print, kind]) => {
    test("in twenty languages or more", () => {
      expect(Object.keys(table).length).toBeGreaterThanOrEqual(20);
    });
    test.for(Object.entries(table))("is read in %s", ([, phrases]) => {
      for (const phrase of phrases) {
        for (const form of [phrase, capitalised(phrase)]) {
          expect([form, readBody(print(form)).kind]).toEqual([form, kind]);
        }
      }
    });
  },
);

describe("changed messages", () => {
  test("in twenty languages or more", () => {
    expect(Object.keys(editedMarks).length).toBeGreaterThanOrEqual(20);
  });
  test.for(Object.entries(editedMarks))("are read in %s", ([, marks]) => {
    for (const mark of marks) {
      const read = readBody(`see you \u200e<${capitalised(mark)}>`);
      expect([mark, read]).toEqual([mark, { kind: "text", text: "see you", edited: true }]);
    }
  });
});

describe("files beside the chat", () => {
  test("in twenty languages or more", () => {
    expect(Object.keys(attachedMarks).length).toBeGreaterThanOrEqual(20);
  });
  test.for(Object.entries(attachedMarks))("are read in %s", ([, marks]) => {
    for (const mark of marks) {
      const read = readBody(`IMG-1.jpg (${mark})\nlook`);
      expect([mark, read]).toEqual([
        mark,
        { kind: "media", text: "look", attachments: ["IMG-1.jpg"] },
      ]);
    }
  });
});

test.for([
  // what people write with the same words
  "voice call later?",
  "location unknown",
  "poll results are in",
  "投票しました",
  "位置 is a word",
  "editada por mi",
  "Umfrage: wer kommt?",
  "this message was deleted, she says",
])("%j is somebody's own", (text) => {
  expect(readBody(text)).toEqual({ kind: "text", text });
});
