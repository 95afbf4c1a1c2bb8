import { expect, test } from "vitest";

import { findLines } from "../../src/screenshot/lines.ts";

const [width, height] = [300, 200];

/** The ink of boxes: left, top, width, height. */
function inkOf(boxes: readonly (readonly [number, number, number, number])[]) {
  const data = new Uint8Array(width * height);
  for (const [left, top, wide, high] of boxes) {
    for (let y = top; y < top + high; y += 1) {
      data.fill(255, y * width + left, y * width + left + wide);
    }
  }
  return { width, height, data, left: 0, top: 0, pictures: [] };
}

const row = (top: number, high: number, count = 20) =>
  Array.from({ length: count }, (_, at) => [10 + at * 12, top, 6, high] as const);

const heights = (boxes: Parameters<typeof inkOf>[0]) =>
  findLines(inkOf(boxes)).map(({ box }) => box.height);

test("one tall line among short ones is one", () => {
  expect(heights([...row(10, 31), ...row(60, 16, 1), ...row(100, 16, 4)])).toEqual([31, 16, 16]);
});

test("lines that touch in a stroke or two are parted", () => {
  const touch = [10, 36, 4, 12] as const;
  expect(
    heights([...row(10, 30), touch, ...row(44, 30), ...row(100, 30), ...row(150, 30)]),
  ).toHaveLength(4);
});
