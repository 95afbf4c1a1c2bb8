import { existsSync, readFileSync } from "node:fs";

import type { PhoneNumber } from "@honeyguide/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { holdOutYears } from "../../src/numbers/hold-out.ts";
import { countHolders, isOftenListed } from "../../src/numbers/holder-priors.ts";
import { type NumberBlock, readNumberBlocks } from "../../src/numbers/number-blocks.ts";
import { type NumberListing, readNumberListing } from "../../src/numbers/number-listing.ts";
import { shareOf } from "../../src/numbers/share.ts";

const block = (prefix: string, holder: string, change: Partial<NumberBlock> = {}): NumberBlock => ({
  ...{ prefix, holder, status: "allocated", digits: 10, allocatedOn: null, ...change },
});
const listing = (number: string, lastSeen: string | null = null): NumberListing => ({
  number: number as PhoneNumber,
  lastSeen,
});
/** `count` numbers that begin alike, last seen on a day. */
const many = (prefix: string, count: number, lastSeen: string) =>
  Array.from({ length: count }, (_, at) =>
    listing(`${prefix}${String(at).padStart(13 - prefix.length, "0")}`, lastSeen),
  );

describe("a share", () => {
  // count, total, Wilson's interval; the last is an example of Newcombe, Stat. Med. 17 (1998)
  test.for([
    [0, 10, 0, 0.277533],
    [1, 10, 0.017876, 0.40415],
    [5, 10, 0.236593, 0.763407],
    [10, 10, 0.722467, 1],
    [81, 263, 0.255255, 0.366239],
  ] as const)("%i of %i lies in the interval", ([count, total, low, high]) => {
    const share = shareOf(count, total);
    expect(share.value).toBe(count / total);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
  });

  test.for([
    [1, 0],
    [-1, 5],
    [6, 5],
    [Number.NaN, 5],
  ] as const)("%d of %d is none", ([count, total]) => {
    expect(() => shareOf(count, total)).toThrow(RangeError);
  });
});

describe("counting by range holder", () => {
  const blocks = [
    block("+4477009", "Apps"),
    block("+4477008", "Network"),
    block("+447700", "Network", { status: "protected" }),
  ];

  test("lift is the share of the listed over the share of the allocated", () => {
    const found = countHolders(blocks, [
      ...many("+44770090", 3, "2024-01-01"),
      ...many("+44770080", 1, "2024-01-01"),
      ...many("+44770010", 1, "2024-01-01"),
      listing("+12025550143"),
    ]);
    expect(found).toMatchObject({ allocated: 200_000, listed: 5, unmatched: 1 });
    expect(found.holders).toMatchObject([
      { holder: "Apps", allocated: 100_000, listed: 3, lift: { value: 1.5 } },
      { holder: "Network", allocated: 100_000, listed: 1, lift: { value: 0.5 } },
    ]);
  });

  test("numbers of a smaller block are its holder's, not counted twice", () => {
    const inner = block("+447700900", "Reseller");
    const found = countHolders([...blocks, inner], many("+4477009001", 1, "2024-01-01"));
    expect(found.allocated).toBe(200_000);
    expect(found.holders.map((one) => [one.holder, one.allocated, one.listed])).toEqual([
      ["Reseller", 1000, 1],
      ["Apps", 99_000, 0],
      ["Network", 100_000, 0],
    ]);
  });

  test("without a listing nothing is known, and nobody is often listed", () => {
    const found = countHolders(blocks, []);
    expect(found.holders.every((prior) => !isOftenListed(prior))).toBe(true);
    expect(found.holders[0]?.lift).toEqual({ value: 0, low: 0, high: 2 });
    expect(countHolders([], [listing("+447700900123")])).toMatchObject({ listed: 0, holders: [] });
  });

  test("shares of all holders add up to one, and each lies in its interval", () => {
    const some = fc.array(fc.constantFrom("+44770090", "+44770080", "+44770010"), { minLength: 1 });
    fc.assert(
      fc.property(some, (prefixes) => {
        const listings = prefixes.map((prefix, at) =>
          listing(`${prefix}${String(at).padStart(13 - prefix.length, "0")}`),
        );
        const { holders, listed, unmatched } = countHolders(blocks, listings);
        for (const { lift } of holders) {
          expect(lift.low).toBeLessThanOrEqual(lift.value);
          expect(lift.value).toBeLessThanOrEqual(lift.high);
        }
        const shares = holders.reduce((all, { shareOfListed }) => all + shareOfListed.value, 0);
        expect(shares).toBeCloseTo(listed === unmatched ? 0 : 1, 9);
      }),
    );
  });
});

describe("holding out a year", () => {
  const blocks = [block("+4477009", "Apps", { digits: 10 }), block("+44771", "Network")];
  const steady = [...many("+44770090", 60, "2023-05-01"), ...many("+447700901", 60, "2024-05-01")];

  test("what holds in other years is worth bits; what does not is worth less than nothing", () => {
    const [early, late] = holdOutYears(blocks, [...steady, ...many("+447710", 5, "2023-06-01")]);
    expect(early).toMatchObject({ year: "2023", numbers: 65, oftenNumbers: 60, oftenHolders: 1 });
    expect(late).toMatchObject({ year: "2024", numbers: 60, oftenNumbers: 60 });
    expect(late?.bitsPerNumber).toBeGreaterThan(1);
    const [, changed] = holdOutYears(blocks, [
      ...many("+44770090", 60, "2023-05-01"),
      ...many("+447710", 60, "2024-06-01"),
    ]);
    expect(changed?.bitsPerNumber).toBeLessThan(0);
  });

  test("listings without a day, or in no block, are not judged", () => {
    expect(
      holdOutYears(blocks, [listing("+447700900123"), listing("+447900900123", "2024-01-01")]),
    ).toEqual([]);
  });
});

const s7 = new URL("../../../../../shared/data/ofcom-s7/S7.csv", import.meta.url);
const sites = new URL(
  "../../../../../shared/data/disposable-numbers/number-list.json",
  import.meta.url,
);
test.skipIf(!existsSync(s7) || !existsSync(sites))(
  "the real lists, where they are there, say what was measured before",
  () => {
    const blocks = readNumberBlocks(readFileSync(s7, "utf8"));
    const list = readNumberListing(readFileSync(sites, "utf8"));
    if (!blocks.ok || !list.ok) throw new Error("a list could not be read");
    const found = countHolders(blocks.blocks, list.listings);
    expect(found).toMatchObject({ allocated: 608_410_000, listed: 15_324, unmatched: 306 });
    const lift = (name: string) =>
      Math.round(found.holders.find(({ holder }) => holder === name)?.lift.value ?? 0);
    const names = ["Citrus Telecommunications Ltd", "Ziron Limited", "Ace Call Ltd", "Voxbone SA"];
    expect(names.map(lift)).toEqual([303, 346, 118, 50]);
  },
);
