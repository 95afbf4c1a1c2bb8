/** A part on its way: a stream cut into pieces of one size, with no more than one in memory. */

export interface Piece {
  /** From 0. */
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Cut a stream.
 *
 * @param stream - chunks of any size. It is cancelled if the caller stops early.
 * @param pieceBytes - the size of every piece but the last, which is shorter but never empty.
 */
export async function* cutPieces(
  stream: ReadableStream<Uint8Array>,
  pieceBytes: number,
): AsyncGenerator<Piece, void, undefined> {
  const reader = stream.getReader();
  let piece = new Uint8Array(pieceBytes);
  let filled = 0;
  let index = 0;
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      for (let at = 0; at < value.length;) {
        const taken = value.subarray(at, at + pieceBytes - filled);
        piece.set(taken, filled);
        filled += taken.length;
        at += taken.length;
        if (filled === pieceBytes) {
          yield { index, bytes: piece };
          index += 1;
          // The old one may still be on its way.
          piece = new Uint8Array(pieceBytes);
          filled = 0;
        }
      }
    }
    ended = true;
    if (filled > 0) yield { index, bytes: piece.slice(0, filled) };
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}
