/** The files that were named, and those below a folder that was named. */
import { lstat, readdir } from "node:fs/promises";
import { basename, join } from "node:path";

import { sizeOf } from "../files.ts";

/** A file to import. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  /** The file or folder that was named on the command line. */
  readonly named: string;
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** Links, and what computers put beside people's files. */
  readonly leftOut: readonly string[];
}

const byComputers = /^(?:\..*|Thumbs\.db|desktop\.ini|__MACOSX)$/i;

/**
 * Find them, folders from top to bottom, in the order of their names.
 *
 * A file that is named is taken whatever it is called. A link below a folder is not followed: it
 * may lead out of it.
 *
 * @throws {CouldNotError} as {@link sizeOf}, for what is named and not there.
 */
export async function findFiles(named: readonly string[]): Promise<Found> {
  const files: FoundFile[] = [];
  const leftOut: string[] = [];
  for (const one of named) {
    const found = await lstat(one).catch(() => undefined);
    if (found?.isDirectory() === true) await below(one, one);
    else files.push({ path: one, bytes: await sizeOf(one), named: one });
  }
  return { files, leftOut };

  async function below(folder: string, top: string): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (byComputers.test(basename(path))) leftOut.push(path);
      else if (entry.isDirectory()) await below(path, top);
      else if (entry.isFile()) files.push({ path, bytes: await sizeOf(path), named: top });
      else leftOut.push(path);
    }
  }
}
