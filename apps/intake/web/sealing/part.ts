/**
 * One part: a file is sealed as it streams, cut into pieces and sent, with its hashes taken on the
 * way. Whatever its size, a few pieces are in memory and no more.
 */
import type { PartId } from "@honeyguide/domain";
import type { AgeRecipient } from "@honeyguide/protocol/keys";
import { sealEvidence } from "@honeyguide/protocol/seal";
import { pieceBytes, type SentPart } from "@honeyguide/protocol/wire";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

import { cutPieces, type Piece } from "./pieces.ts";

export interface PartSource {
  readonly part: PartId;
  /** In the archive. */
  readonly path: string;
  /** Exact length of `content`. */
  readonly bytes: number;
  readonly content: ReadableStream<Uint8Array>;
}

export interface PartLine {
  /** Settles when the piece is stored; throws if it will not be. */
  readonly put: (piece: Piece) => Promise<void>;
  /** Settles when the next piece may be cut. */
  readonly pass: () => Promise<void>;
  /** How many pieces of this part may be on their way at once. */
  readonly abreast: number;
  readonly stored: (bytes: number) => void;
}

/**
 * Seal and send.
 *
 * @returns what the hand-over says of the part, and the SHA-256 of the plaintext, hex.
 * @throws whatever `put` threw, or an error of the stream if the file can no longer be read.
 */
export async function sendPart(
  { part, path, bytes, content }: PartSource,
  recipient: AgeRecipient,
  line: PartLine,
): Promise<{ readonly sent: SentPart; readonly plainSha256: string }> {
  const plain = sha256.create();
  const sealed = sha256.create();
  const hashed = content.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, out) {
        plain.update(chunk);
        out.enqueue(chunk);
      },
    }),
  );
  const stream = await sealEvidence({ path, bytes }, hashed, recipient);
  const onTheWay = new Set<Promise<void>>();
  let failure: { readonly cause: unknown } | undefined;
  let sealedBytes = 0;

  for await (const piece of cutPieces(stream, pieceBytes)) {
    sealed.update(piece.bytes);
    sealedBytes += piece.bytes.length;
    const putting: Promise<void> = line
      .put(piece)
      .then(
        () => {
          line.stored(piece.bytes.length);
        },
        (cause: unknown) => {
          failure ??= { cause };
        },
      )
      .finally(() => onTheWay.delete(putting));
    onTheWay.add(putting);
    if (onTheWay.size >= line.abreast) await Promise.race(onTheWay);
    await line.pass();
    if (failure !== undefined) break;
  }
  await Promise.all(onTheWay);
  if (failure !== undefined) throw failure.cause;
  return {
    sent: { part, bytes: sealedBytes, sha256: bytesToHex(sealed.digest()) },
    plainSha256: bytesToHex(plain.digest()),
  };
}
