import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { excerptSource, keepMessages, writeExcerpt } from "../src/excerpt.ts";
import type { ParsedMessage } from "../src/message.ts";
import { readEvidence } from "../src/read-evidence.ts";
import { evidenceVersion } from "../src/version.ts";

const of = {
  sha256: "ab".repeat(32),
  bytes: 1234,
  format: "telegram-json",
  tool: "honeyguide",
  version: evidenceVersion,
  corrected: false,
};

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const text = fc.string({ unit: "binary", maxLength: 40 });
const message: fc.Arbitrary<ParsedMessage> = fc
  .record({
    at: fc.constantFrom(
      null,
      "2024-03-14T18:05",
      "2024-03-14T18:05:33Z",
      "2024-03-14T18:05:33+01:00",
    ),
    sender: fc.option(text),
    kind: fc.constantFrom("text" as const, "media" as const, "system" as const, "poll" as const),
    text,
    conversation: optional(text),
    direction: optional(fc.constantFrom("sent" as const, "received" as const)),
    attachments: optional(fc.array(text, { maxLength: 3 })),
    confidence: optional(fc.double({ min: 0, max: 1, noNaN: true }).map((it) => it || 0)),
    edited: optional(fc.constant(true as const)),
    source: fc.record({ line: fc.nat(), lines: fc.nat(), offset: fc.nat() }),
  })
  .map((all) => {
    const entries = Object.entries(all).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries) as unknown as ParsedMessage;
  });

async function read(bytes: Uint8Array) {
  const result = await readEvidence(bytes);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

describe("an excerpt", () => {
  test("reads back as the messages that it was made of, and as what it was made from", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(message, { maxLength: 8 }), async (messages) => {
        const bytes = writeExcerpt(of, messages);
        const { format, messages: again, coverage } = await read(bytes);
        expect(format).toBe("excerpt");
        expect(again).toEqual(messages);
        expect(coverage.parsed).toBe(messages.length);
        expect(coverage.lines).toBe(messages.length + 1);
        expect(excerptSource(bytes)).toEqual(of);
        expect(writeExcerpt(of, again)).toEqual(bytes);
      }),
    );
  });

  test("holds messages longer than a line may be", async () => {
    const long = { at: null, sender: null, kind: "text" as const, text: "ab ".repeat(500_000) };
    const messages = [1, 2, 3].map((line) => ({ ...long, source: { line, lines: 1, offset: 0 } }));
    expect((await read(writeExcerpt(of, messages))).messages).toEqual(messages);
  });

  test("lists a line that is no message", async () => {
    const bytes = new TextEncoder().encode(
      `${new TextDecoder().decode(writeExcerpt(of, []))}{"at":"soon"}\n\n`,
    );
    expect((await read(bytes)).coverage).toMatchObject({
      lines: 3,
      skipped: [{ reason: "about_file" }, { line: 2, reason: "malformed" }, { reason: "blank" }],
    });
  });

  test.for([
    ["a later form", '{"form":"honeyguide-excerpt/2"}\n'],
    ["no hash", '{"form":"honeyguide-excerpt/1","sha256":"x"}\n'],
    ["half a line", '{"form":"honeyguide-excerpt/1","sha'],
  ])("with %s is refused", async ([, line]) => {
    const result = await readEvidence(new TextEncoder().encode(line));
    expect(result.ok ? "read" : result.reason).toBe("excerpt_damaged");
  });
});

test("a reading keeps the messages of one thread and one sender, and their files", async () => {
  const bytes = new TextEncoder().encode("from,message,chat\nAbi,one,a\nSam,two,a\nAbi,three,b\n");
  const parsed = await read(bytes);
  const file = { name: "x.jpg", bytes: 1, sha256: "0", message: 2 };
  const kept = keepMessages(
    { ...parsed, attachments: [file, { ...file, message: 0 }, { ...file, message: null }] },
    { conversation: "b", sender: "Abi" },
  );
  expect(kept.messages.map(({ text: words }) => words)).toEqual(["three"]);
  expect(kept.attachments).toEqual([{ ...file, message: 0 }]);
  expect(keepMessages(parsed, {})).toEqual(parsed);
});
