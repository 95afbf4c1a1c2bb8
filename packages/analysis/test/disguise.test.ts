import { expect, test } from "vitest";

import { linkReports } from "../src/index.ts";
import { makeTokens } from "../src/tokens.ts";

const script =
  "Hello stranger, I think we met at the harvest supper near the aqueduct, you were juggling satsumas";

test.each([
  ["look-alike letters", script.replaceAll("e", "\u0435").replaceAll("a", "\ud835\uddba")],
  ["invisible marks", Array.from(script).join("\u200b")],
  ["accents and case", script.replaceAll("e", "e\u0301").toUpperCase()],
  [
    "another order",
    "you were juggling satsumas. Hello stranger, I think we met at the harvest supper near the aqueduct",
  ],
  ["words put in", script.replace("supper", "supper that rainy windy evening in October")],
  ["emoji", script.replaceAll(",", " \u{1f602}\u{1f602},")],
])("%s do not hide a script", (_, altered) => {
  const reports = [script, altered].map((text, at) => ({
    id: `r${at}`,
    messages: [{ id: "m", text }],
    identifiers: [],
    names: [],
  }));
  expect(linkReports(reports).campaigns.map(({ ids }) => ids)).toEqual([["r0", "r1"]]);
});

test("stock phrases never link by themselves", () => {
  const reports = ["Hey long time no see, how are you?", "hey long time no see, how are you"].map(
    (text, at) => ({ id: `r${at}`, messages: [{ id: "m", text }], identifiers: [], names: [] }),
  );
  expect(linkReports(reports).campaigns).toEqual([]);
});

test("a word knows where it stands in the text as written", () => {
  const text = "\u{1f602} \u0412\u0435ll\u0430, c\u200bafe\u0301!";
  const found = makeTokens(text).map(({ start, end }) => text.slice(start, end));
  expect(found).toEqual(["\u0412\u0435ll\u0430", "c\u200bafe\u0301"]);
});
