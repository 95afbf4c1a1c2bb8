import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";

import { openDatabase } from "../src/database.ts";
import { type Bundle, bundle, type Running, startDatabase } from "./processes.ts";

// A process starts in two seconds, and in ten where everything is tested at once.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let program: Bundle;
let folder: string;
let data: string;
const running = new Set<Running>();
beforeAll(async () => {
  program = await bundle("packages/store/test/database-process.ts");
});
afterAll(() => program.remove());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "honeyguide-data-"));
  data = join(folder, "data");
});
afterEach(async () => {
  for (const process of running) await process.kill("SIGKILL");
  running.clear();
  await rm(folder, { recursive: true });
});

async function run(): Promise<Running> {
  const process = await startDatabase(program, data);
  running.add(process);
  return process;
}

const urlOf = ({ ready }: Running) => String(ready.url);

/** Inserts until the connection breaks; what is returned was acknowledged. */
async function insertUntilBroken(url: string, acknowledged: number[]): Promise<void> {
  const db = openDatabase<{ note: { id: number } }>(url);
  try {
    for (let id = 0; ; id += 1) {
      await db.insertInto("note").values({ id }).execute();
      acknowledged.push(id);
    }
  } catch {
    // It was killed.
  } finally {
    await db.destroy();
  }
}

async function execute(url: string, statement: string): Promise<readonly unknown[]> {
  const db = openDatabase(url);
  const { rows } = await sql.raw(statement).execute(db);
  await db.destroy();
  return rows;
}

test("is made for its owner alone, closes in order and keeps what it held", async () => {
  const first = await run();
  expect((await stat(data)).mode & 0o777).toBe(0o700);
  expect((await stat(join(data, "run"))).mode & 0o777).toBe(0o700);
  expect(await execute(urlOf(first), "show fsync")).toEqual([{ fsync: "on" }]);
  await execute(urlOf(first), "create table note (id int4)");
  await first.kill("SIGTERM");
  expect(first.child.exitCode).toBe(0);
  for (const left of ["database.lock", "run/.s.PGSQL.5432"]) {
    expect(existsSync(join(data, left))).toBe(false);
  }
  expect(await execute(urlOf(await run()), "select * from note")).toEqual([]);
});

test("a second process is refused, told who works there, and changes nothing", async () => {
  const first = await run();
  const second = await run();
  expect(second.ready).toMatchObject({ event: "refused", code: "store.locked" });
  expect(second.ready.message).toContain(`pid ${first.pid}`);
  expect(await execute(urlOf(first), "select 1 as one")).toEqual([{ one: 1 }]);
});

test("kill -9 loses nothing that was acknowledged, and the next start needs no help", async () => {
  let expected: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const process = await run();
    expect(process.ready.event).toBe("listening");
    if (round === 0) await execute(urlOf(process), "create table note (id int4)");
    const found = await execute(urlOf(process), "select id from note order by id");
    expect(found.length).toBeGreaterThanOrEqual(expected.length);
    await execute(urlOf(process), "delete from note");
    const acknowledged: number[] = [];
    const writers = insertUntilBroken(urlOf(process), acknowledged);
    await new Promise((resolve) => setTimeout(resolve, 300));
    // On a busy machine 300 ms may be too little for enough of them.
    await vi.waitUntil(() => acknowledged.length > 10, { timeout: 20_000 });
    await process.kill("SIGKILL");
    await writers;
    expected = acknowledged;
  }
  const rows = await execute(urlOf(await run()), "select id from note order by id");
  const ids = rows.map((row) => (row as { id: number }).id);
  expect(ids.slice(0, expected.length)).toEqual(expected);
  // One more may have been written and not yet said so.
  expect(ids.length - expected.length).toBeLessThanOrEqual(1);
});

test("a first start that was cut off is begun anew", async () => {
  await mkdir(join(data, "database.new/global"), { recursive: true });
  await writeFile(join(data, "database.new/global/pg_control"), "half");
  expect((await run()).ready.event).toBe("listening");
  expect(existsSync(join(data, "database.new"))).toBe(false);
});

test("a directory that cannot be written is said so", async () => {
  await writeFile(data, "a file");
  expect((await run()).ready).toMatchObject({ event: "refused", code: "store.data_directory" });
  expect(await readFile(data, "utf8")).toBe("a file");
});

test("something else at the socket's place is left alone", async () => {
  const path = join(data, "run/.s.PGSQL.5432");
  await mkdir(path, { recursive: true });
  expect((await run()).ready).toMatchObject({ event: "refused", code: "store.socket_taken" });
  expect((await stat(path)).isDirectory()).toBe(true);
  await rm(path, { recursive: true });
  expect((await run()).ready.event).toBe("listening");
});

test("a damaged database is called so and not replaced", async () => {
  await (await run()).kill("SIGTERM");
  for (const part of ["global/pg_control", "PG_VERSION", "pg_wal"]) {
    const path = join(data, "database", part);
    await rename(path, `${path}.away`);
    expect((await run()).ready).toMatchObject({ event: "refused", code: "store.damaged" });
    expect(existsSync(join(data, "database/base"))).toBe(true);
    await rm(path, { recursive: true, force: true });
    await rename(`${path}.away`, path);
  }
  expect((await run()).ready.event).toBe("listening");
});

test("a long path gets a short socket, and its place is written down", async () => {
  data = join(folder, "a".repeat(120));
  const process = await run();
  expect(await execute(urlOf(process), "select 1 as one")).toEqual([{ one: 1 }]);
  const short = (await readFile(join(data, "run/path"), "utf8")).trim();
  expect(urlOf(process)).toBe(`socket:${short}`);
  expect((await stat(short)).mode & 0o777).toBe(0o700);
  await process.kill("SIGTERM");
  expect(existsSync(short)).toBe(false);
});
