// How fast, how large and how complete bulk linking is. The bars are for 10 million messages on one
// core: fast 60,000 messages a CPU-second, 2 GB, mean pair recall .73; thorough 25,000, 4 GB, .90.
//
//   node bench/link-scale.mjs [--messages=10000,100000,1000000] [--mode=fast,thorough]
//                             [--data=FOLDER] [--keep=FOLDER] [--json]
//
// Each run is a process of its own, so that its memory is its own. The messages are made from real
// ones that are not in this repository; without them the command says so and ends.
import { spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { importSource } from "../packages/analysis/scripts/import-source.mjs";
import { findData } from "./evaluate/named-data.mjs";
import { conditions, writeMessages } from "./scale/make-messages.mjs";

const option = (name, otherwise) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const say = (line) => process.stdout.write(`${line}\n`);
const noGroup = 0xffff_ffff;
const tally = () => Object.fromEntries(conditions.map((name) => [name, 0]));
const isOfOneScript = (a, b) => a !== undefined && b !== undefined && a.script === b.script;
const listOf = (text) => text.split(",");

if (option("run") !== undefined) await runOne(option("run"), option("mode"));
else runAll();

function runAll() {
  const data = findData(option("data"), "linking-dev/dev.json");
  if (data === undefined) {
    say("skipped: no linking-dev/dev.json in the folder of --data, or in ../shared/data");
    return;
  }
  const kept = option("keep");
  const folder = kept ?? mkdtempSync(join(tmpdir(), "honeyguide-scale-"));
  const isJson = process.argv.includes("--json");
  if (!isJson) say(`pair recall: mean, then ${conditions.join(" ")}`);
  try {
    for (const count of listOf(option("messages", "10000,100000,1000000")).map(Number)) {
      const path = join(folder, `messages-${count}.txt`);
      makeFile(path, count, data);
      for (const mode of listOf(option("mode", "fast,thorough"))) {
        const self = fileURLToPath(import.meta.url);
        const args = [self, `--run=${path}`, `--mode=${mode}`];
        const ran = spawnSync(process.execPath, args, {
          encoding: "utf8",
          stdio: ["ignore", "pipe", "inherit"],
        });
        if (ran.status !== 0) throw new Error(`a run failed with ${ran.status ?? ran.signal}`);
        say(isJson ? ran.stdout.trim() : toLine(count, mode, JSON.parse(ran.stdout)));
      }
    }
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true });
  }
}

function makeFile(path, count, data) {
  if (existsSync(`${path}.json`)) return;
  const planted = writeMessages(path, count, JSON.parse(readFileSync(data, "utf8")));
  writeFileSync(`${path}.json`, JSON.stringify(planted));
}

/** Link one file in this process, and print what it took and what it found. */
async function runOne(path, mode) {
  const { createBulkLinker, bulkThresholds } = await importSource("bulk/bulk-linker.ts");
  const started = process.cpuUsage();
  const wall = performance.now();
  const seconds = () => {
    const { user, system } = process.cpuUsage(started);
    return (user + system) / 1e6;
  };
  const times = {};
  const linker = createBulkLinker({
    onProgress: (stage, done, total) => {
      if (done === total) times[stage] = seconds();
    },
  });
  pushFile(path, linker);
  times.read = seconds();
  const { pairs, groups, counts } = linker.finish(mode);
  const cpu = seconds();
  const planted = JSON.parse(readFileSync(`${path}.json`, "utf8"));
  const result = {
    mode,
    cpuSeconds: cpu,
    wallSeconds: (performance.now() - wall) / 1000,
    times,
    perCpuSecond: counts.messages / cpu,
    // maxRSS is in kilobytes; before the truth was read it was the linker's alone.
    rssGb: process.resourceUsage().maxRSS / 1e6,
    counts,
    pairs: pairs.bits.length,
    groups: groups.count,
    ...judge(pairs, groups, planted, counts.messages, bulkThresholds),
  };
  say(JSON.stringify(result));
}

