/** Runs the command line: here, with an outside that the test holds, or as a process of its own. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { onTestFinished } from "vitest";

import { runCommandLine } from "../src/command-line.ts";
import type { Outside } from "../src/outside.ts";

/** What a command did. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Run in this process. */
export async function run(argv: readonly string[], overrides: Partial<Outside> = {}): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommandLine(argv, {
    out: (text) => {
      out.push(text);
      return Promise.resolve();
    },
    err: (text) => void err.push(text),
    input: () => inputOf(""),
    isTerminal: false,
    isProgressSeen: false,
    environment: process.env,
    now: () => new Date(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    fetch: (...request) => fetch(...request),
    untilStopped: () => ({
      first: new Promise(() => undefined),
      second: new Promise(() => undefined),
    }),
    ...overrides,
  });
  return { code, out: out.join(""), err: err.join("") };
}

/** Standard input that holds a text. */
export async function* inputOf(text: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield new TextEncoder().encode(text);
}

const launcher = fileURLToPath(new URL("../bin/honeyguide.mjs", import.meta.url));

/** Run the launcher as a process; `input` goes to its standard input. */
export function runProcess(argv: readonly string[], input = ""): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launcher, ...argv], { stdio: ["pipe", "pipe", "pipe"] });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code: code ?? -1, out: out.join(""), err: err.join("") });
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

/** An empty folder that is gone after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "honeyguide-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Ports that nobody listens on, now. */
export async function freePorts(count: number): Promise<readonly string[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<string>((resolve) => {
          server.listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve(String(typeof address === "object" && address !== null ? address.port : 0));
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
