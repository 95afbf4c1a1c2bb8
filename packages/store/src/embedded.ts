/**
 * The embedded database: one process, one directory, one socket.
 *
 *   data/database.lock   who works here
 *   data/database/       PostgreSQL's files
 *   data/run/            the socket, and in `path` its folder where ours has too long a name
 */
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, chmod, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { PGlite } from "@electric-sql/pglite";

import { openDurablePGlite } from "./durable-pglite.ts";
import { makeDatabase } from "./empty-database.ts";
import { DamagedDatabaseError, DataDirectoryError, SocketTakenError } from "./errors.ts";
import { type Lock, takeLock } from "./lock.ts";
import { serveSession, type SessionServer } from "./session-server.ts";

export { bakeEmptyDatabase } from "./empty-database.ts";
export * from "./errors.ts";

/** Socket addresses are at most 108 bytes on Linux, 104 on macOS. */
const maxFolderBytes = 85;
const socketName = ".s.PGSQL.5432";
const checkpointMs = 60_000;
const vacuumMs = 3_600_000;

/** How to start the embedded database. */
export interface EmbeddedOptions {
  /** The data directory; made if missing, for this user alone. */
  readonly data: string;
  /** An empty database from `bakeEmptyDatabase`, for the first start. */
  readonly baked?: string | undefined;
  /** The present, in milliseconds. */
  readonly now: () => number;
  /** The disk failed or the engine broke: must end the process at once. The next start recovers. */
  readonly fatal: (cause: unknown) => void;
}

/** A database that is running. */
export interface EmbeddedDatabase {
  /** For `openDatabase`: `socket:/folder`. */
  readonly url: string;
  /** Let what runs end, write everything out, give the lock back. */
  readonly close: () => Promise<void>;
}

/**
 * Start the database in this process, and serve it until it is closed.
 *
 * @throws {DataDirectoryError} if the directory cannot be made or written.
 * @throws {DatabaseLockedError} if another process works on it.
 * @throws {DamagedDatabaseError} if the files are there and PostgreSQL does not start from them.
 * @throws {SocketTakenError} if something else listens where it should be served.
 */
export async function startEmbeddedDatabase({
  data,
  baked,
  now,
  fatal,
}: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const root = resolve(data);
  await makeWritable(root);
  const lock = await takeLock(root, now);
  try {
    const directory = join(root, "database");
    if (!(await isDatabase(directory))) await makeDatabase(directory, baked);
    const pglite = await openLocked(directory, fatal);
    try {
      const folder = await socketFolder(root);
      const server = await serve(pglite, folder);
      const stopUpkeep = startUpkeep(server);
      const close = once(async () => {
        stopUpkeep();
        await closeAll(server, pglite, folder, lock);
      });
      return { url: `socket:${folder}`, close };
    } catch (error) {
      await pglite.close();
      throw error;
    }
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function makeWritable(root: string): Promise<void> {
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    const probe = join(root, `.writable-${randomBytes(6).toString("hex")}`);
    await writeFile(probe, "");
    await rm(probe);
  } catch (cause) {
    throw new DataDirectoryError(
      `the data directory ${root} cannot be written; nothing was changed. Give this user the right to write there, or choose another directory with --data.`,
      { cause },
    );
  }
}

async function isDatabase(directory: string): Promise<boolean> {
  return access(join(directory, "PG_VERSION"), constants.R_OK).then(
    () => true,
    async () => {
      // A directory without this file is a database that lost it, not an invitation to make one.
      if (await exists(directory)) throw damaged(directory, undefined);
      return false;
    },
  );
}

async function openLocked(directory: string, fatal: (cause: unknown) => void): Promise<PGlite> {
  // Left by a process that was killed, and sometimes empty. We hold the lock, so it means nothing.
  await rm(join(directory, "postmaster.pid"), { force: true });
  let starting = true;
  let broken: unknown;
  try {
    const pglite = await openDurablePGlite(directory, (cause) => {
      // While it starts, a broken engine is an answer to the caller and no reason to vanish.
      if (starting) broken = cause;
      else fatal(cause);
    });
    if (broken !== undefined) throw damaged(directory, broken);
    await pglite.query("select 1 from pg_catalog.pg_class limit 1");
    starting = false;
    return pglite;
  } catch (cause) {
    if (cause instanceof DamagedDatabaseError) throw cause;
    throw damaged(directory, cause);
  }
}

function damaged(directory: string, cause: unknown): DamagedDatabaseError {
  return new DamagedDatabaseError(
    `the database in ${directory} does not start; its files were left as they are. Keep a copy of that directory, then restore the last backup.`,
    { cause },
  );
}

async function socketFolder(root: string): Promise<string> {
  const own = join(root, "run");
  await mkdir(own, { recursive: true, mode: 0o700 });
  await chmod(own, 0o700);
  if (Buffer.byteLength(own) <= maxFolderBytes) {
    await rm(join(own, "path"), { force: true });
    return own;
  }
  const short = join(tmpdir(), `honeyguide-${randomBytes(8).toString("hex")}`);
  await mkdir(short, { mode: 0o700 });
  await writeFile(join(own, "path"), `${short}\n`, { mode: 0o600 });
  return short;
}

async function serve(pglite: PGlite, folder: string): Promise<SessionServer> {
  const path = join(folder, socketName);
  // We hold the lock, so a socket that stands here belongs to a process that is gone.
  if (await isSocket(path)) await rm(path);
  try {
    return await serveSession(pglite, path);
  } catch (cause) {
    throw new SocketTakenError(
      `the database cannot be served at ${path}; nothing was changed. Remove what stands there, or choose another directory with --data.`,
      { cause },
    );
  }
}

/** The engine has no checkpointer and no autovacuum: its log and its tables would only grow. */
function startUpkeep(server: SessionServer): () => void {
  const timers = [
    setInterval(() => void server.run("checkpoint"), checkpointMs),
    setInterval(() => void server.run("vacuum analyze"), vacuumMs),
  ];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}

async function closeAll(
  server: SessionServer,
  pglite: PGlite,
  folder: string,
  lock: Lock,
): Promise<void> {
  await server.close();
  await pglite.close();
  await rm(join(folder, socketName), { force: true });
  if (!folder.endsWith("/run")) await rm(folder, { recursive: true, force: true });
  await lock.release();
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function isSocket(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isSocket(),
    () => false,
  );
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
}
