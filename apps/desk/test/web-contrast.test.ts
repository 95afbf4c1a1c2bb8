/** Recomputes the contrast table of the design from the tokens that the page really uses. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../web/styles/tokens.css"), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name = "", light = "", dark = ""]) => [name, { light, dark }],
  ),
);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(["light", "dark"] as const)("in %s", (scheme) => {
  const colour = (name: string) => tokens.get(name)![scheme];

  test.for([
    // text, ground
    ["ink", "sheet"],
    ["ink", "paper"],
    ["ink-2", "sheet"],
    ["ink-2", "paper"],
    ["pine", "sheet"],
    ["pine", "paper"],
    ["on-pine", "pine"],
    ["ink", "pine-wash"],
    ["ink-2", "pine-wash"],
    ["ink", "honey"],
    ["honey-ink", "honey"],
    ["brick", "sheet"],
    ["brick", "paper"],
    ["brick", "pine-wash"],
    ["brick", "brick-wash"],
    ["moss", "sheet"],
    ["moss", "paper"],
    ["moss", "moss-wash"],
    ["seal", "sheet"],
    ["seal", "seal-wash"],
    ["sheet", "ink"],
  ] as const)("%s on %s can be read", ([text, ground]) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.for([
    ["line", "sheet"],
    ["line", "paper"],
    ["pine", "sheet"],
    ["pine", "paper"],
  ] as const)("a control in %s on %s can be seen", ([edge, ground]) => {
    expect(contrast(colour(edge), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});
