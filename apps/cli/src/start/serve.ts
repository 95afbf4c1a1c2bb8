/**
 * The supervisor: directory, database, public page and Desk, in that order. It carries nothing but
 * this; what needs memory for a moment (making keys, sealing the practice case) is a child.
 */
import { spawn } from "node:child_process";
import { chmod, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import type { ExitCode, Outside, StopSignal } from "../outside.ts";
import { CouldNotError } from "../refusal.ts";
import { words } from "../words.ts";
import { built } from "./built.ts";
import { type Crew, makeCrew } from "./crew.ts";
import { isThere, keep, makePrivateDirectory, readIfThere } from "./keep.ts";
import type { Layout } from "./layout.ts";
import { refuseTakenPorts } from "./ports.ts";
import { loadPractice } from "./practice-child.ts";
import { databaseServer, deskServer, intakeServer, missingBuild } from "./servers.ts";

/** What `start` and `demo` differ in. */
export interface ServeOptions {
  readonly layout: Layout;
  readonly port: number;
  readonly deskPort: number;
  /** Load the practice case if this is the first start. */
  readonly practice: boolean;
  /** Remove the data directory at the end. */
  readonly forgets: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

const logBytesKept = 5 * 1024 * 1024;

/** Serve until stopped, or until something that must run does not. */
export async function serve(options: ServeOptions, outside: Outside): Promise<ExitCode> {
  const stop = outside.untilStopped();
  const crew = makeCrew();
  const leftovers: string[] = [];
  const say = (line: string) => {
    if (!options.quiet) outside.err(`${line}\n`);
  };
  const goDown = async () => {
    await crew.stop(stop.second);
    for (const path of leftovers) await rm(path, { force: true });
    if (options.forgets) await rm(options.layout.data, { recursive: true, force: true });
  };
  try {
    const coming = comeUp({ ...options, crew, leftovers, stop, say }, outside);
    // When Ctrl C wins the race, what comes of the other no longer matters.
    coming.catch(() => undefined);
    const end = await Promise.race([coming, stop.first]);
    if (typeof end === "string") {
      outside.err(`${end}\n`);
      return 1;
    }
    say(words.stopping);
    await goDown();
    say(options.forgets ? words.forgotten : words.stopped);
    return 0;
  } finally {
    await goDown();
  }
}

interface Coming extends ServeOptions {
  readonly crew: Crew;
  /** Files that say that we run. Only what this process wrote: another may run on the same data. */
  readonly leftovers: string[];
  readonly stop: StopSignal;
  readonly say: (line: string) => void;
}

/** @returns words, when one of the servers ends by itself. */
async function comeUp(options: Coming, outside: Outside): Promise<string> {
  const { layout, port, deskPort, crew, stop, say } = options;
  const missing = await missingBuild();
  if (missing !== undefined) throw new CouldNotError(words.notBuilt(missing));
  const isFirst = await prepare(layout, outside, say);
  if (isFirst && options.practice) await keep(layout.practiceProgress, '{"version":1,"done":[]}\n');

  const given = outside.environment.HONEYGUIDE_DATABASE_URL;
  const url = given ?? (await crew.launch("database", databaseServer(layout, outside)));
  await refuseTakenPorts([
    { port, option: "--port" },
    { port: deskPort, option: "--desk-port" },
  ]);
  const address = { intake: `http://localhost:${port}`, desk: `http://localhost:${deskPort}` };
  const place = { layout, databaseUrl: url ?? "", intakeUrl: address.intake };
  await Promise.all([
    crew.launch("intake", intakeServer(place, port, outside)),
    crew.launch("desk", deskServer(place, deskPort, outside)),
  ]);
  options.leftovers.push(layout.deskAddress, layout.intakeAddress);
  await keep(layout.deskAddress, `${address.desk}\n`);
  await keep(layout.intakeAddress, `${address.intake}\n`);

  const practice = await loadPractice(place, outside, stop, say);
  await announce(options, outside, address, practice);
  return crew.lost;
}

/** @returns true if there was no installation in this directory. */
async function prepare(
  layout: Layout,
  outside: Outside,
  say: (line: string) => void,
): Promise<boolean> {
  const isFirst = !(await isThere(layout.site));
  await makePrivateDirectory(layout.data);
  if (isFirst) {
    say(words.firstStart);
    const code = await runInit(layout, outside);
    if (code !== 0) throw new CouldNotError(words.notPrepared);
  }
  await makePrivateDirectory(layout.logs);
  await chmod(layout.logs, 0o700);
  for (const name of ["database", "intake", "desk", "practice"]) {
    await setAside(join(layout.logs, `${name}.log`));
  }
  return isFirst;
}

/** In a child, so that the memory of key making does not stay. Its errors go where ours go. */
function runInit(layout: Layout, { environment }: Outside): Promise<number> {
  return new Promise((resolve, reject) => {
    spawn(process.execPath, [built("cli/main.js"), "init", "--quiet", "--data", layout.data], {
      stdio: ["ignore", "ignore", "inherit"],
      env: environment,
    })
      .once("error", reject)
      .once("close", (code) => {
        resolve(code ?? 1);
      });
  });
}

/** A log that has grown long makes room; one older is kept. */
async function setAside(log: string): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > logBytesKept) await rename(log, `${log}.1`);
}

async function announce(
  { layout, forgets, json }: ServeOptions,
  { out }: Outside,
  address: { readonly intake: string; readonly desk: string },
  practice: string | undefined,
): Promise<void> {
  const token = await readIfThere(layout.setupToken);
  const setup = token === undefined ? undefined : `${address.desk}/#setup=${token}`;
  await out(
    json
      ? `${JSON.stringify({ ...address, setup: setup ?? null, data: layout.data })}\n`
      : words.running({ ...address, setup, practice, data: layout.data, forgets }),
  );
}
