import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { emptyFolder, inputOf, run } from "./run.ts";

/** What others script against: these members, and no others at the top. */
const PrintedSchema = v.strictObject({
  format: v.string(),
  exhibit: v.strictObject({ sha256: v.string(), bytes: v.number() }),
  coverage: v.strictObject({
    lines: v.number(),
    parsed: v.number(),
    continued: v.number(),
    skipped: v.array(v.strictObject({ line: v.number(), reason: v.string() })),
  }),
  assumptions: v.looseObject({}),
  messages: v.array(
    v.looseObject({
      at: v.nullable(v.string()),
      sender: v.nullable(v.string()),
      kind: v.string(),
      text: v.string(),
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

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(await emptyFolder(), "chat.txt");
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
    expect(short.out).toContain("line 1 was not understood");
    expect(short.out).not.toContain("Long time");
    expect((await run(["parse", path, "--show"])).out).toContain("Long time no speak!");
  });

  // what the file holds, a word of the reason
  test.for([
    [new Uint8Array(0), "nothing in it"],
    [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), "not text"],
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
