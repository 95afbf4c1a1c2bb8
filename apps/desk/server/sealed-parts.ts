/** Reading the sealed parts that the Desk has copied, from its own database. */
import { HoneyguideError, type MailboxId, type PartId } from "@honeyguide/domain";
import { pieceBytes } from "@honeyguide/protocol/wire";
import { type DeskDatabase, selectPiece, selectPieces } from "@honeyguide/store/desk";

/** A part by name. */
export interface PartKey {
  readonly mailbox_id: MailboxId;
  readonly part: PartId;
}

/** A part to be read, and its length in bytes. */
export interface SizedPart extends PartKey {
  readonly bytes: number;
}

/** The age files of some parts: small ones whole, others as streams. */
export type SealedParts = (key: PartKey) => Uint8Array | ReadableStream<Uint8Array>;

/** These parts: the small ones are read at once, the others piece by piece when asked for. */
export async function readParts(
  db: DeskDatabase,
  parts: readonly SizedPart[],
): Promise<SealedParts> {
  const small = parts.filter(({ bytes }) => bytes <= pieceBytes);
  const rows = small.length === 0 ? [] : await selectPieces(db, small).execute();
  const here = new Map(rows.map((row) => [`${row.mailbox_id}/${row.part}`, row.bytes]));
  return (key) => here.get(`${key.mailbox_id}/${key.part}`) ?? streamPart(db, key);
}

/** One part, piece by piece. */
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

/** Whether an error says nothing of a part: not that it was altered, but that it was not read. */
export function isOfDatabase(error: unknown): boolean {
  if (error instanceof HoneyguideError || !(error instanceof Error)) return false;
  return "severity" in error || ("code" in error && typeof error.code === "string");
}
