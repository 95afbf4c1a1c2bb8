/** Reading what the command line names. */
import { readFile, stat } from "node:fs/promises";

import type { Outside } from "./outside.ts";
import { CouldNotError, systemCode } from "./refusal.ts";
import { words } from "./words.ts";

const maxBytes = 2 * 1024 ** 3 - 1;

/**
 * All of a file, or of standard input for `-`.
 *
 * @throws {CouldNotError} if it is not there (exit 3), cannot be read or is over 2 GB.
 */
export async function readWhole(
  path: string,
  { input }: Pick<Outside, "input">,
): Promise<Uint8Array> {
  if (path === "-") {
    const pieces: Uint8Array[] = [];
    for await (const piece of input()) pieces.push(piece);
    return Buffer.concat(pieces);
  }
  await sizeOf(path);
  return readFile(path);
}

/**
 * The size of a file, in bytes.
 *
 * @throws {CouldNotError} as {@link readWhole}.
 */
export async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new CouldNotError(words.notReadable(path, "EISDIR"));
    if (found.size > maxBytes) throw new CouldNotError(words.tooLarge(path));
    return found.size;
  } catch (error) {
    if (error instanceof CouldNotError) throw error;
    if (systemCode(error) === "ENOENT") throw new CouldNotError(words.noFile(path), 3);
    throw new CouldNotError(words.notReadable(path, systemCode(error)), 1, { cause: error });
  }
}
