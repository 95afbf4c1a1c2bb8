/** One server as a child of `honeyguide start`: its log, its first word, its end. */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

import * as v from "valibot";

import { built } from "./built.ts";

/** How a child is started. */
export interface ServerOptions {
  readonly script: string;
  readonly args?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** JSON lines are appended here. */
  readonly log: string;
  /** The event in its output that says it is ready. */
  readonly readyEvent: string;
  /** Limits of memory and the like, for Node itself. */
  readonly nodeOptions: readonly string[];
}

/** A child process. */
export interface ServerProcess {
  /** The fields of its ready line, or how it ended before that. */
  readonly ready: Promise<Ready | Ended>;
  readonly ended: Promise<Ended>;
  /** Ask it to close. */
  readonly stop: () => void;
  /** Do not wait any longer. */
  readonly kill: () => void;
}

const ReadyLineSchema = v.looseObject({ event: v.string(), url: v.optional(v.string()) });
type ReadyLine = Readonly<v.InferOutput<typeof ReadyLineSchema>>;

/** The line with which a process said that it is ready. */
interface Ready {
  readonly kind: "ready";
  readonly line: ReadyLine;
}

/** How a process ended. */
export interface Ended {
  readonly kind: "ended";
  /** `exit 1`, `signal SIGKILL`. */
  readonly how: string;
  /** The last line it wrote to standard error, or nothing. */
  readonly lastWords: string;
}

/** Start a child. It closes when this process is gone, however that ended. */
export function startServer(options: ServerOptions): ServerProcess {
  const { script, args = [], environment, log, readyEvent, nodeOptions } = options;
  const child = spawn(
    process.execPath,
    [...nodeOptions, "--import", built("cli/tether.js"), script, ...args],
    {
      env: environment,
      stdio: ["pipe", "pipe", "pipe"],
      // A group of its own, so that Ctrl C reaches us alone and things stop in order.
      detached: true,
    },
  );
  // The pipe that tells the child that we are gone. Its end may vanish at any time.
  child.stdin.on("error", () => undefined);
  const file = createWriteStream(log, { flags: "a", mode: 0o600 });
  file.on("error", () => undefined);
  let lastWords = "";
  readLines(child.stderr, (line) => {
    file.write(`${line}\n`);
    if (line.trim() !== "") lastWords = line.trim();
  });
  const ended = endOf(child).then((how): Ended => {
    file.end();
    return { kind: "ended", how, lastWords };
  });
  const said = new Promise<Ready>((resolve) => {
    readLines(child.stdout, (line) => {
      const ready = parseReadyLine(line);
      const isReady = ready?.event === readyEvent;
      // What comes with the ready line is for us: it can hold a code that belongs in no log.
      file.write(`${isReady ? JSON.stringify({ event: ready.event }) : line}\n`);
      if (isReady) resolve({ kind: "ready", line: ready });
    });
  });
  return {
    ready: Promise.race([said, ended]),
    ended,
    stop: () => void child.kill("SIGTERM"),
    kill: () => void child.kill("SIGKILL"),
  };
}

function parseReadyLine(line: string): ReadyLine | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const read = v.safeParse(ReadyLineSchema, JSON.parse(line));
    return read.success ? read.output : undefined;
  } catch {
    // A line of log that is not JSON is kept in the log and says nothing to us.
    return undefined;
  }
}

function readLines(stream: Readable, take: (line: string) => void): void {
  createInterface({ input: stream, crlfDelay: Infinity }).on("line", take);
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("close", (code, signal) => {
      resolve(signal === null ? `exit ${code ?? 0}` : `signal ${signal}`);
    });
  });
}
