/**
 * What a file is, by its first bytes and never by its name. Nothing is decoded.
 */
import { encodingBytes, encodingOf } from "./encoding.ts";
import { toLatin } from "./latin.ts";

const signatures: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ["image/jpeg", 0, "\xff\xd8\xff"],
  ["image/png", 0, "\x89PNG\r\n\x1a\n"],
  ["image/gif", 0, "GIF87a"],
  ["image/gif", 0, "GIF89a"],
  ["image/jxl", 0, "\xff\x0a"],
  ["image/jxl", 0, "\0\0\0\x0cJXL \r\n\x87\n"],
  ["audio/ogg", 0, "OggS"],
  ["audio/mpeg", 0, "ID3"],
  ["audio/amr", 0, "#!AMR"],
  ["audio/flac", 0, "fLaC"],
  ["audio/midi", 0, "MThd"],
  ["video/mpeg", 0, "\0\0\x01\xba"],
  ["application/pdf", 0, "%PDF-"],
  ["application/rtf", 0, "{\\rtf"],
  ["application/zip", 0, "PK\x05\x06"],
  ["application/gzip", 0, "\x1f\x8b\x08"],
  ["application/vnd.rar", 0, "Rar!\x1a\x07"],
  ["application/x-7z-compressed", 0, "7z\xbc\xaf\x27\x1c"],
  ["application/x-ole-storage", 0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
  ["application/vnd.sqlite3", 0, "SQLite format 3\0"],
  ["image/tiff", 0, "II*\0"],
  ["image/tiff", 0, "MM\0*"],
];

/** Brands of ISO base media files, most telling first; the major brand stands before the others. */
const brands: readonly (readonly [RegExp, string])[] = [
  [/^avi[fs]/, "image/avif"],
  [/^(?:hei[cxms]|hev[cxms]|mif1|msf1)/, "image/heic"],
  [/^(?:M4A|M4B|F4A)/, "audio/mp4"],
  [/^qt/, "video/quicktime"],
  [/^3g/, "video/3gpp"],
];

/** Bytes that {@link sniffMediaType} wants to see. */
export const sniffBytes = encodingBytes;

/**
 * The media type of a file.
 *
 * @param head - its first bytes, {@link sniffBytes} or fewer.
 * @returns `text/plain` for what reads as text and no browser would draw, `text/html` and
 *   `image/svg+xml` for what one would, `application/octet-stream` for what nobody knows.
 */
export function sniffMediaType(head: Uint8Array): string {
  const start = toLatin(head.subarray(0, 64));
  const found = signatures.find(([, at, bytes]) => start.startsWith(bytes, at));
  const type = found?.[0] ?? sniffContainer(head, start) ?? sniffFrames(head);
  if (type === "audio/ogg" && start.includes("\x80theora")) return "video/ogg";
  return type ?? sniffText(head);
}

const riffTypes = new Map([
  ["WEBP", "image/webp"],
  ["WAVE", "audio/wav"],
  ["AVI ", "video/x-msvideo"],
]);

/** Types that share their first bytes with others. */
function sniffContainer(head: Uint8Array, start: string): string | undefined {
  if (start.startsWith("RIFF")) return riffTypes.get(start.slice(8, 12));
  if (start.startsWith("ftyp", 4)) return sniffBrands(head, start);
  if (/^(?:moov|mdat|wide|free|skip)/.test(start.slice(4, 8)) && head[0] === 0) {
    return "video/quicktime";
  }
  if (start.startsWith("\x1a\x45\xdf\xa3")) {
    return start.includes("matroska") ? "video/x-matroska" : "video/webm";
  }
  if (start.startsWith("PK\x03\x04")) return sniffZip(head);
  const isBitmap = start.startsWith("BM") && start.slice(6, 10) === "\0\0\0\0";
  return isBitmap ? "image/bmp" : undefined;
}

/** By the major brand; by the others where that says only "ISO media". */
function sniffBrands(head: Uint8Array, start: string): string {
  const length = Math.min((head[2] ?? 0) * 256 + (head[3] ?? 0), 256);
  const text = toLatin(head.subarray(16, Math.max(16, length)));
  const major = start.slice(8, 12);
  const others = /^(?:mif1|msf1)/.test(major) ? (text.match(/[^]{4}/g) ?? []) : [];
  const named = [...others, major];
  const found = brands.find(([pattern]) => named.some((brand) => pattern.test(brand)));
  return found?.[1] ?? "video/mp4";
}

/** Office documents are zips whose first files have known names. */
function sniffZip(head: Uint8Array): string {
  const text = toLatin(head);
  const nameLength = littleEndian(head, 26);
  const first = text.slice(30, 30 + nameLength);
  if (first === "mimetype") {
    const at = 30 + nameLength + littleEndian(head, 28);
    const named = /^application\/(?:vnd\.oasis\.opendocument\.[a-z]{1,24}|epub\+zip)/.exec(
      text.slice(at),
    );
    if (named !== null) return named[0];
  }
  if (first.startsWith("META-INF/")) return "application/java-archive";
  if (first !== "[Content_Types].xml" && first !== "_rels/.rels") return "application/zip";
  const kind = offices.find(([folder]) => text.includes(folder))?.[1] ?? "";
  return `application/vnd.openxmlformats-officedocument${kind}`;
}

const offices = [
  ["word/", ".wordprocessingml.document"],
  ["xl/", ".spreadsheetml.sheet"],
  ["ppt/", ".presentationml.presentation"],
] as const;

function littleEndian(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
}

/** Sound without a head: a frame's first bits. */
function sniffFrames(head: Uint8Array): string | undefined {
  const [first = 0, second = 0, third = 0] = head;
  if (first !== 0xff || head.length < 4) return undefined;
  if ((second & 0xf6) === 0xf0) return "audio/aac";
  const isLayer3 = (second & 0xe6) === 0xe2 && (second & 0x18) !== 0x08;
  const hasRates = third >>> 4 !== 15 && third >>> 4 !== 0 && (third & 0x0c) !== 0x0c;
  return isLayer3 && hasRates ? "audio/mpeg" : undefined;
}

const drawn: readonly (readonly [RegExp, string])[] = [
  [/^<svg[\s>]/i, "image/svg+xml"],
  [
    /^<(?:!doctype\s+html|html|head|title|body|script|style|iframe|meta|link|form|img)[\s>/]/i,
    "text/html",
  ],
];

function sniffText(head: Uint8Array): string {
  const encoding = head.length > 0 ? encodingOf(head) : undefined;
  if (encoding === undefined) return "application/octet-stream";
  const text = new TextDecoder(encoding).decode(head.subarray(0, 1024)).replace(/^\uFEFF/, "");
  const found = drawn.find(([pattern]) => pattern.test(withoutProlog(text)));
  return found?.[1] ?? "text/plain";
}

/** Spaces, comments, the line that says it is XML, and a document type that is not HTML's. */
function withoutProlog(text: string): string {
  let rest = text.trimStart();
  for (let parts = 0; parts < 8; parts += 1) {
    const prolog = /^<(?:\?|!--|!doctype\s+svg)/i.exec(rest);
    if (prolog === null) break;
    const end = prolog[0] === "<!--" ? rest.indexOf("-->") + 2 : rest.indexOf(">");
    if (end < 4) break;
    rest = rest.slice(end + 1).trimStart();
  }
  return rest;
}
