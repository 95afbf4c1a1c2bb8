/**
 * What imported lists say of range holders, and whether it holds for numbers that it was not counted
 * from (`docs/evaluation.md`, Numbers):
 *
 *   node bench/numbers.mjs [--blocks=S7.csv] [--list=number-list.json]
 *
 * Neither list is in this repository; without them the command says so and ends.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { rolldown } from "rolldown";

const option = (name, otherwise) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const shared = (path) => fileURLToPath(new URL(`../../shared/data/${path}`, import.meta.url));
const blocksPath = option("blocks", shared("ofcom-s7/S7.csv"));
const listPath = option("list", shared("disposable-numbers/number-list.json"));
const missing = [blocksPath, listPath].filter((path) => !existsSync(path));
if (missing.length > 0) {
  process.stdout.write(`skipped: no ${missing.join(" and no ")}\n`);
  process.exit();
}

/** What the prototype that came before printed (linking by numbers, September 2025 lists). */
const before = {
  unmatched: 306,
  listed: 15_324,
  lifts: {
    "Citrus Telecommunications Ltd": 303,
    "Gamma Telecom Holdings Limited": 51,
    "Ziron Limited": 346,
    "Tismi BV": 45,
    "Ace Call Ltd": 118,
    "Stour Marine Limited": 40,
    "Voxbone SA": 50,
    "Hutchison 3G UK Ltd": 1.8,
  },
};

const analysis = await load("packages/analysis/src/index.ts");
const { readNumberBlocks, readNumberListing, countHolders, holdOutYears, isOftenListed } = analysis;
const started = performance.now();
const blocks = readNumberBlocks(readFileSync(blocksPath, "utf8"));
const list = readNumberListing(readFileSync(listPath, "utf8"));
if (!blocks.ok || !list.ok) throw new Error("a list could not be read");
const readMs = performance.now() - started;
const priors = countHolders(blocks.blocks, list.listings);
const allMs = performance.now() - started;

const lines = [];
const say = (...cells) => lines.push(cells.join(" "));
const range = ({ value, low, high }, digits = 1) =>
  `${value.toFixed(digits)} [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
const percent = (share, digits = 1) => `${(100 * share).toFixed(digits)} %`;

say(`blocks ${blocks.blocks.length} of ${blocks.rows} rows, ${blocks.skipped.length} skipped;`);
say(`list ${list.listings.length} of ${list.rows} entries, ${list.skipped.length} skipped`);
say(`read in ${readMs.toFixed(0)} ms, counted in ${(allMs - readMs).toFixed(0)} ms`);
say(`allocated ${priors.allocated} numbers, ${priors.holders.length} holders`);
say(`listed in the plan ${priors.listed}, in no allocated block ${priors.unmatched}`);
say(
  `difference from before: listed ${priors.listed - before.listed},`,
  `unmatched ${priors.unmatched - before.unmatched}`,
);
say("");
say("| Range holder | Listed | Share of listed | Allocated | Lift, 95 % | Before | Often |");
say("| --- | --- | --- | --- | --- | --- | --- |");
for (const prior of priors.holders.filter(
  ({ holder, listed }) => listed >= 100 || before.lifts[holder],
)) {
  const { holder, listed, shareOfListed, allocated, lift } = prior;
  const cells = [holder, listed, percent(shareOfListed.value), allocated, range(lift)];
  say(
    `| ${[...cells, before.lifts[holder] ?? "-", isOftenListed(prior) ? "yes" : "-"].join(" | ")} |`,
  );
}
const named = Object.keys(before.lifts).slice(0, 7);
const seven = priors.holders.filter(({ holder }) => named.includes(holder));
const sum = (of) => seven.reduce((all, one) => all + of(one), 0);
say("");
say(
  `the seven: ${percent(sum(({ listed }) => listed) / priors.listed)} of the listed numbers,`,
  `${percent(sum(({ allocated }) => allocated) / priors.allocated, 2)} of the allocated`,
);
const often = priors.holders.filter(isOftenListed);
say(`often listed: ${often.length} holders`);
say("");
say(
  "| Year held out | Numbers | Holders often listed in other years | Their share of allocated | Their share of the year | Lift, 95 % | Bits per number |",
);
say("| --- | --- | --- | --- | --- | --- | --- |");
for (const year of holdOutYears(blocks.blocks, list.listings)) {
  const cells = [
    year.year,
    year.numbers,
    year.oftenHolders,
    percent(year.oftenShareOfAllocated, 2),
    percent(year.oftenNumbers / year.numbers),
    range(year.lift),
    year.bitsPerNumber.toFixed(2),
  ];
  say(`| ${cells.join(" | ")} |`);
}
process.stdout.write(`${lines.join("\n")}\n`);

async function load(path) {
  const build = await rolldown({
    input: fileURLToPath(new URL(`../${path}`, import.meta.url)),
    platform: "node",
    logLevel: "silent",
  });
  const { output } = await build.generate({ format: "esm" });
  const code = output.map((part) => part.code ?? "").join("\n");
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}
