/**
 * One file out of an archive, inflated piece by piece under a running cap: what the list says is
 * the most that comes out, whatever the packed bytes hold.
 */
import { Inflate } from "fflate";

import type { ZipRecord } from "./zip-directory.ts";

/** Packed bytes to hand over at once: at most some 16 MB come out of them, however they are made. */
export const packedPieceBytes = 16 * 1024;

/** Packed bytes in, the file's bytes out. */
export interface EntryInflater {
  /**
   * @param packed - the next packed bytes.
   * @returns the bytes that they become, or undefined if the file is not what the list says.
   */
  push(packed: Uint8Array): readonly Uint8Array[] | undefined;
  /** Whether length and checksum are those of the list. Call once, after the last piece. */
  end(): boolean;
}

/** Begin to read a file of an archive. */
export function createEntryInflater({ method, packed, bytes, crc }: ZipRecord): EntryInflater {
  let pieces: Uint8Array[] = [];
  let taken = 0;
  let seen = 0;
  let sum = 0xffffffff;
  const take = (piece: Uint8Array) => {
    seen += piece.length;
    if (seen > bytes) throw new RangeError("more bytes than the list said");
    sum = updateCrc(sum, piece);
    if (piece.length > 0) pieces.push(piece);
  };
  const inflate = method === 8 ? new Inflate(take) : undefined;
  return {
    push(piece) {
      if (method !== 0 && inflate === undefined) return undefined;
      pieces = [];
      taken += piece.length;
      try {
        if (inflate === undefined) take(piece);
        else inflate.push(piece, taken >= packed);
      } catch {
        return undefined;
      }
      return pieces;
    },
    end: () => taken === packed && seen === bytes && (sum ^ 0xffffffff) >>> 0 === crc,
  };
}

const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function updateCrc(sum: number, piece: Uint8Array): number {
  let value = sum;
  for (const byte of piece) value = (value >>> 8) ^ (crcTable[(value ^ byte) & 0xff] ?? 0);
  return value;
}
