/**
 * The first start. `initdb` inside PGlite takes six seconds and 750 MB that the process never
 * gives back; unpacking an empty database made once takes a fraction of a second.
 */
import {
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

import { PGlite } from "@electric-sql/pglite";

const block = 512;

/**
 * Make an empty database and write it as one file, for {@link makeDatabase}.
 *
 * @param path - a gzip-compressed tar, about 4.6 MB.
 */
export async function bakeEmptyDatabase(path: string): Promise<void> {
  const pglite = await PGlite.create();
  try {
    await pglite.exec("checkpoint");
    const dump = await pglite.dumpDataDir("gzip");
    await writeFile(path, new Uint8Array(await dump.arrayBuffer()));
  } finally {
    await pglite.close();
  }
}

/**
 * Make a database in a directory that has none. On the disk before it returns; interrupted at any
 * point it leaves nothing that looks like a database.
 *
 * @param directory - must not exist yet.
 * @param baked - from {@link bakeEmptyDatabase}; made afresh, slowly, where there is none.
 */
export async function makeDatabase(directory: string, baked: string | undefined): Promise<void> {
  const fresh = `${directory}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  const archive = baked !== undefined && (await exists(baked)) ? baked : join(fresh, "empty.tgz");
  if (archive !== baked) await bakeEmptyDatabase(archive);
  unpack(await promisify(gunzip)(await readFile(archive)), fresh);
  if (archive !== baked) await rm(archive);
  syncTree(fresh);
  await rename(fresh, directory);
  syncOne(dirname(directory));
}

/**
 * A tar as PGlite writes it: files and directories, short names. Synchronous, because a thousand
 * small files take four times as long one promise after the other, and nothing else runs yet.
 */
function unpack(tar: Uint8Array, into: string): void {
  const text = new TextDecoder();
  const field = (at: number, length: number) =>
    text.decode(tar.subarray(at, at + length)).replace(/\0.*$/s, "");
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const size = Number.parseInt(field(at + 124, 12), 8);
    const path = join(into, field(at, 100));
    if (field(at + 156, 1) === "5") {
      mkdirSync(path, { recursive: true, mode: 0o700 });
    } else {
      writeFileSync(path, tar.subarray(at + block, at + block + size), { mode: 0o600 });
    }
    at += block + Math.ceil(size / block) * block;
  }
}

function syncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) syncTree(path);
    else syncOne(path);
  }
  syncOne(directory);
}

function syncOne(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
}
