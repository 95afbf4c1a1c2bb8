/**
 * What pictures are recognised by: looked at once, in the background, in the picture process. One
 * that it cannot look at is marked as such and not tried again; nothing is shown to anybody.
 */
import type { MailboxId } from "@honeyguide/domain";
import {
  type DeskDatabase,
  exhibitName,
  selectUnhashed,
  updateInner,
  updatePart,
} from "@honeyguide/store/desk";

import { openPartFile } from "./open-exhibit.ts";
import type { TeamKeys } from "./open-sealed.ts";
import type { Pictures } from "./pictures.ts";
import { type PictureBody, places } from "./places.ts";
import type { Reader } from "./reader.ts";
import { isOfDatabase, type PartKey, readAll } from "./sealed-parts.ts";
import type { Vault } from "./vault.ts";

export interface HashingDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly team: TeamKeys;
  readonly reader: Reader;
  readonly pictures: Pictures;
}

/** What is larger is not looked at. Bytes. */
const maxPictureBytes = 64 * 1024 * 1024;

/**
 * Look at some pictures that nobody looked at yet.
 *
 * @returns the reports that they are of.
 */
export async function hashPictures(
  deps: HashingDeps,
  limit: number,
): Promise<ReadonlySet<MailboxId>> {
  const waiting = await selectUnhashed(deps.db, limit).execute();
  const archives = new Map<string, { readonly key: PartKey; readonly numbers: number[] }>();
  for (const { number, ...key } of waiting) {
    const name = `${key.mailbox_id}/${key.part}`;
    if (number === 0) await hashPart(deps, key);
    else if (!archives.get(name)?.numbers.push(number)) {
      archives.set(name, { key, numbers: [number] });
    }
  }
  for (const { key, numbers } of archives.values()) await hashInner(deps, key, numbers);
  return new Set(waiting.map(({ mailbox_id }) => mailbox_id));
}

async function hashPart(deps: HashingDeps, key: PartKey): Promise<void> {
  const bytes = await unlessAltered(async () =>
    readAll(await openPartFile(deps, key), maxPictureBytes),
  );
  await keep(deps, key, 0, await look(deps, bytes));
}

async function hashInner(deps: HashingDeps, key: PartKey, numbers: readonly number[]) {
  const left = new Set(numbers);
  await unlessAltered(async () => {
    const archive = await openPartFile(deps, key);
    await deps.reader.extract(archive, numbers, maxPictureBytes, async (number, bytes) => {
      await keep(deps, key, number, await look(deps, bytes));
      left.delete(number);
    });
  });
  for (const number of left) await keep(deps, key, number, nothing);
}

const nothing: PictureBody = { hash: null, quality: 0 };

async function look({ pictures }: HashingDeps, bytes: Uint8Array | undefined) {
  const answer = bytes && (await pictures.hash(bytes));
  return answer?.ok === true ? answer.value : nothing;
}

async function keep(
  { db, vault }: HashingDeps,
  key: PartKey,
  number: number,
  body: PictureBody,
): Promise<void> {
  const { mailbox_id, part } = key;
  if (number === 0) {
    const picture = vault.seal(places.partPicture(mailbox_id, part), body);
    await updatePart(db, key, { picture }).execute();
    return;
  }
  const place = places.innerPicture(mailbox_id, exhibitName(part, number));
  await updateInner(db, { ...key, number }, { picture: vault.seal(place, body) }).execute();
}

/** Undefined for what cannot be opened. */
async function unlessAltered<Result>(open: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await open();
  } catch (error) {
    if (isOfDatabase(error)) throw error;
    return undefined;
  }
}
