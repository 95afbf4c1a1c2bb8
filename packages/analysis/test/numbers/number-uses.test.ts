import type { FuzzyTime } from "@honeyguide/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { daysFrom } from "../../src/numbers/days.ts";
import { type NumberSighting, placeOfDay, usesOf } from "../../src/numbers/number-uses.ts";

const time = (text: string) => text as FuzzyTime;
const seen = (
  report: string,
  group: string | null,
  first?: string,
  last = first,
): NumberSighting => ({
  report,
  group,
  times: first === undefined ? null : { first: time(first), last: time(last ?? first) },
});

/** One sender, from January 2023 to some day between 14 and 28 March 2024. */
const charlie = [
  seen("r1", "charlie", "2023-01-12", "2023-02-01"),
  seen("r2", "charlie", "2024-03-14/2024-03-28"),
  seen("r3", "charlie"),
];

describe("uses", () => {
  test("run from the first sighting to the last, each end as well as it is known", () => {
    expect(usesOf(charlie)).toEqual([
      {
        group: "charlie",
        reports: ["r1", "r2", "r3"],
        first: "2023-01-12",
        last: "2024-03-14/2024-03-28",
        because: "sightings",
      },
    ]);
  });

  test("of different senders stay apart, and a report by itself is one", () => {
    const uses = usesOf([
      ...charlie,
      seen("r8", null, "2025-06-01"),
      seen("r9", null, "2025-06-02"),
    ]);
    expect(uses.map(({ group, reports, first }) => [group, reports.length, first])).toEqual([
      ["charlie", 3, "2023-01-12"],
      [null, 1, "2025-06-01"],
      [null, 1, "2025-06-02"],
    ]);
  });

  test("are what a responder said, where one did", () => {
    const set = { group: "charlie", first: time("2023-01"), last: time("2024-03-30") };
    expect(usesOf(charlie, [{ ...set, last: time("2025") }, set])).toMatchObject([
      { first: "2023-01", last: "2024-03-30", because: "person", reports: ["r1", "r2", "r3"] },
    ]);
    // Of a group that has not got the number, nothing is known.
    expect(usesOf([seen("r1", null, "2024-01-01")], [set])).toMatchObject([{ group: null }]);
  });

  test("of which no date is known are none", () => {
    expect(usesOf([seen("r1", "charlie")])).toEqual([]);
  });

  test("do not depend on the order of the reports", () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2024-01-${String(n).padStart(2, "0")}`);
    const sighting = fc
      .record({ report: fc.constantFrom("a", "b", "c"), group: fc.constantFrom("x", "y"), day })
      .map((one) => seen(one.report, one.group, one.day));
    fc.assert(
      fc.property(fc.array(sighting, { maxLength: 6 }), (all) => {
        expect(usesOf([...all].reverse())).toEqual(usesOf(all));
      }),
    );
  });
});

describe("a day", () => {
  const later = seen("r9", null, "2025-06-01");
  // the day, its place, days to the nearest use
  test.for([
    ["2023-01-11", "before", 1],
    ["2023-01-12", "inside", 0],
    ["2023-09-01", "inside", 0],
    ["2024-03-14", "inside", 0],
    ["2024-03-20", "edge", 0],
    ["2024-03-28", "edge", 0],
    ["2024-04-20", "between", 23],
    ["2025-05-31", "between", 1],
    ["2025-06-01", "inside", 0],
    ["2025-06-03", "after", 2],
  ] as const)("%s is %s, %i days from a use", ([day, place, gapDays]) => {
    expect(placeOfDay(usesOf([...charlie, later]), day)).toEqual({ place, gapDays });
  });

  test("on or after the one from which it may be someone else's is that, whatever was seen", () => {
    const uses = usesOf(charlie);
    expect(placeOfDay(uses, "2024-02-29", "2024-03-01").place).toBe("inside");
    expect(placeOfDay(uses, "2024-03-01", "2024-03-01").place).toBe("recycled");
    expect(placeOfDay([], "2024-03-01", "2024-03-01")).toEqual({
      place: "recycled",
      gapDays: null,
    });
  });

  test("has no place where no use has a date", () => {
    expect(placeOfDay([], "2024-04-20")).toEqual({ place: "no_use", gapDays: null });
  });

  test("outside a use is as many days from it as the calendar says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (days) => {
        const at = new Date(Date.UTC(2024, 2, 14) + days * 86_400_000).toISOString().slice(0, 10);
        const uses = usesOf([seen("r1", null, "2024-03-14")]);
        expect(placeOfDay(uses, at)).toEqual({ place: "after", gapDays: days });
        expect(daysFrom("2024-03-14", at)).toBe(days);
      }),
    );
  });
});
