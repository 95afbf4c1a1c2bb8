import { hardText } from "@honeyguide/domain/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readBody } from "../src/kind.ts";
import { allPhrases, attachedMarks } from "../src/kind-phrases.ts";
import { endsPlain, startsPlain } from "../src/plain-body.ts";

describe("readBody", () => {
  test.for([
    // body, kind, text
    ["hello", "text", "hello"],
    ["<Media omitted>", "media", ""],
    ["\u200eimage omitted", "media", ""],
    ["<Medien ausgeschlossen>", "media", ""],
    ["<تم استبعاد الوسائط>", "media", ""],
    ["<मीडिया के बिना>", "media", ""],
    ["<Без медиафайлов>", "media", ""],
    ["This message was deleted", "deleted", "This message was deleted"],
    ["Diese Nachricht wurde gelöscht.", "deleted", "Diese Nachricht wurde gelöscht."],
    ["null", "view_once", "null"],
    ["<View once voice message omitted>", "view_once", "<View once voice message omitted>"],
    ["Missed voice call", "call", "Missed voice call"],
    ["Voice call, 12 min", "call", "Voice call, 12 min"],
    ["Video call later?", "text", "Video call later?"],
    [
      "location: https://maps.google.com/?q=51.5,-0.1",
      "location",
      "location: https://maps.google.com/?q=51.5,-0.1",
    ],
    ["POLL:\nDinner?\nOPTION: yes (1 vote)", "poll", "POLL:\nDinner?\nOPTION: yes (1 vote)"],
    ["poll results are in", "text", "poll results are in"],
    ["This message was deleted by admin Sam.", "deleted", "This message was deleted by admin Sam."],
    ["\u200econtact card omitted", "contact", ""],
    ["look at that \u200eimage omitted", "media", "look at that"],
    ["one\ntwo \u200evideo omitted", "media", "one\ntwo"],
    ["the image omitted", "text", "the image omitted"],
    [
      "\u200eMessages and calls are end-to-end encrypted. No one can read them.",
      "system",
      "Messages and calls are end-to-end encrypted. No one can read them.",
    ],
    [
      "Messages and calls are end-to-end encrypted, they say",
      "text",
      "Messages and calls are end-to-end encrypted, they say",
    ],
    ["the location: unknown", "text", "the location: unknown"],
  ] as const)("%j is %s", ([body, kind, text]) => {
    expect(readBody(body)).toEqual({ kind, text });
  });

  test.for([
    ["IMG-20240314-WA0001.jpg (file attached)\nlook", "media", "IMG-20240314-WA0001.jpg", "look"],
    [
      "\u200e<attached: 00000012-PHOTO-2024-03-14.jpg>",
      "media",
      "00000012-PHOTO-2024-03-14.jpg",
      "",
    ],
    ["\u200e<Anhang: 00000013-AUDIO.opus>", "media", "00000013-AUDIO.opus", ""],
    ["<Medien ausgeschlossen>\nPlan (2).pdf", "media", "Plan (2).pdf", ""],
    ["Plan.pdf • \u200e12 pages \u200edocument omitted", "media", "Plan.pdf", ""],
    ["look \u200e<attached: 0012-PHOTO.jpg>", "media", "0012-PHOTO.jpg", "look"],
    ["one\ntwo\n\u200e<attached: 0012-PHOTO.jpg>", "media", "0012-PHOTO.jpg", "one\ntwo"],
    ["Charlie.vcf (Datei angehängt)", "contact", "Charlie.vcf", ""],
  ] as const)("%j names a file", ([body, kind, attachment, text]) => {
    expect(readBody(body)).toEqual({ kind, attachments: [attachment], text });
  });

  test("a file name in somebody's own brackets is text", () => {
    expect(readBody("plan.pdf (the old one)").kind).toBe("text");
  });

  test("a changed message says so and loses the mark", () => {
    expect(readBody("see you at 6 \u200e<This message was edited>")).toEqual({
      kind: "text",
      text: "see you at 6",
      edited: true,
    });
  });
});

describe("a plain body", () => {
  const words = fc.oneof(
    hardText,
    fc.constantFrom(...allPhrases, ...attachedMarks, "IMG.jpg (file attached)"),
    fc.constantFrom(
      "\u200e",
      "\u200f",
      "\ufeff",
      " ",
      "<",
      ">",
      "(",
      ")",
      "（",
      "\u00a0",
      "K",
      "İ",
    ),
  );
  const body = fc
    .tuple(fc.array(words, { maxLength: 4 }), fc.boolean())
    .map(([parts, isUpper]) => (isUpper ? parts.join("").toUpperCase() : parts.join("")))
    .map((text) => text.replace(/[\n\r\u200e]/g, ""));

  test("is read as a text, to the letter", () => {
    fc.assert(
      fc.property(body, (text) => {
        const bytes = new TextEncoder().encode(`${text}\n`);
        fc.pre(text !== "" && startsPlain(bytes, 0) && endsPlain(text));
        expect(readBody(text)).toEqual({ kind: "text", text });
      }),
      { numRuns: 2000 },
    );
  });

  test.for(["hello", "so it is", "ok", "😀 yes", "Эй", "see you at 6"])(
    "%j is told at once",
    (text) => {
      expect(startsPlain(new TextEncoder().encode(`${text}\n`), 0)).toBe(true);
      expect(endsPlain(text)).toBe(true);
    },
  );

  test.for([...allPhrases])("%j is not one, in whatever case", (phrase) => {
    // "ı" in capitals is the "I" of another letter.
    const capitals = phrase.toUpperCase();
    const forms = capitals.toLowerCase() === phrase ? [phrase, capitals] : [phrase];
    for (const form of [...forms, `<${phrase}>`]) {
      expect(startsPlain(new TextEncoder().encode(`${form}\n`), 0)).toBe(false);
    }
  });
});
