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
