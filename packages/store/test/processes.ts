/** Processes for tests: bundled from the sources, started, waited for, killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { rolldown } from "rolldown";
import { inject } from "vitest";

const root = join(import.meta.dirname, "../../..");

export interface Bundle {
  readonly script: string;
  readonly remove: () => Promise<void>;
}

/** Bundle an entry so that Node runs it. Inside the repository: it finds `pg` and PGlite there. */
export async function bundle(entry: string): Promise<Bundle> {
  const cache = join(root, "node_modules/.cache/honeyguide");
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, "bundle-"));
  const script = join(folder, "main.mjs");
  const built = await rolldown({
    input: join(root, entry),
    platform: "node",
    external: [/^@electric-sql\//, /^pg$/],
    logLevel: "silent",
  });
  await built.write({ file: script, format: "esm", codeSplitting: false });
  await built.close();
  return { script, remove: () => rm(folder, { recursive: true, force: true }) };
}

export type Line = Readonly<Record<string, unknown>>;

export interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  /** The first line that it printed. */
  readonly ready: Line;
  /** Everything it wrote, both streams. */
  readonly written: () => string;
  /** Waits for its end. */
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
}

/** Start a script and wait for its first line of JSON with an event in `until`. */
export async function start(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  until: readonly string[],
): Promise<Running> {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written: string[] = [];
  const ended = new Promise<void>((resolve) =>
    child.once("close", () => {
      resolve();
    }),
  );
  child.stderr.on("data", (bytes: Buffer) => written.push(bytes.toString()));
  const ready = await new Promise<Line>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (text) => {
      written.push(`${text}\n`);
      const line = text.startsWith("{") ? (JSON.parse(text) as Line) : {};
      if (until.includes(String(line.event))) resolve(line);
    });
    void ended.then(() => {
      reject(new Error(`it ended before it was ready: ${written.join("")}`));
    });
  });
  return {
    child,
    pid: child.pid ?? 0,
    ready,
    written: () => written.join(""),
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

/** Start the embedded database. `ready` has its `url`, or the `code` of its refusal. */
export const startDatabase = ({ script }: Bundle, data: string): Promise<Running> =>
  start(script, [data, inject("emptyDatabase")], {}, ["listening", "refused"]);
