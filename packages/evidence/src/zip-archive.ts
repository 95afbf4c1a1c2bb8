/**
 * The zip that a chat program exports, in memory: one text and its media. For archives that are too
 * large for that, `zip-open.ts`.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

import { baseName, listZip, type ZipRecord, type ZipRefusal } from "./zip-directory.ts";
import { createEntryInflater, packedPieceBytes } from "./zip-inflate.ts";

/** One file of an archive, without its bytes. */
export interface ZipFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export type ZipResult =
  | {
      readonly ok: true;
      readonly chat: Uint8Array;
      readonly chatName: string;
      readonly files: readonly ZipFile[];
    }
  | { readonly ok: false; readonly reason: ZipRefusal };

const maxTextBytes = 512 * 1024 * 1024;

/** Read an exported chat: the text, and name, length and hash of every other file. */
export function readChatZip(archive: Uint8Array): ZipResult {
  const records = listArchive(archive);
  if (typeof records === "string") return { ok: false, reason: records };
  const chat = chooseChat(records);
  if (chat === undefined) return { ok: false, reason: "zip_no_chat" };
  const files: ZipFile[] = [];
  let text: Uint8Array | undefined;
  for (const record of records) {
    const pieces: Uint8Array[] = [];
    const hash = sha256.create();
    const whole = inflate(archive, record, (piece) => {
      hash.update(piece);
      if (record === chat) pieces.push(piece.slice());
    });
    if (!whole) return { ok: false, reason: "zip_damaged" };
    if (record === chat) text = join(pieces, record.bytes);
    else
      files.push({
        name: baseName(record.path),
        bytes: record.bytes,
        sha256: bytesToHex(hash.digest()),
      });
  }
  return text === undefined
    ? { ok: false, reason: "zip_no_chat" }
    : { ok: true, chat: text, chatName: baseName(chat.path), files };
}

/**
 * Which file of an archive is the chat.
 *
 * @returns undefined where none is, or where several may be.
 */
export function chooseChat<File extends Pick<ZipRecord, "path" | "bytes">>(
  files: readonly File[],
): File | undefined {
  const texts = files.filter(
    ({ path, bytes }) =>
      path.toLowerCase().endsWith(".txt") &&
      // What a Mac adds about each file has the file's name.
      !baseName(path).startsWith("._") &&
      bytes <= maxTextBytes,
  );
  return (
    texts.find(({ path }) => baseName(path) === "_chat.txt") ??
    texts.find(({ path }) => /whatsapp/i.test(baseName(path))) ??
    (texts.length === 1 ? texts[0] : undefined)
  );
}

function listArchive(archive: Uint8Array): readonly ZipRecord[] | ZipRefusal {
  const steps = listZip(archive.length);
  let step = steps.next();
  while (step.done !== true) {
    const { offset, length } = step.value;
    step = steps.next(archive.subarray(offset, offset + length));
  }
  return step.value;
}

function inflate(
  archive: Uint8Array,
  record: ZipRecord,
  onPiece: (piece: Uint8Array) => void,
): boolean {
  const packed = archive.subarray(record.start, record.start + record.packed);
  const inflater = createEntryInflater(record);
  for (let at = 0; at < packed.length; at += packedPieceBytes) {
    const pieces = inflater.push(packed.subarray(at, at + packedPieceBytes));
    if (pieces === undefined) return false;
    pieces.forEach(onPiece);
  }
  return inflater.end();
}

function join(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
