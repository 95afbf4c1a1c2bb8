/**
 * Rows of a table written as text (RFC 4180), each with its byte offset. Fields in quotation marks
 * may hold line ends. A row is found among the bytes, so nothing but its own text is decoded.
 */

/** One row. */
export interface CsvRow {
  readonly fields: readonly string[];
  /** Byte offset of its first byte. */
  readonly offset: number;
  /** False if a quotation mark was never closed, or more stands behind one that was. */
  readonly isSound: boolean;
}

const quote = 0x22;
const feed = 0x0a;
const carriage = 0x0d;
const longestField = 16 * 1024 * 1024;
/** A row with more has lost its line ends; the rest is counted as further rows. */
const mostFields = 1000;

/**
 * The rows of UTF-8 bytes.
 *
 * @param delimiter - one ASCII character.
 */
export function* csvRows(bytes: Uint8Array, delimiter: string): Generator<CsvRow, void> {
  const between = delimiter.charCodeAt(0);
  const decoder = new TextDecoder();
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    const row = rowAt(bytes, at, between, decoder);
    yield { fields: row.fields, offset: at, isSound: row.isSound };
    at = behindLineEnd(bytes, row.end);
  }
}

function behindLineEnd(bytes: Uint8Array, end: number): number {
  const isPair = bytes[end] === carriage && bytes[end + 1] === feed;
  return end + (isPair ? 2 : 1);
}

function rowAt(bytes: Uint8Array, from: number, between: number, decoder: TextDecoder) {
  const fields: string[] = [];
  let isSound = true;
  let end = from;
  for (;;) {
    const read = bytes[end] === quote ? quotedField : plainField;
    const field = read(bytes, end, between, decoder);
    fields.push(field.text);
    isSound &&= field.isSound;
    end = field.end;
    if (bytes[end] !== between || fields.length >= mostFields) return { fields, isSound, end };
    end += 1;
  }
}

interface Field {
  readonly text: string;
  /** Index of what ends it. */
  readonly end: number;
  readonly isSound: boolean;
}

function plainField(bytes: Uint8Array, from: number, between: number, decoder: TextDecoder): Field {
  let end = from;
  for (; end < bytes.length; end += 1) {
    const byte = bytes[end];
    if (byte === between || byte === feed || byte === carriage) break;
  }
  return { text: decoded(bytes, from, end, decoder), end, isSound: end - from <= longestField };
}

function quotedField(
  bytes: Uint8Array,
  from: number,
  between: number,
  decoder: TextDecoder,
): Field {
  let close = bytes.indexOf(quote, from + 1);
  let hasQuotes = false;
  while (close >= 0 && bytes[close + 1] === quote) {
    hasQuotes = true;
    close = bytes.indexOf(quote, close + 2);
  }
  // Never closed: the line is a row of its own, and those behind it are not lost in it.
  if (close < 0) return { ...plainField(bytes, from, between, decoder), isSound: false };
  const text = decoded(bytes, from + 1, close, decoder);
  const rest = plainField(bytes, close + 1, between, decoder);
  return {
    text: (hasQuotes ? text.replaceAll('""', '"') : text) + rest.text,
    end: rest.end,
    isSound: rest.text.trim() === "" && close - from <= longestField,
  };
}

function decoded(bytes: Uint8Array, from: number, to: number, decoder: TextDecoder): string {
  return decoder.decode(bytes.subarray(from, Math.min(to, from + longestField)));
}
