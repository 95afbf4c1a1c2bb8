/**
 * The list of an archive, checked before a byte is inflated. Whoever made the archive may want it to
 * be two files at once, to grow without end, or to name places outside itself, so everything that
 * is said twice must agree, and every byte must belong to something that the list names.
 *
 * Format: APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16 and 4.5.3. Spec: `spec/evidence.md`.
 */
import { encodingOf } from "./encoding.ts";

/** Why an archive is not read. The original is kept all the same. */
export type ZipRefusal =
  /** No list, a broken one, a wrong length or checksum, or a method other than 0 and 8. */
  | "zip_damaged"
  /** What is said in two places differs: list and file, or the fields for 32 and 64 bits. */
  | "zip_contradictory"
  /** Bytes before, between or behind the files that none of them owns: another file may hide there. */
  | "zip_hidden_bytes"
  /** Two files share bytes. */
  | "zip_overlapping"
  /** A file claims to grow beyond what its kind can. */
  | "zip_bomb"
  | "zip_too_large"
  | "zip_too_many_files"
  | "zip_duplicate_names"
  | "zip_unsafe_path"
  /** A file that is a link to another place. */
  | "zip_link"
  | "zip_encrypted"
  | "zip_no_chat";

/** One file as the list has it. */
export interface ZipRecord {
  /** Path in the archive, `/` between folders. */
  readonly path: string;
  readonly method: number;
  readonly packed: number;
  readonly bytes: number;
  readonly crc: number;
  /** Where its own header stands. */
  readonly at: number;
  /** Where its packed bytes begin. */
  readonly start: number;
}

interface Listed extends Omit<ZipRecord, "start"> {
  readonly flags: number;
  readonly printedName: Uint8Array;
}

/** Bytes that the reader of a list wants next. */
export interface Wanted {
  readonly offset: number;
  readonly length: number;
}

interface End {
  readonly count: number;
  readonly directoryAt: number;
  readonly directoryBytes: number;
}

export const maxZipEntries = 10_000;
const maxZipBytes = 2 * 1024 ** 3;
/** Text compresses to a hundredth at best; more is a bomb. */
const maxRatio = 250;
const maxDirectoryBytes = 16 * 1024 * 1024;
const maxCommentBytes = 1024;
const endBytes = 22;
const locatorBytes = 20;
const end64Bytes = 56;
const localBytes = 30;
const allOnes16 = 0xffff;
const allOnes32 = 0xffffffff;

type Step<Value> = Generator<Wanted, Value | ZipRefusal, Uint8Array>;

/**
 * Read the list of an archive. Asks for pieces of it and takes them, so that the same checks serve
 * an array in memory and a file on a disk.
 *
 * @param size - of the archive in bytes.
 */
export function* listZip(size: number): Step<readonly ZipRecord[]> {
  const end = yield* readEnd(size);
  if (typeof end === "string") return end;
  const directory = yield { offset: end.directoryAt, length: end.directoryBytes };
  const listed = readDirectory(directory, end);
  if (typeof listed === "string") return listed;
  return yield* locate(listed, end.directoryAt);
}

/** Whether bytes of another format end as an archive does. */
export function endsAsZip(bytes: Uint8Array): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - endBytes - maxCommentBytes));
  return findEnd(viewOf(tail)) !== undefined;
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function* readEnd(size: number): Step<End> {
  if (size < endBytes) return "zip_damaged";
  const length = Math.min(size, endBytes + allOnes16 + locatorBytes + end64Bytes);
  const tail = viewOf(yield { offset: size - length, length });
  const at = findEnd(tail);
  if (at === undefined) return hasSignature(tail) ? "zip_hidden_bytes" : "zip_damaged";
  if (!isPlainComment(tail, at)) return "zip_hidden_bytes";
  const wide = readEnd64(tail, at, size - length);
  if (typeof wide === "string") return wide;
  const values = agreed(tail, at, wide?.values);
  if (values === undefined) return "zip_contradictory";
  const [count, directoryBytes, directoryAt] = values;
  const gap = size - length + (wide?.at ?? at) - directoryAt - directoryBytes;
  return refuseSizes(count, directoryBytes, gap) ?? { count, directoryAt, directoryBytes };
}

/** @param gap - bytes between the list and its end. */
function refuseSizes(count: number, directoryBytes: number, gap: number): ZipRefusal | undefined {
  if (count > maxZipEntries) return "zip_too_many_files";
  if (gap !== 0) return gap > 0 ? "zip_hidden_bytes" : "zip_damaged";
  return directoryBytes > maxDirectoryBytes ? "zip_too_large" : undefined;
}

