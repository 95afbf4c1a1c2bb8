/** The bytes of an exhibit, opened anew each time: of a part, or of a file inside an archive. */
import { type DeskDatabase, selectWrap } from "@honeyguide/store/desk";

import type { Case } from "./corpus.ts";
import { type OpenExhibit, readExhibits } from "./exhibits.ts";
import { openKey, openPart, type TeamKeys } from "./open-sealed.ts";
import type { Reader } from "./reader.ts";
import { DeskRefusal } from "./refusal.ts";
import { isOfDatabase, type PartKey, readAll, streamPart } from "./sealed-parts.ts";
import type { Vault } from "./vault.ts";

interface Deps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly team: TeamKeys;
  readonly reader: Reader;
}

/**
 * One exhibit of a report.
 *
 * @param name - `Exhibit.part` of the API.
 * @throws {DeskRefusal} if the report has no such exhibit.
 */
export async function findExhibit(
  deps: Pick<Deps, "db" | "vault">,
  entry: Case,
  name: string,
): Promise<OpenExhibit> {
  const found = (await readExhibits(deps, entry)).find(({ exhibit }) => exhibit === name);
  if (found === undefined) throw new DeskRefusal("desk.unknown_exhibit");
  return found;
}

/**
 * The file of a part as a stream; of a file inside an archive, the archive.
 *
 * @throws {DeskRefusal} if it is not here.
 * @throws {Error} while it is read, if a sealed byte was altered.
 */
export async function openOriginal(
  deps: Pick<Deps, "db" | "team">,
  { row: { state, ...key } }: OpenExhibit,
): Promise<ReadableStream<Uint8Array>> {
  if (state === "waiting") throw new DeskRefusal("desk.exhibit_not_here");
  return openPartFile(deps, key);
}

/** As {@link openOriginal}, of a part that is here. */
export async function openPartFile(
  { db, team }: Pick<Deps, "db" | "team">,
  key: PartKey,
): Promise<ReadableStream<Uint8Array>> {
  const { wrap } = await selectWrap(db, key.mailbox_id).executeTakeFirstOrThrow();
  if (wrap === null) throw new DeskRefusal("desk.exhibit_not_here");
  const { content } = await openPart(streamPart(db, key), await openKey(wrap, team));
  return content;
}

/**
 * All bytes of an exhibit.
 *
 * @param most - bytes that are held.
 * @throws {DeskRefusal} if it is not here, is not what the report says, or is longer.
 */
export async function openExhibit(
  deps: Deps,
  exhibit: OpenExhibit,
  most: number,
): Promise<Uint8Array> {
  const { row, body, evidence } = exhibit;
  if (row.state !== "copied" || body?.fits !== true) throw new DeskRefusal("desk.exhibit_not_here");
  if (evidence.bytes > most) throw new DeskRefusal("desk.too_large");
  const bytes = await readBytes(deps, exhibit, most).catch((error: unknown) => {
    if (isOfDatabase(error)) throw error;
    return undefined;
  });
  if (bytes === undefined) throw new DeskRefusal("desk.exhibit_not_here");
  return bytes;
}

async function readBytes(
  deps: Deps,
  exhibit: OpenExhibit,
  most: number,
): Promise<Uint8Array | undefined> {
  const content = await openOriginal(deps, exhibit);
  if (exhibit.number === 0) return readAll(content, most);
  let found: Uint8Array | undefined;
  await deps.reader.extract(content, [exhibit.number], most, (_, bytes) => {
    found = bytes;
    return Promise.resolve();
  });
  return found;
}
