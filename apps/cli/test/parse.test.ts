import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { emptyFolder, inputOf, run } from "./run.ts";

/** What others script against: these members, and no others at the top. */
const PrintedSchema = v.strictObject({
  file: v.string(),
  tool: v.literal("honeyguide evidence"),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+$/)),
  options: v.strictObject({
    dateOrder: v.optional(v.string()),
    conversation: v.optional(v.string()),
  }),
  format: v.string(),
  why: v.string(),
  exhibit: v.strictObject({ sha256: v.string(), bytes: v.number() }),
  coverage: v.strictObject({
    unit: v.picklist(["line", "record"]),
    lines: v.number(),
    parsed: v.number(),
    continued: v.number(),
    skipped: v.array(v.strictObject({ line: v.number(), reason: v.string() })),
  }),
  assumptions: v.looseObject({}),
  attachments: v.array(v.looseObject({ name: v.string(), sha256: v.string() })),
  messages: v.array(
    v.looseObject({
      at: v.nullable(v.string()),
      sender: v.nullable(v.string()),
      kind: v.string(),
      text: v.string(),
      conversation: v.optional(v.string()),
      source: v.looseObject({ line: v.number() }),
    }),
  ),
});

const chat = [
  "03/12/2023, 18:05 - Charlie: Long time no speak!",
  "How're you?",
  "13/12/2023, 21:14 - Me: Who is this?",
  "",
].join("\n");

/** The form of SMS Backup & Restore: two conversations, and a record of no kind that we know. */
const backup = `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<smses count="4">
  <sms address="+447700900123" date="1702490700000" type="1" body="Long time no speak!" contact_name="(Unknown)" />
  <sms address="+447700900123" date="1702490760000" type="2" body="Who is this?" contact_name="(Unknown)" />
  <sms address="+447700900200" date="1702490820000" type="1" body="Milk please" contact_name="(Unknown)" />
  <telegram words="of a kind that nobody knows" />
</smses>
`;

async function fileOf(content: string | Uint8Array, name = "chat.txt"): Promise<string> {
  const path = join(await emptyFolder(), name);
  await writeFile(path, content);
  return path;
}

describe("honeyguide parse", () => {
  test("prints every message with its place in the file", async () => {
    const ran = await run(["parse", await fileOf(chat), "--json"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    const printed = v.parse(PrintedSchema, JSON.parse(ran.out));
    expect(printed.exhibit).toEqual({
      sha256: createHash("sha256").update(chat).digest("hex"),
      bytes: Buffer.byteLength(chat),
    });
    expect(
      printed.messages.map(({ at, sender, text, source }) => [at, sender, text, source.line]),
    ).toEqual([
      ["2023-12-03T18:05", "Charlie", "Long time no speak!\nHow're you?", 1],
      ["2023-12-13T21:14", "Me", "Who is this?", 3],
    ]);
  });

  test("prints thousands of messages as one JSON text", async () => {
    const many = Array.from({ length: 2500 }, (_, at) => `13/12/2023, 21:14 - Me: line ${at}\n`);
    const ran = await run(["parse", await fileOf(many.join("")), "--json"]);
    const printed = v.parse(PrintedSchema, JSON.parse(ran.out));
    expect(printed.messages.map(({ text }) => text)).toEqual(many.map((_, at) => `line ${at}`));
  });

  test("reads standard input", async () => {
    const ran = await run(["parse", "-", "--json"], { input: () => inputOf(chat) });
    expect(v.parse(PrintedSchema, JSON.parse(ran.out)).messages).toHaveLength(2);
  });

  test("takes the order of day and month that it is told", async () => {
    const path = await fileOf("03/12/2023, 18:05 - Charlie: Hello\n");
    const at = async (order: string) => {
      const ran = await run(["parse", path, "--json", "--date-order", order]);
      return v.parse(PrintedSchema, JSON.parse(ran.out)).messages[0]?.at;
    };
    expect([await at("dmy"), await at("mdy")]).toEqual(["2023-12-03T18:05", "2023-03-12T18:05"]);
  });

  test("says in words what was read, and shows the messages only when asked", async () => {
    const path = await fileOf(`a line before the first message\n${chat}`);
    const short = await run(["parse", path]);
    expect(short.code).toBe(0);
    expect(short.out).toContain("Charlie");
    expect(short.out).toContain("line 1 was not read: it stands before the first message");
    expect(short.out).not.toContain("Long time");
    expect((await run(["parse", path, "--show"])).out).toContain("Long time no speak!");
  });

  test("says in words what was read, from when to when, and how sure the dates are", async () => {
    const ran = await run(["parse", await fileOf(chat)]);
    expect(ran.out).toMatch(/^taken for {4}a WhatsApp export from Android: \d+ lines begin/m);
    expect(ran.out).toMatch(/^read {9}2 messages from 3 December to 13 December 2023$/m);
    expect(ran.out).toMatch(/^date order {3}day before month: 1 date fit/m);
    expect(ran.out).toMatch(/^time zone {4}not in the file/m);
    const guess = await run(["parse", await fileOf("03/12/2023, 18:05 - Charlie: Hello\n")]);
    expect(guess.out).toContain("the file does not tell");
  });

  test("keeps the conversations of a backup apart, and counts each record", async () => {
    const path = await fileOf(backup, "sms.xml");
    const said = await run(["parse", path]);
    expect(said.out).toMatch(/^records {6}\d+: 3 begin a message/m);
    expect(said.out).toContain("1 record we could not read");
    expect(said.out).toMatch(
      /record 5 was not read: it is of a kind that this version does not know/,
    );
    expect(said.out).toMatch(/^ {5}2 messages {2}\+447700900123$/m);
    const one = await run(["parse", path, "--json", "--conversation", "+447700900123"]);
    const printed = v.parse(PrintedSchema, JSON.parse(one.out));
    expect(printed.options).toEqual({ conversation: "+447700900123" });
    expect(printed.messages.map(({ text }) => text)).toEqual([
      "Long time no speak!",
      "Who is this?",
    ]);
    const none = await run(["parse", path, "--conversation", "Nobody"]);
    expect(none).toMatchObject({ code: 3, out: "" });
  });

  test("reads several files, and goes on after one that cannot be read", async () => {
    const paths = [await fileOf(chat), await fileOf(""), await fileOf(backup, "sms.xml")];
    const ran = await run(["parse", ...paths]);
    expect(ran.code).toBe(1);
    expect(ran.out.match(/^taken for/gm)).toHaveLength(2);
    expect(ran.err).toContain(`${paths[1] ?? ""} could not be read`);
    const json = await run(["parse", ...paths, "--json"]);
    const RefusedSchema = v.strictObject({ file: v.string(), refused: v.string() });
    const all = v.parse(v.array(v.union([PrintedSchema, RefusedSchema])), JSON.parse(json.out));
    expect(all.map((one) => [one.file, "refused" in one])).toEqual(
      paths.map((path, at) => [path, at === 1]),
    );
  });

  // what the file holds, a word of the reason
  test.for([
    [new Uint8Array(0), "nothing in it"],
    [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), "neither text nor"],
    [new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3, 4, 5, 6, 7, 8]), "zip"],
  ] as const)("refuses %j, says why, prints nothing", async ([content, reason]) => {
    const ran = await run(["parse", await fileOf(content), "--json"]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain(reason);
  });

  test("refuses a file that is not there, and a folder", async () => {
    expect(await run(["parse", "/no/such/file"])).toMatchObject({ code: 3, out: "" });
    const ran = await run(["parse", await emptyFolder()]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain("directory");
  });
});
