/** How each server is started: its file, its surroundings, its share of memory. */
import { join } from "node:path";

import type { Outside } from "../outside.ts";
import { built } from "./built.ts";
import { isThere } from "./keep.ts";
import type { Layout } from "./layout.ts";
import type { ServerOptions } from "./server-process.ts";

/** What the servers share. */
export interface Place {
  readonly layout: Layout;
  readonly databaseUrl: string;
  readonly intakeUrl: string;
}

const files = {
  cli: built("cli/main.js"),
  intake: built("intake/server.js"),
  intakeWeb: built("intake/web"),
  desk: built("desk/server.js"),
  deskWeb: built("desk/web"),
} as const;

/** The first file of a build that is not there, or undefined. */
export async function missingBuild(): Promise<string | undefined> {
  for (const path of Object.values(files)) if (!(await isThere(path))) return path;
  return undefined;
}

/** The embedded database. */
export function databaseServer(layout: Layout, outside: Outside): ServerOptions {
  return {
    script: files.cli,
    args: ["database", "--data", layout.data],
    environment: surroundings(outside),
    log: join(layout.logs, "database.log"),
    readyEvent: "database.listening",
    // PostgreSQL as WebAssembly: without the optimizing compiler it takes 50 MB less, starts in half
    // the time, and 100 pieces and 2,000 queries take no longer (its compiling costs what it saves).
    nodeOptions: ["--max-old-space-size=256", "--max-semi-space-size=1", "--liftoff-only"],
  };
}

/** The Desk alone is told of an embedder: only it has what is embedded. */
function embedderOf({ environment }: Outside): Readonly<Record<string, string>> {
  const wanted = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith("HONEYGUIDE_EMBEDDER_") && value !== undefined ? [[name, value]] : [],
  );
  return Object.fromEntries(wanted) as Record<string, string>;
}

/** The public page. It is told nothing of keys. */
export function intakeServer(
  { layout, databaseUrl }: Place,
  port: number,
  outside: Outside,
): ServerOptions {
  return {
    script: files.intake,
    environment: {
      ...surroundings(outside),
      HONEYGUIDE_DATABASE_URL: databaseUrl,
      HONEYGUIDE_INTAKE_DIR: layout.intake,
      HONEYGUIDE_WEB_DIR: files.intakeWeb,
      HOST: "localhost",
      PORT: String(port),
    },
    log: join(layout.logs, "intake.log"),
    readyEvent: "server.listening",
    nodeOptions: ["--max-old-space-size=192", "--max-semi-space-size=1"],
  };
}

/** The Desk. */
export function deskServer(
  { layout, databaseUrl, intakeUrl }: Place,
  port: number,
  outside: Outside,
): ServerOptions {
  return {
    script: files.desk,
    environment: {
      ...surroundings(outside),
      ...embedderOf(outside),
      HONEYGUIDE_DATABASE_URL: outside.environment.HONEYGUIDE_DESK_DATABASE_URL ?? databaseUrl,
      HONEYGUIDE_KEYS_DIR: layout.keys,
      HONEYGUIDE_DATA_DIR: layout.data,
      HONEYGUIDE_INTAKE_URL: intakeUrl,
      HONEYGUIDE_WEB_DIR: files.deskWeb,
      HOST: "localhost",
      PORT: String(port),
    },
    log: join(layout.logs, "desk.log"),
    readyEvent: "server.listening",
    nodeOptions: ["--max-old-space-size=1024", "--max-semi-space-size=4"],
  };
}

/** The loader of the practice case. */
export function practiceServer({ layout, intakeUrl }: Place, outside: Outside): ServerOptions {
  return {
    script: files.cli,
    args: ["practice", "--data", layout.data, "--to", intakeUrl],
    environment: surroundings(outside),
    log: join(layout.logs, "practice.log"),
    readyEvent: "practice.loaded",
    nodeOptions: [],
  };
}

const passedOn = ["PATH", "HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "NODE_EXTRA_CA_CERTS"];

/** Only what a server needs: other programs' secrets are none of its business. */
function surroundings({ environment }: Outside): Record<string, string> {
  const entries = passedOn.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  // Fewer heaps of the C library: a few megabytes for each server.
  return { ...Object.fromEntries(entries), NODE_ENV: "production", MALLOC_ARENA_MAX: "2" };
}
