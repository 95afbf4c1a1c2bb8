/**
 * A JSON text of any length, one record at a time, each with its byte offset. Containers that the
 * caller enters are walked; every other value is found by its brackets, cut out and parsed alone.
 * So a record that is damaged costs that record, and memory holds one of them.
 *
 * Nothing here recurses: the depth of a hostile text costs no stack.
 */

/** First the number of the text (there are several in JSON lines), then keys and indexes. */
export type JsonPath = readonly (string | number)[];

/** What a walk asks and tells. */
export interface JsonVisitor {
  /** Whether to go into the object or array at this place; if not, it comes as a value. */
  enters(path: JsonPath): boolean;
  /**
   * A value that was not entered. `undefined` stands for what is no JSON: cut off, too deep or too
   * long. Return false to stop.
   */
  value(path: JsonPath, value: unknown, offset: number): boolean;
}

/** A record that is nested deeper is not read; no program writes one. */
const deepest = 64;
const longestRecord = 32 * 1024 * 1024;
const deepestEntered = 8;

const quote = 0x22;
const backslash = 0x5c;

interface Frame {
  readonly closing: number;
  readonly isArray: boolean;
  /** Key or index of the member in hand. */
  at: string | number;
  /** Members so far. */
  count: number;
}

/**
 * Walk UTF-8 bytes.
 *
 * @returns whether the text was JSON to its end; false also if the visitor stopped it.
 */
export function walkJson(bytes: Uint8Array, visitor: JsonVisitor): boolean {
  const frames: Frame[] = [];
  const decoder = new TextDecoder();
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let texts = 0;

  const path = (): JsonPath => [texts, ...frames.map((frame) => frame.at)];

  function takeKey(frame: Frame): boolean {
    if (bytes[at] !== quote) return false;
    const end = endOfString(bytes, at);
    const key = parsed(bytes, at, end, decoder);
    if (typeof key !== "string") return false;
    at = skipSpace(bytes, end);
    if (bytes[at] !== 0x3a) return false;
    at = skipSpace(bytes, at + 1);
    frame.at = key;
    return true;
  }

  /** Between two members, or before the first. */
  function nextMember(frame: Frame): "member" | "end" | "damaged" {
    at = skipSpace(bytes, at);
    if (bytes[at] === frame.closing) {
      at += 1;
      return "end";
    }
    if (frame.count > 0) {
      if (bytes[at] !== 0x2c) return "damaged";
      at = skipSpace(bytes, at + 1);
    }
    frame.count += 1;
    if (frame.isArray) frame.at = frame.count - 1;
    else if (!takeKey(frame)) return "damaged";
    return "member";
  }

  function takeValue(): boolean {
    const start = bytes[at];
    const here = path();
    const isContainer = start === 0x7b || start === 0x5b;
    if (isContainer && frames.length < deepestEntered && visitor.enters(here)) {
      const isArray = start === 0x5b;
      frames.push({ closing: isArray ? 0x5d : 0x7d, isArray, at: "", count: 0 });
      at += 1;
      return true;
    }
    const from = at;
    const { end, depth, isClosed } = endOfValue(bytes, at);
    at = end;
    const isReadable = isClosed && depth <= deepest && end - from <= longestRecord && end > from;
    const value = isReadable ? parsed(bytes, from, end, decoder) : undefined;
    return visitor.value(here, value, from) && end > from && isClosed;
  }

  function step(): boolean {
    const frame = frames.at(-1);
    if (frame === undefined) {
      const isTaken = takeValue();
      if (frames.length === 0) texts += 1;
      return isTaken;
    }
    const next = nextMember(frame);
    if (next === "member") return takeValue();
    if (next === "damaged") {
      visitor.value(path(), undefined, Math.min(at, bytes.length));
      return false;
    }
    frames.pop();
    if (frames.length === 0) texts += 1;
    return true;
  }

  for (;;) {
    if (frames.length === 0) {
      at = skipSpace(bytes, at);
      if (at >= bytes.length) return texts > 0;
    }
    if (!step()) return false;
  }
}

/** Whether more than white space stands behind the first value: JSON lines, or what is no JSON. */
export function hasSeveralTexts(bytes: Uint8Array): boolean {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const { end } = endOfValue(bytes, skipSpace(bytes, bom));
  return skipSpace(bytes, end) < bytes.length;
}

function parsed(bytes: Uint8Array, from: number, to: number, decoder: TextDecoder): unknown {
  try {
    return JSON.parse(decoder.decode(bytes.subarray(from, to)));
  } catch {
    return undefined;
  }
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
  }
  return at;
}

/** Behind the closing quotation mark, or the end of the bytes. */
function endOfString(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === backslash) at += 1;
    else if (byte === quote) return at + 1;
  }
  return bytes.length + 1;
}

interface ValueEnd {
  readonly end: number;
  readonly depth: number;
  readonly isClosed: boolean;
}

function endOfValue(bytes: Uint8Array, from: number): ValueEnd {
  const start = bytes[from];
  if (start === 0x7b || start === 0x5b) return endOfContainer(bytes, from);
  if (start === quote) {
    const end = endOfString(bytes, from);
    return { end: Math.min(end, bytes.length), depth: 0, isClosed: end <= bytes.length };
  }
  let at = from;
  while (at < bytes.length && !endsScalar(bytes[at])) at += 1;
  return { end: at, depth: 0, isClosed: true };
}

function endsScalar(byte: number | undefined): boolean {
  return (
    byte === 0x2c ||
    byte === 0x5d ||
    byte === 0x7d ||
    byte === 0x20 ||
    byte === 0x0a ||
    byte === 0x0d ||
    byte === 0x09 ||
    byte === 0x3a ||
    byte === quote
  );
}

function endOfContainer(bytes: Uint8Array, from: number): ValueEnd {
  let open = 0;
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) at = endOfString(bytes, at) - 1;
    else if (byte === 0x7b || byte === 0x5b) {
      open += 1;
      if (open > depth) depth = open;
    } else if (byte === 0x7d || byte === 0x5d) {
      open -= 1;
      if (open === 0) return { end: at + 1, depth, isClosed: true };
    }
  }
  return { end: bytes.length, depth, isClosed: false };
}
