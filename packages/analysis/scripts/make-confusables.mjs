// Makes src/confusables.ts: which characters look like a letter of a to z or a digit.
// From the Unicode file of confusables (UTS #39); only single characters that look like one ASCII
// letter or digit are kept, and what NFKC and lower-casing fold already is left out.
//
//   node packages/analysis/scripts/make-confusables.mjs path/to/confusables.txt
import { readFileSync, writeFileSync } from "node:fs";

const text = readFileSync(process.argv[2], "utf8");
const version = /Version:\s*([\d.]+)/.exec(text)?.[1];
const date = /Date:\s*(\S+?),/.exec(text)?.[1];

/** Skeletons of UTS #39 that stand for one letter. */
const whole = new Map([
  ["rn", "m"],
  ["vv", "w"],
]);
const simple = (letters) =>
  letters
    .normalize("NFKD")
    .replace(/[\p{Mn}\p{Cf}]/gu, "")
    .toLowerCase();

const looks = new Map();
for (const line of text.split(/\r?\n/)) {
  const [source, target] = line.split("#")[0].split(";");
  if (target === undefined) continue;
  const codes = source.trim().split(/\s+/);
  if (codes.length !== 1) continue;
  const character = String.fromCodePoint(parseInt(codes[0], 16));
  const letters = String.fromCodePoint(
    ...target
      .trim()
      .split(/\s+/)
      .map((code) => parseInt(code, 16)),
  );
  const bare = simple(letters);
  const letter = whole.get(bare) ?? bare;
  if (!/^[a-z0-9]$/.test(letter) || character.charCodeAt(0) < 128) continue;
  if (simple(character) === letter) continue;
  // Letters of scripts whose readers would not take them for Latin stay what they are.
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(character))
    continue;
  const list = looks.get(letter) ?? [];
  list.push(character);
  looks.set(letter, list);
}
const rows = [...looks].sort(([a], [b]) => (a < b ? -1 : 1));
const escaped = (list) =>
  list
    .map((c) => {
      const n = c.codePointAt(0);
      return n > 0xffff ? `\\u{${n.toString(16)}}` : `\\u${n.toString(16).padStart(4, "0")}`;
    })
    .join("");
const lines = rows.map(([letter, list]) => `  ["${letter}", "${escaped(list)}"],`);
writeFileSync(
  new URL("../src/confusables.ts", import.meta.url),
  `/**
 * Characters that look like a letter of a to z or like a digit. Made by
 * \`scripts/make-confusables.mjs\` from the Unicode confusables ${version} (${date}), UTS #39.
 * Copyright Unicode, Inc.; Unicode License V3, https://www.unicode.org/license.txt.
 */

/** Each letter or digit, and what looks like it. */
export const confusables: readonly (readonly [string, string])[] = [
${lines.join("\n")}
];
`,
);
process.stdout.write(`${rows.reduce((sum, [, list]) => sum + list.length, 0)} characters\n`);
