import { readFileSync } from "node:fs";

import { hardText } from "@honeyguide/domain/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createTextParser } from "../src/chat-export.ts";
import { createExportSurvey } from "../src/chat-survey.ts";
import { type Header, parseHeader } from "../src/header.ts";
import { createHeaderReader } from "../src/header-reader.ts";
import type { ParsedMessage } from "../src/message.ts";
import { parseEvidence } from "../src/parse-evidence.ts";
import { createLineScanner } from "../src/text-lines.ts";

const encode = (text: string) => new TextEncoder().encode(text);

function parsed(text: string, options = {}) {
  const result = parseEvidence(encode(text), options);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

const fixture = (name: string) =>
  readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");

describe("another project's fixtures", () => {
  const target = JSON.parse(fixture("target.json")) as {
    timestamp: string;
    author: string;
    message: string;
  }[];
  test.for([
    "test_[mmddyy]_24hrs.txt",
    "test_ddmmyy_24hrs.txt",
    "test_mmddyy_24hrs.txt",
    "test_mmddyyyy_12hrs.txt",
    "test_yyyymmdd_24hrs.txt",
  ])("%s is read as that project reads it", (name) => {
    const messages = parsed(fixture(name)).messages.filter(({ sender }) => sender !== null);
    expect(
      messages
        .map(({ at, sender, text }) => ({
          timestamp: `${at ?? ""}:00`,
          author: sender,
          message: text.replace("\n", " "),
        }))
        .reverse(),
    ).toEqual(target);
  });
});

describe("the order of dates", () => {
  test.for([
    // lines, order, decided by
    [["14/03/24, 18:05 - Abi: a"], "dmy", "unambiguous"],
    [["03/14/24, 18:05 - Abi: a"], "mdy", "unambiguous"],
    [["2024-03-14, 18:05 - Abi: a"], "ymd", "unambiguous"],
    [["03/04/24, 18:05 - Abi: a"], "dmy", "locale_default"],
    // As day first these would go 4 March, 3 April, 2 May, … and as month first they go on daily.
    [
      [
        "03/04/24, 18:05 - Abi: a",
        "03/05/24, 18:05 - Abi: b",
        "03/06/24, 18:05 - Abi: c",
        "04/01/24, 18:05 - Abi: d",
      ],
      "mdy",
      "monotone",
    ],
    [["24. 3. 14. 오후 6:05 - Abi: a"], "ymd", "locale_default"],
  ] as const)("of %j is %s (%s)", ([lines, order, decidedBy]) => {
    expect(parsed(lines.join("\n")).assumptions.dateOrder).toMatchObject({ order, decidedBy });
  });

  test("can be overridden, and says so", () => {
    const { assumptions, messages } = parsed("03/04/24, 18:05 - Abi: a", { dateOrder: "mdy" });
    expect(assumptions.dateOrder).toMatchObject({ order: "mdy", decidedBy: "override" });
    expect(messages[0]?.at).toBe("2024-03-04T18:05");
  });

  test("states how many dates support it", () => {
    const days = [13, 14, 15].map((day) => `${String(day)}/03/24, 18:05 - Abi: a`);
    expect(parsed(days.join("\n")).assumptions.dateOrder).toMatchObject({ support: 3, against: 0 });
  });
});

describe("lines", () => {
  const start = "14/03/2024, 18:05 - Charlie: ";
  test.for([
    // line, what is expected of the first message
    [
      `${start}one\ntwo\n\nthree`,
      { text: "one\ntwo\n\nthree", source: { line: 1, lines: 4, offset: 0 } },
    ],
    [`${start}one\r\ntwo\r\n`, { text: "one\ntwo" }],
    [`\ufeff${start}hello`, { sender: "Charlie", text: "hello" }],
    ["14/03/2024, 18:05 - Charlie B.: see: this", { sender: "Charlie B.", text: "see: this" }],
    ["14/03/2024, 18:05 - \u202a+44 7700 900123\u202c: hi", { sender: "+44 7700 900123" }],
    [
      "14/03/2024, 18:05 - Abi changed the subject from “a: b” to “c”",
      { sender: null, kind: "system" },
    ],
    ["[14/03/2024, 6:05:33\u202fPM] Abi: hi", { at: "2024-03-14T18:05:33", text: "hi" }],
    ["\u200e[14/03/2024, 18:05:33] Abi: \u200eimage omitted", { kind: "media", text: "" }],
    ["14/03/2567, 18:05 - Abi: hi", { at: "2024-03-14T18:05" }],
    ["14/03/2024, 18:05 - Abi: ", { sender: "Abi", text: "" }],
  ] as const)("%j", ([text, expected]) => {
    expect(parsed(text).messages[0]).toMatchObject(expected);
  });

  test("a quoted header of another shape stays in its message", () => {
    const text = `${start}look\n[13/03/2024, 10:00:00] Abi: hello\nhave you seen this`;
    expect(parsed(text).messages).toHaveLength(1);
  });

  test("a day that does not exist is text", () => {
    expect(parsed(`${start}a\n99/99/2024, 18:05 - Abi: b`).messages).toHaveLength(1);
  });

  test("what stands before the first message is counted and said", () => {
    const { coverage } = parsed(`WhatsApp Chat with Abi\nlook at this\n\n${start}a\nb`);
    expect(coverage).toEqual({
      unit: "line",
      lines: 5,
      parsed: 1,
      continued: 1,
      skipped: [
        { line: 1, reason: "about_file" },
        { line: 2, reason: "before_first_message" },
        { line: 3, reason: "blank" },
      ],
    });
  });

  test("UTF-16 is read", () => {
    const bytes = new Uint8Array(Buffer.from(`\ufeff${start}héllo`, "utf16le"));
    const result = parseEvidence(bytes);
    if (!result.ok) throw new Error(result.reason);
    expect(result.value.messages[0]).toMatchObject({ sender: "Charlie", text: "héllo" });
  });
});

describe("what looks like a header", () => {
  const start = "14/03/2024, 18:05 - Abi: ";
  test.for([
    // name, text, [at, sender, text] of each message
    [
      "in another layout is a quotation",
      `${start}look\n14.03.2024 19:00 - Server: down`,
      [["2024-03-14T18:05", "Abi", "look\n14.03.2024 19:00 - Server: down"]],
    ],
    [
      "in a second layout, often enough, is a second phone's",
      `${start}a\n${[1, 2, 3].map((day) => `1${String(day)}.03.2024 19:00 - Sam: b`).join("\n")}`,
      [
        ["2024-03-14T18:05", "Abi", "a"],
        ["2024-03-11T19:00", "Sam", "b"],
        ["2024-03-12T19:00", "Sam", "b"],
        ["2024-03-13T19:00", "Sam", "b"],
      ],
    ],
    [
      "with a word beside the time that nobody knows has no time",
      "14/03/2024, 6:05 zork - Abi: hi",
      [[null, "Abi", "hi"]],
    ],
    [
      "with such a word on a clock of 24 hours has one",
      "14/03/2024, 6:05 zork - Abi: hi\n14/03/2024, 18:05 zork - Abi: ho",
      [
        ["2024-03-14T06:05", "Abi", "hi"],
        ["2024-03-14T18:05", "Abi", "ho"],
      ],
    ],
    [
      "with hour 24 is at midnight",
      "14/03/2024, 24:05 - Abi: hi",
      [["2024-03-14T00:05", "Abi", "hi"]],
    ],
    [
      "of an old iPhone",
      "14/03/16, 18:05:33: Charlie: hi\n14/03/16, 18:05:40: Charlie: ho",
      [
        ["2016-03-14T18:05:33", "Charlie", "hi"],
        ["2016-03-14T18:05:40", "Charlie", "ho"],
      ],
    ],
    [
      "as the desktop program copies it",
      "[18:05, 14/03/2024] Charlie: hi\n[6:06, 15/03/2024] Me: ho",
      [
        ["2024-03-14T18:05", "Charlie", "hi"],
        ["2024-03-15T06:06", "Me", "ho"],
      ],
    ],
    [
      "with a name in quotation marks",
      '14/03/2024, 18:05 - Sam "work" B: hi',
      [["2024-03-14T18:05", 'Sam "work" B', "hi"]],
    ],
    [
      "without a name, about a name with a colon",
      "14/03/2024, 18:05 - Abi named the group “Lunch: Friday”",
      [["2024-03-14T18:05", null, "Abi named the group “Lunch: Friday”"]],
    ],
  ] as const)("%s", ([, text, expected]) => {
    expect(parsed(text).messages.map(({ at, sender, text }) => [at, sender, text])).toEqual(
      expected,
    );
  });

  test("words that leave the hour open are named", () => {
    const { assumptions } = parsed("14/03/2024, 6:05 zork - Abi: hi");
    expect(assumptions.unreadPeriods).toEqual(["zork"]);
  });

  test("once in pages of prose does not make an export of them", () => {
    const prose = "somebody's notes, line by line\n".repeat(30);
    const { format, messages } = parsed(`${prose}14/03/2024, 18:05 - meet the editor\n${prose}`);
    expect(format).toBe("plain");
    expect(messages).toHaveLength(1);
  });

  test("is read no differently for having been seen before", () => {
    const number = (max: number) => fc.integer({ min: 0, max });
    const padded = fc.boolean();
    const line = fc
      .tuple(
        fc.constantFrom(
          "D/M/Y, h:m - Abi: x",
          "[D.M.Y, h:m:s] \u200eAbi: x",
          "\u200e[Y-M-D h:m:s\u202fPM] Abi: x",
          "[h:m, D/M/Y] Abi: x",
          "D\u200f/M\u200f/Y، h:m م - Abi: x",
          "h.m D.M.Y - Abi: x",
          "Y. M. D. 오후 h:m - Abi: x",
          "D/M/Y, h:m:s: Abi: x",
        ),
        fc.record({
          D: fc.oneof(number(40), number(140)),
          M: number(20),
          Y: fc.oneof(number(99), number(2600), number(26000)),
          h: fc.oneof(number(30), number(130)),
          m: number(70),
          s: number(70),
        }),
        padded,
        fc.constantFrom(0x30, 0x660, 0x966),
      )
      .map(([form, values, isPadded, zero]) =>
        form.replace(/[DMYhms](?![a-z])/g, (name) =>
          String(values[name as keyof typeof values])
            .padStart(isPadded ? 2 : 1, "0")
            .replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit))),
        ),
      );
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 40 }), (lines) => {
        const readHeader = createHeaderReader();
        const found: unknown[] = [];
        const scanner = createLineScanner((line) => {
          const { restByte, ...header } = readHeader(line) ?? { restByte: -1 };
          if (restByte < 0) {
            found.push(undefined);
            return;
          }
          const { rest, ...others } = header as Header;
          found.push({ ...others, rest: rest - line.start });
          const before = line.bytes.subarray(line.byteStart, restByte);
          expect(new TextDecoder().decode(before)).toBe(line.text.slice(line.start, rest));
        });
        scanner.push(encode(lines.join("\n")));
        scanner.end();
        expect(found).toEqual(lines.map((text) => parseHeader(text)?.header));
      }),
      { numRuns: 300 },
    );
  });
});