function pushFile(path, linker) {
  const file = openSync(path, "r");
  const bytes = Buffer.alloc(1 << 20);
  let kept = 0;
  for (;;) {
    const read = readSync(file, bytes, kept, bytes.length - kept, null);
    if (read === 0) break;
    const end = kept + read;
    let from = 0;
    for (let to = bytes.indexOf(10, from); to >= 0 && to < end; to = bytes.indexOf(10, from)) {
      linker.pushBytes(bytes, from, to);
      from = to + 1;
    }
    bytes.copyWithin(0, from, end);
    kept = end - from;
  }
  closeSync(file);
}

/** Recall by kind of change at three levels and by groups, and pairs of what is unrelated. */
function judge(pairs, { groupOf }, planted, messages, { seed, suggest, link }) {
  const truth = new Map(planted.map((one) => [one.at, one]));
  const levels = { seed, suggest, link };
  const all = countPairs(planted, () => true);
  const recallOf = (counts) =>
    Object.fromEntries(conditions.map((name) => [name, counts[name] / Math.max(1, all[name])]));
  const isTogether = (a, b) => groupOf[a.at] !== noGroup && groupOf[a.at] === groupOf[b.at];
  const sizes = new Map();
  for (const group of groupOf) {
    if (group !== noGroup) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  return {
    levels: Object.entries(levels).map(([name, bits]) => {
      const { right, wrong } = countAbove(pairs, truth, bits);
      return { name, bits, recall: recallOf(right), falsePer1000: (1000 * wrong) / messages };
    }),
    recallInGroup: recallOf(countPairs(planted, isTogether)),
    largestGroup: [...sizes.values()].reduce((most, size) => Math.max(most, size), 0),
  };
}

/** Planted pairs of one script and one kind of change, by kind. */
function countPairs(planted, isCounted) {
  const counts = tally();
  for (const [nth, a] of planted.entries()) {
    for (const b of planted.slice(nth + 1)) {
      if (!isOfOneScript(a, b) || a.condition !== b.condition) continue;
      if (isCounted(a, b)) counts[a.condition] += 1;
    }
  }
  return counts;
}

/** Found pairs with so many bits: right ones by kind of change, and wrong ones. */
function countAbove(pairs, truth, bits) {
  const right = tally();
  let wrong = 0;
  for (let at = 0; at < pairs.bits.length; at += 1) {
    if (pairs.bits[at] < bits) continue;
    const [a, b] = [truth.get(pairs.first[at]), truth.get(pairs.second[at])];
    if (!isOfOneScript(a, b)) wrong += 1;
    else if (a.condition === b.condition) right[a.condition] += 1;
  }
  return { right, wrong };
}

function toLine(count, mode, result) {
  const row = (shares) => {
    const mean = conditions.reduce((sum, name) => sum + shares[name], 0) / conditions.length;
    return `${mean.toFixed(3)}  ${conditions.map((name) => shares[name].toFixed(2)).join(" ")}`;
  };
  const { counts, levels } = result;
  const each = (number) => (number / count).toFixed(2);
  return [
    `${count} ${mode}: ${result.perCpuSecond.toFixed(0)} messages/CPU-s ` +
      `(${result.cpuSeconds.toFixed(1)} CPU-s), ${result.rssGb.toFixed(2)} GB`,
    `  a message: ${each(counts.candidates)} candidates, ${each(counts.compared)} verified, ` +
      `${each(result.pairs)} kept; ${counts.short} messages too short`,
    ...levels.map(
      ({ name, bits, recall, falsePer1000 }) =>
        `  ${name.padEnd(8)} ${bits.toFixed(1)} bits: ${row(recall)}; unrelated ${falsePer1000.toFixed(2)} per 1,000`,
    ),
    `  in one group:       ${row(result.recallInGroup)}; ${result.groups} groups, largest ${result.largestGroup}`,
  ].join("\n");
}