/** The end of an archive is the one whose comment ends where the archive ends. */
function findEnd(tail: DataView): number | undefined {
  for (let at = tail.byteLength - endBytes; at >= 0; at -= 1) {
    if (isEnd(tail, at) && at + endBytes + tail.getUint16(at + 20, true) === tail.byteLength) {
      return at;
    }
  }
  return undefined;
}

function hasSignature(tail: DataView): boolean {
  for (let at = tail.byteLength - endBytes; at >= 0; at -= 1) if (isEnd(tail, at)) return true;
  return false;
}

function isEnd(tail: DataView, at: number): boolean {
  return tail.getUint32(at, true) === 0x06054b50;
}

function isPlainComment(tail: DataView, at: number): boolean {
  const start = tail.byteOffset + at + endBytes;
  const comment = new Uint8Array(tail.buffer, start, tail.byteLength - at - endBytes);
  if (comment.length === 0) return true;
  return comment.length <= maxCommentBytes && encodingOf(comment) === "utf-8";
}

/** The fields for 64 bits, or undefined where there are none. */
function readEnd64(
  tail: DataView,
  end: number,
  tailAt: number,
):
  | { readonly at: number; readonly values: readonly [number, number, number] }
  | ZipRefusal
  | undefined {
  const locator = end - locatorBytes;
  if (locator < 0 || tail.getUint32(locator, true) !== 0x07064b50) return undefined;
  const at = locator - end64Bytes;
  const isThere = at >= 0 && tail.getUint32(at, true) === 0x06064b50;
  if (!isThere || readLong(tail, locator + 8) !== tailAt + at) return "zip_contradictory";
  if (readLong(tail, at + 4) !== end64Bytes - 12) return "zip_contradictory";
  const values = [
    readLong(tail, at + 32),
    readLong(tail, at + 40),
    readLong(tail, at + 48),
  ] as const;
  return { at, values };
}

/** Number of files, bytes and place of the list. All ones say "see the wide field". */
function agreed(
  tail: DataView,
  end: number,
  wide: readonly [number, number, number] | undefined,
): readonly [number, number, number] | undefined {
  const count = tail.getUint16(end + 10, true);
  const bytes = tail.getUint32(end + 12, true);
  const at = tail.getUint32(end + 16, true);
  if (tail.getUint16(end + 8, true) !== count) return undefined;
  if (wide === undefined) return [count, bytes, at];
  const fits =
    (count === allOnes16 || count === wide[0]) &&
    (bytes === allOnes32 || bytes === wide[1]) &&
    (at === allOnes32 || at === wide[2]);
  return fits ? wide : undefined;
}

function readDirectory(bytes: Uint8Array, { count }: End): readonly Listed[] | ZipRefusal {
  const view = viewOf(bytes);
  const listed: Listed[] = [];
  const paths = new Set<string>();
  let at = 0;
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return "zip_damaged";
    const length = 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
    const next = at + length + view.getUint16(at + 32, true);
    if (next > bytes.length) return "zip_damaged";
    const record = readRecord(view, bytes, at);
    if (typeof record === "string") return record;
    total += record.bytes;
    if (total > maxZipBytes) return "zip_too_large";
    if (record.bytes > Math.max(record.packed, 1024) * maxRatio) return "zip_bomb";
    const path = record.path.normalize();
    if (paths.has(path)) return "zip_duplicate_names";
    paths.add(path);
    listed.push(record);
    at = next;
  }
  return at === bytes.length ? listed : "zip_hidden_bytes";
}

function readRecord(view: DataView, bytes: Uint8Array, at: number): Listed | ZipRefusal {
  const flags = view.getUint16(at + 8, true);
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const printedName = bytes.subarray(at + 46, nameEnd);
  const path = new TextDecoder().decode(printedName);
  const mode = view.getUint32(at + 38, true) >>> 16;
  if ((flags & 0x2041) !== 0) return "zip_encrypted";
  if ((mode & 0o170000) === 0o120000) return "zip_link";
  if (isUnsafe(path)) return "zip_unsafe_path";
  const extra = viewOf(bytes.subarray(nameEnd, nameEnd + view.getUint16(at + 30, true)));
  const sizes = readSizes(view, at, extra);
  if (sizes === undefined) return "zip_contradictory";
  const [size, packed, local] = sizes;
  if (path.endsWith("/") && size > 0) return "zip_contradictory";
  return {
    path,
    printedName,
    flags,
    method: view.getUint16(at + 10, true),
    packed,
    bytes: size,
    crc: view.getUint32(at + 16, true),
    at: local,
  };
}

