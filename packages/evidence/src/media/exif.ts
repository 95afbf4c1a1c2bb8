/**
 * EXIF: the directories of a TIFF (CIPA DC-008, TIFF 6.0). Four fields of text, the orientation and
 * whether there is a place; offsets are followed once, inside the segment only.
 */
import { addClaim, addLocation, addSize, type Draft, toIsoTime, toText, viewOf } from "./draft.ts";

const mostEntries = 512;

interface Directory {
  readonly text: (tag: number) => string;
  readonly number: (tag: number) => number | undefined;
  readonly has: (tag: number) => boolean;
}

/**
 * Read the claims of an EXIF segment.
 *
 * @param bytes - from the byte order mark on.
 * @param isWhole - the TIFF is the picture itself, and says its size.
 */
export function readExif(draft: Draft, bytes: Uint8Array, isWhole = false): void {
  if (bytes.length < 8) return;
  const isLittle = bytes[0] === 0x49;
  const first = viewOf(bytes).getUint32(4, isLittle);
  const main = readDirectory(bytes, first, isLittle);
  if (main === undefined) return;
  const below = (tag: number) => readDirectory(bytes, main.number(tag) ?? 0, isLittle);
  readNames(draft, main);
  readTimes(draft, main, below(0x8769));
  if (hasPlace(below(0x8825))) addLocation(draft, "exif");
  if ((main.number(0x0112) ?? 1) >= 5) draft.isTurned = true;
  if (isWhole) addSize(draft, main.number(0x0100) ?? 0, main.number(0x0101) ?? 0);
}

function readNames(draft: Draft, main: Directory): void {
  addClaim(draft, "exif", "device", `${main.text(0x010f)} ${main.text(0x0110)}`);
  addClaim(draft, "exif", "software", main.text(0x0131));
  addClaim(draft, "exif", "author", main.text(0x013b));
  addClaim(draft, "exif", "title", main.text(0x010e));
}

function readTimes(draft: Draft, main: Directory, more: Directory | undefined): void {
  addClaim(draft, "exif", "changed_at", toIsoTime(main.text(0x0132), more?.text(0x9010)));
  const taken = more?.text(0x9003) ?? "";
  addClaim(draft, "exif", "taken_at", toIsoTime(taken, more?.text(0x9011)));
}

/** A latitude, a longitude or a place of destination; many phones write the rest without one. */
function hasPlace(gps: Directory | undefined): boolean {
  return gps !== undefined && [0x02, 0x04, 0x14, 0x16].some((tag) => gps.has(tag));
}

function readDirectory(bytes: Uint8Array, at: number, isLittle: boolean): Directory | undefined {
  const view = viewOf(bytes);
  if (at < 8 || at + 2 > bytes.length) return undefined;
  const count = Math.min(view.getUint16(at, isLittle), mostEntries);
  const entries = new Map<number, number>();
  for (let entry = at + 2; entry < at + 2 + 12 * count; entry += 12) {
    if (entry + 12 > bytes.length) break;
    entries.set(view.getUint16(entry, isLittle), entry);
  }
  return {
    has: (tag) => entries.has(tag),
    text(tag) {
      const entry = entries.get(tag);
      if (entry === undefined || view.getUint16(entry + 2, isLittle) !== 2) return "";
      const length = view.getUint32(entry + 4, isLittle);
      const from = length <= 4 ? entry + 8 : view.getUint32(entry + 8, isLittle);
      return toText(bytes.subarray(from, from + Math.min(length, 1024))).trim();
    },
    number(tag) {
      const entry = entries.get(tag);
      if (entry === undefined) return undefined;
      const isShort = view.getUint16(entry + 2, isLittle) === 3;
      return isShort ? view.getUint16(entry + 8, isLittle) : view.getUint32(entry + 8, isLittle);
    },
  };
}
