// Reads a generated chat export as it streams, as the Desk and the command line do. Prints MB/s,
// messages and the largest resident memory.
//
//   node bench/parse-large.mjs [megabytes = 200]
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { rolldown } from "rolldown";

const megabytes = Number(process.argv[2] ?? 200);
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(root, "test-results-bench-"));
const child = `
import { createExportSurvey, createTextParser } from "@honeyguide/evidence";

const two = (number) => String(number).padStart(2, "0");
function* chunks() {
  let bytes = 0;
  for (let at = 0; bytes < ${megabytes} * 1e6; ) {
    const lines = [];
    for (let n = 0; n < 1000; n += 1, at += 1) {
      const day = new Date(Date.UTC(2023, 0, 1) + at * 60000);
      lines.push(two(day.getUTCDate()) + "/" + two(day.getUTCMonth() + 1) + "/" + day.getUTCFullYear() + ", " +
        two(day.getUTCHours()) + ":" + two(day.getUTCMinutes()) + " - " + (at % 2 ? "Charlie" : "Sam") + ": message " + at +
        (at % 10 ? " and some words to fill the line, as people write them" : "\\nwith a second line"));
    }
    const chunk = Buffer.from(lines.join("\\n") + "\\n");
    bytes += chunk.length;
    yield chunk;
  }
}
const started = performance.now();
const survey = createExportSurvey();
for (const chunk of chunks()) survey.push(chunk);
const found = survey.end();
let messages = 0;
const parser = createTextParser({ shape: found.shape, dateOrder: found.dateOrder.order, onMessage: () => { messages += 1; } });
for (const chunk of chunks()) parser.push(chunk);
const { lines } = parser.end();
const seconds = (performance.now() - started) / 1000;
process.stdout.write(JSON.stringify({ seconds, messages, lines, rss: process.resourceUsage().maxRSS / 1024 }));
`;
try {
  writeFileSync(join(folder, "child.ts"), child);
  const bundle = await rolldown({ input: join(folder, "child.ts"), platform: "node" });
  await bundle.write({ dir: folder, entryFileNames: "child.mjs" });
  const ran = spawnSync(process.execPath, [join(folder, "child.mjs")], { encoding: "utf8" });
  if (ran.status !== 0) throw new Error(ran.stderr);
  const { seconds, messages, lines, rss } = JSON.parse(ran.stdout);
  process.stdout.write(
    `${megabytes} MB in two passes: ${seconds.toFixed(1)} s, ${(megabytes / seconds).toFixed(0)} MB/s, ` +
      `${messages} messages, ${lines} lines, ${rss.toFixed(0)} MB resident\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
