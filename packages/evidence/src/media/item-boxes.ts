/** Where the EXIF of a HEIC or AVIF picture stands: `iinf` has its number, `iloc` its place. */
import { toLatin } from "../latin.ts";
import { viewOf } from "./draft.ts";

/** A place in the file. */
export interface Extent {
  readonly at: number;
  readonly length: number;
  /** Number of the item, until both boxes are read. */
  readonly item?: number;
  /** What the other box said, if it came first. */
  readonly places?: ReadonlyMap<number, Extent>;
}

const nowhere = -1;
const mostItems = 2048;

/**
 * Take up one of the two boxes, in either order.
 *
 * @param bytes - the content of `iinf` or `iloc`; told apart by the box that `iinf` holds.
 */
export function readItemPlaces(bytes: Uint8Array, known: Extent | undefined): Extent | undefined {
  const item = known?.item ?? findExifItem(bytes);
  const places = known?.places ?? (holdsEntries(bytes) ? undefined : readLocations(bytes));
  if (item === undefined && places === undefined) return undefined;
  const found = item === undefined ? undefined : places?.get(item);
  return {
    at: nowhere,
    length: 0,
    ...found,
    ...(item !== undefined && { item }),
    ...(places !== undefined && { places }),
  };
}

function holdsEntries(bytes: Uint8Array): boolean {
  const at = bytes[0] === 0 ? 6 : 8;
  return toLatin(bytes.subarray(at + 4, at + 8)) === "infe";
}

function findExifItem(bytes: Uint8Array): number | undefined {
  if (!holdsEntries(bytes)) return undefined;
  const view = viewOf(bytes);
  for (let at = bytes[0] === 0 ? 6 : 8; at + 20 <= bytes.length;) {
    const size = view.getUint32(at);
    const isWide = bytes[at + 8] === 3;
    const typeAt = at + (isWide ? 18 : 16);
    if (toLatin(bytes.subarray(typeAt, typeAt + 4)) === "Exif") {
      return isWide ? view.getUint32(at + 12) : view.getUint16(at + 12);
    }
    if (size < 12) return undefined;
    at += size;
  }
  return undefined;
}

/** First extents, of items that stand in this file at places counted from its beginning. */
function readLocations(bytes: Uint8Array): ReadonlyMap<number, Extent> {
  const places = new Map<number, Extent>();
  const version = bytes[0] ?? 0;
  const numbers = makeNumbers(bytes, 4);
  const sizes = numbers(2);
  const [offsetSize, lengthSize] = [sizes >>> 12, (sizes >>> 8) & 15];
  const [baseSize, indexSize] = [(sizes >>> 4) & 15, version === 0 ? 0 : sizes & 15];
  const count = Math.min(numbers(version < 2 ? 2 : 4), mostItems);
  for (let entry = 0; entry < count; entry += 1) {
    const item = numbers(version < 2 ? 2 : 4);
    const isInFile = version === 0 || (numbers(2) & 15) === 0;
    numbers(2);
    const base = numbers(baseSize);
    const extents = Math.min(numbers(2), mostItems);
    for (let extent = 0; extent < extents; extent += 1) {
      numbers(indexSize);
      const at = base + numbers(offsetSize);
      const length = numbers(lengthSize);
      if (extent === 0 && isInFile && length > 0) places.set(item, { at, length });
    }
  }
  return places;
}

/** Numbers of 0 to 8 bytes, one after the other; zeros behind the end. */
function makeNumbers(bytes: Uint8Array, from: number): (size: number) => number {
  let at = from;
  return (size) => {
    let value = 0;
    for (const byte of bytes.subarray(at, at + size)) value = value * 256 + byte;
    at += size;
    return value;
  };
}
