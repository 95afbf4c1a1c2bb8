import { describe, expect, test } from "vitest";

import type { NumberView } from "../api.ts";
import {
  blockWords,
  kindWords,
  listingWords,
  nowWords,
  oftenWords,
  shareWords,
  toDays,
  toFuzzyTime,
} from "../web/numbers/number-file-words.ts";

const on: NumberView["on"] = {
  day: "2024-04-20",
  place: "after",
  gapDays: 23,
  share: 0.8377,
  halfLife: { days: 90, source: "assumed" },
  code: "may_be_someone_else",
};
const bare: NumberView = {
  number: "+447700900123",
  type: "mobile",
  country: "GB",
  isForeign: false,
  virtual: null,
  block: null,
  prior: null,
  listings: [],
  uses: [],
  undated: 0,
  recycled: null,
  on,
};
const source = { name: "ofcom-s7", asOf: "2025-09-13" };
const block = {
  ...{ prefix: "+447700900", status: "allocated", holder: "Practice Apps", source },
  allocatedOn: null,
};
const prior = {
  ...{ holder: "Practice Apps", listed: 40, allocated: 1000, isOftenListed: true },
  lift: { value: 50.4, low: 41.6, high: 60.2 },
};
const recycled = {
  id: "x",
  from: "2024-04-02",
  by: "first responder",
  at: "2026-11-22T10:00:00Z",
  reason: null,
};

// what is known, the kind in words
test.for<readonly [Partial<NumberView>, string]>([
  [{}, "Mobile number"],
  [{ type: "rumour" }, "Kind not known to the number plan"],
  [{ virtual: "listed" }, "Virtual number"],
  [{ virtual: "type", type: "voip" }, "Virtual number"],
  [{ virtual: "range" }, "Mobile number, perhaps virtual"],
  [{ isForeign: true, country: "US" }, "Mobile number, foreign (US)"],
  [{ isForeign: true, country: null }, "Mobile number, of a country that is not known"],
])("%j is a %s", ([change, words]) => {
  expect(kindWords({ ...bare, ...change })).toBe(words);
});

describe("the number holder now", () => {
  // the place, days to the nearest use, the words
  test.for([
    ["inside", 0, "In use by the sender, as far as reports say."],
    ["edge", 0, "At the edge of its use by the sender, as far as reports say."],
    ["before", 3, "Not yet in use by the sender. It may belong to someone else."],
    ["after", 1, "1 day after the last use. It may belong to someone else."],
    ["after", 23, "23 days after the last use. It may belong to someone else."],
    ["between", 9, "9 days from the nearest use. It may belong to someone else."],
    ["no_use", null, "Nothing is known. It may belong to someone else."],
  ] as const)("%s, %s days: %s", ([place, gapDays, words]) => {
    expect(nowWords({ ...bare, on: { ...on, place, gapDays } })).toBe(words);
  });

  test("may be someone else's since a day, by the word of a responder, and is never named", () => {
    const file: NumberView = { ...bare, recycled, on: { ...on, place: "recycled" } };
    expect(nowWords(file)).toBe(
      "From 2 April 2024 on it may belong to someone else. first responder said so on 22 November 2026.",
    );
    expect(shareWords(file)).toBe("");
  });

  test("has a share with what it rests on, and none inside an interval", () => {
    expect(shareWords(bare)).toBe(
      "Of such numbers about 84 % still have one holder after that time (half in 90 days, an assumption: nobody publishes a figure).",
    );
    expect(shareWords({ ...bare, on: { ...on, share: 0.004 } })).toContain("fewer than 1 in 100");
    expect(shareWords({ ...bare, on: { ...on, place: "inside", share: null } })).toBe("");
  });
});

describe("public lists", () => {
  test("name a block with its day, and say that its holder is not its network", () => {
    expect(blockWords(bare)).toBe("");
    expect(blockWords({ ...bare, block })).toBe(
      "+447700900 of Practice Apps (ofcom-s7, as of 13 September 2025). That need not be its network: numbers are moved.",
    );
    const free = { ...block, status: "free", holder: "", source: { ...source, asOf: null } };
    expect(blockWords({ ...bare, block: free })).toBe(
      "+447700900, given to nobody: free (ofcom-s7, as of a day that is not said).",
    );
  });

  test("say how often a holder's numbers are listed only where that is far more than others", () => {
    expect(oftenWords({ ...bare, prior })).toContain("about 50 times as often as others (42 to 60");
    expect(oftenWords({ ...bare, prior: { ...prior, isOftenListed: false } })).toBe("");
    expect(oftenWords(bare)).toBe("");
  });

  test("print each listing with its day", () => {
    const listings = [{ lastSeen: "2024-05-01", source: { ...source, name: "sms-sites" } }];
    expect(listingWords({ ...bare, listings })).toEqual([
      "On a public page for receiving texts, last seen 1 May 2024 (sms-sites, as of 13 September 2025). Such numbers are given out again and again.",
    ]);
  });
});

// two days of a form, the fuzzy time
test.for([
  ["2024-03-14", "", "2024-03-14"],
  ["2024-03-14", "2024-03-14", "2024-03-14"],
  ["2024-03-14", "2024-03-28", "2024-03-14/2024-03-28"],
  ["2024-03-28", "2024-03-14", undefined],
  ["", "", undefined],
  ["2024-02-30", "", undefined],
] as const)("%s and %s are %s", ([from, to, time]) => {
  expect(toFuzzyTime(from, to)).toBe(time);
  if (time !== undefined) {
    const [first, second] = toDays(toFuzzyTime(from, to)!);
    expect([first, second]).toEqual([from, from === to ? "" : to]);
  }
});

test("a time that is no day leaves the form empty", () => {
  expect(toDays(toFuzzyTime("2024-03", "")!)).toEqual(["", ""]);
});
