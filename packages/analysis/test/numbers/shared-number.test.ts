import type { FuzzyTime } from "@honeyguide/domain";
import fc from "fast-check";
import { expect, test } from "vitest";

import { weighSharedNumber } from "../../src/numbers/shared-number.ts";

const use = (first: string, last = first) => ({
  first: first as FuzzyTime,
  last: last as FuzzyTime,
});
const virtual = { isVirtual: true };

// one use, another, days between at most, the code for a virtual number
test.for([
  ["2024-03-14", "2024-03-14", 0, "same_use"],
  ["2024-03-01", "2024-03-20", 19, "same_use"],
  ["2024-03-01", "2024-04-20", 50, "may_be_someone_else"],
  ["2024-03-14/2024-03-28", "2024-04-20", 37, "may_be_someone_else"],
  ["2023", "2024-01-05", 369, "may_be_someone_else"],
] as const)("%s and %s are up to %i days apart: %s", ([a, b, gapDays, code]) => {
  const expected = { because: "gap", gapDays, code };
  expect(weighSharedNumber(use(a), use(b), virtual)).toMatchObject(expected);
  expect(weighSharedNumber(use(b), use(a), virtual)).toMatchObject(expected);
});

test("uses that overlap have no gap", () => {
  const long = use("2023-01-12", "2024-03-14");
  expect(weighSharedNumber(long, use("2023-06-01"), virtual)).toMatchObject({ share: 1 });
});

test("inside an interval that a person set, time does not matter", () => {
  const known = { ...virtual, intervals: [use("2023-01", "2024-03-14/2024-03-28")] };
  const [early, late] = [use("2023-01-12"), use("2024-03-20")];
  expect(weighSharedNumber(early, late, known)).toMatchObject({
    because: "interval",
    share: 1,
    gapDays: 433,
  });
  expect(weighSharedNumber(early, use("2024-03-29"), known).because).toBe("gap");
});

test("from the day that it may be someone else's, a use before is no evidence for one after", () => {
  const known = { ...virtual, recycledFrom: "2024-03-10", intervals: [use("2024")] };
  const [before, after] = [use("2024-03-09"), use("2024-03-10")];
  expect(weighSharedNumber(before, after, known)).toMatchObject({
    because: "recycled",
    share: 0,
    code: "may_be_someone_else",
  });
  expect(weighSharedNumber(after, use("2024-03-11"), known).share).toBe(1);
  expect(weighSharedNumber(before, use("2024-03-01"), known).share).toBe(1);
});

test("without a date it is just enough, and no more", () => {
  expect(weighSharedNumber(null, use("2024-03-09"), virtual)).toMatchObject({
    because: "no_date",
    gapDays: null,
    share: 0.8,
    code: "same_use",
  });
});

test("is the same either way round, and never better for a later second use", () => {
  const day = fc
    .integer({ min: 0, max: 2000 })
    .map((n) => new Date(Date.UTC(2022, 0, 1) + n * 86_400_000).toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, day, day, fc.boolean(), (one, two, three, isVirtual) => {
      const [a, b, c] = [one, two, three].sort().map((text) => use(text));
      const near = weighSharedNumber(a!, b!, { isVirtual });
      const far = weighSharedNumber(a!, c!, { isVirtual });
      expect(far.share).toBeLessThanOrEqual(near.share);
      expect(weighSharedNumber(c!, a!, { isVirtual })).toEqual(far);
    }),
  );
});
