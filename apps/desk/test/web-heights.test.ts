import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { makeHeights } from "../web/conversation/heights.ts";

const measured = fc.record({
  length: fc.integer({ min: 1, max: 200 }),
  rows: fc.array(fc.record({ index: fc.nat(199), height: fc.integer({ min: 1, max: 900 }) }), {
    maxLength: 60,
  }),
});

describe("heights of rows", () => {
  test("sums and look-ups agree with adding up one by one", () => {
    fc.assert(
      fc.property(measured, fc.integer({ min: 0, max: 30_000 }), ({ length, rows }, wanted) => {
        const plain = Array.from({ length }, () => 50);
        const heights = makeHeights(length, 50);
        for (const { index, height } of rows) {
          heights.set(index, height);
          if (index < length) plain[index] = height;
        }
        const sum = (to: number) => plain.slice(0, to).reduce((all, height) => all + height, 0);
        expect(heights.total()).toBe(sum(length));
        for (let index = 0; index <= length; index += 7) {
          expect(heights.offset(index)).toBe(sum(index));
        }
        const found = heights.at(wanted);
        expect(Number.isInteger(found)).toBe(true);
        expect(sum(found)).toBeLessThanOrEqual(Math.min(wanted, sum(length)));
        if (wanted < sum(length)) expect(sum(found + 1)).toBeGreaterThan(wanted);
        else expect(found).toBe(length - 1);
      }),
    );
  });

  test("says whether a measurement is news", () => {
    const heights = makeHeights(3, 50);
    expect(heights.set(1, 80)).toBe(true);
    expect(heights.set(1, 80)).toBe(false);
    expect(heights.set(3, 80)).toBe(false);
    expect(heights.offset(2)).toBe(130);
  });

  test("a list of nothing has no height and row 0", () => {
    const heights = makeHeights(0, 50);
    expect(heights.total()).toBe(0);
    expect(heights.at(10)).toBe(0);
  });

  test("a million rows are found in few steps", () => {
    const heights = makeHeights(1_000_000, 60);
    const started = performance.now();
    for (let index = 0; index < 20_000; index += 1) {
      heights.set(index * 49, 70);
      heights.at(index * 2999);
    }
    // A look through all rows would take 20,000 times a million steps.
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
