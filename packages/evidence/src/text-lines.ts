/**
 * Lines of a byte stream with the byte offset of each, in bounded memory, whatever the encoding.
 *
 * A piece is decoded at once and cut afterwards; the n-th line feed among its letters is the n-th
 * among its bytes, so offsets need no second decoding.
 */
import { encodingBytes, encodingOf, type TextEncoding } from "./encoding.ts";

/** One line without its ending. */
export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Byte offset of its first byte. */
  readonly offset: number;
  /** It goes on a line that was too long; its offset is that line's. */
  readonly isCut: boolean;
}

/** A line that is still part of a longer text. It is only there during the call that hands it over. */
export interface LineSpan extends Omit<TextLine, "text"> {
  readonly text: string;
  /** Index in `text` of its first letter, and behind its last. */
  readonly start: number;
  readonly end: number;
  /**
   * The line in UTF-8, or the beginning of a long one, and behind it a byte that is none of its own.
   * Comparing bytes is much faster than comparing letters.
   */
  readonly bytes: Uint8Array;
  readonly byteStart: number;
  /** Whether U+200E, which programs put before their own words, may be in the line. */
  readonly mayHaveMark: boolean;
}

/** Letters of a line that `LineSpan.bytes` has, if there are so many. */
const spanLetters = 300;

/** Lines longer than this are cut, so that a file without line ends cannot fill the memory. */
export const longestLine = 1024 * 1024;
const pieceBytes = 32 * 1024;

/** Bytes in, lines out. Call `end` once. */
export interface LineSplitter {
  /** The next bytes, cut anywhere. */
  push(chunk: Uint8Array): void;
  /** @returns the encoding that was found. */
  end(): TextEncoding;
}

/** A splitter that calls `onLine` for each line. */
export function createLineSplitter(onLine: (line: TextLine) => void): LineSplitter {
  return createLineScanner(({ text, start, end, number, offset, isCut }) => {
    onLine({ text: text.slice(start, end), number, offset, isCut });
  });
}

/** A splitter that leaves the lines where they are: most readers want only the start of each. */
export function createLineScanner(onLine: (line: LineSpan) => void): LineSplitter {
  let head: Uint8Array | undefined = new Uint8Array(0);
  let encoding: TextEncoding = "utf-8";
  let lines = createLineCutter(encoding, onLine);

  function begin(bytes: Uint8Array): void {
    head = undefined;
    encoding = encodingOf(bytes) ?? "utf-8";
    lines = createLineCutter(encoding, onLine);
    lines.push(bytes);
  }

  return {
    push(chunk) {
      if (head === undefined) lines.push(chunk);
      else if (head.length === 0 && chunk.length >= encodingBytes) begin(chunk);
      else {
        head = joined(head, chunk);
        if (head.length >= encodingBytes) begin(head);
      }
    },
    end() {
      if (head !== undefined) begin(head);
      lines.end();
      return encoding;
    },
  };
}

/** Every line of a text that is in memory. */
export function linesOf(bytes: Uint8Array): readonly TextLine[] {
  const lines: TextLine[] = [];
  const splitter = createLineSplitter((line) => {
    lines.push(line);
  });
  splitter.push(bytes);
  splitter.end();
  return lines;
}

