/**
 * Tar, so that what is sealed can be read in twenty years with tools that everybody has.
 *
 *   file -> header, bytes, zeros up to the padded length
 *
 * Spec: `spec/sealed-report.md`, section 3. Format: POSIX.1-2017 `pax`, ustar interchange format.
 * Each archive holds one file with a short name, so no extended header is ever needed; the zeros
 * after the end of the archive are the padding, and every tar ignores them.
 */
import { MalformedEvidenceError } from "@honeyguide/domain";

import { paddedLength } from "./padding.ts";

const blockBytes = 512;
/** The largest size that twelve octal digits hold: 8 GiB - 1. */
const maxFileBytes = 8 ** 11 - 1;
/** Nothing sealed is smaller, so that a short note and a shorter one look alike. */
const leastArchiveBytes = 16 * 1024;

/** One file to be packed. */
export interface TarFile {
  /** At most 100 ASCII characters. */
  readonly path: string;
  readonly bytes: number;
}

/** The length of the archive that holds one file of `bytes` bytes, padding and all, in bytes. */
export function tarLength(bytes: number): number {
  const used = blockBytes + roundUp(bytes) + 2 * blockBytes;
  return roundUp(paddedLength(Math.max(used, leastArchiveBytes)));
}

/**
 * Pack one file.
 *
 * @param file - its path and its exact length.
 * @param content - the bytes, in any pieces.
 * @returns the archive, `tarLength(file.bytes)` bytes long.
 * @throws {RangeError} if the path is longer than 100 ASCII characters or the length is over 8 GiB;
 * in the stream, if `content` is not as long as it was said to be.
 */
export function packTar(
  { path, bytes }: TarFile,
  content: ReadableStream<Uint8Array>,
): ReadableStream<Uint8Array> {
  const header = makeHeader(path, bytes);
  let seen = 0;
  return content.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start(out) {
        out.enqueue(header);
      },
      transform(chunk, out) {
        seen += chunk.length;
        if (seen > bytes) throw new RangeError("the file is longer than it was said to be");
        out.enqueue(chunk);
      },
      flush(out) {
        if (seen < bytes) throw new RangeError("the file is shorter than it was said to be");
        let zeros = tarLength(bytes) - blockBytes - bytes;
        for (; zeros > 0; zeros -= zeroBlock.length) {
          out.enqueue(zeroBlock.slice(0, Math.min(zeros, zeroBlock.length)));
        }
      },
    }),
  );
}

/**
 * The one file of an archive.
 *
 * @param archive - a tar whose first entry is a regular file.
 * @returns its path, its length, and its bytes as they arrive.
 * @throws {MalformedEvidenceError} if it does not begin with such an entry; in the stream, if the
 * archive ends inside the file. Anyone can seal anything.
 */
export async function unpackTar(
  archive: ReadableStream<Uint8Array>,
): Promise<TarFile & { readonly content: ReadableStream<Uint8Array> }> {
  const reader = archive.getReader();
  let held = new Uint8Array(0);
  while (held.length < blockBytes) {
    const { done, value } = await reader.read();
    if (done) throw new MalformedEvidenceError("the archive is shorter than one header");
    held = concat(held, value);
  }
  const { path, bytes } = readHeader(held.subarray(0, blockBytes));
  let pending: Uint8Array = held.subarray(blockBytes);
  let left = bytes;
  const content = new ReadableStream<Uint8Array>({
    async pull(out) {
      if (left === 0) {
        await reader.cancel();
        out.close();
        return;
      }
      while (pending.length === 0) {
        const { done, value } = await reader.read();
        if (done) throw new MalformedEvidenceError("the archive ends inside a file");
        pending = value;
      }
      const part = pending.subarray(0, Math.min(left, pending.length));
      pending = pending.subarray(part.length);
      left -= part.length;
      out.enqueue(part);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { path, bytes, content };
}

const zeroBlock = new Uint8Array(64 * 1024);

function roundUp(bytes: number): number {
  return Math.ceil(bytes / blockBytes) * blockBytes;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function makeHeader(path: string, bytes: number): Uint8Array {
  if (!/^[\x21-\x7e]{1,100}$/.test(path))
    throw new RangeError("a path is 1 to 100 ASCII characters");
  if (!Number.isSafeInteger(bytes) || bytes < 0 || bytes > maxFileBytes) {
    throw new RangeError("a file is at most 8 GiB");
  }
  const header = new Uint8Array(blockBytes);
  const put = (text: string, at: number) => {
    header.set(new TextEncoder().encode(text), at);
  };
  put(path, 0);
  put("0000600\0", 100);
  put("0000000\0", 108);
  put("0000000\0", 116);
  put(`${bytes.toString(8).padStart(11, "0")}\0`, 124);
  // No time: the phone's clock is in the report, where the desk can weigh it.
  put(`${"0".repeat(11)}\0`, 136);
  put(" ".repeat(8), 148);
  put("0", 156);
  put("ustar\x0000", 257);
  put(`${checksum(header).toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

function readHeader(header: Uint8Array): TarFile {
  const text = (at: number, length: number) =>
    new TextDecoder("latin1").decode(header.subarray(at, at + length)).replace(/\0.*$/s, "");
  const blanked = header.slice();
  blanked.fill(0x20, 148, 156);
  const bytes = text(124, 12).trim();
  const kind = header[156];
  if (
    Number.parseInt(text(148, 8).trim(), 8) !== checksum(blanked) ||
    !/^[0-7]{1,11}$/.test(bytes) ||
    (kind !== 0x30 && kind !== 0)
  ) {
    throw new MalformedEvidenceError("the archive does not begin with a file");
  }
  return { path: text(0, 100), bytes: Number.parseInt(bytes, 8) };
}

function checksum(header: Uint8Array): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}
