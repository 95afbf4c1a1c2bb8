import fc from "fast-check";
import { expect, test } from "vitest";

import { halfLives, numberAgreement, sameUseShare } from "../../src/numbers/number-agreement.ts";

const gap = fc.double({ min: 0, max: 40_000, noNaN: true });
const options = fc.record({ isVirtual: fc.boolean() });

test("a longer gap is never better evidence", () => {
  fc.assert(
    fc.property(gap, gap, options, (a, b, how) => {
      const [short, long] = a <= b ? [a, b] : [b, a];
      const near = numberAgreement(short, how);
      const far = numberAgreement(long, how);
      expect(far.share).toBeLessThanOrEqual(near.share);
      if (near.code === "may_be_someone_else") expect(far.code).toBe(near.code);
    }),
  );
});

test("the share lies between 0 and 1, and is 1 without a gap", () => {
  fc.assert(
    fc.property(gap, options, (days, how) => {
      const { share } = numberAgreement(days, how);
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }),
  );
  expect(numberAgreement(0, { isVirtual: true })).toMatchObject({ share: 1, code: "same_use" });
});

test("a virtual number fades faster", () => {
  fc.assert(
    fc.property(gap, (days) => {
      const [virtual, ordinary] = [true, false].map((isVirtual) =>
        numberAgreement(days, { isVirtual }),
      );
      expect(virtual!.share).toBeLessThanOrEqual(ordinary!.share);
    }),
  );
});

// days, virtual, the code
test.for([
  [28, true, "same_use"],
  [29, true, "may_be_someone_else"],
  [293, false, "same_use"],
  [294, false, "may_be_someone_else"],
  [Infinity, false, "may_be_someone_else"],
] as const)("after %d days, virtual %s: %s", ([days, isVirtual, code]) => {
  expect(numberAgreement(days, { isVirtual }).code).toBe(code);
});

test("says what its half-life rests on, and takes another", () => {
  expect(numberAgreement(913, { isVirtual: false })).toMatchObject({
    share: 0.5,
    halfLife: { days: 913, source: "deactivated_per_year" },
  });
  expect(numberAgreement(1, { isVirtual: true }).halfLife).toEqual(halfLives.virtual);
  expect(numberAgreement(30, { isVirtual: true, halfLifeDays: 30 })).toMatchObject({
    share: 0.5,
    halfLife: { days: 30, source: "set_here" },
  });
  expect(sameUseShare).toBeGreaterThan(0.5);
});

// gap, half-life
test.for([
  [-1, undefined],
  [Number.NaN, undefined],
  [1, 0],
  [1, -5],
  [1, Number.NaN],
] as const)("refuses a gap of %d with a half-life of %s", ([days, halfLifeDays]) => {
  const how = { isVirtual: false, ...(halfLifeDays !== undefined && { halfLifeDays }) };
  expect(() => numberAgreement(days, how)).toThrow(RangeError);
});
