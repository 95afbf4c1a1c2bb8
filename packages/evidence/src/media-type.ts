/**
 * What a file is, by its first bytes and never by its name. Nothing is decoded.
 */
import { encodingBytes, encodingOf } from "./encoding.ts";

const signatures: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ["image/jpeg", 0, "\xff\xd8\xff"],
  ["image/png", 0, "\x89PNG\r\n\x1a\n"],
  ["image/gif", 0, "GIF8"],
  ["image/webp", 8, "WEBP"],
  ["image/heic", 4, "ftyphei"],
  ["image/heic", 4, "ftypmif1"],
  ["image/avif", 4, "ftypavif"],
  ["audio/mp4", 4, "ftypM4A"],
  ["video/quicktime", 4, "ftypqt"],
  ["video/3gpp", 4, "ftyp3g"],
  ["video/mp4", 4, "ftyp"],
  ["video/webm", 0, "\x1a\x45\xdf\xa3"],
  ["audio/ogg", 0, "OggS"],
  ["audio/mpeg", 0, "ID3"],
  ["audio/mpeg", 0, "\xff\xfb"],
  ["audio/amr", 0, "#!AMR"],
  ["audio/wav", 8, "WAVE"],
  ["application/pdf", 0, "%PDF-"],
  ["application/zip", 0, "PK\x03\x04"],
  ["application/zip", 0, "PK\x05\x06"],
  ["image/bmp", 0, "BM"],
  ["image/tiff", 0, "II*\0"],
  ["image/tiff", 0, "MM\0*"],
];

/** Bytes that {@link sniffMediaType} wants to see. */
export const sniffBytes = encodingBytes;

/**
 * The media type of a file.
 *
 * @param head - its first bytes, {@link sniffBytes} or fewer.
 * @returns `text/plain` for what reads as text, `application/octet-stream` for what nobody knows.
 */
export function sniffMediaType(head: Uint8Array): string {
  const start = new TextDecoder("latin1").decode(head.subarray(0, 32));
  const found = signatures.find(([type, at, bytes]) => {
    if (!bytesMatch(head, at, bytes)) return false;
    return type !== "image/webp" || start.startsWith("RIFF");
  });
  if (found !== undefined) return found[0];
  return head.length > 0 && encodingOf(head) !== undefined
    ? "text/plain"
    : "application/octet-stream";
}

function bytesMatch(head: Uint8Array, at: number, bytes: string): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    if (head[at + index] !== bytes.charCodeAt(index)) return false;
  }
  return true;
}
