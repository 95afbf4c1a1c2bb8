/**
 * A world for tests: the real database process, the real intake process, and the Desk's real parts
 * in this process, so that a test can run one round at a time and stop the clock.
 */
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type AgeKeyPair, makeKeyPair } from "@honeyguide/protocol/keys";
import { migrate, openDatabase } from "@honeyguide/store/database";
import {
  type DeskDatabase,
  deskMigrations,
  deskSchema,
  type DeskTables,
} from "@honeyguide/store/desk";

// Only for what it says of the test run's own values, which the processes read.
import type {} from "../../../packages/store/test/postgres.ts";
import {
  bundle,
  type Running,
  start,
  startDatabase,
} from "../../../packages/store/test/processes.ts";
import { makeApp } from "../server/app.ts";
import type { Desk } from "../server/desk.ts";
import type { Embedder } from "../server/embedder.ts";
import { makeIntakeClient } from "../server/intake-client.ts";
import { openDesk } from "../server/open-desk.ts";
import { makePictures } from "../server/pictures.ts";
import type { Pull } from "../server/pull.ts";
import { makeReader } from "../server/reader.ts";

import { buildPictures } from "./pictures-script.ts";

export const origin = "http://localhost:8787";
export const setupToken = "set-up-token-of-the-test-run";
export const cliToken = "command-line-token-of-the-test";
export const pullToken = "pull-token-of-the-test-run";

export interface World {
  readonly folder: string;
  readonly intakeUrl: string;
  readonly databaseUrl: string;
  readonly team: AgeKeyPair;
  readonly dataKey: Uint8Array;
  readonly intake: Running;
  /** The Desk's own bundle; its reader's thread runs it too. */
  readonly deskScript: string;
  readonly picturesScript: string;
  readonly startIntake: (port?: number) => Promise<Running>;
  readonly close: () => Promise<void>;
}

/** Start a database and an intake. */
export async function makeWorld(): Promise<World> {
  const bundles = [
    await bundle("packages/store/test/database-process.ts"),
    await bundle("apps/intake/server/main.ts"),
    await bundle("apps/desk/server/main.ts"),
  ] as const;
  const folder = await mkdtemp(join(tmpdir(), "honeyguide-"));
  const team = await makeKeyPair();
  await writeIntakeFiles(folder, team);
  const database = await startDatabase(bundles[0], join(folder, "data"));
  const databaseUrl = String(database.ready.url);
  const running: Running[] = [];
  const startIntake = async (port = 0) => {
    const environment = {
      HONEYGUIDE_DATABASE_URL: databaseUrl,
      HONEYGUIDE_INTAKE_DIR: join(folder, "intake"),
      HONEYGUIDE_WEB_DIR: join(folder, "web"),
      PORT: String(port),
    };
    const one = await start(bundles[1].script, [], environment, ["server.listening"]);
    running.push(one);
    return one;
  };
  const intake = await startIntake();
  return {
    folder,
    intakeUrl: `http://127.0.0.1:${String(intake.ready.port)}`,
    databaseUrl,
    team,
    dataKey: randomBytes(32),
    intake,
    deskScript: bundles[2].script,
    picturesScript: await buildPictures(),
    startIntake,
    close: async () => {
      for (const one of running) await one.kill("SIGKILL");
      await database.kill("SIGKILL");
      for (const { remove } of bundles) await remove();
      await rm(folder, { recursive: true });
    },
  };
}

async function writeIntakeFiles(folder: string, team: AgeKeyPair): Promise<void> {
  const own = join(folder, "intake");
  await mkdir(own, { recursive: true });
  await mkdir(join(folder, "web"));
  await writeFile(join(folder, "web", "index.html"), "<!doctype html><title>Message help</title>");
  const site = {
    version: 1,
    team: "Practice team",
    cannotRead: "The people you work for",
    recipients: [team.recipient],
    callingCode: "44",
    promise: { ordinaryMinutes: 120, threatMinutes: 15, hours: "always" },
    alternatives: [
      { kind: "call", text: "+44 7700 900000" },
      { kind: "visit", text: "Room 1" },
    ],
    leaveUrl: "https://example.org/",
    retentionMonths: 24,
    drill: true,
  };
  await writeFile(join(own, "site.json"), JSON.stringify(site));
  const { privateKey } = generateKeyPairSync("ed25519");
  await writeFile(join(own, "receipt.key"), privateKey.export({ type: "pkcs8", format: "pem" }));
  const hash = createHash("sha256").update(pullToken).digest("base64url");
  await writeFile(join(own, "pull.hash"), `${hash}\n`);
}

