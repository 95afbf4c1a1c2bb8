/**
 * The Desk's process: wires the environment, listens on this machine only, closes in order.
 */
import type { RequestListener } from "node:http";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

import { getRequestListener } from "@hono/node-server";
import { migrate, openDatabase } from "@honeyguide/store/database";
import { deskMigrations, deskSchema, type DeskTables } from "@honeyguide/store/desk";

import { makeApp } from "./app.ts";
import { makeEmbedder } from "./embedder.ts";
import { type Environment, parseEnvironment } from "./environment.ts";
import { makeIntakeClient } from "./intake-client.ts";
import { readKeyFiles, removeSetupToken } from "./key-files.ts";
import { addressesOf, listenOnAll } from "./listen.ts";
import { errorCode, type Log } from "./log.ts";
import { openDesk } from "./open-desk.ts";
import { makePictures } from "./pictures.ts";
import { makeReader, readerRole } from "./reader.ts";
import { serveReader } from "./reader-thread.ts";
import { type Rounds, startRounds } from "./rounds.ts";
import { readStaticFiles } from "./static-files.ts";
import { readPractice, readTeamFacts } from "./team.ts";

const log: Log = (event, fields) => {
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
};

/** How often the team's own statement is read again. */
const factsMs = 60_000;

/** The embedder that the environment names, if it names one. */
function embedderOf(environment: Environment) {
  const { HONEYGUIDE_EMBEDDER_URL: url, HONEYGUIDE_EMBEDDER_MODEL: model } = environment;
  if (url === undefined) return undefined;
  return makeEmbedder({ url, model, key: environment.HONEYGUIDE_EMBEDDER_KEY });
}

async function main(): Promise<void> {
  const environment = parseEnvironment(process.env);
  const { HONEYGUIDE_DATA_DIR: data, HONEYGUIDE_KEYS_DIR: keys, PORT: wanted } = environment;
  const files = await readStaticFiles(environment.HONEYGUIDE_WEB_DIR);
  const keyFiles = await readKeyFiles(keys);
  const intake = makeIntakeClient(environment.HONEYGUIDE_INTAKE_URL, keyFiles.pullToken);
  const bare = openDatabase<DeskTables>(environment.HONEYGUIDE_DATABASE_URL);
  await migrate(bare, deskSchema, deskMigrations);

  let facts = await readTeamFacts(data, intake);
  // The Desk is open before its rounds begin.
  const running: { rounds?: Rounds } = {};
  const reader = makeReader(fileURLToPath(import.meta.url));
  const pictures = makePictures(fileURLToPath(new URL("pictures/main.mjs", import.meta.url)));
  const { desk, pull } = await openDesk({
    ...keyFiles,
    db: bare.withSchema(deskSchema),
    intake,
    reader,
    pictures,
    forgetSetupToken: () => removeSetupToken(keys),
    facts: () => facts,
    practice: () => readPractice(data),
    origin: environment.HONEYGUIDE_DESK_ORIGIN ?? `http://localhost:${wanted}`,
    idleMinutes: environment.HONEYGUIDE_IDLE_MINUTES,
    embed: embedderOf(environment),
    hurry: () => running.rounds?.hurry(),
    now: () => new Date(),
    log,
  });

  const origins = ownOrigins(environment.HOST, wanted, environment.HONEYGUIDE_DESK_ORIGIN);
  const app = makeApp({ desk, files, origins });
  const listener = getRequestListener(app.fetch) as RequestListener;
  const { port, close } = await listenOnAll(addressesOf(environment.HOST), wanted, listener);
  log("server.listening", { port });
  const rounds = startRounds(pull, log);
  running.rounds = rounds;
  const refresh = setInterval(() => {
    void readTeamFacts(data, intake).then((read) => (facts = read));
  }, factsMs);

  process.once("SIGTERM", () => {
    log("server.closing", {});
    clearInterval(refresh);
    void Promise.all([close(), rounds.stop()])
      .then(() => Promise.all([reader.close(), pictures.close()]))
      .then(() => bare.destroy());
  });
}

function ownOrigins(host: string, port: number, configured: string | undefined): string[] {
  const hosts = host === "localhost" ? ["localhost", "127.0.0.1", "[::1]"] : ["localhost", host];
  const own = hosts.map((name) => `http://${name}:${port}`);
  return configured === undefined ? own : [...own, new URL(configured).origin];
}

try {
  // The reader's thread runs this same script: one file to build, to ship and to check.
  if (parentPort !== null && workerData === readerRole) serveReader(parentPort);
  else await main();
} catch (error) {
  log("server.failed", { error: errorCode(error) });
  process.stderr.write(`${error instanceof Error ? error.message : "the Desk did not start"}\n`);
  process.exitCode = 1;
  process.exit();
}
