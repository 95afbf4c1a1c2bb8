import { expect, test } from "vitest";

import { tagOf, tagsIn } from "../src/slot-tags.ts";

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

test("a slot takes the tag of most of its values; a bare name is of people", () => {
  expect(tagOf(["yesterday", "on Sunday", "the bar"])).toBe("WH");
  expect(tagOf(["Sam", "Robin Field"])).toBe("PE");
  expect(tagOf(["qwerty", "zxcv"])).toBe("XX");
});
