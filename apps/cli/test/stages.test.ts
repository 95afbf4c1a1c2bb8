/** `honeyguide stages` and `honeyguide personas`, as processes, on an installation with the practice case. */
import { readFile } from "node:fs/promises";

import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { stages } from "@honeyguide/analysis";

import { StagesSchema } from "../src/stages/stage-answers.ts";
import { layoutOf } from "../src/start/layout.ts";
import { type PracticeService, startPractice } from "./practice-service.ts";
import { run } from "./run.ts";

/** Of the practice case: how many reports it has. */
const reports = 37;
let service: PracticeService;
const ran = (...argv: readonly string[]) => service.ran(...argv);
const rowOf = async (target: string, ...more: readonly string[]) => {
  const { out } = await ran("stages", target, "--json", ...more);
  return v.parse(StagesSchema, JSON.parse(out)).rows[0]!;
};

/** What the page would ask of the Desk. */
async function setByHand(label: string, body: object): Promise<void> {
  const { deskAddress, cliToken } = layoutOf(service.data);
  const [address, token] = await Promise.all([
    readFile(deskAddress, "utf8"),
    readFile(cliToken, "utf8"),
  ]);
  const path = new URL(`/v1/reports/${label}/stages/set`, address.trim());
  const reply = await fetch(path, {
    method: "POST",
    headers: { authorization: `Bearer ${token.trim()}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(reply.status).toBe(200);
}

let withFile = "";
let withNothing = "";
beforeAll(async () => {
  service = await startPractice();
  // The Desk opens and reads the practice case in its own time; R-1 has what is asked for below.
  while ((await ran("stages", `R-${reports}`, "--json")).code !== 0) await later();
  while (!(await ran("stages", "R-1", "--json")).out.includes("claimed_meeting")) await later();
  while (withFile === "" || withNothing === "") {
    for (let at = 1; at <= reports; at += 1) {
      const { timings, proofs, label } = await rowOf(`R-${at}`);
      if (timings.toFirstPicture?.shownBy === "left_out") withFile = label;
      else if (proofs.length === 0) withNothing = label;
    }
  }
}, 240_000);
afterAll(() => service.stop());

const later = () => new Promise((resolve) => setTimeout(resolve, 500));

describe("honeyguide stages", () => {
  test("prints each step with its rule, its time and what is said of it, and no word of a message", async () => {
    const { code, out, err } = await ran("stages", "R-1");
    expect([code, err]).toEqual([0, ""]);
    const lines = out.split("\n");
    expect(lines[0]).toBe("R-1");
    const step =
      /^ {2}[ \d]\d {2}[a-z_]+ +(?:\d{4}-\d\d-\d\dT[\d:]+|no time) +(?:rule|likely)(?: {2}T[\dT .]+)?$/;
    const { proofs } = await rowOf("R-1");
    expect(lines.filter((line) => step.test(line))).toHaveLength(proofs.length);
    expect(out).toMatch(/^ {2}first picture after: /m);
    expect(out).toMatch(/^ {2}wrote again after: .*time zone not stated$/m);
    expect(out).toMatch(/^ {2}longest silence: /m);
    expect(out).toContain("Steps of honeyguide-mo, proposed by rules or set by a person");
    expect(out).not.toMatch(/[\u201c\u201d]/);
  });

  test("prints a step of each stage that a person set: open ones at once, sealed ones for a reason", async () => {
    const note = "remembered from a call";
    for (const { name } of stages) {
      await setByHand("R-2", { shows: `other_${name}`, at: "2024-01", note });
    }
    const { out } = await ran("stages", "R-2");
    const printed = (text: string) =>
      [...text.matchAll(/^ +(\d+) {2}other_(\w+) +2024-01 +set by a person/gm)].map(
        ([, step, name]) => `${step} ${name}`,
      );
    const all = stages.map(({ name, step }) => `${step} ${name}`);
    const sealed = all.filter((one) => ["6", "7", "8", "9"].includes(one.split(" ")[0] ?? ""));
    expect(printed(out)).toEqual(all.filter((one) => !sealed.includes(one)));
    expect(out).not.toContain(note);
    const shown = await ran("stages", "R-2", "--show", "safety_check");
    const [open, opened = ""] = shown.out.split("R-2, what is sealed");
    expect(printed(open ?? "")).toEqual(all.filter((one) => !sealed.includes(one)));
    expect(printed(opened)).toEqual(sealed);
    expect(shown.out.split(`\u201c${note}\u201d`)).toHaveLength(all.length + 1);
  });

  test("says of a file that was left out that it may be no picture", async () => {
    const { out } = await ran("stages", withFile);
    expect(out).toContain("left_out_sent");
    expect(out).toMatch(
      /first picture after: .+, to a file that the export left out: it may be no/,
    );
  });

  test("of a report without a step says so, and of what is not known never 0", async () => {
    const { code, out } = await ran("stages", withNothing);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${withNothing} {2}no rule proposes a step\\n`));
    expect(out.match(/after: not known|silence: not known/g)).toHaveLength(3);
    expect(out).not.toMatch(/: 0/);
  });

  test("prints JSON without the words, and with them and what is sealed for a reason", async () => {
    const bare = JSON.parse((await ran("stages", "R-1", "--json")).out) as object;
    expect(v.parse(StagesSchema, bare).rows[0]?.proofs.every((one) => one.sentence === "")).toBe(
      true,
    );
    expect(bare).not.toHaveProperty("opened");
    const shown = JSON.parse(
      (await ran("stages", "R-1", "--json", "--show", "safety_check")).out,
    ) as object;
    const said = v.parse(StagesSchema, shown).rows[0]?.proofs.map(({ sentence }) => sentence);
    expect(said?.some((sentence) => sentence !== "")).toBe(true);
    expect(shown).toHaveProperty("opened.0.label", "R-1");
  });

  test("--help says what it takes, and asks no Desk", async () => {
    const { code, out } = await run(["stages", "--help"]);
    expect(code).toBe(0);
    expect(out).toContain("honeyguide stages R-12|CAMPAIGN [--show REASON] [--json] [--data DIR]");
    expect(out).toContain("never 0");
  });

  test("of what is not there says so", async () => {
    const { code, out, err } = await ran("stages", "nobody");
    expect([code, out]).toEqual([3, ""]);
    expect(err).toContain("There is no report and no campaign \u201cnobody\u201d.");
  });

  // the arguments, what standard error says
  test.for([
    [[], "stages needs a report or a campaign"],
    [["R-1", "R-2"], "is one argument too many"],
    [["R-1", "--show", "curious"], "--show takes one of: "],
    [["R-1", "--all"], "--all"],
  ] as const)("refuses %j", async ([argv, said]) => {
    const refused = await run(["stages", ...argv]);
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toContain(said);
  });
});

describe("honeyguide personas", () => {
  test("counts names without a reason, and names them with one", async () => {
    const bare = await ran("personas", "R-1");
    expect(bare).toMatchObject({ code: 0, err: "" });
    expect(bare.out).toMatch(/^name 1 {2}1 report, /);
    expect(bare.out).toMatch(/^ {2}\d+ claims? about self$/m);
    const shown = await ran("personas", "R-1", "--show", "safety_check");
    expect(shown.out).toMatch(/^(?!name 1)\S.* {2}1 report, /);
    expect((await ran("personas", "nobody")).code).toBe(3);
  });
});
