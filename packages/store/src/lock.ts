/**
 * One process per data directory. PGlite itself lets two in, and the second one's rows are lost.
 *
 * On Linux the lock is a listening socket in the abstract namespace, named after the directory's
 * device and inode: taken atomically, and given back by the kernel however the holder ends. The
 * lock file beside it says who holds it and, by a heartbeat, guards against holders that the
 * socket cannot see: another container on the same volume, or another system without such sockets
 * (docs/decisions/0011-database-lock.md).
 */
import { readFileSync, readlinkSync } from "node:fs";
import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { join } from "node:path";

import { DatabaseLockedError } from "./errors.ts";

const heartbeatMs = 5_000;
/** A holder that we cannot see is gone when its heart has not beaten for this long. */
const goneAfterMs = 20_000;

interface Holder {
  readonly pid: number;
  /** Tells this process from a later one with the same number. Empty where `/proc` is missing. */
  readonly started: string;
  /** Where a process number means this process. */
  readonly place: string;
}

/** A lock that is held. */
export interface Lock {
  /** Give it back. */
  readonly release: () => Promise<void>;
}

/**
 * Take the lock of a data directory, or find that someone has it.
 *
 * @param data - an existing directory.
 * @param now - the present, in milliseconds; compared with the time stamp of the lock file.
 * @throws {DatabaseLockedError} if another process has it.
 */
export async function takeLock(data: string, now: () => number): Promise<Lock> {
  const path = join(data, "database.lock");
  const server = await listen(await abstractName(data));
  if (server === "taken") throw new DatabaseLockedError((await readHolder(path))?.pid);
  try {
    await refuseLiveHolder(path, now());
    await claim(path, now());
  } catch (error) {
    server?.close();
    throw error;
  }
  const heartbeat = setInterval(() => {
    const at = new Date(now());
    // The file may be gone for good reasons, such as a removed drill; the socket still holds.
    utimes(path, at, at).catch(() => undefined);
  }, heartbeatMs).unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      await rm(path, { force: true });
      server?.close();
    },
  };
}

async function abstractName(data: string): Promise<string | undefined> {
  if (process.platform !== "linux") return undefined;
  const { dev, ino } = await stat(data, { bigint: true });
  return `\0honeyguide-database-${dev}-${ino}`;
}

function listen(name: string | undefined): Promise<Server | "taken" | undefined> {
  if (name === undefined) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve("taken");
      else reject(error);
    });
    server.listen(name, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** The socket is ours, so a holder in this place is dead; one elsewhere may not be. */
async function refuseLiveHolder(path: string, now: number): Promise<void> {
  const holder = await readHolder(path);
  if (holder === undefined) return;
  const here = holder.place === place();
  if (here && process.platform === "linux") return;
  if (here ? isRunning(holder) : await beatRecently(path, now)) {
    throw new DatabaseLockedError(holder.pid);
  }
}

async function claim(path: string, now: number): Promise<void> {
  await rm(path, { force: true });
  const holder: Holder = { pid: process.pid, started: startOf(process.pid), place: place() };
  try {
    const lines = [holder.pid, holder.started, holder.place, ""].join("\n");
    await writeFile(path, lines, { flag: "wx", mode: 0o600 });
  } catch (error) {
    // Between the two lines someone else was faster. Only possible where there is no socket.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new DatabaseLockedError((await readHolder(path))?.pid);
  }
  const at = new Date(now);
  await utimes(path, at, at);
}

/** Nothing if the file is missing, or cut short by a power cut: either way it names no one. */
async function readHolder(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  const [, pid, started, where] = /^(\d{1,10})\n(\d*)\n(.*)\n$/.exec(text) ?? [];
  if (pid === undefined || started === undefined || where === undefined) return undefined;
  return { pid: Number(pid), started, place: where };
}

async function beatRecently(path: string, now: number): Promise<boolean> {
  return now - (await stat(path)).mtimeMs < goneAfterMs;
}

function isRunning({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return started === startOf(pid);
}

/** This boot and this network namespace, the reach of an abstract socket; elsewhere nothing. */
function place(): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/net")}`;
  } catch {
    return "";
  }
}

function startOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Field 22; the name in field 2 may hold anything, so count from its closing bracket.
    return status.slice(status.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
