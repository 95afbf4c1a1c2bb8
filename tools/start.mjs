// `npm start`: from a fresh clone to two open pages. Needs nothing but Node; installs, builds what
// is out of date, and then is `honeyguide start` (in this process, so that no idle one is left).
//
//   npm start -- --data DIR --port N --desk-port N --no-practice
import { fileURLToPath } from "node:url";

import { ensureInstalled, requireNode } from "./installed.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
requireNode();
ensureInstalled(root);

const { build } = await import("./build.mjs");
try {
  await build({ say: (line) => process.stdout.write(`${line}\n`) });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

// npm ends on SIGTERM and tells only its shell. When our parent is gone, so is whoever wanted us.
if (process.env.npm_lifecycle_event === "start") {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}

process.argv.splice(2, 0, "start");
await import(new URL("../dist/cli/main.js", import.meta.url).href);
