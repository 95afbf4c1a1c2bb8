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
} from "node:fs";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { importSource } from "../packages/analysis/scripts/import-source.mjs";
import { findData } from "./evaluate/named-data.mjs";
import { conditions, writeMessages } from "./scale/make-messages.mjs";

const option = (name, otherwise) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const say = (line) => process.stdout.write(`${line}\n`);
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
  if (!isJson)
    say(
      `messages mode msg/CPU-s CPU-s RSS-GB compared/msg false/1000 mean ${conditions.join(" ")}`,
    );
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
    mode,
    onProgress: (stage, done, total) => {
      if (done === total) times[stage] = seconds();
    },
  });
  pushFile(path, linker);
  times.read = seconds();
  const { pairs, groups, counts } = linker.finish();
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

/** Recall by kind of change at both levels and by groups, and links between what is unrelated. */
function judge(pairs, { groupOf }, planted, messages, { link }) {
  const truth = new Map(planted.map((one) => [one.at, one]));
  const tally = () => Object.fromEntries(conditions.map((name) => [name, 0]));
  const [found, linked, grouped, all] = [tally(), tally(), tally(), tally()];
  let falseLinks = 0;
  let falsePairs = 0;
  for (let at = 0; at < pairs.bits.length; at += 1) {
    const a = truth.get(pairs.first[at]);
    const b = truth.get(pairs.second[at]);
    const isLink = pairs.bits[at] >= link;
    if (a === undefined || b === undefined || a.script !== b.script) {
      falsePairs += 1;
      if (isLink) falseLinks += 1;
    } else if (a.condition === b.condition) {
      found[a.condition] += 1;
      if (isLink) linked[a.condition] += 1;
    }
  }
  for (const [nth, a] of planted.entries()) {
    for (const b of planted.slice(nth + 1)) {
      if (a.script !== b.script || a.condition !== b.condition) continue;
      all[a.condition] += 1;
      const group = groupOf[a.at];
      if (group !== 0xffff_ffff && group === groupOf[b.at]) grouped[a.condition] += 1;
    }
  }
  const shares = (counts) =>
    Object.fromEntries(conditions.map((name) => [name, counts[name] / Math.max(1, all[name])]));
  const sizes = new Map();
  for (const group of groupOf)
    if (group !== 0xffff_ffff) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return {
    recall: shares(found),
    recallAtLink: shares(linked),
    recallInGroup: shares(grouped),
    falsePer1000: (1000 * falseLinks) / messages,
    falseAtSeedPer1000: (1000 * falsePairs) / messages,
    largestGroup: [...sizes.values()].reduce((most, size) => Math.max(most, size), 0),
  };
}

function toLine(count, mode, result) {
  const mean = (shares) =>
    conditions.reduce((sum, name) => sum + shares[name], 0) / conditions.length;
  const row = (shares) =>
    `${mean(shares).toFixed(3)}  ${conditions.map((name) => shares[name].toFixed(2)).join(" ")}`;
  const { counts } = result;
  return [
    `${count} ${mode} ${result.perCpuSecond.toFixed(0)} ${result.cpuSeconds.toFixed(1)} ${result.rssGb.toFixed(2)} ` +
      `${(counts.compared / count).toFixed(2)} ${result.falsePer1000.toFixed(2)}  ${row(result.recall)}`,
    `  at the link level ${row(result.recallAtLink)}`,
    `  in one group      ${row(result.recallInGroup)}`,
    `  candidates ${(counts.candidates / count).toFixed(1)} a message; ${counts.short} too short; ` +
      `pairs ${result.pairs}; unrelated at the seed level ${result.falseAtSeedPer1000.toFixed(1)} per 1,000; ` +
      `groups ${result.groups}, largest ${result.largestGroup}; ${JSON.stringify(result.times)}`,
  ].join("\n");
}
