import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createTextParser } from "../src/chat-export.ts";
import { createChatReader, readChat } from "../src/chat-reader.ts";
import { createExportSurvey } from "../src/chat-survey.ts";
import type { ParsedMessage } from "../src/message.ts";

const encode = (text: string) => new TextEncoder().encode(text);

/** A survey of the whole, then a second reading: what `readChat` must come to. */
function inTwoPasses(bytes: Uint8Array) {
  const survey = createExportSurvey();
  survey.push(bytes);
  const found = survey.end();
  if (found === undefined) return undefined;
  const messages: ParsedMessage[] = [];
  const parser = createTextParser({
    ...found,
    dateOrder: found.dateOrder.order,
    onMessage: (message) => messages.push(message),
  });
  parser.push(bytes);
  return { survey: found, coverage: parser.end(), messages };
}

/** More than the first opinion is made of. */
const long = "03/04/24, 18:05 - Abi: a line as long as people write them, again and again\n".repeat(
  15_000,
);

describe("a long chat", () => {
  test.for([
    // what the end says that the beginning does not, the end
    ["nothing", ""],
    ["the order of dates", "03/14/24, 18:05 - Abi: a\n"],
    ["another phone's layout", "14.03.2024 19:00 - Sam: b\n".repeat(2000)],
    ["a name with a colon", "03/05/24, 18:05 - Sam: Work: b\n".repeat(5)],
    ["what a word beside the time means", "03/05/24, 6:05 zork - Sam: b\n"],
  ] as const)("whose end says %s is read as in two passes", ([, end]) => {
    const bytes = encode(long + end);
    const { messages, coverage, survey } = readChat(bytes) ?? {};
    const expected = inTwoPasses(bytes);
    expect(survey).toEqual(expected?.survey);
    expect(coverage).toEqual(expected?.coverage);
    expect(messages?.length).toBe(expected?.messages.length);
    expect(messages?.slice(-3)).toEqual(expected?.messages.slice(-3));
    expect(messages?.[0]).toEqual(expected?.messages[0]);
  });

  test("says that its messages are not right, and only then", () => {
    for (const [end, isRight] of [
      ["", true],
      ["03/14/24, 18:05 - Abi: a\n", false],
    ] as const) {
      const reader = createChatReader({ onMessage: () => undefined });
      reader.push(encode(long + end));
      expect(reader.end()?.coverage !== undefined).toBe(isRight);
    }
  });

  test("is read with the order that was told, at once", () => {
    const days: (string | null)[] = [];
    const reader = createChatReader({
      dateOrder: "mdy",
      onMessage: ({ at }) => days.push(at),
    });
    reader.push(encode(`${long}03/14/24, 18:05 - Abi: a\n`));
    expect(reader.end()?.coverage).toBeDefined();
    expect(days[0]).toBe("2024-03-04T18:05");
  });
});

test("a text that is no chat gives nothing", () => {
  const reader = createChatReader({ onMessage: () => undefined });
  reader.push(encode("hello\n".repeat(300_000)));
  expect(reader.end()).toBeUndefined();
});

test("a short chat is read as in two passes, wherever it is cut", () => {
  const line = fc.constantFrom(
    "14/03/2024, 18:05 - Abi: hi",
    "14/03/2024, 18:06 - Sam: Work: hé 😀",
    "[14/03/2024, 18:06:01] Abi: \u200eimage omitted",
    "14.03.2024 19:00 - Sam: b",
    "a second line",
    "",
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 20 }),
      fc.array(fc.nat(), { maxLength: 5 }),
      (lines, cuts) => {
        const bytes = encode(lines.join("\n"));
        const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length];
        edges.sort((a, b) => a - b);
        const messages: ParsedMessage[] = [];
        const reader = createChatReader({ onMessage: (message) => messages.push(message) });
        for (const [at, edge] of edges.slice(1).entries())
          reader.push(bytes.subarray(edges[at], edge));
        const reading = reader.end();
        const expected = inTwoPasses(bytes);
        expect(reading?.survey).toEqual(expected?.survey);
        expect(reading?.coverage).toEqual(expected?.coverage);
        if (expected !== undefined) expect(messages).toEqual(expected.messages);
      },
    ),
    { numRuns: 300 },
  );
});
