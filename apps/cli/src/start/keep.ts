/** Small files that must be whole or not there, and that only this user may read. */
import { randomUUID } from "node:crypto";
import { link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";

import { CouldNotError, systemCode } from "../refusal.ts";
import { words } from "../words.ts";

/**
 * Make a directory for this user alone.
 *
 * @throws {CouldNotError} where that is not possible.
 */
export async function makePrivateDirectory(path: string): Promise<void> {
  try {
    await makeBelow(path);
  } catch (cause) {
    throw new CouldNotError(words.notWritable(path, systemCode(cause)), 1, { cause });
  }
}

/** Not `recursive`: below `/proc`, Node never comes back from that. */
async function makeBelow(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  });
  if (found?.isDirectory() === true) return;
  if (found !== undefined)
    throw Object.assign(new Error("a file stands there"), { code: "EEXIST" });
  if (dirname(path) !== path) await makeBelow(dirname(path));
  await mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
    // Another process was faster.
    if (systemCode(error) !== "EEXIST") throw error;
  });
}

/**
 * Write a file unless it is there. On the disk before it returns.
 *
 * @returns true if this call made it; of two processes at once, one does.
 * @throws {CouldNotError} where it cannot be written.
 */
export async function keepOnce(path: string, text: string): Promise<boolean> {
  return writeAside(path, text, async (aside) => {
    try {
      await link(aside, path);
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      throw error;
    } finally {
      await rm(aside, { force: true });
    }
  });
}

/** Write a file in place of the one that may be there. On the disk before it returns. */
export async function keep(path: string, text: string | Uint8Array): Promise<void> {
  await writeAside(path, text, (aside) => rename(aside, path));
}

/** The text of a file without the white space around it, or undefined where there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (systemCode(error) === "ENOENT" || systemCode(error) === "ENOTDIR") return undefined;
    throw new CouldNotError(words.notReadable(path, systemCode(error)), 1, { cause: error });
  }
}

/** True if something is there. */
export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function writeAside<Result>(
  path: string,
  text: string | Uint8Array,
  place: (aside: string) => Promise<Result>,
): Promise<Result> {
  const aside = `${path}.${randomUUID()}`;
  try {
    const file = await open(aside, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    const result = await place(aside);
    await syncDirectory(dirname(path));
    return result;
  } catch (cause) {
    await rm(aside, { force: true });
    throw new CouldNotError(words.notWritable(path, systemCode(cause)), 1, { cause });
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
