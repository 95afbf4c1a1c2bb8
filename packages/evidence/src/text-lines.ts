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

/** Lines longer than this are cut, so that a file without line ends cannot fill the memory. */
export const longestLine = 1024 * 1024;
const pieceBytes = 64 * 1024;

/** Bytes in, lines out. Call `end` once. */
export interface LineSplitter {
  /** The next bytes, cut anywhere. */
  push(chunk: Uint8Array): void;
  /** @returns the encoding that was found. */
  end(): TextEncoding;
}

/** A splitter that calls `onLine` for each line. */
export function createLineSplitter(onLine: (line: TextLine) => void): LineSplitter {
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

function createLineCutter(encoding: TextEncoding, onLine: (line: TextLine) => void) {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  const unitBytes = encoding === "windows-1252" ? 1 : 2;
  /** Letters of a line whose end has not come yet. */
  let rest = "";
  let isCut = false;
  let number = 0;
  /** Of the line in hand, of the piece in hand. */
  let lineOffset = 0;
  let pieceOffset = 0;
  let units = 0;

  function emit(text: string): void {
    number += 1;
    const plain = number === 1 && text.startsWith("\ufeff") ? text.slice(1) : text;
    onLine({ text: plain, number, offset: lineOffset, isCut });
  }

  /** Sends on what is too long; what stays is a line, or the beginning of one. */
  function cutLong(text: string): string {
    let left = text;
    while (left.length > longestLine) {
      emit(left.slice(0, longestLine));
      left = left.slice(longestLine);
      isCut = true;
    }
    return left;
  }

  function finish(text: string): void {
    const line = text.length > longestLine ? cutLong(text) : text;
    emit(line.endsWith("\r") ? line.slice(0, -1) : line);
    isCut = false;
    rest = "";
  }

  function cutPiece(text: string, bytes: Uint8Array): void {
    let start = 0;
    let byte = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
      const line = text.slice(start, end);
      finish(rest === "" ? line : rest + line);
      start = end + 1;
      if (encoding === "utf-8") {
        byte = bytes.indexOf(0x0a, byte) + 1;
        lineOffset = pieceOffset + byte;
      } else {
        lineOffset = (units + start) * unitBytes;
      }
    }
    const after = start === 0 ? text : text.slice(start);
    rest = cutLong(rest === "" ? after : rest + after);
    units += text.length;
    pieceOffset += bytes.length;
  }

  return {
    push(chunk: Uint8Array) {
      for (let at = 0; at < chunk.length; at += pieceBytes) {
        const piece = chunk.subarray(at, at + pieceBytes);
        cutPiece(decoder.decode(piece, { stream: true }), piece);
      }
    },
    end() {
      rest += decoder.decode();
      if (rest !== "") finish(rest);
    },
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
