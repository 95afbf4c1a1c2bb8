// Sources of this repository, bundled and started as processes.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { rolldown } from "rolldown";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** One file of `entry` and all that it imports, of this repository. */
export async function bundle(built, entry, name) {
  const file = join(built, `${name}.mjs`);
  const input = join(root, entry.startsWith("/") ? entry.slice(root.length) : entry);
  const external = [/^@electric-sql\/pglite/, /^pg($|-|\/)/];
  const result = await rolldown({ input, external, platform: "node", logLevel: "silent" });
  await result.write({ file, format: "esm", codeSplitting: false });
  await result.close();
  return file;
}

/** Start a script, and wait until it says that event. */
export function start(children, script, args, env, event) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{") && JSON.parse(line).event === event) resolve(JSON.parse(line));
    });
  });
}
