// The engine next to what one could install instead, on the same messages in the same run. Each runs
// in a process of its own and is judged at the threshold that is best for it on sets for fitting.
// Peers are no dependencies: they are installed into a temporary folder, or skipped with a line.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { toTexts } from "./engine.mjs";
import { bestThreshold, connectedSteps, linkSteps, ratesAt } from "./measures.mjs";
import { makeSet } from "./sets.mjs";
import { show, toTable } from "./tables.mjs";

const packages = ["minhash@0.0.9", "simhash@0.1.0", "@duckdb/node-api@1.5.6-r.1"];
const quick = ["slot40", "slot60", "rand40", "typo20", "combo40"];
const peers = [
  { name: "this engine, reasons and groups included", command: ["node", "ours.mjs"] },
  {
    name: "this engine in bulk, thorough",
    command: ["node", "bulk.mjs"],
    env: { MODE: "thorough", LEAST: "4" },
  },
  {
    name: "this engine in bulk, fast",
    command: ["node", "bulk.mjs"],
    env: { MODE: "fast", LEAST: "4" },
  },
  { name: "datasketch LSH 0.5", command: ["python3", "minhash_lsh.py"], env: { THRESHOLD: "0.5" } },
  { name: "datasketch LSH 0.3", command: ["python3", "minhash_lsh.py"], env: { THRESHOLD: "0.3" } },
  { name: "npm minhash", command: ["node", "minhash.mjs"], needs: "npm" },
  { name: "npm simhash", command: ["node", "simhash.mjs"], needs: "npm" },
  { name: "DuckDB", command: ["node", "duckdb.mjs"], needs: "npm" },
  { name: "pg_trgm", command: ["node", "pg-trgm.mjs"] },
];

