/**
 * A foreign file as UTF-8, whatever its encoding, and the way back from a place in that to a place
 * in the file.
 */
import type { TextEncoding } from "../encoding.ts";

/** A text that can be cut at bytes. */
export interface SourceText {
  readonly utf8: Uint8Array;
  /** Offset in the file of an offset in `utf8`. Ask in rising order: each answer counts on. */
  offsetOf(offset: number): number;
}

/** The text of a file. */
export function sourceText(bytes: Uint8Array, encoding: TextEncoding): SourceText {
  if (encoding === "utf-8") return { utf8: bytes, offsetOf: (offset) => offset };
  const utf8 = new TextEncoder().encode(new TextDecoder(encoding).decode(bytes));
  const isWide = encoding !== "windows-1252";
  // The decoder takes a mark of two bytes off.
  let units = isWide && (bytes[0] === 0xff || bytes[0] === 0xfe) ? 1 : 0;
  let seen = 0;
  return {
    utf8,
    offsetOf(offset) {
      for (; seen < offset; seen += 1) {
        const byte = utf8[seen] ?? 0;
        // Each letter has one byte that is no continuation; those of four bytes are two units.
        if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
      }
      return isWide ? units * 2 : units;
    },
  };
}
