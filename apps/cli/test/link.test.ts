import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { emptyFolder, inputOf, run } from "./run.ts";

const PrintedSchema = v.strictObject({
  links: v.array(
    v.strictObject({
      a: v.string(),
      b: v.string(),
      bits: v.number(),
      reasons: v.array(
        v.strictObject({ feature: v.string(), agrees: v.boolean(), bits: v.number() }),
      ),
    }),
  ),
  campaigns: v.array(v.strictObject({ ids: v.array(v.string()), template: v.string() })),
});

const line = (fields: object) => `${JSON.stringify(fields)}\n`;
const link = (text: string, ...more: string[]) =>
  run(["link", "-", "--json", ...more], { input: () => inputOf(text) });
const printed = async (text: string, ...more: string[]) =>
  v.parse(PrintedSchema, JSON.parse((await link(text, ...more)).out));

const sameNumber =
  line({ id: "a", text: "Long time no speak, hope work is kind", sender: "+44 7700 900123" }) +
  line({ id: "b", text: "Are you the one from the quiz night?", sender: "07700 900123" }) +
  line({ id: "c", text: "The minutes are attached", sender: "07700 900124" });

describe("honeyguide link", () => {
  test("links two spellings of one number, with reasons that add up", async () => {
    const { links, campaigns } = await printed(sameNumber);
    expect(links.map(({ a, b }) => [a, b].sort())).toEqual([["a", "b"]]);
    for (const { bits, reasons } of links) {
      expect(reasons.reduce((sum, reason) => sum + reason.bits, 0)).toBeCloseTo(bits, 6);
    }
    expect(campaigns.map(({ ids }) => [...ids].sort())).toEqual([["a", "b"]]);
  });

  test("reads national numbers with the calling code that it is told", async () => {
    const text =
      line({ id: "a", text: "one thing", sender: "+1 202 555 0143" }) +
      line({ id: "b", text: "quite another", sender: "(202) 555-0143" });
    expect((await printed(text, "--calling-code", "1")).links).toHaveLength(1);
    expect((await printed(text)).links).toHaveLength(0);
  });

  test("names reports, not messages, where a line has a report", async () => {
    const text =
      line({ id: "m1", report: "R1", text: "hello you", sender: "+447700900123" }) +
      line({ id: "m2", report: "R1", text: "and again", sender: "+447700900123" }) +
      line({ id: "m3", report: "R2", text: "who are you", sender: "+447700900123" });
    const { campaigns } = await printed(text);
    expect(campaigns.map(({ ids }) => [...ids].sort())).toEqual([["R1", "R2"]]);
  });

  test("reads a file as standard input, skips nothing but empty lines", async () => {
    const path = join(await emptyFolder(), "messages.jsonl");
    await writeFile(path, `\uFEFF${sameNumber.replaceAll("\n", "\r\n\r\n")}`);
    const ran = await run(["link", path, "--json"]);
    expect(JSON.parse(ran.out)).toEqual(JSON.parse((await link(sameNumber)).out));
  });

  test("says it in words without --json", async () => {
    const ran = await run(["link", "-"], { input: () => inputOf(sameNumber) });
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toMatch(/^3 reports, 1 links, 1 campaigns\n/);
  });

  // the bad second line, what standard error must hold
  test.for([
    ["{", "Line 2 is not JSON"],
    ['"text"', "Line 2 is not a message"],
    ['{"id":"b"}', "“text”"],
    ['{"id":"","text":"x"}', "“id”"],
    ['{"id":"b","text":7}', "“text”"],
    ['{"id":"a","text":"x"}', "was there before"],
  ] as const)("refuses %s and links nothing", async ([bad, said]) => {
    const ran = await link(`${line({ id: "a", text: "x" })}${bad}\n`);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain(said);
    expect(ran.err).toContain("Line 2");
  });

  test("refuses a file that is not there", async () => {
    expect(await run(["link", "/no/such/file"])).toMatchObject({ code: 3, out: "" });
  });

  test("takes 33,000 lines", { timeout: 120_000 }, async () => {
    const lines = Array.from({ length: 33_000 }, (_, at) =>
      line({ id: `m${at}`, text: `message ${at.toString(36)} about ${(at * 7919).toString(36)}` }),
    );
    expect((await link(lines.join(""))).code).toBe(0);
  });
});