/** Runs all peers that can run here. */
export function tryPeers(sources, { seed, isFull, changes }, say) {
  const folder = mkdtempSync(join(tmpdir(), "honeyguide-peers-"));
  try {
    const kinds = changes ?? (isFull ? undefined : quick);
    const jobs = makeJobs(sources, seed, kinds, isFull);
    writeFileSync(join(folder, "jobs.json"), JSON.stringify(jobs.map(({ job }) => job)));
    const hasNpm = installPackages(folder, say);
    const rows = [];
    for (const peer of peers) {
      const row = tryPeer(peer, { folder, hasNpm, jobs }, say);
      if (row !== undefined) rows.push(row);
    }
    sayPeers(rows, jobs, say);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** For each kind of change a set to choose the threshold on and one to report, and one for speed. */
function makeJobs(sources, seed, changes, isFull) {
  // One pair in 10,000 has one script, as in the other tables.
  const size = isFull ? { scripts: 60, background: 5317 } : { scripts: 40, background: 4413 };
  const base = { band: "12-40", copies: 8, ...size, changes };
  const sets = {
    fit: makeSet(sources, { ...base, seed: `${seed} peers fit`, part: "train" }),
    test: makeSet(sources, { ...base, seed, part: "test" }),
  };
  const jobs = Object.entries(sets).flatMap(([use, set]) =>
    Object.entries(set.conds).map(([change, copies]) => toJob(use, change, copies, set.bg)),
  );
  const all = sources.messages.map(({ text }) => text);
  const [[change, copies]] = Object.entries(sets.test.conds);
  return [...jobs, toJob("speed", change, copies, isFull ? all : all.slice(0, 10_000))];
}

function toJob(use, change, copies, background) {
  const { texts, scriptOf } = toTexts(copies, background);
  const job = {
    name: `${use} ${change}`,
    probes: copies.length,
    texts: texts.map(([, text]) => text),
  };
  const byPlace = new Map([...scriptOf.values()].entries());
  return { use, change, job, scriptOf: byPlace };
}

function installPackages(folder, say) {
  const args = ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
  const { status } = spawnSync("npm", [...args, "--prefix", folder, ...packages], {
    stdio: "ignore",
    timeout: 120_000,
  });
  if (status !== 0) say(`Skipped: ${packages.join(", ")} could not be installed (offline?).`);
  return status === 0;
}

function tryPeer({ name, command, env, needs }, { folder, hasNpm, jobs }, say) {
  if (needs === "npm" && !hasNpm) return undefined;
  const [program, script] = command;
  const path = fileURLToPath(new URL(`peers/${script}`, import.meta.url));
  const out = join(folder, "out.json");
  try {
    execFileSync(
      program === "node" ? process.execPath : program,
      [...(program === "node" ? ["--no-deprecation"] : []), path, join(folder, "jobs.json"), out],
      {
        env: { ...process.env, ...env, PEERS: folder, PYTHONDONTWRITEBYTECODE: "1" },
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
  } catch (error) {
    const [reason] = String(error.stderr ?? error.message)
      .trim()
      .split("\n")
      .slice(-1);
    say(`Skipped: ${name} (${reason}).`);
    return undefined;
  }
  const { results, megabytes, source } = JSON.parse(readFileSync(out, "utf8"));
  const spent = results.reduce((sum, { seconds }) => sum + seconds, 0);
  process.stderr.write(`${name}: ${Math.round(spent)} CPU-s\n`);
  const measured = results.map((result, at) => ({ ...result, ...jobs[at] }));
  return {
    name: source === undefined ? name : `${name} (${source})`,
    megabytes: Math.max(megabytes, ...results.map((result) => result.megabytes ?? 0)),
    ...judgeResults(measured),
  };
}

function judgeResults(measured) {
  const steps = measured.map(({ use, change, pairs, groups, scriptOf, seconds, messages }) => {
    const links = pairs.map(([a, b, bits]) => ({ a, b, bits }));
    return {
      use,
      change,
      steps: linkSteps(links, scriptOf),
      grouped: groupSteps(links, groups, scriptOf),
      wanted: countPairs(scriptOf),
      rate: messages / seconds,
    };
  });
  const pool = (use) => {
    const inside = steps.filter((entry) => entry.use === use);
    return {
      steps: inside.flatMap((entry) => entry.steps),
      grouped: inside.flatMap((entry) => entry.grouped),
      wanted: inside.reduce((sum, entry) => sum + entry.wanted, 0),
    };
  };
  const fit = pool("fit");
  const threshold = bestThreshold(fit.steps, fit.wanted).bits;
  const groupThreshold = bestThreshold(fit.grouped, fit.wanted).bits;
  const test = pool("test");
  const tests = steps.filter(({ use }) => use === "test");
  return {
    f1: new Map(
      tests.map((entry) => [entry.change, ratesAt(entry.steps, threshold, entry.wanted).f1]),
    ),
    pooled: ratesAt(test.steps, threshold, test.wanted),
    grouped: ratesAt(test.grouped, groupThreshold, test.wanted),
    rate: steps.find(({ use }) => use === "speed").rate,
  };
}

/** Groups as the engine made them; for what makes none, everything that a threshold connects. */
function groupSteps(links, groups, scriptOf) {
  const ids = [...new Set(links.flatMap(({ a, b }) => [a, b]))];
  return groups === undefined
    ? connectedSteps({ links, groups: ids.map((id) => [id]) }, scriptOf, 0)
    : connectedSteps({ links: [], groups }, scriptOf, 0);
}

function countPairs(scriptOf) {
  const sizes = new Map();
  for (const script of scriptOf.values()) sizes.set(script, (sizes.get(script) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
}

function sayPeers(rows, jobs, say) {
  const changes = jobs.filter(({ use }) => use === "test").map(({ change }) => change);
  const { job } = jobs.at(-1);
  say("\n## Peers\n");
  say(
    `F1 of pairs by their own score, one pair in 10,000, threshold of each where its pooled F1 is best ` +
      `on a set for fitting. Groups: of the engine as it makes them, of a peer all that its best ` +
      `threshold connects. Rate over ${job.texts.length} messages, one core.\n`,
  );
  say(
    toTable(
      ["", ...changes, "pooled F1", "P", "R", "F1 of groups", "messages per CPU-s", "MB"],
      rows.map(({ name, f1, pooled, grouped, rate, megabytes }) => [
        name,
        ...changes.map((change) => show(f1.get(change))),
        show(pooled.f1),
        show(pooled.precision),
        show(pooled.recall),
        show(grouped.f1),
        Math.round(rate).toLocaleString("en-GB"),
        `${Math.round(megabytes)}`,
      ]),
    ),
  );
}
