/**
 * Lines of a byte stream with the offset of each, in bounded memory. UTF-8, with or without a byte
 * order mark; UTF-16 with one is turned into UTF-8 first, and offsets are then those of the UTF-8.
 */

/** One line without its ending. */
export interface TextLine {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Byte offset of its first byte. */
  readonly offset: number;
}

/** Lines longer than this are cut, so that a file without line ends cannot fill the memory. Bytes. */
const longestLine = 1024 * 1024;

/** A splitter that calls `onLine` for each line. Call `end` once. */
export function createLineSplitter(onLine: (line: TextLine) => void): {
  push(chunk: Uint8Array): void;
  end(): void;
} {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let number = 0;
  let offset = 0;
  let utf16: TextDecoder | undefined;
  let isFirst = true;

  function emit(bytes: Uint8Array, ending: number): void {
    number += 1;
    let end = bytes.length;
    if (end > 0 && bytes[end - 1] === 0x0d) end -= 1;
    let text = decoder.decode(bytes.subarray(0, end));
    if (number === 1) text = text.replace(/^\ufeff/, "");
    onLine({ text, number, offset });
    offset += bytes.length + ending;
  }

  function flush(last: Uint8Array, ending: number): void {
    if (held.length === 0) {
      emit(last, ending);
      return;
    }
    const whole = new Uint8Array(heldBytes + last.length);
    let at = 0;
    for (const part of held) {
      whole.set(part, at);
      at += part.length;
    }
    whole.set(last, at);
    held.length = 0;
    heldBytes = 0;
    emit(whole, ending);
  }

  function split(chunk: Uint8Array): void {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
      flush(chunk.subarray(start, end), 1);
      start = end + 1;
    }
    if (start < chunk.length) {
      held.push(chunk.slice(start));
      heldBytes += chunk.length - start;
      if (heldBytes > longestLine) flush(new Uint8Array(0), 0);
    }
  }

  return {
    push(chunk) {
      if (isFirst && chunk.length >= 2) {
        isFirst = false;
        if (chunk[0] === 0xff && chunk[1] === 0xfe) utf16 = new TextDecoder("utf-16le");
        if (chunk[0] === 0xfe && chunk[1] === 0xff) utf16 = new TextDecoder("utf-16be");
      }
      split(
        utf16 === undefined
          ? chunk
          : new TextEncoder().encode(utf16.decode(chunk, { stream: true })),
      );
    },
    end() {
      if (heldBytes > 0) flush(new Uint8Array(0), 0);
    },
  };
}
