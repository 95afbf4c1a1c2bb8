import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { DatabaseLockedError } from "../src/errors.ts";
import { takeLock } from "../src/lock.ts";

let data: string;
let path: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "honeyguide-lock-"));
  path = join(data, "database.lock");
});
afterEach(() => rm(data, { recursive: true }));

const now = () => Date.now();

test("is taken once, says by whom, and is free again when given back", async () => {
  const lock = await takeLock(data, now);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const refused = await takeLock(data, now).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DatabaseLockedError);
  expect(refused).toMatchObject({ code: "store.locked", pid: process.pid });
  await lock.release();
  expect(existsSync(path)).toBe(false);
  await (await takeLock(data, now)).release();
});

test("of many that try at once, one gets it", async () => {
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(data, now)));
  const taken = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(taken).toHaveLength(1);
  await taken[0]?.release();
});

test("two directories have two locks", async () => {
  const other = await mkdtemp(join(tmpdir(), "honeyguide-lock-"));
  const locks = [await takeLock(data, now), await takeLock(other, now)];
  for (const lock of locks) await lock.release();
  await rm(other, { recursive: true });
});

test("is still held though its file was deleted", async () => {
  const lock = await takeLock(data, now);
  await rm(path);
  await expect(takeLock(data, now)).rejects.toThrow(DatabaseLockedError);
  await lock.release();
});

/** The third line of a lock file made here. */
async function here(): Promise<string> {
  const lock = await takeLock(data, now);
  const place = (await readFile(path, "utf8")).split("\n")[2] ?? "";
  await lock.release();
  return place;
}

test.for([
  ["of a process of this place that is gone", "here", 0, "taken"],
  ["cut short by a power cut", "", 0, "taken"],
  ["from elsewhere, with a beating heart", "another boot", 0, "refused"],
  ["from elsewhere, its heart still for 19 s", "another boot", 19, "refused"],
  ["from elsewhere, its heart still for 21 s", "another boot", 21, "taken"],
] as const)("a lock file %s: %s, %i s old, is %s", async ([, where, age, outcome]) => {
  const place = where === "here" ? await here() : where;
  await writeFile(path, where === "" ? "47" : `4711\n99\n${place}\n`);
  const at = new Date(Date.now() - age * 1000);
  await utimes(path, at, at);
  const lock = await takeLock(data, now).catch((error: unknown) => error);
  if (outcome === "refused") {
    expect(lock).toMatchObject({ code: "store.locked", pid: 4711 });
    expect(await readFile(path, "utf8")).toContain("4711");
  } else {
    expect(lock).toHaveProperty("release");
    await (lock as Awaited<ReturnType<typeof takeLock>>).release();
  }
});

test("a process number that now means another process holds nobody up", async () => {
  const other = spawn("sleep", ["30"]);
  await writeFile(path, `${other.pid ?? 0}\n1\n${await here()}\n`);
  await (await takeLock(data, now)).release();
  other.kill();
});
