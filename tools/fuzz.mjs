// Throws damaged and hostile files at every parser of the evidence room, each in a thread of its
// own that is ended if it does not come back. An input that stops, slows or silences a parser is
// written to a file.
//
//   node tools/fuzz.mjs [--runs=1000000] [--seed=1] [--only=json,mail] [--longest=4096] [--out=folder]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

/** An input that takes longer than this by the clock hangs. */
const patienceSeconds = 60;

if (isMainThread) await main();
else await work(workerData);

async function main() {
  const { values } = parseArgs({
    options: {
      runs: { type: "string", default: "1000000" },
      seed: { type: "string", default: String(Date.now() % 2 ** 31) },
      longest: { type: "string", default: "4096" },
      only: { type: "string" },
      out: { type: "string", default: "fuzz-failures" },
    },
  });
  // Beside the sources, so that packages outside the bundle are found.
  const root = fileURLToPath(new URL("..", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "honeyguide-fuzz-"));
  try {
    const bundle = join(folder, "fuzz.mjs");
    const { rolldown } = await import("rolldown");
    const input = join(root, "packages/evidence/test/fuzz/main.ts");
    const built = await rolldown({ input, platform: "node", logLevel: "silent" });
    await built.write({ file: bundle, format: "esm", codeSplitting: false });
    const { targets } = await import(pathToFileURL(bundle).href);
    const names = values.only?.split(",") ?? Object.keys(targets);
    const unknown = names.find((name) => !Object.hasOwn(targets, name));
    if (unknown !== undefined) throw new RangeError(`no parser is called ${unknown}`);
    process.stdout.write(`seed ${values.seed}\n`);
    for (const name of names) {
      const options = {
        bundle,
        name,
        runs: Number(values.runs),
        seed: Number(values.seed),
        longest: Number(values.longest),
      };
      if (!(await runOne(options, values.out))) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs one parser in a thread, and prints a line. */
async function runOne(options, out) {
  const started = performance.now();
  const result = await inThread(options);
  const seconds = (performance.now() - started) / 1000;
  const { failure } = result;
  const speed = `${Math.round(result.runs / seconds)}/s`;
  process.stdout.write(
    `${failure === undefined ? "ok  " : "FAIL"} ${options.name.padEnd(16)}` +
      `${String(result.runs).padStart(9)} inputs ${(result.bytes / 1e6).toFixed(1).padStart(8)} MB` +
      `${seconds.toFixed(1).padStart(8)} s ${speed.padStart(8)}` +
      `${failure === undefined ? "" : `  ${failure.kind}: ${failure.detail}`}\n`,
  );
  if (failure === undefined) return true;
  mkdirSync(out, { recursive: true });
  const file = join(out, `${options.name}-${options.seed}-${result.runs}.bin`);
  writeFileSync(file, failure.input);
  process.stdout.write(`     its input is in ${file}\n`);
  return false;
}

function inThread(options) {
  // The number of the input in hand, its length, then the input itself.
  const shared = new SharedArrayBuffer(8 + options.longest);
  const state = new Int32Array(shared, 0, 2);
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { ...options, shared },
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    let last = -1;
    let since = performance.now();
    const stopped = (kind, detail) => {
      clearInterval(watch);
      const input = new Uint8Array(shared, 8, state[1]).slice();
      void worker.terminate();
      resolve({ runs: state[0], bytes: 0, failure: { kind, detail, input } });
    };
    const watch = setInterval(() => {
      if (state[0] !== last) {
        last = state[0];
        since = performance.now();
      } else if (performance.now() - since > patienceSeconds * 1000) {
        stopped("hang", `no answer in ${patienceSeconds} s`);
      }
    }, 1000);
    worker.once("message", (result) => {
      clearInterval(watch);
      resolve(result);
    });
    // Memory that runs out ends the thread, not the process.
    worker.once("error", (error) => stopped("crash", String(error)));
  });
}

async function work({ bundle, name, runs, seed, longest, shared }) {
  const { fuzz, targets } = await import(pathToFileURL(bundle).href);
  const state = new Int32Array(shared, 0, 2);
  const copy = new Uint8Array(shared, 8);
  const result = await fuzz(targets[name], {
    runs,
    seed,
    longest,
    cpu() {
      const { user, system } = process.cpuUsage();
      return user + system;
    },
    onInput(input) {
      copy.set(input);
      state[1] = input.length;
      state[0] += 1;
    },
  });
  parentPort.postMessage(result);
}
