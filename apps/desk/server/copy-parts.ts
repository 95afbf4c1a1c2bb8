/**
 * Copying sealed parts from the intake, as they are. Small parts are written many at a time, large
 * ones piece by piece as they arrive; a part counts as copied only when its bytes are the ones that
 * were handed over.
 */
import { createHash } from "node:crypto";

import type { MailboxId, PartId } from "@honeyguide/domain";
import { pieceBytes } from "@honeyguide/protocol/wire";
import {
  type DeskDatabase,
  insertPieces,
  selectWaitingParts,
  updatePart,
} from "@honeyguide/store/desk";

import { type IntakeClient, IntakeError } from "./intake-client.ts";
import { readAll } from "./sealed-parts.ts";

type Waiting = Awaited<ReturnType<ReturnType<typeof selectWaitingParts>["execute"]>>[number];

/** Small parts asked for at once and written in one transaction. */
const batch = 16;

/**
 * Copy waiting parts, accounts first.
 *
 * @returns how many were waiting; interrupted, the rest waits for the next time.
 */
export async function copyWaitingParts(
  db: DeskDatabase,
  intake: IntakeClient,
  limit: number,
): Promise<number> {
  const waiting = await selectWaitingParts(db, limit).execute();
  const small = waiting.filter(({ bytes }) => bytes <= pieceBytes);
  for (let at = 0; at < small.length; at += batch) {
    await copySmallParts(db, intake, small.slice(at, at + batch));
  }
  let gone = 0;
  for (const part of waiting.filter(({ bytes }) => bytes > pieceBytes)) {
    await copyLargePart(db, intake, part).catch((error: unknown) => {
      gone += 1;
      unlessGone(error);
    });
  }
  return waiting.length - gone;
}

/** A part whose person took it back in the meantime; the change that says so is on its way. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof IntakeError) || error.status !== 404) throw error;
  return undefined;
}

async function copySmallParts(
  db: DeskDatabase,
  intake: IntakeClient,
  parts: readonly Waiting[],
): Promise<void> {
  const copies = await Promise.all(
    parts.map(async (part) => {
      const stream = await intake.part(part.mailbox_id, part.part).catch(unlessGone);
      const bytes = stream && (await readAll(stream, part.bytes));
      return stream === undefined ? [] : [{ part, bytes: bytes ?? new Uint8Array(0) }];
    }),
  );
  const here = copies.flat();
  if (here.length === 0) return;
  await db.transaction().execute(async (trx) => {
    const pieces = here.map(({ part: { mailbox_id, part }, bytes }) => ({
      mailbox_id,
      part,
      piece: 0,
      bytes,
    }));
    await insertPieces(trx, pieces).execute();
    for (const { part, bytes } of here) {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      await keepState(trx, part, bytes.length, sha256);
    }
  });
}

async function copyLargePart(
  db: DeskDatabase,
  intake: IntakeClient,
  waiting: Waiting,
): Promise<void> {
  const { mailbox_id, part } = waiting;
  const hash = createHash("sha256");
  let piece = 0;
  let total = 0;
  for await (const bytes of inPieces(await intake.part(mailbox_id, part))) {
    hash.update(bytes);
    total += bytes.length;
    if (total > waiting.bytes) break;
    await insertPieces(db, [{ mailbox_id, part, piece, bytes }]).execute();
    piece += 1;
  }
  await keepState(db, waiting, total, hash.digest("hex"));
}

/** What differs is kept and marked: nothing is dropped. */
async function keepState(
  db: DeskDatabase,
  part: Waiting & { readonly mailbox_id: MailboxId; readonly part: PartId },
  bytes: number,
  sha256: string,
): Promise<void> {
  const fits = bytes === part.bytes && sha256 === part.sha256;
  await updatePart(db, part, { state: fits ? "copied" : "damaged" }).execute();
}

/** Any stream as pieces of one size, the last one shorter. */
async function* inPieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    let rest = chunk;
    while (length + rest.length >= pieceBytes) {
      const take = pieceBytes - length;
      yield Buffer.concat([...held, rest.subarray(0, take)]);
      rest = rest.subarray(take);
      held = [];
      length = 0;
    }
    if (rest.length > 0) held.push(rest);
    length += rest.length;
  }
  if (length > 0) yield Buffer.concat(held);
}
