/**
 * The zip that a chat program exports: one text and its media. Anyone can send anything, so the
 * list is checked before a byte is inflated, and each file is inflated under a running cap.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { Inflate } from "fflate";

/** Why an archive is not read. The original is kept all the same. */
export type ZipRefusal =
  | "zip_damaged"
  | "zip_too_large"
  | "zip_too_many_files"
  | "zip_unsafe_path"
  | "zip_encrypted"
  | "zip_no_chat";

/** One file of an archive, without its bytes. */
export interface ZipFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly bytes: number;
  readonly crc: number;
  readonly start: number;
}

const maxEntries = 10_000;
const maxBytes = 2 * 1024 ** 3;
/** Text compresses to a hundredth at best; more is a bomb. */
const maxRatio = 250;
const maxTextBytes = 512 * 1024 * 1024;

export type ZipResult =
  | {
      readonly ok: true;
      readonly chat: Uint8Array;
      readonly chatName: string;
      readonly files: readonly ZipFile[];
    }
  | { readonly ok: false; readonly reason: ZipRefusal };

/** Read an exported chat: the text, and name, length and hash of every other file. */
export function readChatZip(archive: Uint8Array): ZipResult {
  const entries = listEntries(archive);
  if (typeof entries === "string") return { ok: false, reason: entries };
  const chat = chooseChat(entries);
  if (chat === undefined) return { ok: false, reason: "zip_no_chat" };
  const files: ZipFile[] = [];
  let text: Uint8Array | undefined;
  for (const entry of entries) {
    const pieces: Uint8Array[] = [];
    const hash = sha256.create();
    const whole = inflateEntry(archive, entry, (piece) => {
      hash.update(piece);
      if (entry === chat) pieces.push(piece.slice());
    });
    if (!whole) return { ok: false, reason: "zip_damaged" };
    if (entry === chat) text = join(pieces, entry.bytes);
    else
      files.push({
        name: baseName(entry.name),
        bytes: entry.bytes,
        sha256: bytesToHex(hash.digest()),
      });
  }
  return text === undefined
    ? { ok: false, reason: "zip_no_chat" }
    : { ok: true, chat: text, chatName: baseName(chat.name), files };
}

function chooseChat(entries: readonly Entry[]): Entry | undefined {
  const texts = entries.filter(
    ({ name, bytes }) =>
      name.toLowerCase().endsWith(".txt") &&
      // What a Mac adds about each file has the file's name.
      !baseName(name).startsWith("._") &&
      bytes <= maxTextBytes,
  );
  return (
    texts.find(({ name }) => baseName(name) === "_chat.txt") ??
    texts.find(({ name }) => /whatsapp/i.test(baseName(name))) ??
    (texts.length === 1 ? texts[0] : undefined)
  );
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The central directory, checked. Format: APPNOTE.TXT 6.3.10, sections 4.3.12 and 4.3.16. */
function listEntries(archive: Uint8Array): readonly Entry[] | ZipRefusal {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = findEnd(view);
  if (end === undefined) return "zip_damaged";
  const count = view.getUint16(end + 10, true);
  if (count > maxEntries || count === 0xffff) return "zip_too_many_files";
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return "zip_damaged";
    const entry = readEntry(view, archive, at);
    if (typeof entry === "string") return entry;
    at += 46 + [28, 30, 32].reduce((sum, field) => sum + view.getUint16(at + field, true), 0);
    total += entry.bytes;
    if (total > maxBytes || entry.bytes > Math.max(entry.packed, 1024) * maxRatio) {
      return "zip_too_large";
    }
    if (!entry.name.endsWith("/")) entries.push(entry);
  }
  return overlaps(entries) ? "zip_damaged" : entries;
}

function findEnd(view: DataView): number | undefined {
  const least = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= least; at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return undefined;
}

function readEntry(view: DataView, archive: Uint8Array, at: number): Entry | ZipRefusal {
  const flags = view.getUint16(at + 8, true);
  const nameLength = view.getUint16(at + 28, true);
  const name = new TextDecoder().decode(archive.subarray(at + 46, at + 46 + nameLength));
  const mode = view.getUint32(at + 38, true) >>> 16;
  if ((flags & 1) !== 0) return "zip_encrypted";
  if (isUnsafe(name) || (mode & 0o170000) === 0o120000) return "zip_unsafe_path";
  const local = view.getUint32(at + 42, true);
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== 0x04034b50) {
    return "zip_damaged";
  }
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const packed = view.getUint32(at + 20, true);
  if (start + packed > view.byteLength) return "zip_damaged";
  return {
    name,
    method: view.getUint16(at + 10, true),
    packed,
    bytes: view.getUint32(at + 24, true),
    crc: view.getUint32(at + 16, true),
    start,
  };
}

function isUnsafe(name: string): boolean {
  return (
    name === "" ||
    name.startsWith("/") ||
    name.includes("\\") ||
    name.includes("\0") ||
    /^[A-Za-z]:/.test(name) ||
    name.split("/").includes("..")
  );
}

/** Two entries that share bytes are a bomb's trick, never an export's. */
function overlaps(entries: readonly Entry[]): boolean {
  let last = 0;
  for (const { start, packed } of entries.slice().sort((a, b) => a.start - b.start)) {
    if (start < last) return true;
    last = start + packed;
  }
  return false;
}

function inflateEntry(
  archive: Uint8Array,
  { method, start, packed, bytes, crc }: Entry,
  onPiece: (piece: Uint8Array) => void,
): boolean {
  const source = archive.subarray(start, start + packed);
  let seen = 0;
  let sum = 0xffffffff;
  const take = (piece: Uint8Array) => {
    seen += piece.length;
    if (seen > bytes) throw new RangeError("more bytes than the list said");
    sum = updateCrc(sum, piece);
    onPiece(piece);
  };
  try {
    if (method === 0) {
      take(source);
    } else if (method === 8) {
      const inflate = new Inflate(take);
      for (let at = 0; at < source.length; at += 65_536) {
        inflate.push(source.subarray(at, at + 65_536), at + 65_536 >= source.length);
      }
    } else {
      return false;
    }
  } catch {
    return false;
  }
  return seen === bytes && (sum ^ 0xffffffff) >>> 0 === crc;
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

function join(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