describe("time", () => {
  const start = "14/03/2024, 18:05 - Abi: ";
  const long = 30_000;
  test.for([
    // What makes a careless pattern go back over the text again and again.
    ["spaces before a bracket", `${" ".repeat(long)}x>`],
    ["marks inside", `x${"\u200e".repeat(long)}x`],
    ["brackets", `image omitted\n${")".repeat(long)}x`],
    ["opening brackets", `${"<".repeat(long)}>`],
    ["names of files", `${"a.b (".repeat(long / 5)})`],
    ["marks and names", `${"\u200ea.b ".repeat(long / 5)}>`],
    ["colons", ": ".repeat(long / 2)],
    ["digits", "1".repeat(long)],
    ["dashes", "1 - ".repeat(long / 4)],
    ["marks before a name", `${"\u200e".repeat(long)}Abi: x`],
    ["words of languages", "media omitted ".repeat(long / 14)],
    ["names in names", "Abi: Sam: ".repeat(long / 10)],
    ["headers", `${start}x\n`.repeat(long / 26)],
    ["half of a header", "14/03/2024, 18:0\n".repeat(long / 17)],
    ["bytes that look like a mark", "“”".repeat(long / 2)],
  ] as const)("grows with the length and no faster: %s", ([, body]) => {
    const began = performance.now();
    for (const text of [`${start}${body}`, `${start}x\n${body}`, `${body}\n${body}`]) parsed(text);
    expect(performance.now() - began).toBeLessThan(1500);
  });
});

