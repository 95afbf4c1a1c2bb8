/**
 * Exports in the date formats of the world, written with the platform's locale data and read back.
 * Dzongkha is left out: it spells its times in words.
 */
import { describe, expect, test } from "vitest";

import { parseEvidence } from "../src/parse-evidence.ts";

const locales =
  "af am ar ar-EG ar-SA as az be bg bn bo br bs ca ckb cs cy da de de-AT ee el en en-AU en-CA en-GB en-IN en-US en-ZA es es-MX es-US et eu fa fi fil fo fr fr-CA fy ga gd gl gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ku ky lb lo lt lv mai mk ml mn mni mr ms mt my nb ne nl nn or pa pl ps pt pt-PT rm ro ru rw sa sd si sk sl so sq sr sv sw ta te tg th ti tk to tr tt ug uk ur uz vi wo xh yo yue zh zh-HK zh-TW zu".split(
    " ",
  );
const layouts = [
  // shape, time style, what the person has set on the phone
  ["android", "short", ""],
  ["ios", "medium", ""],
  ["android", "short", "-u-hc-h12"],
  ["ios", "medium", "-u-hc-h12"],
  ["android", "short", "-u-hc-h23"],
  ["ios", "medium", "-u-hc-h23"],
  ["android", "short", "-u-hc-h24"],
] as const;
/** Numbers may be set apart from the language. */
const digits = ["arab", "arabext", "deva", "beng", "mymr", "thai"] as const;
/** Chosen so that the order of the date can be told: days over 12, and time that passes. */
const instants = [
  [2024, 2, 3, 0, 5, 7],
  [2024, 2, 14, 6, 30, 59],
  [2024, 2, 14, 12, 0, 0],
  [2024, 2, 25, 18, 5, 33],
  [2024, 10, 30, 21, 45, 1],
  [2025, 0, 9, 23, 59, 59],
] as const;

function exported(locale: string, shape: "android" | "ios", timeStyle: "short" | "medium") {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: "short",
    timeStyle,
    timeZone: "UTC",
  });
  return instants.map(([year, month, day, hour, minute, second], index) => {
    const stamp = format.format(Date.UTC(year, month, day, hour, minute, second));
    return shape === "android"
      ? `${stamp} - Abi: message ${String(index)}`
      : `[${stamp}] Abi: message ${String(index)}`;
  });
}

function expectedTimes(timeStyle: "short" | "medium"): readonly string[] {
  return instants.map((parts) => {
    const [year, month, day, hour, minute, second] = parts;
    const whole = new Date(Date.UTC(year, month, day, hour, minute, second)).toISOString();
    return whole.slice(0, timeStyle === "short" ? 16 : 19);
  });
}

function expectRead(locale: string, shape: "android" | "ios", timeStyle: "short" | "medium"): void {
  const lines = exported(locale, shape, timeStyle);
  const result = parseEvidence(new TextEncoder().encode(lines.join("\n")));
  if (!result.ok) throw new Error(result.reason);
  const { messages } = result.value;
  expect({ first: lines[0], times: messages.map(({ at }) => at) }).toEqual({
    first: lines[0],
    times: expectedTimes(timeStyle),
  });
  expect(messages.map(({ sender }) => sender)).toEqual(instants.map(() => "Abi"));
  expect(messages.map(({ text }) => text)).toEqual(
    instants.map((_, at) => `message ${String(at)}`),
  );
}

describe.for(layouts)("%s %s %s", ([shape, timeStyle, clock]) => {
  test.for(locales)("is read right as %s writes it", (locale) => {
    expectRead(`${locale}${clock}`, shape, timeStyle);
  });
});

describe.for(digits)("digits: %s", (script) => {
  test.for(["ar", "de", "en-US", "fa", "hi", "my", "th", "zh-TW"])("in %s", (locale) => {
    expectRead(`${locale}-u-nu-${script}`, "ios", "medium");
  });
});
