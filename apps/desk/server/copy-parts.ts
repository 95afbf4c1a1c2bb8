/**
 * Copying sealed parts from the intake, as they are. A piece is written as it arrives; the part
 * counts as copied only when its bytes are the ones that were handed over.
 */
import { createHash } from "node:crypto";

import type { MailboxId, PartId } from "@honeyguide/domain";
import { pieceBytes } from "@honeyguide/protocol/wire";
import {
  type DeskDatabase,
  insertPiece,
  selectPiece,
  selectWaitingParts,
  updatePart,
} from "@honeyguide/store/desk";

import { type IntakeClient, IntakeError } from "./intake-client.ts";

/** A part by name. */
export interface PartKey {
  readonly mailbox_id: MailboxId;
  readonly part: PartId;
}

/** Copied at once. More only queue up at the database. */
const atOnce = 4;

/**
 * Copy waiting parts, accounts first.
 *
 * @returns how many were copied; interrupted, the rest waits for the next time.
 */
export async function copyWaitingParts(
  db: DeskDatabase,
  intake: IntakeClient,
  limit: number,
): Promise<number> {
  const waiting = await selectWaitingParts(db, limit).execute();
  const queue = [...waiting];
  const work = async () => {
    for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
      await copyPart(db, intake, part).catch(unlessGone);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, waiting.length) }, work));
  return waiting.length;
}

/** A part whose person took it back in the meantime; the change that says so is on its way. */
function unlessGone(error: unknown): void {
  if (!(error instanceof IntakeError) || error.status !== 404) throw error;
}

async function copyPart(
  db: DeskDatabase,
  intake: IntakeClient,
  {
    mailbox_id,
    part,
    bytes,
    sha256,
  }: PartKey & { readonly bytes: number; readonly sha256: string },
): Promise<void> {
  const hash = createHash("sha256");
  let piece = 0;
  let total = 0;
  for await (const body of inPieces(await intake.part(mailbox_id, part))) {
    hash.update(body);
    total += body.length;
    if (total > bytes) break;
    await insertPiece(db, { mailbox_id, part, piece, bytes: body }).execute();
    piece += 1;
  }
  // What differs is kept and marked: the person is told, and nothing is dropped.
  const fits = total === bytes && hash.digest("hex") === sha256;
  await updatePart(db, { mailbox_id, part }, { state: fits ? "copied" : "damaged" }).execute();
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

/** The age file of a copied part, read from the Desk's own database. */
export function streamPart(
  db: DeskDatabase,
  { mailbox_id, part }: PartKey,
): ReadableStream<Uint8Array> {
  let piece = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(out) {
        const row = await selectPiece(db, { mailbox_id, part, piece }).executeTakeFirst();
        piece += 1;
        if (row === undefined) out.close();
        else out.enqueue(row.bytes);
      },
    },
    { highWaterMark: 1 },
  );
}

/**
 * All of a copied part.
 *
 * @param most - bytes at most.
 * @returns undefined if it is larger.
 */
export async function readPart(
  db: DeskDatabase,
  key: PartKey,
  most: number,
): Promise<Uint8Array | undefined> {
  return readAll(streamPart(db, key), most);
}

/** All of a stream, or undefined if it is longer than `most` bytes. */
export async function readAll(
  stream: ReadableStream<Uint8Array>,
  most: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
