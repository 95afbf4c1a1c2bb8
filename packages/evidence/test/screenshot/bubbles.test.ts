import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findBubbles } from "../../src/screenshot/bubbles.ts";
import type { Side } from "../../src/screenshot/reading.ts";
import { dark, drawBubble, light, makeScreen, type Theme } from "./drawn.ts";

const width = 600;
const height = 1200;

function screen(theme: Theme, bubbles: readonly (readonly [Side, number, number])[]) {
  const made = makeScreen(width, height, theme.page);
  made.paint({ left: 0, top: 0, width, height: 110 }, theme.bar);
  bubbles.forEach(([side, left, wide], index) => {
    const box = { left, top: 140 + index * 120, width: wide, height: 90 };
    const surface = side === "right" ? theme.right : theme.left;
    drawBubble(made, box, { surface, ink: theme.ink });
  });
  return made;
}

describe.each([
  ["light", light],
  ["dark", dark],
] as const)("%s", (_, theme) => {
  // what, bubbles as [side, left edge, width]
  test.for([
    [
      "two people",
      [
        ["left", 12, 400],
        ["right", 188, 400],
        ["left", 12, 120],
        ["right", 500, 88],
      ],
    ],
    [
      "a date between them",
      [
        ["middle", 220, 160],
        ["left", 12, 300],
      ],
    ],
    [
      "a wide notice",
      [
        ["middle", 60, 480],
        ["right", 188, 400],
      ],
    ],
    [
      "a group, where a wide bubble is as far from both edges",
      [
        ["left", 70, 300],
        ["left", 70, 460],
        ["right", 188, 400],
      ],
    ],
  ] as const)("%s: every side is told", ([, bubbles]) => {
    const found = findBubbles(screen(theme, bubbles).image);
    expect(found.bubbles.map(({ side }) => side)).toEqual(bubbles.map(([side]) => side));
  });

  test("boxes are where the bubbles are, and the bar is the header", () => {
    const found = findBubbles(screen(theme, [["left", 12, 400]]).image);
    const [{ box } = { box: undefined }] = found.bubbles;
    expect(box?.left).toBeCloseTo(12, -0.5);
    expect(box?.width).toBeCloseTo(400, -1);
    expect(found.header?.box.height).toBeGreaterThan(100);
    expect(found.header?.colour.map(Math.round)).toEqual([...theme.bar]);
  });

  test("where one writes, with a button beside it, is no bubble", () => {
    const made = screen(theme, [["left", 12, 400]]);
    made.paint({ left: 14, top: 1120, width: 480, height: 60 }, theme.left);
    made.paint({ left: 520, top: 1122, width: 58, height: 58 }, light.bar);
    expect(findBubbles(made.image).bubbles).toHaveLength(1);
  });

  test("a page that a wide bubble parts in two is one page", () => {
    const made = screen(theme, [
      ["left", 12, 300],
      ["left", 12, 300],
    ]);
    // A stroke of the wallpaper and a bubble from edge to edge: what is above is not connected.
    made.paint({ left: 0, top: 600, width, height: 2 }, theme.ink);
    expect(findBubbles(made.image).bubbles).toHaveLength(2);
  });
});

test("a picture without a chat has no bubbles", () => {
  expect(findBubbles(makeScreen(300, 300, light.page).image)).toEqual({
    bubbles: [],
    page: [...light.page],
    header: expect.objectContaining({ side: "middle" }) as unknown,
  });
});

test("any pixels give boxes within the picture, and never throw", () => {
  const pixels = fc
    .record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 60 }) })
    .chain(({ width: wide, height: high }) =>
      fc.record({
        width: fc.constant(wide),
        height: fc.constant(high),
        data: fc.uint8Array({ minLength: wide * high * 4, maxLength: wide * high * 4 }),
      }),
    );
  fc.assert(
    fc.property(pixels, (image) => {
      for (const { box } of findBubbles(image).bubbles) {
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.left + box.width).toBeLessThanOrEqual(image.width + 2);
        expect(box.top + box.height).toBeLessThanOrEqual(image.height + 2);
      }
    }),
  );
});

test("time grows with the pixels and not faster", () => {
  const time = (size: number) => {
    const made = makeScreen(size, size, light.page);
    for (let at = 4; at < size - 8; at += 8) {
      made.paint({ left: at, top: 4, width: 4, height: size - 8 }, light.ink);
    }
    const begun = performance.now();
    findBubbles(made.image);
    return performance.now() - begun;
  };
  time(400);
  const [small, large] = [Math.min(time(400), time(400)), Math.min(time(800), time(800))];
  expect(large / small).toBeLessThan(16);
});
