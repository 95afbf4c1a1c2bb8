/**
 * An archive that is not held in memory: its list first, then one file at a time, in pieces.
 */
import { MalformedEvidenceError } from "@honeyguide/domain";

import { listZip, type Wanted, type ZipRecord, type ZipRefusal } from "./zip-directory.ts";
import { createEntryInflater, packedPieceBytes } from "./zip-inflate.ts";

/** Bytes that can be read at any place: a file on a disk, a `Blob`, an array. */
export interface ByteSource {
  readonly size: number;
  /** @returns the bytes from `offset` on; fewer than `length` only where the source ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** One file of an archive. */
export interface ZipEntry {
  /** Path in the archive, as printed. A name to show and to compare, never a place to write to. */
  readonly path: string;
  /** Its length, as the list says it. */
  readonly bytes: number;
  /**
   * Its bytes, in pieces; can be read again.
   *
   * @throws MalformedEvidenceError if it is not what the list says.
   */
  stream(): AsyncGenerator<Uint8Array, void, undefined>;
}

export type OpenedZip =
  | { readonly ok: true; readonly entries: readonly ZipEntry[] }
  | { readonly ok: false; readonly reason: ZipRefusal };

/** Local headers often stand close together: one reading serves several. */
const windowBytes = 64 * 1024;

/**
 * Open an archive. The whole list is checked (`zip-directory.ts`) before a byte is inflated. An
 * archive in the archive is a file like any other and is not opened.
 *
 * @param source - read in pieces of at most 16 MiB; memory does not grow with its size.
 */
export async function openZip(source: ByteSource): Promise<OpenedZip> {
  const read = createWindow(source);
  const steps = listZip(source.size);
  let step = steps.next();
  while (step.done !== true) step = steps.next(await read(step.value));
  const records = step.value;
  if (typeof records === "string") return { ok: false, reason: records };
  const entries = records.map((record) => ({
    path: record.path,
    bytes: record.bytes,
    stream: () => streamEntry(source, record),
  }));
  return { ok: true, entries };
}

/** A source of bytes that are in memory. */
export function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

async function* streamEntry(
  source: ByteSource,
  record: ZipRecord,
): AsyncGenerator<Uint8Array, void, undefined> {
  const inflater = createEntryInflater(record);
  for (let at = 0; at < record.packed; at += packedPieceBytes) {
    const length = Math.min(packedPieceBytes, record.packed - at);
    const pieces = inflater.push(await source.read(record.start + at, length));
    if (pieces === undefined) throw damaged();
    yield* pieces;
  }
  if (!inflater.end()) throw damaged();
}

function damaged(): MalformedEvidenceError {
  return new MalformedEvidenceError("a file of the archive is not what its list says");
}

function createWindow(source: ByteSource): (wanted: Wanted) => Promise<Uint8Array> {
  let from = 0;
  let held = new Uint8Array(0);
  return async ({ offset, length }) => {
    if (offset < from || offset + length > from + held.length) {
      held = new Uint8Array(await source.read(offset, Math.max(length, windowBytes)));
      from = offset;
    }
    return held.subarray(offset - from, offset - from + length);
  };
}
