// Seals one large file as the Desk and the command line do, and as Debian's `age` does, in one run.
// Prints MB/s and the largest resident memory of each, and their ratio.
//
//   node bench/seal-large.mjs [megabytes = 1000]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { rolldown } from "rolldown";

const megabytes = Number(process.argv[2] ?? 1000);
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(root, "test-results-bench-"));

const child = `
import { makeKeyPair } from "@honeyguide/protocol/keys";
import { sealEvidence } from "@honeyguide/protocol/seal";

const bytes = ${megabytes} * 1_000_000;
const piece = new Uint8Array(64 * 1024).fill(7);
let left = bytes;
const content = new ReadableStream({
  pull(out) {
    if (left === 0) return out.close();
    const part = piece.slice(0, Math.min(left, piece.length));
    left -= part.length;
    out.enqueue(part);
  },
});
const { recipient } = await makeKeyPair();
const started = performance.now();
let sealed = 0;
for await (const chunk of await sealEvidence({ path: "a", bytes }, content, recipient)) sealed += chunk.length;
const seconds = (performance.now() - started) / 1000;
process.stdout.write(JSON.stringify({ seconds, sealed, rss: process.resourceUsage().maxRSS / 1024 }));
`;

function peakOf(command) {
  const { stdout, stderr, status } = spawnSync(
    "python3",
    [
      "-c",
      `
import resource, subprocess, sys, time
t = time.time()
code = subprocess.call(${JSON.stringify(command)}, shell=True)
print(time.time() - t, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
sys.exit(code)`,
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  const [seconds, rss] = stdout.trim().split(" ").map(Number);
  return { seconds, rss };
}

const show = (name, { seconds, rss }) =>
  process.stdout.write(
    `${name.padEnd(12)} ${(megabytes / seconds).toFixed(0).padStart(5)} MB/s  ${seconds.toFixed(1).padStart(6)} s  ${rss.toFixed(0).padStart(5)} MB resident\n`,
  );

try {
  writeFileSync(join(folder, "child.ts"), child);
  const bundle = await rolldown({ input: join(folder, "child.ts"), platform: "node" });
  await bundle.write({ dir: folder, entryFileNames: "child.mjs" });
  const ran = spawnSync(process.execPath, [join(folder, "child.mjs")], { encoding: "utf8" });
  if (ran.status !== 0) throw new Error(ran.stderr);
  const ours = JSON.parse(ran.stdout);
  show("honeyguide", ours);
  if (spawnSync("age", ["--version"]).status !== 0) {
    process.stdout.write("age is not installed: no comparison\n");
  } else {
    const key = join(tmpdir(), `honeyguide-bench-${process.pid}.key`);
    spawnSync("age-keygen", ["-o", key]);
    const recipient = spawnSync("age-keygen", ["-y", key], { encoding: "utf8" }).stdout.trim();
    const age = peakOf(`head -c ${megabytes}000000 /dev/zero | age -r ${recipient} > /dev/null`);
    rmSync(key);
    show("age", age);
    process.stdout.write(
      `ratio        ${(ours.seconds / age.seconds).toFixed(1)} times the time of age\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
