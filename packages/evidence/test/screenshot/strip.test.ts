import { expect, test } from "vitest";

import { makeStrip } from "../../src/screenshot/strip.ts";

const height = 64;

/** A line of the engine with dark boxes on it: left, top, width, height. */
function line(width: number, boxes: readonly (readonly [number, number, number, number])[]) {
  const data = new Uint8Array(width * height).fill(255);
  for (const [left, top, wide, high] of boxes) {
    for (let y = top; y < top + high; y += 1) {
      data.fill(0, y * width + left, y * width + left + wide);
    }
  }
  return makeStrip({ width, height, data }, 40);
}

const letters = [20, 30, 40, 70, 80].map((left) => [left, 14, 6, 30] as const);
const underline = [20, 48, 66, 2] as const;

test("gaps are those of the ink, with and without a line below it", () => {
  expect(line(120, letters).widestGap(20, 86)).toBe(24);
  expect(line(120, [...letters, underline]).widestGap(20, 86)).toBe(24);
});

test("a box that ends within a word is made as wide as the word", () => {
  const box = { left: 32, top: 0, width: 2, height };
  expect(line(120, letters).toWords(box)).toMatchObject({ left: 20, width: 26 });
});

test("a box at the edge of the line stays in it", () => {
  const { toWords } = line(50, [[12, 14, 30, 30]]);
  expect(toWords({ left: -9, top: 0, width: 99, height })).toMatchObject({ left: 0, width: 50 });
});

test("an underscore is a low stroke alone, and no underline", () => {
  const underscore = [47, 50, 20, 3] as const;
  expect(line(120, [...letters, underscore]).countStrokes(20, 86)).toBe(1);
  expect(line(120, [...letters, underline]).countStrokes(20, 86)).toBe(0);
});
