/**
 * A power cut. The data directory lies on an ext4 file system in a file; the database is stopped
 * in the middle of its work, the file is copied as the disk has it, the copy is mounted, which
 * replays its journal, and everything that was acknowledged must be there. kill -9 alone proves
 * little: the kernel still has the pages.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { openDatabase } from "../src/database.ts";
import { type Bundle, bundle, type Running, startDatabase } from "./processes.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

const imageBytes = 300 * 1024 * 1024;
const mountable = canMount();
if (!mountable) {
  process.stderr.write("\n*** SKIPPED: the power-cut test; it needs root and loop mounts. ***\n\n");
}

function canMount(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  const folder = execFileSync("mktemp", ["-d"], { encoding: "utf8" }).trim();
  try {
    makeImage(join(folder, "probe"), 8 * 1024 * 1024);
    mount(join(folder, "probe"), folder);
    unmount(folder);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeImage(path: string, bytes: number): void {
  execFileSync("truncate", ["-s", String(bytes), path], { stdio: "pipe" });
  execFileSync("mkfs.ext4", ["-q", "-F", path], { stdio: "pipe" });
}

function mount(image: string, at: string): void {
  execFileSync("mount", ["-o", "loop", image, at], { stdio: "pipe" });
}

function unmount(at: string): void {
  execFileSync("umount", ["-d", at], { stdio: "pipe" });
}

interface Note {
  note: { id: number; bytes: Uint8Array };
}

const bytesOf = (id: number) => Uint8Array.from({ length: 3000 }, (_, at) => (at * id) % 251);

describe.runIf(mountable)("a power cut", () => {
  let program: Bundle;
  let folder: string;
  const mounts: string[] = [];
  const running: Running[] = [];
  beforeAll(async () => {
    program = await bundle("packages/store/test/database-process.ts");
    folder = await mkdtemp(join(tmpdir(), "honeyguide-cut-"));
  });
  afterAll(async () => {
    for (const process of running) await process.kill("SIGKILL");
    for (const at of mounts) unmount(at);
    await program.remove();
    await rm(folder, { recursive: true });
  });

  async function mounted(image: string): Promise<string> {
    const at = `${image}.d`;
    await mkdir(at);
    mount(image, at);
    mounts.push(at);
    return at;
  }

  function unmounted(at: string): void {
    unmount(at);
    mounts.splice(mounts.indexOf(at), 1);
  }

  test.for([1, 2, 3])("loses nothing that was acknowledged: cut %i", async (cut) => {
    const image = join(folder, `disk-${cut}`);
    makeImage(image, imageBytes);
    const disk = await mounted(image);
    const database = await startDatabase(program, join(disk, "data"));
    running.push(database);
    const db = openDatabase<Note>(String(database.ready.url));
    await sql`create table note (id int4 primary key, bytes bytea not null)`.execute(db);

    const acknowledged: number[] = [];
    const work = { on: true };
    const writer = (async () => {
      for (let id = 1; work.on; id += 1) {
        await db
          .insertInto("note")
          .values({ id, bytes: bytesOf(id) })
          .execute();
        acknowledged.push(id);
        if (id % 40 === 0) await sql`checkpoint`.execute(db);
      }
    })().catch(() => undefined);
    const wanted = 60 + 35 * cut;
    while (acknowledged.length < wanted) await new Promise((resolve) => setTimeout(resolve, 1));

    database.child.kill("SIGSTOP");
    const known = [...acknowledged];
    copyFileSync(image, `${image}-after`);
    work.on = false;
    await database.kill("SIGKILL");
    await writer;
    await db.destroy();
    unmounted(disk);

    const after = await mounted(`${image}-after`);
    expect(existsSync(join(after, "data/database/PG_VERSION"))).toBe(true);
    const survivor = await startDatabase(program, join(after, "data"));
    running.push(survivor);
    expect(survivor.ready).toMatchObject({ event: "listening" });
    const again = openDatabase<Note>(String(survivor.ready.url));
    const rows = await again.selectFrom("note").selectAll().orderBy("id").execute();
    expect(rows.length).toBeGreaterThanOrEqual(known.length);
    expect(rows.slice(0, known.length).map(({ id }) => id)).toEqual(known);
    for (const { id, bytes } of rows) expect(Buffer.compare(bytes, bytesOf(id))).toBe(0);
    await again.destroy();
    await survivor.kill("SIGTERM");
    unmounted(after);
    await rm(image);
    await rm(`${image}-after`);
  });
});
