/**
 * Exports in the date formats of the world, written with the platform's locale data and read back.
 * Dzongkha is left out: it spells its times in words.
 */
import { describe, expect, test } from "vitest";

import { parseEvidence } from "../src/parse-evidence.ts";

const locales =
  "af am ar ar-EG ar-SA as az be bg bn bo br bs ca cs cy da de de-AT ee el en en-AU en-CA en-GB en-IN en-US es es-MX es-US et eu fa fi fil fo fr fr-CA fy ga gd gl gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ku ky lb lo lt lv mk ml mn mr ms mt my nb ne nl nn pa pl ps pt pt-PT rm ro ru rw sa sd si sk sl so sq sr sv sw ta te tg th ti tk to tr uk ur uz vi wo xh yo zh zh-HK zh-TW zu".split(
    " ",
  );
const layouts = [
  ["android", "short"],
  ["ios", "medium"],
] as const;
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

describe.for(layouts)("%s", ([shape, timeStyle]) => {
  test.for(locales)("is read right as %s writes it", (locale) => {
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
  });
});
