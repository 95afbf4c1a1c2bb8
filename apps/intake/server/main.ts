/**
 * The intake process: wires the environment, listens, closes in order.
 *
 * It is given no key that opens a report, and the folder it reads holds none.
 */
import { createServer, type RequestListener, type Server } from "node:http";

import { getRequestListener } from "@hono/node-server";
import { migrate, openDatabase } from "@honeyguide/store/database";
import {
  deleteUnfinished,
  intakeMigrations,
  intakeSchema,
  type IntakeTables,
} from "@honeyguide/store/intake";

import { fillStart } from "../web/static-start.ts";
import { makeApp } from "./app.ts";
import { hourOf } from "./hours.ts";
import { errorCode, type Log } from "./log.ts";
import { readSettings } from "./settings.ts";
import { readStaticFiles } from "./static-files.ts";

const unfinishedDays = 7;
const dayMs = 86_400_000;
const upkeepMs = 3_600_000;
/** A slow telephone takes its time for 256 KiB. */
const requestMs = 300_000;
const closeMs = 5_000;

const log: Log = (event, fields) => {
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
};

async function main(): Promise<void> {
  const settings = await readSettings(process.env);
  const files = await readStaticFiles(settings.webDir, (html) => fillStart(html, settings.site));
  const db = openDatabase<IntakeTables>(settings.databaseUrl);
  await migrate(db, intakeSchema, intakeMigrations);

  const app = makeApp({ ...settings, db, files, log, now: () => new Date() });
  const listener = getRequestListener(app.fetch) as RequestListener;
  const servers = await listenOnAll(settings.addresses, settings.port, listener);
  const [first] = servers;
  const address = first?.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.port;
  log("server.listening", { port });

  const clean = async () => {
    const before = hourOf(new Date(Date.now() - unfinishedDays * dayMs));
    const reports = await deleteUnfinished(db, before);
    if (reports > 0) log("unfinished.deleted", { reports });
  };
  const upkeep = setInterval(() => {
    clean().catch((error: unknown) => {
      log("request.failed", { error: errorCode(error) });
    });
  }, upkeepMs);
  await clean();

  process.once("SIGTERM", () => {
    log("server.closing", {});
    clearInterval(upkeep);
    void closeAll(servers).then(() => db.destroy());
  });
}

/** On the same port everywhere. An address that this machine does not have is left out. */
async function listenOnAll(
  addresses: readonly string[],
  wanted: number,
  listener: RequestListener,
): Promise<readonly Server[]> {
  const servers: Server[] = [];
  let port = wanted;
  for (const host of addresses) {
    const server = createServer({ requestTimeout: requestMs, headersTimeout: 20_000 }, listener);
    try {
      await listen(server, port, host);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (servers.length > 0 && (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT")) continue;
      throw error;
    }
    servers.push(server);
    const address = server.address();
    // Port 0 asks for any; the second address then takes the one that the first was given.
    if (typeof address === "object" && address !== null) ({ port } = address);
  }
  return servers;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** No new requests; those under way may end, for a moment. */
async function closeAll(servers: readonly Server[]): Promise<void> {
  const forced = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, closeMs);
  await Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve) => {
          server.close(resolve);
          server.closeIdleConnections();
        }),
    ),
  );
  clearTimeout(forced);
}

try {
  await main();
} catch (error) {
  process.stdout.write(`${JSON.stringify({ event: "server.failed", error: errorCode(error) })}\n`);
  process.stderr.write(`${error instanceof Error ? error.message : "the intake did not start"}\n`);
  process.exitCode = 1;
  process.exit();
}
