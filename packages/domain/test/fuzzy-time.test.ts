import edtf from "edtf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  compareFuzzyTimes,
  earliest,
  type FuzzyTime,
  fuzzyTimeOf,
  isFuzzyTime,
  latest,
  parseFuzzyTime,
  rangeOf,
  spanOf,
} from "../src/fuzzy-time.ts";

const year = fc.integer({ min: 1, max: 9999 }).map((n) => String(n).padStart(4, "0"));
const two = (n: number) => String(n).padStart(2, "0");
const mark = fc.constantFrom("", "~", "?", "%");
const point = fc
  .tuple(year, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.nat(3), mark)
  .map(([y, m, d, precision, sign]) =>
    [y, `${y}-${two(m)}`, `${y}-${two(m)}-${two(d)}`, `${y}-${two(20 + (m % 4) + 1)}`]
      .at(precision)
      ?.concat(sign),
  )
  .map((text) => text as FuzzyTime);
const fuzzy = fc.oneof(
  point,
  fc
    .tuple(point, point)
    // The peer refuses ends that overlap, such as 2024-03/2024.
    .filter(([a, b]) => latest(a) < earliest(b))
    .map(([a, b]) => `${a}/${b}` as FuzzyTime),
  point.map((a) => `${a}/..` as FuzzyTime),
  point.map((a) => `../${a}` as FuzzyTime),
);

describe("reading", () => {
  // text, first moment, last moment
  test.for([
    ["2024-01-12", "2024-01-12T00:00:00", "2024-01-12T23:59:59"],
    ["2024-01-12T18:05", "2024-01-12T18:05:00", "2024-01-12T18:05:59"],
    ["2023-01~", "2023-01-01T00:00:00", "2023-01-31T23:59:59"],
    ["2024-02?", "2024-02-01T00:00:00", "2024-02-29T23:59:59"],
    ["1900-02", "1900-02-01T00:00:00", "1900-02-28T23:59:59"],
    ["2024", "2024-01-01T00:00:00", "2024-12-31T23:59:59"],
    ["2023-22", "2023-06-01T00:00:00", "2023-08-31T23:59:59"],
    ["2023-01/2024-03-19", "2023-01-01T00:00:00", "2024-03-19T23:59:59"],
    ["2023-01/..", "2023-01-01T00:00:00", "9999-12-31T23:59:59"],
    ["../2023-01", "0001-01-01T00:00:00", "2023-01-31T23:59:59"],
    ["2023-01/", "2023-01-01T00:00:00", "2023-01-31T23:59:59"],
  ] as const)("%s covers %s to %s", ([text, from, to]) => {
    const time = parseFuzzyTime(text);
    expect(time && [earliest(time), latest(time)]).toEqual([from, to]);
  });

  test.for([
    "",
    "about January",
    "2024-13",
    "2024-00",
    "2023-02-29",
    "2024-04-31",
    "0000",
    "2024-1-1",
    "2024-01-12T24:00",
    "2024-01-12T18:60",
    "2024-01-12T18:05Z",
    "2024-05/2024-04",
    "../..",
    "/",
    "2024/2025/2026",
    "2024-20",
    "~2024",
    "2024~?",
    " 2024",
  ])("refuses %j", (text) => {
    expect(isFuzzyTime(text)).toBe(false);
    expect(parseFuzzyTime(text)).toBeUndefined();
  });

  test("says about and unsure apart", () => {
    const marks = ["2024~", "2024?", "2024%", "2024"].map((text) => {
      const { from } = rangeOf(text as FuzzyTime);
      return typeof from === "string" ? from : [from.isAbout, from.isUnsure];
    });
    expect(marks).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [false, false],
    ]);
  });

  test("any text is read or refused at once", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const time = parseFuzzyTime(text);
        if (time !== undefined) expect(earliest(time) <= latest(time)).toBe(true);
      }),
    );
  });

  test("what it reads, the edtf library reads too", () => {
    fc.assert(
      // It reads a season by itself only; the standard has it in an interval too.
      fc.property(
        fuzzy.filter((time) => !/-2[1-4]/.test(time)),
        (time) => {
          expect(() => edtf(time)).not.toThrow();
        },
      ),
    );
  });

  test("covers the days that the edtf library covers", () => {
    fc.assert(
      fc.property(
        point.filter((time) => !/-2[1-4]/.test(time)),
        (time) => {
          const peer = edtf(time);
          const day = (text: string) => text.slice(0, 10);
          expect(day(new Date(peer.min).toISOString())).toBe(day(earliest(time)));
          expect(day(new Date(peer.max).toISOString())).toBe(day(latest(time)));
        },
      ),
    );
  });
});

describe("order", () => {
  test("is total and does not depend on the order of arrival", () => {
    fc.assert(
      fc.property(fc.array(fuzzy, { maxLength: 12 }), (times) => {
        const sorted = times.toSorted(compareFuzzyTimes);
        const again = times.toReversed().sort(compareFuzzyTimes);
        expect(again.map((time) => [earliest(time), latest(time)])).toEqual(
          sorted.map((time) => [earliest(time), latest(time)]),
        );
      }),
    );
  });

  test("puts a month before its last day and after the year before", () => {
    const times = ["2024-03-31", "2024", "2023-12-31", "2024-03"] as FuzzyTime[];
    expect(times.sort(compareFuzzyTimes)).toEqual(
      ["2023-12-31", "2024", "2024-03-31", "2024-03"].sort((a, b) =>
        compareFuzzyTimes(a as FuzzyTime, b as FuzzyTime),
      ),
    );
    expect(times[0]).toBe("2023-12-31");
    expect(times.at(-1)).toBe("2024-03-31");
  });
});

describe("span", () => {
  test("covers both, and is a fuzzy time", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const span = spanOf(a, b);
        expect(isFuzzyTime(span)).toBe(true);
        expect(earliest(span)).toBe([earliest(a), earliest(b)].sort()[0]);
        expect(latest(span)).toBe([latest(a), latest(b)].sort()[1]);
      }),
    );
  });
});

describe("printed times", () => {
  test.for([
    ["2024-01-12T18:05", "2024-01-12T18:05"],
    ["2024-01-12T18:05:33Z", "2024-01-12T18:05:33"],
    ["2024-01-12T18:05:33.120+01:00", "2024-01-12T18:05:33"],
    ["yesterday", undefined],
  ] as const)("%s", ([printed, expected]) => {
    expect(fuzzyTimeOf(printed)).toBe(expected);
  });
});
