// `npm test`: installs what is missing, builds, and runs every test: units, laws, vectors, stores,
// the command line as a subprocess, and the journeys in a real browser. Closes with one line that
// counts them all, and leaves the counts in test-results/counts.json for `.ci/run`.
//
//   npm test                 everything
//   npm test -- packages/x   only the unit tests below that path
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { ensureInstalled, requireNode } from "./installed.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
requireNode();
ensureInstalled(root);
const { ensureChromium, ensurePeers } = await import("./tools-present.mjs");
ensurePeers();
const chromium = ensureChromium();

const results = "test-results";
rmSync(results, { recursive: true, force: true });
mkdirSync(results);
const only = process.argv.slice(2);
const environment = { ...process.env, ...(chromium ? { CHROMIUM: chromium } : {}) };

function run(command, args, extra = {}) {
  const { status } = spawnSync(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...environment, ...extra },
  });
  return status === 0;
}

const read = (path) => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
};

if (!run(process.execPath, ["tools/build.mjs"])) process.exit(1);

const unitFile = `${results}/vitest.json`;
const unitsAreGood = run("npx", [
  ...["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${unitFile}`],
  ...(only.length > 0 ? only : ["--coverage"]),
]);
const units = read(unitFile);
const counts = {
  passed: units?.numPassedTests ?? 0,
  failed: units?.numFailedTests ?? 0,
  skipped: (units?.numPendingTests ?? 0) + (units?.numTodoTests ?? 0),
};

let journeysAreGood = true;
if (only.length === 0) {
  const file = `${results}/journeys.json`;
  journeysAreGood = run(
    "npx",
    ["playwright", "test", "-c", "e2e/playwright.config.ts", "--reporter=list,json"],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: `${root}${file}` },
  );
  const stats = read(file)?.stats;
  counts.passed += (stats?.expected ?? 0) + (stats?.flaky ?? 0);
  counts.failed += stats?.unexpected ?? 0;
  counts.skipped += stats?.skipped ?? 0;
  if (stats === undefined) counts.failed += 1;
}

writeFileSync(`${results}/counts.json`, JSON.stringify(counts));
const { passed, failed, skipped } = counts;
process.stdout.write(`\nTests: ${passed} passed, ${failed} failed, ${skipped} skipped\n`);
// A threshold or an unhandled error fails the run although every test passed.
process.exitCode = unitsAreGood && journeysAreGood && passed > 0 ? 0 : 1;