export interface OpenWorldDesk {
  readonly desk: Desk;
  readonly pull: Pull;
  readonly db: DeskDatabase;
  readonly logged: string[];
  readonly clock: { now: Date };
  readonly practice: Set<string>;
  /** Rounds until nothing moves any more. */
  readonly settle: () => Promise<void>;
  readonly ask: Ask;
  /** Whether the file of the set-up link is still there. */
  readonly isLinkAlive: () => boolean;
  readonly close: () => Promise<void>;
}

type Ask = (
  method: string,
  path: string,
  init?: {
    readonly token?: string;
    readonly json?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
  },
) => Promise<Response>;

/** Open a Desk on a world; a second one after the first was closed is a restart. */
export async function openWorldDesk(
  world: World,
  now = new Date("2026-11-22T10:42:17.123Z"),
  /** Called before each request to the intake and each transaction; throws to cut a round off. */
  onStep: () => void = () => undefined,
  embed?: Embedder,
): Promise<OpenWorldDesk> {
  const bare = openDatabase<DeskTables>(world.databaseUrl);
  await migrate(bare, deskSchema, deskMigrations);
  const db = bare.withSchema(deskSchema);
  const clock = { now };
  const logged: string[] = [];
  const practice = new Set<string>();
  let link: string | undefined = setupToken;
  const reader = makeReader(world.deskScript);
  const pictures = makePictures(world.picturesScript);
  const { desk, pull } = await openDesk({
    db: watched(db, "transaction", onStep),
    intake: watchedAll(makeIntakeClient(world.intakeUrl, pullToken), onStep),
    team: [world.team.identity],
    dataKey: world.dataKey,
    cliToken,
    setupToken: link,
    forgetSetupToken: () => {
      link = undefined;
      return Promise.resolve();
    },
    reader,
    pictures,
    facts: () => ({ team: "Practice team", callingCode: "44", promiseMinutes: 120 }),
    practice: () => Promise.resolve(practice),
    origin,
    idleMinutes: 30,
    embed,
    hurry: () => undefined,
    now: () => clock.now,
    log: (event, fields) => logged.push(JSON.stringify({ event, ...fields })),
  });
  const app = makeApp({ desk, files: new Map(), origins: [origin, "http://127.0.0.1:8787"] });
  return {
    desk,
    pull,
    db,
    logged,
    clock,
    practice,
    settle: async () => {
      while ((await pull.round()).active);
    },
    ask: async (method, path, { token, json, headers } = {}) =>
      app.request(`${origin}${path}`, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(json !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      }),
    isLinkAlive: () => link !== undefined,
    close: async () => {
      await reader.close();
      await pictures.close();
      await bare.destroy();
    },
  };
}

function watched<Target extends object>(target: Target, name: string, onStep: () => void): Target {
  return new Proxy(target, {
    get: (found, key) => {
      if (key === name) onStep();
      const value: unknown = Reflect.get(found, key);
      return typeof value === "function" ? (value.bind(found) as unknown) : value;
    },
  });
}

function watchedAll<Target extends object>(target: Target, onStep: () => void): Target {
  return new Proxy(target, {
    get: (found, key) => {
      onStep();
      return Reflect.get(found, key) as unknown;
    },
  });
}

/** The body of an answer, at its word: the test says what it must be. */
export async function bodyOf<Body>(reply: Promise<Response> | Response): Promise<Body> {
  return (await (await reply).json()) as Body;
}
