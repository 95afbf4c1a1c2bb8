/** Files against the readings that were written of them: hashed again, read again, compared. */
import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { evidenceVersion } from "@honeyguide/evidence";
import * as v from "valibot";

import { readWhole } from "./files.ts";
import type { ExitCode, Outside } from "./outside.ts";
import { readAgain, ReadingSchema, type WrittenReading } from "./reading.ts";
import { CouldNotError } from "./refusal.ts";
import { verifyWords } from "./verify-words.ts";

/** A file and what was written of it. */
interface Pair {
  readonly path: string;
  readonly reading: WrittenReading;
}

interface Outcome {
  readonly file: string;
  readonly match: boolean;
  readonly fault: "gone" | "altered" | "reading_differs" | null;
  readonly differs: readonly string[];
  /** The version that the reading was made with. */
  readonly version: string;
}

/**
 * Check files, and folders of files with their readings.
 *
 * @param paths - a file (then with `reading`, or a reading itself, whose file lies beside it) or a
 *   folder, of which every reading is checked.
 * @returns 0 if all match. A reading made with another version is no fault.
 */
export async function verifyFiles(
  paths: readonly string[],
  { reading, isJson }: { readonly reading: string | undefined; readonly isJson: boolean },
  outside: Outside,
): Promise<ExitCode> {
  const pairs: Pair[] = [];
  for (const path of paths) pairs.push(...(await pairsOf(path, reading, outside)));
  const outcomes: Outcome[] = [];
  for (const pair of pairs) {
    const outcome = await check(pair, outside);
    outcomes.push(outcome);
    if (!isJson) await outside.out(sentenceOf(outcome, pair));
  }
  const matching = outcomes.filter(({ match }) => match).length;
  await outside.out(
    isJson
      ? `${JSON.stringify({ files: outcomes })}\n`
      : verifyWords.files(outcomes.length, matching),
  );
  return matching === outcomes.length ? 0 : 1;
}

async function pairsOf(
  path: string,
  reading: string | undefined,
  outside: Outside,
): Promise<readonly Pair[]> {
  if (reading !== undefined) {
    const written = await readWritten(reading, outside);
    if (written === undefined) throw new CouldNotError(verifyWords.oddReading(reading));
    return [{ path, reading: written }];
  }
  if (await isFolder(path)) return pairsIn(path, outside);
  const written = await readWritten(path, outside);
  if (written === undefined) throw new CouldNotError(verifyWords.noReading(path));
  return [besideOf(path, written)];
}

async function pairsIn(folder: string, outside: Outside): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    name.endsWith(".json"),
  );
  for (const name of names.sort()) {
    const path = join(folder, name);
    const written = (await isFolder(path)) ? undefined : await readWritten(path, outside);
    if (written !== undefined) pairs.push(besideOf(path, written));
  }
  if (pairs.length === 0) throw new CouldNotError(verifyWords.noReadings(folder), 3);
  return pairs;
}

/** The file lies beside its reading, under the name that it had: folders may have moved. */
function besideOf(path: string, reading: WrittenReading): Pair {
  return { path: join(dirname(path), basename(reading.file)), reading };
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}

async function readWritten(path: string, outside: Outside): Promise<WrittenReading | undefined> {
  const bytes = await readWhole(path, outside);
  // Most files are none; only what begins as one is read as JSON.
  if (bytes[0] !== "{".charCodeAt(0)) return undefined;
  try {
    const read = v.safeParse(ReadingSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

async function check({ path, reading }: Pair, outside: Outside): Promise<Outcome> {
  const { version, exhibit } = reading;
  const none = { file: path, version, match: false, fault: null, differs: [] };
  const bytes = await readWhole(path, outside).catch((error: unknown) => {
    if (error instanceof CouldNotError && error.exit === 3) return undefined;
    throw error;
  });
  if (bytes === undefined) return { ...none, fault: "gone" };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== exhibit.sha256) return { ...none, fault: "altered" };
  const differs = await readAgain(reading, bytes);
  if (differs.length > 0 && version === evidenceVersion) {
    return { ...none, fault: "reading_differs", differs };
  }
  return { ...none, match: true, differs };
}

function sentenceOf({ file, fault, differs, version }: Outcome, { reading }: Pair): string {
  if (fault === "gone") return verifyWords.gone(file);
  if (fault === "altered") return verifyWords.altered(file, reading.exhibit.sha256);
  if (fault === "reading_differs") return verifyWords.differs(file, differs);
  if (version === evidenceVersion) return verifyWords.matches(file);
  return verifyWords.otherVersion(file, version, evidenceVersion, differs.length === 0);
}
