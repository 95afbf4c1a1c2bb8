import { expect, test } from "vitest";

import { mostFrequent, slotKindOf, tagsIn } from "../src/slot-tags.ts";
import { makeTokens } from "../src/tokens.ts";

test.each([
  ["Hope you get a break over Christmas x", "WH", "Christmas"],
  ["Want to see something that might brighten your evening?", "WH", "evening"],
  ["we used to have our fun ;)", "CL", "our fun"],
  ["had a little flirt", "CL", "had a little flirt"],
  ["a picture of me in", "SE", "picture of me"],
  ["near the canal", "PL", "canal"],
  ["how is your wife", "PE", "your wife"],
  ["saw you at the by-election", "WK", "by-election"],
])("%s has a slot %s", (text, tag, found) => {
  expect(tagsIn(text).map((span) => [span.tag, text.slice(span.start, span.end)])).toContainEqual([
    tag,
    found,
  ]);
});

const personas = new Set(makeTokens("Charlie Charlotte").map(({ word }) => word));
const kinds = (values: readonly string[]) => values.map((value) => slotKindOf(value, personas));

test("a value says what it is about, and how that is known", () => {
  expect(kinds(["the bar", "Sam Field", "Charlie", "qwerty"])).toEqual([
    { tag: "PL", because: "phrase" },
    { tag: "PE", because: "capitals" },
    { tag: "SE", because: "persona" },
    { tag: "XX", because: "nothing" },
  ]);
});

test("a slot takes the kind of most of its values", () => {
  expect(mostFrequent(kinds(["yesterday", "on Sunday", "the bar"])).tag).toBe("WH");
  expect(mostFrequent(kinds(["Sam", "Robin Field"])).tag).toBe("PE");
  expect(mostFrequent([])).toEqual({ tag: "XX", because: "nothing" });
});
