/** The command line's numbers, as processes, on an installation with the practice case. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { FuzzyTime } from "@honeyguide/domain";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { NumberSchema, SourcesSchema } from "../src/numbers/number-answers.ts";
import { intervalInWords } from "../src/numbers/number-words.ts";
import { type PracticeService, startPractice } from "./practice-service.ts";
import { run } from "./run.ts";

const number = "+447700900123";
/** Shaped as S7, with rows of our own. */
const s7 = `NMS Number Block: Number Block,Block Status,CP Name,Non Geo Number Length,Allocation Date
7700 900,Allocated,Practice Apps,10 digit numbers,01/02/2019
771,Allocated,Practice Network,10 digit numbers,01/02/2001
7700 8,Given,Practice Apps,10 digit numbers,01/02/2019
`;

let service: PracticeService;
const path = (name: string) => join(service.folder, name);
const ran = (...argv: readonly string[]) => service.ran(...argv);
const importList = (file: string, ...more: readonly string[]) =>
  ran("numbers", "import", path(file), ...more);

beforeAll(async () => {
  service = await startPractice();
  // The Desk opens the practice case in its own time.
  while ((await fileOf(number)).uses.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  await writeFile(path("s7.csv"), s7);
  await writeFile(path("sites.json"), JSON.stringify({ [number.slice(1)]: "2024-05-01", x: "" }));
  await writeFile(path("newer.txt"), "447700900124,2025-01-01\n");
}, 240_000);
afterAll(() => service.stop());

async function fileOf(asked: string, ...more: readonly string[]) {
  const { out } = await ran("number", asked, "--json", ...more);
  return v.parse(NumberSchema, JSON.parse(out));
}

describe("honeyguide number", () => {
  test("says when it was used, and of a day after that no more than it may", async () => {
    const { uses } = await fileOf(number);
    const last =
      uses
        .map((use) => use.last)
        .sort()
        .at(-1) ?? "";
    const year = Number(last.slice(0, 4)) + 1;
    const asked = await ran("number", "07700 900123", "--on", `${year}-04-20`);
    expect(asked.code).toBe(0);
    expect(asked.out).toMatch(/^Number of a kind that the number plan does not know\. Used by /);
    expect(asked.out).toContain(
      `20 April ${year} is after that. It may belong to someone else. Not linked on the number alone.\n`,
    );
    expect(asked.out).toMatch(
      /\d+ days from the nearest use: of such numbers (?:about \d+ %|fewer than 1 in 100) still/,
    );
    expect(asked.err).toContain("No public list is imported, so look-up is off.");
  });

  test("says in JSON where a day lies", async () => {
    const { uses } = await fileOf(number);
    const first = uses[0]?.first ?? "";
    const inside = await fileOf(number, "--on", first.slice(0, 10));
    expect(inside.on).toMatchObject({ code: "same_use", gapDays: 0 });
    const before = await fileOf(number, "--on", "2001-01-01");
    expect(before.on).toMatchObject({ place: "before", code: "may_be_someone_else" });
  });

  test("of a number that nobody wrote from says so, and of a foreign one where its plan is", async () => {
    const { out } = await ran("number", "+1 202 555 0143", "--on", "2024-04-20", "--quiet");
    expect(out).toMatch(/foreign \(US\)\. No report has it\.\n/);
    expect(out).toContain(
      "Nothing is known of it on 20 April 2024. It may belong to someone else.",
    );
  });

  test("does not look short codes up", async () => {
    expect(await ran("number", "60777")).toMatchObject({
      code: 0,
      out: expect.stringContaining("60777 is a short code.") as string,
    });
  });

  // the arguments, what standard error says
  test.for([
    [[], "needs a telephone number"],
    [["Charlie"], "is not a telephone number"],
    [[number, "--on", "tomorrow"], "--on takes a day"],
    [[number, "--on", "2024-02-30"], "--on takes a day"],
    [[number, "--calling-code", "x"], "--calling-code takes"],
  ] as const)("refuses %j", async ([argv, said]) => {
    const refused = await run(["number", ...argv]);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toContain(said);
  });
});

describe("honeyguide numbers", () => {
  test("imports S7, and says which rows it left out and why", async () => {
    const imported = await importList("s7.csv", "--source", "ofcom-s7", "--as-of", "2025-09-13");
    expect(imported).toMatchObject({ code: 0, err: "" });
    expect(imported.out).toBe(
      "Imported 2 rows as “ofcom-s7”, as of 13 September 2025. Left out: 1 of a status that is not known.\n",
    );
  });

  test("imports a list of numbers; then the file says virtual, listed and in whose block", async () => {
    const imported = await importList("sites.json", "--source", "sms-sites", "--json");
    expect(JSON.parse(imported.out)).toMatchObject({
      imported: { name: "sms-sites", asOf: "2024-05-01", rows: 1, skipped: 1, standing: true },
      skipped: [{ row: 2, reason: "number" }],
    });
    const { out, err } = await ran("number", number);
    expect(err).toBe("");
    expect(out).toMatch(/^Virtual number\. Used by /);
    expect(out).toContain("On a public page for receiving texts, last seen 1 May 2024 (sms-sites");
    expect(out).toContain(
      "In the block +447700900 of Practice Apps (ofcom-s7, as of 13 September 2025). That need not be its network",
    );
  });

  test("the same file again adds nothing; a newer one replaces it; an older one is refused", async () => {
    const again = await importList("sites.json", "--source", "sms-sites");
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringContaining("Nothing was added") as string,
    });
    const newer = await importList("newer.txt", "--source", "sms-sites");
    expect(newer).toMatchObject({ code: 0, err: "" });
    const older = await importList("sites.json", "--source", "sms-sites");
    expect(older).toMatchObject({ code: 1, out: "" });
    expect(older.err).toContain("A newer list “sms-sites” stands already. Nothing was changed.");
    expect((await fileOf(number)).listings).toEqual([]);

    const { sources } = JSON.parse((await ran("numbers", "sources", "--json")).out) as {
      sources: unknown;
    };
    expect(
      v.parse(SourcesSchema, sources).map(({ name, asOf, standing }) => [name, asOf, standing]),
    ).toEqual([
      ["sms-sites", "2025-01-01", true],
      ["sms-sites", "2024-05-01", false],
      ["ofcom-s7", "2025-09-13", true],
    ]);
    const { out } = await ran("numbers", "sources");
    expect(out).toMatch(/sms-sites +sms-sites +2024-05-01 .* by command line, replaced\n/);
  });

  test("shows how far it has come to who watches, and to nobody else", async () => {
    const rows = Array.from(
      { length: 2500 },
      (_, at) => `44770090${String(at).padStart(4, "0")}\n`,
    );
    await writeFile(path("many.txt"), rows.join(""));
    let second = 0;
    const many = ["numbers", "import", path("many.txt"), "--source", "sms-sites", "--name", "many"];
    const watched = await run([...many, "--data", service.data], {
      isProgressSeen: true,
      now: () => new Date((second += 1) * 1000),
    });
    expect(watched).toMatchObject({ code: 0 });
    expect(watched.err).toContain("[#########...............]  40 %");
    expect(watched.out).toContain("Imported 2,500 rows as “many”, as of a day that is not said.");
  });

  test("refuses a file of another kind, and changes nothing", async () => {
    const wrong = await importList("newer.txt", "--source", "ofcom-s7");
    expect(wrong).toMatchObject({ code: 1, out: "" });
    expect(wrong.err).toContain("has not the head of Ofcom's list S7");
    await writeFile(path("notes.txt"), "call me\nplease\n");
    const notes = await importList("notes.txt", "--source", "sms-sites");
    expect(notes).toMatchObject({ code: 1, out: "" });
    expect(notes.err).toContain("no row was understood (2 skipped)");
    await writeFile(path("odd.csv"), Uint8Array.from([0xff, 0xfe, 0x41]));
    const odd = await importList("odd.csv", "--source", "sms-sites");
    expect(odd.err).toContain("is not text in UTF-8");
    expect(await importList("none.csv", "--source", "sms-sites")).toMatchObject({ code: 3 });
  });

  // the arguments, what standard error says
  test.for([
    [[], "numbers needs one of"],
    [["list"], "numbers needs one of"],
    [["import", "a.csv"], "needs a file, and --source"],
    [["import", "--source", "sms-sites"], "needs a file, and --source"],
    [["import", "a.csv", "--source", "rumours"], "--source takes one of"],
    [["import", "a.csv", "--source", "sms-sites", "--as-of", "2025"], "--as-of takes a day"],
  ] as const)("refuses %j", async ([argv, said]) => {
    const refused = await run(["numbers", ...argv]);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toContain(said);
  });

  test.for(["number", "numbers"])("%s --help says what it does", async (command) => {
    const { code, out } = await run([command, "--help"]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^usage: honeyguide ${command}`));
  });
});

// first, last, in words
test.for([
  ["2023-01-12", "2024-03-14/2024-03-28", "12 Jan 2023 to 14-28 Mar 2024"],
  ["2023-01-12", "2023-01-12", "12 Jan 2023"],
  ["2023", "2024-03~", "2023 to about Mar 2024"],
  ["2023-12-30/2024-01-02", "2024-21", "between 30 Dec 2023 and 2 Jan 2024 to spring 2024"],
  ["2023-01?", "2024-02-03T18:05", "perhaps Jan 2023 to 3 Feb 2024"],
] as const)("%s and %s read as an interval", ([first, last, words]) => {
  expect(intervalInWords(first as FuzzyTime, last as FuzzyTime)).toBe(words);
});