function createLineCutter(encoding: TextEncoding, onLine: (line: LineSpan) => void) {
  const decode = encoding === "utf-8" ? createUtf8Decoder() : createStreamDecoder(encoding);
  const unitBytes = encoding === "windows-1252" ? 1 : 2;
  // One object for all lines: a file has millions, and each is looked at once.
  const line = {
    text: "",
    start: 0,
    end: 0,
    bytes: new Uint8Array(0) as Uint8Array,
    byteStart: 0,
    mayHaveMark: false,
    number: 0,
    offset: 0,
    isCut: false,
  };
  /** Holds the bytes of a line that is not whole in any piece. */
  const copied = new Uint8Array(3 * spanLetters + 1);
  const encoder = new TextEncoder();
  /** Letters of a line whose end has not come yet. */
  let rest = "";
  /** Of the piece in hand: its first byte, its first letter. */
  let pieceOffset = 0;
  let units = 0;

  function hand(text: string, start: number, end: number): void {
    line.text = text;
    line.start = start;
    line.end = end;
    onLine(line);
  }

  /** Hands on a line whose bytes stand in no piece. */
  function emit(text: string, start: number, end: number): void {
    line.number += 1;
    const first = line.number === 1 && text.charCodeAt(start) === 0xfeff ? start + 1 : start;
    const begin = text.slice(first, Math.min(end, first + spanLetters));
    copied[encoder.encodeInto(begin, copied).written] = 0x0a;
    line.bytes = copied;
    line.byteStart = 0;
    line.mayHaveMark = true;
    hand(text, first, end);
  }

  /** Sends on what is too long; what stays is a line, or the beginning of one. */
  function cutLong(text: string): string {
    let left = text;
    while (left.length > longestLine) {
      emit(left, 0, longestLine);
      left = left.slice(longestLine);
      line.isCut = true;
    }
    return left;
  }

  function finish(text: string, start: number, end: number): void {
    if (end - start > longestLine) {
      const left = cutLong(text.slice(start, end));
      emit(left, 0, withoutReturn(left, 0, left.length));
    } else {
      emit(text, start, withoutReturn(text, start, end));
    }
    line.isCut = false;
  }

  /** The line that a piece begins with, or the end of one that began before it. */
  function cutFirst(text: string): number {
    const end = text.indexOf("\n");
    if (end >= 0) {
      const whole = rest + text.slice(0, end);
      rest = "";
      finish(whole, 0, whole.length);
    }
    return end;
  }

  function cutUtf8(text: string, bytes: Uint8Array): void {
    let start = cutFirst(text) + 1;
    let byte = start === 0 ? 0 : bytes.indexOf(0x0a) + 1;
    // What is no UTF-8 became letters that have other bytes.
    const isUtf8 = !text.includes("\ufffd");
    for (let end = text.indexOf("\n", start); end >= 0; end = text.indexOf("\n", start)) {
      line.offset = pieceOffset + byte;
      // No letter has fewer bytes than units: a line feed after as many means that each has one.
      const least = byte + end - start;
      const isAscii = bytes[least] === 0x0a;
      const feed = isAscii ? least : bytes.indexOf(0x0a, least);
      if (isUtf8) {
        line.number += 1;
        line.bytes = bytes;
        line.byteStart = byte;
        line.mayHaveMark = !isAscii && hasMark(bytes, byte, feed);
        hand(text, start, withoutReturn(text, start, end));
      } else {
        finish(text, start, end);
      }
      start = end + 1;
      byte = feed + 1;
    }
    if (start > 0) line.offset = pieceOffset + byte;
    keep(text, start);
    pieceOffset += bytes.length;
  }

  function cutOther(text: string): void {
    let start = 0;
    for (let end = cutFirst(text); end >= 0; end = text.indexOf("\n", start)) {
      if (start > 0) finish(text, start, end);
      start = end + 1;
      line.offset = (units + start) * unitBytes;
    }
    keep(text, start);
    units += text.length;
  }

  function keep(text: string, start: number): void {
    const after = start === 0 ? text : text.slice(start);
    rest = cutLong(rest === "" ? after : rest + after);
  }

  const cutPiece = encoding === "utf-8" ? cutUtf8 : cutOther;
  return {
    push(chunk: Uint8Array) {
      for (let at = 0; at < chunk.length; at += pieceBytes) {
        decode(chunk.subarray(at, at + pieceBytes), false, cutPiece);
      }
    },
    end() {
      decode(new Uint8Array(0), true, cutPiece);
      if (rest !== "") finish(rest, 0, rest.length);
    },
  };
}

/** U+200E is E2 80 8E. */
function hasMark(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    if (bytes[at] === 0xe2 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x8e) return true;
  }
  return false;
}

function withoutReturn(text: string, start: number, end: number): number {
  return end > start && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
}

/** Hands on letters, and the bytes that they were. */
type PieceDecoder = (
  piece: Uint8Array,
  isLast: boolean,
  onText: (text: string, bytes: Uint8Array) => void,
) => void;

/**
 * Cuts before the first byte of a letter instead of decoding a stream: the letters are the same.
 * Node 20 has two decoders and keeps to the second one after a call that was part of a stream. The
 * first takes 20 µs for 64 KB of ASCII where the second takes 90; with one other letter in a
 * thousand it is 130 against 70. Elsewhere both are the same.
 */
function createUtf8Decoder(): PieceDecoder {
  const forAscii = new TextDecoder("utf-8", { ignoreBOM: true });
  const forOthers = new TextDecoder("utf-8", { ignoreBOM: true });
  forOthers.decode(new Uint8Array(0), { stream: true });
  let kept = new Uint8Array(0);
  let isAscii = true;
  return (piece, isLast, onText) => {
    const bytes = kept.length === 0 ? piece : joined(kept, piece);
    const end = isLast ? bytes.length : letterEnd(bytes);
    kept = bytes.slice(end);
    if (end === 0) return;
    const whole = bytes.subarray(0, end);
    const text = (isAscii ? forAscii : forOthers).decode(whole);
    isAscii = text.length === whole.length;
    onText(text, whole);
  };
}

/** The end of the last letter that is whole. A letter has at most three bytes behind its first. */
function letterEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return bytes.length - back;
  }
  return bytes.length;
}

function createStreamDecoder(encoding: TextEncoding): PieceDecoder {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (piece, isLast, onText) => {
    const text = decoder.decode(piece, { stream: !isLast });
    onText(text, piece);
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