describe("laws", () => {
  const line = fc.oneof(
    hardText.map((text) => text.replace(/\n/g, " ")),
    hardText.map((text) => `14/03/2024, 18:05 - Abi: ${text.replace(/\n/g, " ")}`),
    fc.constant("[14/03/2024, 18:05:01] Abi: \u200eimage omitted"),
    fc.constant(""),
  );
  const file = fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n"));

  test("every line is parsed, continued or skipped", () => {
    fc.assert(
      fc.property(file, (text) => {
        const result = parseEvidence(encode(text));
        if (!result.ok) return;
        const { lines, parsed: begun, continued, skipped } = result.value.coverage;
        expect(begun + continued + skipped.length).toBe(lines);
        expect(lines).toBe(text.replace(/\n$/, "").split("\n").length);
      }),
    );
  });

  test("it makes no difference where the stream is cut", () => {
    fc.assert(
      fc.property(file, fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
        const bytes = encode(text);
        expect(read(bytes, cuts)).toEqual(read(bytes, []));
      }),
    );
  });

  test("what an export says is read back", () => {
    const body = fc.stringMatching(/^[a-zA-Z][a-zA-Z ,.!?']{0,40}$/).map((text) => text.trimEnd());
    const entry = fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.integer({ min: 1, max: 12 }),
      year: fc.integer({ min: 2015, max: 2026 }),
      sender: fc.constantFrom("Abi", "+44 7700 900123", "Sam (work)"),
      body,
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 20 }), (entries) => {
        const two = (number: number) => String(number).padStart(2, "0");
        const text = entries
          .map(
            (e) =>
              `[${two(e.day)}.${two(e.month)}.${String(e.year)}, 09:15:00] ${e.sender}: ${e.body}`,
          )
          .join("\n");
        const { messages } = parsed(text, { dateOrder: "dmy" });
        expect(messages.map(({ at, sender }) => [at, sender])).toEqual(
          entries.map((e) => [
            `${String(e.year)}-${two(e.month)}-${two(e.day)}T09:15:00`,
            e.sender,
          ]),
        );
      }),
    );
  });
});

function read(bytes: Uint8Array, cuts: readonly number[]): unknown {
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  const chunks = edges.slice(1).map((edge, at) => bytes.subarray(edges[at], edge));
  const survey = createExportSurvey();
  for (const chunk of chunks) survey.push(chunk);
  const found = survey.end();
  if (found === undefined) return undefined;
  const messages: ParsedMessage[] = [];
  const parser = createTextParser({
    shape: found.shape,
    dateOrder: found.dateOrder.order,
    onMessage: (message) => messages.push(message),
  });
  for (const chunk of chunks) parser.push(chunk);
  return { found, messages, coverage: parser.end() };
}
