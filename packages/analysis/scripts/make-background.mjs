// Writes src/background-counts.ts: how often words occur in ordinary messages. Counts of single
// words only, and only of words in at least three messages, so no message can be put together again.
//
//   node packages/analysis/scripts/make-background.mjs path/to/SMSSpamCollection
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { importSource } from "./import-source.mjs";

const [, , path] = process.argv;
if (path === undefined) throw new Error("Usage: make-background.mjs SMSSpamCollection");
const { makeTokens } = await importSource("tokens.ts");

const counts = new Map();
let total = 0;
for (const line of readFileSync(path, "utf8").split("\n")) {
  const [label, text] = line.split("\t");
  if (label !== "ham" || text === undefined) continue;
  const seen = new Set();
  for (const { word } of makeTokens(text)) {
    total += 1;
    const entry = counts.get(word) ?? { occurs: 0, messages: 0 };
    counts.set(word, entry);
    entry.occurs += 1;
    if (!seen.has(word)) entry.messages += 1;
    seen.add(word);
  }
}
const byCount = new Map();
for (const [word, { occurs, messages }] of counts) {
  if (messages >= 3) byCount.set(occurs, [...(byCount.get(occurs) ?? []), word]);
}
const lines = [...byCount]
  .sort(([a], [b]) => b - a)
  .map(([occurs, words]) => `${occurs} ${words.sort().join(" ")}`);
writeFileSync(
  fileURLToPath(new URL("../src/background-counts.ts", import.meta.url)),
  `/**
 * How often words occur in ordinary text messages: each line is a count and the words that have it.
 * Facts counted from the messages marked "ham" of the SMS Spam Collection v.1 (Almeida, Gómez
 * Hidalgo, Yamakami, DocEng 2011; UCI Machine Learning Repository, dataset 228, CC BY 4.0), words in
 * at least three messages only. Made by \`scripts/make-background.mjs\`; not edited by hand.
 */
export const wordsCounted = ${total};

export const wordsByCount = \`
${lines.join("\n")}
\`;
`,
);
