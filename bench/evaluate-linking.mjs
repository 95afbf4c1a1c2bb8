// How good linking is: altered copies of real messages hidden among real messages, by kind of change.
// Reads development sets from outside the repository (messages of people are not ours to ship) and
// says so where there are none. `docs/evaluation.md` explains the columns.
//
//   node bench/evaluate-linking.mjs [--half=even|odd|all] [--set=FILE.json] [--only=slot40,rand40]
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { importSource } from "../packages/analysis/scripts/import-source.mjs";

const options = new Map(process.argv.slice(2).map((entry) => entry.replace(/^--/, "").split("=")));
const usual = fileURLToPath(new URL("../../shared/data/linking-dev/dev.json", import.meta.url));
const path = options.get("set") ?? usual;
if (!existsSync(path)) {
  process.stdout.write(`Skipped: no development set at ${path}. Name one with --set=FILE.json.\n`);
  process.exit(0);
}
const { linkReports } = await importSource("link.ts");
const { bg, conds } = JSON.parse(readFileSync(path, "utf8"));
const half = options.get("half") ?? "all";
const isInHalf = (script) => half === "all" || (script % 2 === 0) === (half === "even");
const only = options.get("only")?.split(",") ?? Object.keys(conds);

const background = bg.map((text, at) => [`b${at}`, text]);
const rows = [];
for (const name of only) {
  const copies = conds[name].filter(([script]) => isInHalf(script));
  rows.push({ name, ...evaluate(copies) });
  const last = rows.at(-1);
  process.stdout.write(`${line(last)}\n`);
}
const pooled = {};
for (const key of ["truePairs", "linkHits", "links", "grouped", "groupHits"]) {
  pooled[key] = rows.reduce((sum, row) => sum + row[key], 0);
}
const mean = (key) => rows.reduce((sum, row) => sum + row[key], 0) / rows.length;
process.stdout.write(
  `${line({ ...pooled, ...rates(pooled), name: "pooled", bcubed: mean("bcubed"), largest: mean("largest"), falsePer1000: mean("falsePer1000"), backgroundPer1000: mean("backgroundPer1000"), seconds: mean("seconds") })}\n`,
);
process.stdout.write(
  `largest resident memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`,
);

function evaluate(copies) {
  const scriptOf = new Map(copies.map(([script], at) => [`c${at}`, script]));
  const reports = [...copies.map(([, text], at) => [`c${at}`, text]), ...background].map(
    ([id, text]) => ({ id, messages: [{ id, text }], identifiers: [], names: [] }),
  );
  const started = process.cpuUsage();
  const { links, campaigns } = linkReports(reports);
  const seconds = process.cpuUsage(started).user / 1e6;
  const isTrue = (a, b) => scriptOf.has(a) && scriptOf.get(a) === scriptOf.get(b);

  const sizes = new Map();
  for (const script of scriptOf.values()) sizes.set(script, (sizes.get(script) ?? 0) + 1);
  const truePairs = [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const touching = links.filter(({ a, b }) => scriptOf.has(a) || scriptOf.has(b));
  const linkHits = touching.filter(({ a, b }) => isTrue(a, b)).length;
  let grouped = 0;
  let groupHits = 0;
  const groupOf = new Map();
  for (const { ids } of campaigns) {
    for (const id of ids) groupOf.set(id, ids);
    for (let i = 0; i < ids.length; i += 1) {
      for (let j = i + 1; j < ids.length; j += 1) {
        if (!scriptOf.has(ids[i]) && !scriptOf.has(ids[j])) continue;
        grouped += 1;
        if (isTrue(ids[i], ids[j])) groupHits += 1;
      }
    }
  }
  const counted = { truePairs, linkHits, links: touching.length, grouped, groupHits };
  return {
    ...counted,
    ...rates(counted),
    ...bCubed(scriptOf, sizes, groupOf),
    falsePer1000: (1000 * (touching.length - linkHits)) / reports.length,
    backgroundPer1000: (1000 * (links.length - touching.length)) / reports.length,
    seconds,
  };
}

function rates({ truePairs, linkHits, links, grouped, groupHits }) {
  return {
    link: f1(linkHits, links, truePairs),
    group: f1(groupHits, grouped, truePairs),
  };
}

function f1(hits, found, wanted) {
  const precision = found === 0 ? 1 : hits / found;
  const recall = hits / wanted;
  return {
    precision,
    recall,
    f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

// Over the copies only: a message of the background that joins a campaign lowers the precision.
function bCubed(scriptOf, sizes, groupOf) {
  let precision = 0;
  let recall = 0;
  const best = new Map();
  for (const [id, script] of scriptOf) {
    const group = groupOf.get(id) ?? [id];
    const same = group.filter((other) => scriptOf.get(other) === script).length;
    precision += same / group.length;
    recall += same / sizes.get(script);
    best.set(script, Math.max(best.get(script) ?? 0, same / sizes.get(script)));
  }
  const n = scriptOf.size;
  const [p, r] = [precision / n, recall / n];
  const largest = [...best.values()].reduce((sum, share) => sum + share, 0) / best.size;
  return { bcubed: (2 * p * r) / (p + r), largest };
}

function line({ name, group, link, bcubed, largest, falsePer1000, backgroundPer1000, seconds }) {
  const show = (value) => value.toFixed(3);
  return [
    name.padEnd(10),
    `campaigns P ${show(group.precision)} R ${show(group.recall)} F1 ${show(group.f1)}`,
    `links P ${show(link.precision)} R ${show(link.recall)} F1 ${show(link.f1)}`,
    `B3 ${show(bcubed)}`,
    `largest ${show(largest)}`,
    `false/1000 ${falsePer1000.toFixed(2)}`,
    `in background/1000 ${backgroundPer1000.toFixed(1)}`,
    `${seconds.toFixed(1)} s`,
  ].join("  ");
}
