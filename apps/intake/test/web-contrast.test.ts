import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

const css = readFileSync(new URL("../web/styles/tokens.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test.for([
  // ink, ground, least contrast
  ["ink", "sheet", 6],
  ["ink", "paper", 6],
  ["ink", "sunk", 6],
  ["ink", "pine-wash", 6],
  ["ink-2", "sheet", 6],
  ["ink-2", "paper", 6],
  ["ink-2", "sunk", 4.5],
  ["sheet", "ink", 6],
  ["pine", "sheet", 6],
  ["pine", "paper", 6],
  ["on-pine", "pine", 6],
  ["brick", "sheet", 6],
  ["brick", "brick-wash", 6],
  ["moss", "moss-wash", 6],
  ["seal", "sheet", 6],
  ["line", "sheet", 3],
  ["line", "paper", 3],
] as const)("%s on %s is %d to 1 or better, in both schemes", ([ink, ground, least]) => {
  const [text, back] = [tokens.get(ink), tokens.get(ground)];
  if (text === undefined || back === undefined) throw new Error("a token is missing");
  expect(contrast(text.light, back.light)).toBeGreaterThanOrEqual(least);
  expect(contrast(text.dark, back.dark)).toBeGreaterThanOrEqual(least);
});
