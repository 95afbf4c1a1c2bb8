import fc from "fast-check";
import { expect, test } from "vitest";

import { readNumberListing } from "../../src/numbers/number-listing.ts";

const read = (text: string, callingCode?: string) => {
  const found = readNumberListing(text, callingCode);
  if (!found.ok) throw new Error(found.reason);
  return found;
};
const seen = { number: "+447700900123", lastSeen: "2024-03-14" };
const undated = { number: "+447700900123", lastSeen: null };

// the shape, the file, what it holds
test.for([
  ["an object from number to day", '{"447700900123": "2024-03-14"}', "json", seen],
  ["a list of numbers", '["+44 7700 900123"]', "json", undated],
  ["a list of objects", '[{"phone":"447700900123","last_seen":"2024-03-14"}]', "json", seen],
  ["a table with a head", "site,number,last seen\nx,+447700900123,14/03/2024\n", "csv", seen],
  ["a table without one", "00447700900123,2024-03-14T10:00:00Z\n", "csv", seen],
  ["a table without days", "number\n447700900123\n", "lines", undated],
  ["one number a line", "\ufeff447700900123\r\n", "lines", undated],
] as const)("reads %s", ([, text, format, listing]) => {
  expect(read(text)).toEqual({ ok: true, format, rows: 1, listings: [listing], skipped: [] });
});

test("reads national numbers with a calling code, and skips them without", () => {
  expect(read("07700 900123", "44").listings).toEqual([undated]);
  expect(read("07700 900123").skipped).toEqual([{ row: 1, reason: "no_country" }]);
});

test("of a number that is there twice, the later day stays", () => {
  const text = "447700900123,2023-01-01\n447700900123,2024-03-14\n447700900123,2022-01-01\n";
  expect(read(text)).toMatchObject({
    rows: 3,
    listings: [seen],
    skipped: [
      { row: 2, reason: "twice" },
      { row: 3, reason: "twice" },
    ],
  });
});

// the entry, the reason
test.for([
  ["call me,2024-03-14", "number"],
  ["123,2024-03-14", "number"],
  ["447700900124,soon", "date"],
  ["447700900124,2024-02-30", "date"],
] as const)("lists %s as skipped: %s", ([line, reason]) => {
  expect(read(`447700900123,2024-03-14\n${line}\n`)).toMatchObject({
    rows: 2,
    listings: [seen],
    skipped: [{ row: 2, reason }],
  });
});

test("an odd entry of a list is skipped, the others are read", () => {
  expect(read('[null, {}, 447700900123, {"number": true}]')).toMatchObject({
    rows: 4,
    listings: [undated],
    skipped: [
      { row: 1, reason: "number" },
      { row: 2, reason: "number" },
      { row: 4, reason: "number" },
    ],
  });
});

// the file, why nothing of it is read
test.for([
  ["", "empty"],
  [" \n", "empty"],
  ["{no", "not_json"],
  ["[1,", "not_json"],
] as const)("refuses %j: %s", ([text, reason]) => {
  expect(readNumberListing(text)).toEqual({ ok: false, reason });
});

test("never throws, and every entry is a listing or skipped", () => {
  const line = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom('"', '""a"b,', "447700900123,2024-01-01", ",,,", "0,0"),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const found = readNumberListing(lines.join("\n"), "44");
      if (!found.ok) return;
      expect(found.listings.length + found.skipped.length).toBe(found.rows);
    }),
  );
});
