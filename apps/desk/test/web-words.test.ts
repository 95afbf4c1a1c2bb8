import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { circumstances, evidenceKinds, recipients, roles } from "@honeyguide/domain";

import { en } from "../web/i18n/en.ts";
import { t, wordFor } from "../web/i18n/t.ts";
import {
  bytesWords,
  clockWords,
  daysLater,
  spanWords,
  timeWords,
  toFieldTime,
} from "../web/time-words.ts";
import { numberWords } from "../web/number-words.ts";
import { undoWords } from "../web/frame/undo-words.ts";

const texts = Object.entries(en).flatMap(([key, entry]): readonly (readonly [string, string])[] =>
  typeof entry === "string" ? [[key, entry]] : Object.values(entry).map((text) => [key, text]),
);

describe("the page's words", () => {
  test("every word of the domain has a word on the page", () => {
    const keys = [
      ...circumstances.map((name) => `circumstance.${name}`),
      ...roles.map((name) => `role.${name}`),
      ...recipients.map((name) => `consent.${name}`),
      ...evidenceKinds.map((name) => `exhibit.${name}`),
    ];
    expect(keys.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
  });

  test("none is empty, none has a stray brace, none shouts", () => {
    for (const [key, text] of texts) {
      expect(text.trim(), key).not.toBe("");
      expect(text.replace(/\{\w+\}/g, ""), key).not.toMatch(/[{}!]/);
      expect(text, key).not.toMatch(/Oops|\binvalid\b|\bfailed\b|\bforbidden\b/i);
    }
  });

  // ux 5.2, in the few forms that a text could hold by accident.
  test("no text uses words that blame or boast", () => {
    const banned =
      /\b(?:honeytrap|sexting|incident|nudes|explicit material|compromising|victim|informant|complainant|suspect|guaranteed|military grade|don't worry|stay calm|you engaged|you leaked)\b/i;
    expect(texts.filter(([, text]) => banned.test(text))).toEqual([]);
  });

  test("every key is used somewhere on the page", () => {
    const source = readTree(join(import.meta.dirname, "../web"));
    const unused = Object.keys(en).filter(
      (key) => !source.includes(`"${key}"`) && !isBuilt(key, source),
    );
    expect(unused).toEqual([]);
  });

  test("parameters and plurals are filled in", () => {
    expect(t("inbox.preview", { label: "R-12" })).toBe("Preview of R-12");
    expect(t("inbox.summary", { count: 1 })).toBe("1 report waits");
    expect(t("inbox.summary", { count: 12 })).toBe("12 reports wait");
    expect(wordFor("no.such.key")).toBeUndefined();
    expect(wordFor("toString")).toBeUndefined();
  });

  test.for(["same", "not_same", "unsure", "new_campaign", "not_ours", "later", "done", "assign"])(
    "the undo line names the report after %s",
    (act) => {
      const line = undoWords({ id: "1", act, label: "R-12", campaignName: "Charlie number" });
      expect(line).toContain("R-12");
      expect(line).not.toMatch(/[{}]/);
    },
  );
});

describe("times and sizes", () => {
  test.for([
    [0, "0 min"],
    [59.9, "59 min"],
    [60, "1 h 00"],
    [130, "2 h 10"],
    [2879, "47 h 59"],
    [2880, "2 d"],
    [-5, "0 min"],
  ] as const)("%d minutes are %s", ([minutes, words]) => {
    expect(spanWords(minutes)).toBe(words);
  });

  test.for([
    // instant, zone, words
    ["2024-03-14T18:05:00Z", "UTC", "14 March 2024, 18:05"],
    ["2024-03-14T18:05:00Z", "Europe/Berlin", "14 March 2024, 19:05"],
    // A chat export has no zone: its wall clock is never shifted.
    ["2024-03-14T18:05", "Europe/Berlin", "14 March 2024, 18:05"],
    ["2024-03-14", "America/New_York", "14 March 2024"],
    ["spring", "UTC", "time not known"],
    [null, "UTC", "time not known"],
  ] as const)("%s in %s", ([instant, zone, words]) => {
    expect(timeWords(instant, zone)).toBe(words);
  });

  test("a clock says its tier, and how long where that is the point", () => {
    expect(clockWords({ tier: "threat" })).toBe("Threat now");
    expect(clockWords({ tier: "waiting", minutes: 100 })).toBe("Waits 1 h 40");
  });

  test("a field time is the same moment again", () => {
    const moment = daysLater(new Date(2024, 1, 28, 9, 30), 2, 18);
    expect(toFieldTime(moment)).toBe("2024-03-01T18:00");
    expect(new Date(toFieldTime(moment)).getTime()).toBe(moment.getTime());
  });

  test.for([
    [999, "999 bytes"],
    [4210, "4 KB"],
    [1_845_000, "1.8 MB"],
  ] as const)("%d bytes are %s", ([bytes, words]) => {
    expect(bytesWords(bytes)).toBe(words);
  });

  test.for([
    ["+447700900123", "+44 7700 900123"],
    ["+12025550123", "+1 202 555 0123"],
    ["+4930123456", "+493 012 3456"],
    ["Charlie", "Charlie"],
  ] as const)("%s is printed as %s", ([number, words]) => {
    expect(numberWords(number)).toBe(words);
    expect(numberWords(number).replaceAll(" ", "")).toBe(number.replaceAll(" ", ""));
  });
});

function readTree(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|svelte)$/.test(entry.name))
    .filter((entry) => !entry.parentPath.endsWith("i18n"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

/** Whether the source has a template such as `` `clock.${tier}` `` that makes this key. */
function isBuilt(key: string, source: string): boolean {
  const at = [...key.matchAll(/\./g)].map(({ index }) => index);
  return at.some((index) => source.includes("`" + key.slice(0, index + 1) + "${"));
}
