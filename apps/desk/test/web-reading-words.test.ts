import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { Reading } from "../api.ts";
import {
  dateOrderSentence,
  formatSentence,
  mustChoose,
  otherOrder,
  percentWords,
  readingSentence,
  senderSentence,
  spanOfDays,
} from "../web/conversation/reading-words.ts";
import { wordFor } from "../web/i18n/t.ts";

const coverage: Reading["coverage"] = {
  unit: "line",
  lines: 17,
  parsed: 14,
  continued: 1,
  unread: 2,
  blank: 0,
  skipped: [{ line: 3, reason: "before_first_message" }],
};
const reading = {
  refused: null,
  messages: 14,
  first: "2023-12-03T10:00",
  last: "2024-03-28T18:05:10",
  coverage,
};

describe("what was read, as a sentence", () => {
  test.for([
    // what differs, words
    [{}, "We read 14 messages from 3 December 2023 to 28 March 2024. 2 lines we could not read."],
    [
      { coverage: { ...coverage, unread: 1 } },
      "We read 14 messages from 3 December 2023 to 28 March 2024. 1 line we could not read.",
    ],
    [
      { coverage: { ...coverage, unread: 0 } },
      "We read 14 messages from 3 December 2023 to 28 March 2024, and every line of the file.",
    ],
    [
      { coverage: { ...coverage, unit: "record" as const }, first: null, last: null },
      "We read 14 messages. 2 records we could not read.",
    ],
    [
      { messages: 100_000, coverage: { ...coverage, unread: 0 }, first: null },
      "We read 100,000 messages, and every line of the file.",
    ],
    [
      { refused: "zip_bomb" },
      "Nothing was read from it: the archive unpacks to far more than it holds. The original is kept as it came.",
    ],
    [
      { refused: "some_new_reason" },
      "Nothing was read from it: some new reason. The original is kept as it came.",
    ],
  ] as const)("%j", ([other, words]) => {
    expect(readingSentence({ ...reading, ...other })).toBe(words);
  });

  test.for([
    ["2024-03-01T10:00", "2024-03-28", " from 1 March to 28 March 2024"],
    ["2024-03-28T01:00", "2024-03-28T02:00", " on 28 March 2024"],
    ["2023-03-01", "2024-03-01", " from 1 March 2023 to 1 March 2024"],
    [null, "2024-03-01", ""],
  ] as const)("from %s to %s", ([first, last, words]) => {
    expect(spanOfDays(first, last)).toBe(words);
  });

  test("says what it was taken for and why", () => {
    expect(formatSentence({ format: "csv", why: "first line names a message column" })).toBe(
      "Taken for a table (CSV): first line names a message column.",
    );
    expect(formatSentence({ format: "novel", why: "" })).toBe("Taken for novel.");
  });
});

describe("what was taken for granted", () => {
  const dates = { order: "dmy", decidedBy: "unambiguous", support: 12, against: 0 } as const;

  test("the order of dates comes with its support", () => {
    expect(dateOrderSentence(dates)).toBe(
      "Dates are day, month, year. 12 dates fit only this order.",
    );
    expect(dateOrderSentence({ ...dates, against: 3, decidedBy: "override" })).toBe(
      "Dates are read as day, month, year, because someone here said so. 12 dates fit only this order. 3 do not fit it.",
    );
    expect(dateOrderSentence({ ...dates, decidedBy: "locale_default", support: 0 })).toBe(
      "Dates are taken as day, month, year, but the file does not decide it. Ask the person, or switch.",
    );
    expect(dateOrderSentence(null)).toBe("");
  });

  test("only day and month can be the other way round", () => {
    expect(otherOrder(dates)).toBe("mdy");
    expect(otherOrder({ ...dates, order: "mdy" })).toBe("dmy");
    expect(otherOrder({ ...dates, order: "ymd" })).toBeNull();
    expect(otherOrder(null)).toBeNull();
  });

  test("who is the sender, and by what", () => {
    expect(senderSentence({ name: "Charlie", because: "number" })).toBe(
      "Taken for the sender: Charlie, because the number is the one in the report.",
    );
    expect(senderSentence({ name: null, because: "nobody" })).toContain(
      "nothing of it is compared",
    );
    expect(senderSentence({ name: "Charlie", because: "counted_elsewhere" })).toContain(
      "not compared a second time",
    );
  });

  test("nobody is chosen among several conversations but by a person", () => {
    expect(mustChoose({ sender: { name: null, because: "several_conversations" } })).toBe(true);
    expect(mustChoose({ sender: { name: "Charlie", because: "chosen" } })).toBe(false);
  });

  test("a share is whole percent", () => {
    expect(percentWords(0.617)).toBe("62 %");
  });
});

/** The texts in quotation marks of one type of a source file, such as the reasons of a refusal. */
function namesOfType(path: string, type: string): readonly string[] {
  const source = readFileSync(
    join(import.meta.dirname, "../../../packages/evidence/src", path),
    "utf8",
  );
  const [, body = ""] = new RegExp(`type ${type} =([^;]*);`).exec(source) ?? [];
  return [...body.matchAll(/"([\w-]+)"/g)].map(([, name = ""]) => name);
}

describe("every name of the evidence room has a word", () => {
  test.for([
    // file, type, beginning of the key
    ["parse-evidence.ts", "ParseRefusal", "reading.refused."],
    ["zip-directory.ts", "ZipRefusal", "reading.refused."],
    ["sources/source-reading.ts", "SourceRefusal", "reading.refused."],
    ["parse-evidence.ts", "EvidenceFormat", "format."],
    ["sources/source-reading.ts", "SourceFormat", "format."],
    ["message.ts", "SkipReason", "skipped."],
  ] as const)("%s: %s", ([path, type, key]) => {
    const names = namesOfType(path, type);
    expect(names.length).toBeGreaterThan(1);
    expect(names.filter((name) => wordFor(key + name) === undefined)).toEqual([]);
  });

  test("media types and warnings too", () => {
    const folder = join(import.meta.dirname, "../../../packages/evidence/src");
    const types = readFileSync(join(folder, "media-type.ts"), "utf8").matchAll(
      /"((?:image|audio|video|application|text)\/[\w.+-]+)"/g,
    );
    const named = [...types].map(([, type = ""]) => `type.${type}`);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((key) => wordFor(key) === undefined)).toEqual([]);
  });
});
