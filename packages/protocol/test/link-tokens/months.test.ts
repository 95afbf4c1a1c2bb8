import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  longestRangeMonths,
  monthsApart,
  monthsOverlap,
  type MonthRange,
  needsDecision,
  parseMonthRange,
  toMonthRangeText,
} from "../../src/link-tokens/months.ts";

function read(text: string): MonthRange {
  const result = parseMonthRange(text);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

const range = fc
  .tuple(fc.integer({ min: 0, max: 9999 * 12 }), fc.nat({ max: longestRangeMonths - 1 }))
  .map(([from, more]) => ({ from, to: from + more }))
  .filter(({ to }) => to < 10_000 * 12);

describe("a range of months", () => {
  test("is read back", () => {
    fc.assert(
      fc.property(range, (made) => {
        expect(parseMonthRange(toMonthRangeText(made))).toEqual({ ok: true, value: made });
      }),
    );
  });

  test.for([
    ["", "malformed"],
    ["2026", "malformed"],
    ["2026-13", "malformed"],
    ["2026-00", "malformed"],
    ["2026-1", "malformed"],
    ["2026-01-02", "malformed"],
    ["2026-01/", "malformed"],
    ["2026-01/2026-02/2026-03", "malformed"],
    ["2026-01\n", "malformed"],
    ["2026-02/2026-01", "backwards"],
    ["2024-01/2026-01", "too_long"],
  ] as const)("%j is refused as %s", ([text, reason]) => {
    expect(parseMonthRange(text)).toEqual({ ok: false, reason });
  });

  test("of 24 months is the longest", () => {
    expect(parseMonthRange("2024-01/2025-12").ok).toBe(true);
  });

  // one, other, months apart, overlap, a person decides
  test.for([
    ["2026-01", "2026-01", 0, true, false],
    ["2026-01/2026-03", "2026-03/2026-05", 0, true, false],
    ["2026-01/2026-03", "2026-04", 1, false, false],
    ["2025-11", "2026-05", 6, false, false],
    ["2025-11", "2026-06", 7, false, true],
    ["2025-01/2025-11", "2026-06/2026-08", 7, false, true],
  ] as const)("%s and %s are %i apart", ([one, other, apart, overlap, decide]) => {
    for (const [a, b] of [
      [read(one), read(other)],
      [read(other), read(one)],
    ] as const) {
      expect(monthsApart(a, b)).toBe(apart);
      expect(monthsOverlap(a, b)).toBe(overlap);
      expect(needsDecision(a, b)).toBe(decide);
    }
  });

  test("ranges overlap exactly when none lies between", () => {
    fc.assert(
      fc.property(range, fc.integer({ min: -30, max: 30 }), (a, shift) => {
        const b = { from: a.from + shift, to: a.to + shift };
        expect(monthsOverlap(a, b)).toBe(monthsApart(a, b) === 0);
      }),
    );
  });
});
