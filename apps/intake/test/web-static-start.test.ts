import { readFileSync } from "node:fs";

import type { Site } from "@honeyguide/protocol/wire";
import { expect, test } from "vitest";

import { en } from "../web/i18n/en.ts";
import { fillStart } from "../web/static-start.ts";

const html = readFileSync(new URL("../web/index.html", import.meta.url), "utf8");
const site: Site = {
  version: 1,
  team: "Team <b>&",
  cannotRead: "Not your office.",
  recipients: ["age1practice"],
  receiptKey: "key",
  callingCode: "44",
  promise: { ordinaryMinutes: 240, threatMinutes: 30, hours: "08 to 20" },
  alternatives: [
    { kind: "call", text: "telephone +44 7700 900000" },
    { kind: "visit", text: "room 12" },
  ],
  leaveUrl: "https://example.org/?a=1&b=2",
  retentionMonths: 12,
  drill: false,
};

test("the page without a script names the team, the ways, the key and the way out", () => {
  const filled = fillStart(html, site);
  expect(filled).toContain("Team &lt;b&gt;&amp;</strong>");
  expect(filled).toContain("<li>telephone +44 7700 900000</li><li>room 12</li>");
  expect(filled).toContain("<code>age1practice</code>");
  expect(filled).toContain('href="https://example.org/?a=1&amp;b=2"');
  expect(filled).not.toContain("about:blank");
});

test("the page without a script has no field and no form", () => {
  expect(html).not.toMatch(/<(?:form|input|textarea|select)\b/);
});

test("every word of the HTML is in the list of words", () => {
  const keys = [...html.matchAll(/%([a-z_.0-9]+)%/g)].map(([, key = ""]) => key);
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((key) => !Object.hasOwn(en, key))).toEqual([]);
});

test("no word blames, frightens or promises too much", () => {
  const texts = Object.values(en).flatMap((text) =>
    typeof text === "string" ? [text] : Object.values(text),
  );
  const refused =
    /scam|honeytrap|sexting|explicit|compromising|nude|leaked|disclos|calm down|guarantee|military|escrow|decrypt|victim|abuse|oops|invalid|failed|forbidden|!/i;
  expect(texts.filter((text) => refused.test(text))).toEqual([]);
});

test("sentences are short", () => {
  const mostWords = 24;
  const sentences = Object.entries(en).flatMap(([key, text]) =>
    key.startsWith("without.") || typeof text !== "string" ? [] : text.split(/[.:?]\s/),
  );
  expect(sentences.filter((sentence) => sentence.split(/\s+/).length > mostWords)).toEqual([]);
});
