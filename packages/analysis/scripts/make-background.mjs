// Writes src/background-counts.ts: how often words, and words after words, occur in ordinary
// messages. Words in at least three messages and neighbours in at least two, so no message can be
// put together again.
//
//   node packages/analysis/scripts/make-background.mjs path/to/SMSSpamCollection
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { importSource } from "./import-source.mjs";

const [, , path] = process.argv;
if (path === undefined) throw new Error("Usage: make-background.mjs SMSSpamCollection");
const { makeTokens } = await importSource("tokens.ts");

const words = new Map();
const pairs = new Map();
let total = 0;
for (const line of readFileSync(path, "utf8").split("\n")) {
  const [label, text] = line.split("\t");
  if (label !== "ham" || text === undefined) continue;
  const list = makeTokens(text).map(({ word }) => word);
  total += list.length;
  add(words, list);
  add(
    pairs,
    list.slice(1).map((word, at) => `${list[at]} ${word}`),
  );
}

/** Counts what a message has, and in how many messages it stands. */
function add(counts, found) {
  const seen = new Set();
  for (const key of found) {
    const entry = counts.get(key) ?? { occurs: 0, messages: 0 };
    counts.set(key, entry);
    entry.occurs += 1;
    if (!seen.has(key)) entry.messages += 1;
    seen.add(key);
  }
}

const byCount = new Map();
for (const [word, { occurs, messages }] of words) {
  if (messages >= 3) byCount.set(occurs, [...(byCount.get(occurs) ?? []), word]);
}
const isKnown = (word) => (words.get(word)?.messages ?? 0) >= 3;
const byFirst = new Map();
for (const [pair, { occurs, messages }] of pairs) {
  const [first, second] = pair.split(" ");
  if (messages < 2 || !isKnown(first) || !isKnown(second)) continue;
  byFirst.set(first, [...(byFirst.get(first) ?? []), [second, occurs]]);
}
const wordLines = [...byCount]
  .sort(([a], [b]) => b - a)
  .map(([occurs, list]) => `${occurs} ${list.sort().join(" ")}`);
const followers = [...byFirst]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([first, list]) =>
    [first, ...list.sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).flat()].join(" "),
  );

const source = `Facts counted from the
 * messages marked "ham" of the SMS Spam Collection v.1 (Almeida, Gómez Hidalgo, Yamakami, DocEng 2011;
 * UCI Machine Learning Repository, dataset 228, CC BY 4.0)`;
const made = "Made by `scripts/make-background.mjs`; not edited by hand.";
write(
  "background-counts.ts",
  `/**
 * How often words occur in ordinary text messages: each line is a count and the words that have it.
 * ${source}, words in
 * at least three messages only. ${made}
 */
export const wordsCounted = ${total};

export const wordsByCount = \`
${wordLines.join("\n")}
\`;
`,
);
write(
  "background-followers.ts",
  `/**
 * How often words follow a word in ordinary text messages: a word, then others that follow it, each
 * with its count; then a semicolon. ${source},
 * neighbours in at least two messages only. ${made}
 */
export const wordsByPrevious = \`
${wrap(followers)}
\`;
`,
);

/** Entries with a semicolon behind each, several to a line. */
function wrap(entries) {
  const lines = [""];
  for (const entry of entries) {
    if ((lines.at(-1) ?? "").length > 400) lines.push("");
    lines.push(`${lines.pop()}${entry};`);
  }
  return lines.join("\n");
}

function write(name, text) {
  writeFileSync(fileURLToPath(new URL(`../src/${name}`, import.meta.url)), text);
}
