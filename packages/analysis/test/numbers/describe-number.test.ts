import type { FuzzyTime, PhoneNumber } from "@honeyguide/domain";
import fc from "fast-check";
import { expect, test } from "vitest";

import { describeNumber, type NumberQuestion } from "../../src/numbers/describe-number.ts";
import { countHolders } from "../../src/numbers/holder-priors.ts";
import { type NumberBlock } from "../../src/numbers/number-blocks.ts";

const number = "+447700900123" as PhoneNumber;
const apps: NumberBlock = {
  ...{ prefix: "+447700900", status: "allocated", holder: "Practice Apps", digits: 10 },
  allocatedOn: "2019-02-01",
};
const network: NumberBlock = { ...apps, prefix: "+44771", holder: "Practice Network" };
const s7 = { kind: "ofcom-s7" as const, name: "ofcom-s7", asOf: "2025-09-13" };
const sites = { kind: "sms-sites" as const, name: "sms-sites", asOf: "2026-08-22" };
const bare: NumberQuestion = { type: "mobile", sources: [], sightings: [] };
const times = {
  first: "2023-01-12" as FuzzyTime,
  last: "2024-03-14/2024-03-28" as FuzzyTime,
};
const used: NumberQuestion = {
  ...bare,
  sources: [{ ...sites, listings: [{ number, lastSeen: "2024-05-01" }] }],
  sightings: [
    { report: "r1", group: "charlie", times },
    { report: "r2", group: "charlie", times: null },
  ],
};

test("of a number that nobody knows, nothing is said but its kind", () => {
  expect(describeNumber(number, bare)).toEqual({
    number,
    type: "mobile",
    virtual: null,
    block: null,
    prior: null,
    listings: [],
    uses: [],
    undated: 0,
    recycledFrom: null,
    on: null,
  });
});

test("has its block and its listings, each with its source and its day", () => {
  const older = { ...s7, asOf: "2020-01-01", blocks: [{ ...apps, holder: "Somebody" }] };
  const file = describeNumber(number, {
    ...bare,
    sources: [
      older,
      { ...s7, blocks: [apps] },
      { ...sites, listings: [{ number, lastSeen: "2024-05-01" }] },
      { ...sites, name: "other", listings: [{ number, lastSeen: "2025-05-01" }] },
      { ...sites, listings: [{ number: "+447700900124" as PhoneNumber, lastSeen: null }] },
    ],
  });
  expect(file.block).toMatchObject({ holder: "Practice Apps", source: { asOf: "2025-09-13" } });
  expect(file.listings).toEqual([
    { lastSeen: "2025-05-01", source: { name: "other", asOf: "2026-08-22" } },
    { lastSeen: "2024-05-01", source: { name: "sms-sites", asOf: "2026-08-22" } },
  ]);
});

test("is called virtual for a reason: listed, then its kind, then its range", () => {
  const listings = Array.from({ length: 40 }, (_, at) => ({
    number: `+4477009000${String(at).padStart(2, "0")}` as PhoneNumber,
    lastSeen: null,
  }));
  const { holders } = countHolders([apps, network], listings);
  const ranged = { ...bare, sources: [{ ...s7, blocks: [apps, network] }], priors: holders };
  expect(describeNumber(number, ranged)).toMatchObject({
    virtual: "range",
    prior: { holder: "Practice Apps", listed: 40 },
  });
  expect(describeNumber(number, { ...ranged, type: "voip" }).virtual).toBe("type");
  expect(describeNumber(number, { ...used, type: "voip" }).virtual).toBe("listed");
  const other = "+447710900123" as PhoneNumber;
  expect(describeNumber(other, ranged)).toMatchObject({
    virtual: null,
    prior: { holder: "Practice Network", listed: 0 },
  });
});

// the day, its place, the code
test.for([
  ["2022-12-31", "before", "may_be_someone_else"],
  ["2023-06-01", "inside", "same_use"],
  ["2024-03-20", "edge", "same_use"],
  ["2024-04-20", "after", "may_be_someone_else"],
] as const)("on %s it is %s: %s", ([on, place, code]) => {
  const file = describeNumber(number, { ...used, on });
  expect(file.on).toMatchObject({ day: on, place, code });
  expect(file.undated).toBe(1);
});

test("a gap after a use has its days, its share and what that rests on", () => {
  const { on } = describeNumber(number, { ...used, on: "2024-04-20" });
  expect(on).toMatchObject({
    gapDays: 23,
    agreement: { halfLife: { days: 90, source: "assumed" } },
  });
  expect(on?.agreement?.share).toBeCloseTo(2 ** -(23 / 90), 9);
  const set = describeNumber(number, { ...used, on: "2024-04-20", halfLifeDays: 23 });
  expect(set.on?.agreement).toMatchObject({ share: 0.5, halfLife: { source: "set_here" } });
});

test("from the day that a responder gave it may be someone else's, used or not", () => {
  const recycled = { ...used, recycledFrom: "2024-03-16" };
  expect(describeNumber(number, { ...recycled, on: "2024-03-15" }).on?.code).toBe("same_use");
  expect(describeNumber(number, { ...recycled, on: "2024-03-16" }).on).toMatchObject({
    place: "recycled",
    code: "may_be_someone_else",
  });
});

test("is never somebody's on a day outside what was seen", () => {
  const day = fc.date({
    min: new Date("2020-01-01"),
    max: new Date("2030-01-01"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(day, (date) => {
      const on = date.toISOString().slice(0, 10);
      const isOutside = on < "2023-01-12" || on > "2024-03-28";
      const code = describeNumber(number, { ...used, on }).on?.code;
      expect(code).toBe(isOutside ? "may_be_someone_else" : "same_use");
    }),
  );
});