describe("honeyguide link of operations", () => {
  test("says which campaigns share a number, and keeps them apart", async () => {
    const parcel = (place: string) =>
      `Your parcel waits behind ${place} until Thursday noon, quote the voucher and ask the manager for it`;
    const places = ["the library", "the museum", "the chapel"];
    const lines = places.flatMap((place, at) => [
      line({ id: `a${at}`, text: opener(place, "your speech"), sender: "07700 900123" }),
      line({ id: `b${at}`, text: parcel(place), sender: "07700 900123" }),
    ]);
    const ran = await run(["link", "-"], { input: () => inputOf(lines.join("")) });
    expect(ran.out).toMatch(/ 2 campaigns\n/);
    expect(ran.out).toContain(
      "campaigns of a0 and b0 are two scripts by the same means: number +447700900123 (in 9 pairs",
    );
  });
});

const opener = (place: string, thing: string) =>
  `It was so lovely to bump into you at ${place} last week, I keep thinking about ${thing} and wondered if you might fancy a private viewing`;
const texts = [
  opener("the library", "your speech"),
  "Parcel 2231 waits at the locker behind the aqueduct until Thursday noon, bring the satsuma voucher",
  opener("the museum", "your award"),
  "",
  opener("the chapel", "your dog"),
];

async function fileOf(name: string, text: string | Uint8Array): Promise<string> {
  const path = join(await emptyFolder(), name);
  await writeFile(path, text);
  return path;
}

describe("honeyguide link by text", () => {
  test("names messages by their lines, whatever the ends of lines", async () => {
    for (const end of ["\n", "\r\n"]) {
      const path = await fileOf("openers.txt", `\uFEFF${texts.join(end)}`);
      const found: unknown = JSON.parse((await run(["link", path, "--json"])).out);
      expect(found).toMatchObject({ by: "text", campaigns: [{ ids: ["1", "3", "5"] }] });
    }
  });

  test("shows a person the size of a campaign and its first message", async () => {
    const path = await fileOf("openers.txt", texts.join("\n"));
    const ran = await run(["link", path]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toMatch(/^5 messages, 3 links, 1 campaigns, by their words alone\n/);
    expect(ran.out).toContain("  3 messages: 1 3 5\n    It was so lovely");
  });

  test("is the same for lines of JSON, fast and thorough, and gives odds in bits", async () => {
    const lines = texts.map((text, at) => line({ id: `m${at}`, text })).join("");
    for (const mode of ["fast", "thorough"]) {
      const found = v.parse(
        v.looseObject({
          links: v.array(v.strictObject({ a: v.string(), b: v.string(), bits: v.number() })),
          campaigns: v.array(v.strictObject({ ids: v.array(v.string()) })),
        }),
        JSON.parse((await link(lines, "--by-text", "--mode", mode)).out),
      );
      expect(found.campaigns).toEqual([{ ids: ["m0", "m2", "m4"] }]);
      const whole = await printed(lines);
      for (const { a, b, bits } of found.links) {
        const same = whole.links.find((one) => one.a === a && one.b === b);
        expect(same?.bits).toBeCloseTo(bits, 3);
      }
    }
  });

  test("draws a bar that ends at nothing", async () => {
    const path = await fileOf("openers.txt", texts.join("\n"));
    let at = 0;
    const ran = await run(["link", path], {
      isProgressSeen: true,
      now: () => new Date((at += 1000)),
    });
    expect(ran.err).toContain("100 %");
    expect(ran.err.endsWith("\r\u001b[2K")).toBe(true);
  });

  test("refuses what it cannot read, and a mode where it has none", async () => {
    const utf16 = Buffer.from(`\uFEFF${texts.join("\n")}`, "utf16le");
    const path = await fileOf("openers.txt", utf16);
    expect((await run(["link", path])).err).toContain("UTF-16");
    expect(await run(["link", "/no/such/file.txt"])).toMatchObject({ code: 3 });
    expect((await run(["link", "-", "--mode", "fast"])).err).toContain("--by-text");
    expect((await run(["link", path, "--mode", "slow"])).code).toBe(2);
  });
});

describe("honeyguide link of a table", () => {
  test("takes each row for a report, named by its line", async () => {
    const rows = texts.map((text, at) => `2024-03-0${at + 1} 10:00,+44 770090012${at},"${text}"`);
    const path = await fileOf("rows.csv", `datetime,sender,message\n${rows.join("\n")}\n`);
    const { campaigns } = v.parse(
      PrintedSchema,
      JSON.parse((await run(["link", path, "--json"])).out),
    );
    expect(campaigns.map(({ ids }) => ids)).toEqual([["2", "4", "6"]]);
  });

  test("says so where no column has messages", async () => {
    const ran = await run(["link", await fileOf("rows.csv", "a,b\n1,2\n")]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain("no column of messages");
  });
});
