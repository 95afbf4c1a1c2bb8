/** JPEG, PNG, GIF, WebP, BMP and TIFF: size and metadata, and where the picture ends. */
import { toLatin } from "../latin.ts";
import { addClaim, addSize, type Draft, toIsoTime, toText, viewOf } from "./draft.ts";
import { readExif } from "./exif.ts";
import { Malformed, maxTakeBytes, skip, type Steps, take, takeFirst } from "./stream.ts";
import { readPhotoshop, readXmp } from "./xmp.ts";

const xmpHead = "http://ns.adobe.com/xap/1.0/\0";

/** JPEG (ITU T.81): segments up to the end of the image. */
export function* jpegSteps(draft: Draft): Steps {
  yield* skip(2);
  let marker = yield* nextMarker();
  while (marker !== 0xd9) {
    if (marker === 0xda) {
      yield* skip(viewOf(yield* take(2)).getUint16(0) - 2);
      marker = yield* afterScan();
      continue;
    }
    if (!isStandalone(marker)) yield* jpegSegment(draft, marker);
    marker = yield* nextMarker();
  }
}

/** Restart marks, a second start and `01` have no length. */
function isStandalone(marker: number): boolean {
  return (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01;
}

function* nextMarker(): Steps<number> {
  let [byte = 0] = yield* take(1);
  if (byte !== 0xff) throw new Malformed();
  while (byte === 0xff) [byte = 0] = yield* take(1);
  return byte;
}

/** The marker after compressed pixels, in which `ff` is followed by zero or a restart mark. */
function* afterScan(): Steps<number> {
  for (;;) {
    yield { past: 0xff };
    let [byte = 0] = yield* take(1);
    while (byte === 0xff) [byte = 0] = yield* take(1);
    if (byte !== 0 && !(byte >= 0xd0 && byte <= 0xd7)) return byte;
  }
}

function* jpegSegment(draft: Draft, marker: number): Steps {
  const length = viewOf(yield* take(2)).getUint16(0) - 2;
  if (length < 0) throw new Malformed();
  const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
  if (isFrame && length >= 6) {
    const view = viewOf(yield* takeFirst(length, 6));
    addSize(draft, view.getUint16(3), view.getUint16(1));
  } else if (marker === 0xe1) {
    const bytes = yield* take(length);
    const head = toLatin(bytes.subarray(0, xmpHead.length));
    if (head.startsWith("Exif\0")) readExif(draft, bytes.subarray(6));
    else if (head === xmpHead) readXmp(draft, bytes.subarray(xmpHead.length));
  } else if (marker === 0xed) {
    const bytes = yield* take(length);
    if (toLatin(bytes.subarray(0, 14)) === "Photoshop 3.0\0") {
      readPhotoshop(draft, bytes.subarray(14));
    }
  } else {
    yield* skip(length);
  }
}

/** PNG: chunks up to `IEND`. Checksums are the decoder's affair. */
export function* pngSteps(draft: Draft): Steps {
  yield* skip(8);
  for (;;) {
    const head = yield* take(8);
    const length = viewOf(head).getUint32(0);
    const type = toLatin(head.subarray(4));
    if (!/^[A-Za-z]{4}$/.test(type)) throw new Malformed();
    if (pngMetadata.has(type) && length <= maxTakeBytes) {
      readPngChunk(draft, type, yield* take(length));
      yield* skip(4);
    } else {
      yield* skip(length + 4);
    }
    if (type === "IEND") return;
  }
}

const pngMetadata = new Set(["IHDR", "tEXt", "iTXt", "eXIf", "tIME"]);

function readPngChunk(draft: Draft, type: string, bytes: Uint8Array): void {
  const view = viewOf(bytes);
  if (type === "IHDR" && bytes.length >= 8) addSize(draft, view.getUint32(0), view.getUint32(4));
  if (type === "eXIf") readExif(draft, bytes);
  if (type === "tEXt" || type === "iTXt") readPngText(draft, type, bytes);
  if (type === "tIME" && bytes.length >= 7) {
    const parts = [...bytes.subarray(2, 7)].map((part) => String(part).padStart(2, "0"));
    const [month = "", day = "", ...time] = parts;
    const date = `${String(view.getUint16(0)).padStart(4, "0")}-${month}-${day}`;
    addClaim(draft, "png", "changed_at", `${date}T${time.join(":")}Z`);
  }
}

const pngNames = new Map([
  ["Title", "title"],
  ["Author", "author"],
  ["Software", "software"],
  ["Creation Time", "taken_at"],
] as const);

function readPngText(draft: Draft, type: string, bytes: Uint8Array): void {
  const zero = bytes.indexOf(0);
  if (zero < 1) return;
  const name = toLatin(bytes.subarray(0, zero));
  // International text: a flag for compression, then language and translated name, each ended by 0.
  if (type === "iTXt" && bytes[zero + 1] !== 0) return;
  const start = type === "tEXt" ? zero + 1 : afterZeros(bytes, zero + 3, 2);
  const value = bytes.subarray(start);
  if (name === "XML:com.adobe.xmp") readXmp(draft, value);
  const claim = pngNames.get(name as never);
  if (claim !== undefined) addClaim(draft, "png", claim, toIsoTime(toText(value)));
}

function afterZeros(bytes: Uint8Array, from: number, count: number): number {
  let at = from;
  for (let found = 0; found < count; found += 1) {
    const zero = bytes.indexOf(0, at);
    if (zero === -1) return bytes.length;
    at = zero + 1;
  }
  return at;
}

/** GIF: frames up to the trailer; the delays between them are its duration. */
export function* gifSteps(draft: Draft): Steps {
  const head = yield* take(13);
  const view = viewOf(head);
  addSize(draft, view.getUint16(6, true), view.getUint16(8, true));
  yield* skip(colourBytes(head[10] ?? 0));
  let hundredths = 0;
  for (;;) {
    const [kind = 0] = yield* take(1);
    if (kind === 0x3b) break;
    if (kind === 0x21) {
      const [label] = yield* take(1);
      if (label === 0xf9) {
        const control = yield* take(5);
        hundredths += viewOf(control).getUint16(2, true);
      }
    } else if (kind === 0x2c) {
      const frame = yield* take(9);
      yield* skip(colourBytes(frame[8] ?? 0) + 1);
    } else {
      throw new Malformed();
    }
    yield* skipBlocks();
  }
  if (hundredths > 0) draft.seconds = hundredths / 100;
}

function colourBytes(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function* skipBlocks(): Steps {
  for (;;) {
    const [length = 0] = yield* take(1);
    if (length === 0) return;
    yield* skip(length);
  }
}

/** WebP (RFC 9649): chunks of a RIFF up to its length. */
export function* webpSteps(draft: Draft): Steps {
  const head = yield* take(12);
  const end = 8 + viewOf(head).getUint32(4, true);
  for (let at = 12; at + 8 <= end;) {
    const chunk = yield* take(8);
    const type = toLatin(chunk.subarray(0, 4));
    const length = viewOf(chunk).getUint32(4, true);
    const padded = length + (length % 2);
    if (type === "VP8X" || type === "VP8 " || type === "VP8L") {
      readWebpSize(draft, type, yield* takeFirst(length, 10));
      yield* skip(padded - length);
    } else if (type === "ANMF") {
      const frame = yield* takeFirst(length, 16);
      if (frame.length === 16) {
        draft.seconds =
          (draft.seconds ?? 0) + (viewOf(frame).getUint32(12, true) & 0xffffff) / 1000;
      }
      yield* skip(padded - length);
    } else if ((type === "EXIF" || type === "XMP ") && length <= maxTakeBytes) {
      readWebpMetadata(draft, type, yield* take(length));
      yield* skip(padded - length);
    } else {
      yield* skip(padded);
    }
    at += 8 + padded;
  }
}

function readWebpMetadata(draft: Draft, type: string, bytes: Uint8Array): void {
  if (type === "XMP ") readXmp(draft, bytes);
  else readExif(draft, toLatin(bytes.subarray(0, 4)) === "Exif" ? bytes.subarray(6) : bytes);
}

function readWebpSize(draft: Draft, type: string, bytes: Uint8Array): void {
  if (bytes.length < 10) return;
  const view = viewOf(bytes);
  if (type === "VP8X") {
    const width = view.getUint16(4, true) + ((bytes[6] ?? 0) << 16) + 1;
    addSize(draft, width, view.getUint16(7, true) + ((bytes[9] ?? 0) << 16) + 1);
  } else if (type === "VP8L") {
    const bits = view.getUint32(1, true);
    addSize(draft, (bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
  } else {
    addSize(draft, view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff);
  }
}

/** BMP: its size. */
export function* bmpSteps(draft: Draft): Steps {
  const view = viewOf(yield* take(26));
  addSize(draft, view.getInt32(18, true), Math.abs(view.getInt32(22, true)));
  const length = view.getUint32(2, true);
  if (length > 26) yield* skip(length - 26);
}

/** TIFF: what its first directory says, where that stands near the beginning. */
export function* tiffSteps(draft: Draft): Steps {
  const bytes: Uint8Array = yield { take: maxTakeBytes };
  readExif(draft, bytes, true);
  yield* toTheEnd();
}

/** Formats without an end of their own. */
function* toTheEnd(): Steps {
  for (;;) {
    const bytes: Uint8Array = yield { take: 65_536 };
    if (bytes.length === 0) return;
  }
}