/** Length, packed length and place, from the wide fields where the narrow ones are all ones. */
function readSizes(
  view: DataView,
  at: number,
  extra: DataView,
): readonly [number, number, number] | undefined {
  const narrow = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  const wide = findWide(extra);
  if (wide === undefined) return narrow as [number, number, number];
  let read = 0;
  const sizes = narrow.map((value) => {
    if (value !== allOnes32 || read + 8 > wide.byteLength) return value;
    read += 8;
    return readLong(wide, read - 8);
  });
  // Wide fields beside narrow ones that are not all ones: two readers would see two lengths.
  return wide.byteLength - read < 8 && sizes.every((value) => value <= Number.MAX_SAFE_INTEGER)
    ? (sizes as [number, number, number])
    : undefined;
}

function findWide(extra: DataView): DataView | undefined {
  for (let at = 0; at + 4 <= extra.byteLength;) {
    const length = extra.getUint16(at + 2, true);
    if (at + 4 + length > extra.byteLength) return undefined;
    if (extra.getUint16(at, true) === 1) {
      return new DataView(extra.buffer, extra.byteOffset + at + 4, length);
    }
    at += 4 + length;
  }
  return undefined;
}

/** Each file's own header must say what the list says, and the files must lie without gaps. */
function* locate(listed: readonly Listed[], directoryAt: number): Step<readonly ZipRecord[]> {
  const placed: ZipRecord[] = [];
  let free = 0;
  let isLoose = false;
  for (const record of listed.slice().sort((a, b) => a.at - b.at)) {
    const length = localBytes + record.printedName.length;
    if (record.at + length > directoryAt) return "zip_damaged";
    const found = placeOf(record.at, free, isLoose);
    if (found !== undefined) return found;
    const header = yield { offset: record.at, length };
    const start = readLocal(header, record);
    if (typeof start === "string") return start;
    if (start + record.packed > directoryAt) return "zip_damaged";
    const { path, method, packed, bytes, crc, at } = record;
    if (!path.endsWith("/")) placed.push({ path, method, packed, bytes, crc, at, start });
    free = start + record.packed;
    isLoose = (record.flags & 8) !== 0;
  }
  return placeOf(directoryAt, free, isLoose) ?? placed;
}

/**
 * Whether something may stand at an offset when everything before `free` is taken.
 *
 * @param isLoose - the file before may be followed by its lengths once more (4.3.9): 12 to 24 bytes.
 */
function placeOf(at: number, free: number, isLoose: boolean): ZipRefusal | undefined {
  if (at < free) return "zip_overlapping";
  const gap = at - free;
  const isKnown = isLoose ? [12, 16, 20, 24].includes(gap) : gap === 0;
  return isKnown ? undefined : "zip_hidden_bytes";
}

function readLocal(header: Uint8Array, record: Listed): number | ZipRefusal {
  const view = viewOf(header);
  if (view.byteLength < localBytes || view.getUint32(0, true) !== 0x04034b50) return "zip_damaged";
  const nameLength = view.getUint16(26, true);
  const name = header.subarray(localBytes, localBytes + nameLength);
  const isSame =
    nameLength === record.printedName.length &&
    name.every((byte, at) => byte === record.printedName[at]) &&
    view.getUint16(6, true) === record.flags &&
    view.getUint16(8, true) === record.method &&
    areSizesSame(view, record);
  return isSame
    ? record.at + localBytes + nameLength + view.getUint16(28, true)
    : "zip_contradictory";
}

function areSizesSame(view: DataView, { flags, packed, bytes, crc }: Listed): boolean {
  const isLater = (flags & 8) !== 0;
  const fits = (at: number, value: number) => {
    const said = view.getUint32(at, true);
    return said === value || (isLater && said === 0) || (at > 14 && said === allOnes32);
  };
  return fits(14, crc) && fits(18, packed) && fits(22, bytes);
}

function isUnsafe(path: string): boolean {
  return (
    path === "" ||
    path.startsWith("/") ||
    path.includes("\\") ||
    path.includes("\0") ||
    /^[A-Za-z]:/.test(path) ||
    path.split("/").includes("..")
  );
}

function readLong(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
