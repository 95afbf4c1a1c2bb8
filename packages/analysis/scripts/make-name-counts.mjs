// Writes src/name-counts.ts: how many people have a first name. Only names that two or more have.
//
//   node packages/analysis/scripts/make-name-counts.mjs path/to/fake_1000.csv
//
// The table has several spellings of each person; the most frequent one counts.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [, , path] = process.argv;
if (path === undefined) throw new Error("Usage: make-name-counts.mjs fake_1000.csv");
const [header, ...rows] = readFileSync(path, "utf8").trim().split(/\r?\n/);
const columns = header.split(",");
const [nameAt, personAt] = [columns.indexOf("first_name"), columns.indexOf("cluster")];
if (nameAt < 0 || personAt < 0) throw new Error("The table has no first_name or no cluster.");

const spellings = new Map();
for (const row of rows) {
  const cells = row.split(",");
  const name = cells[nameAt].trim().toLowerCase();
  if (name === "") continue;
  const own = spellings.get(cells[personAt]) ?? new Map();
  spellings.set(cells[personAt], own.set(name, (own.get(name) ?? 0) + 1));
}
const people = new Map();
for (const own of spellings.values()) {
  const [[name]] = [...own].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  people.set(name, (people.get(name) ?? 0) + 1);
}
const of = (count) => [...people.values()].filter((one) => one === count).length;
const entries = [...people]
  .filter(([, count]) => count > 1)
  .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));

writeFileSync(
  fileURLToPath(new URL("../src/name-counts.ts", import.meta.url)),
  `/**
 * How many of some people have a first name: each line is a count and the names that have it. Counted
 * in the made-up people of Splink's \`fake_1000\` (MIT, Ministry of Justice), whose names are British
 * first names of our time. Made by \`scripts/make-name-counts.mjs\`; not edited
 * by hand.
 */
export const peopleCounted = ${[...people.values()].reduce((sum, count) => sum + count, 0)};

/** How many names one of them has, and how many two have. */
export const namesOfOne = ${of(1)};
export const namesOfTwo = ${of(2)};

export const namesByCount = \`
${[...new Set(entries.map(([, count]) => count))]
  .map(
    (count) =>
      `${count} ${entries
        .filter(([, one]) => one === count)
        .map(([name]) => name)
        .join(" ")}`,
  )
  .join("\n")}
\`;
`,
);
