/**
 * Reading a file's structure as its bytes pass by. A format is a generator that asks for bytes or
 * says how many to pass over; it never sees more than it asked for, and nothing else is kept. The
 * work is linear in the bytes, whatever they say.
 */

/** What a format asks for next. */
type Want =
  /** So many bytes, fewer at the end of the file. At most {@link maxTakeBytes}. */
  | { readonly take: number }
  /** Pass over so many. */
  | { readonly skip: number }
  /** Pass over everything up to the first byte of this value, and over it. */
  | { readonly past: number };

/** Steps of a format, and what it returns in the end. */
export type Steps<Result = void> = Generator<Want, Result, Uint8Array>;

/** More than this in one piece is no metadata. */
export const maxTakeBytes = 256 * 1024;

/** The file ended before its structure did. */
export class CutShort extends Error {
  override readonly name = "CutShort";
  /** How many bytes were to come. */
  readonly missing: number;

  constructor(missing: number) {
    super("The file ends before its structure does.");
    this.missing = missing;
  }
}

/** The structure is not what the format says. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

const none = new Uint8Array(0);

/** Exactly so many bytes. */
export function* take(length: number): Steps<Uint8Array> {
  if (length === 0) return none;
  if (length > maxTakeBytes) throw new Malformed();
  const bytes: Uint8Array = yield { take: length };
  if (bytes.length < length) throw new CutShort(length - bytes.length);
  return bytes;
}

/** So many bytes, or undefined where the file ends right here. */
export function* takeOrEnd(length: number): Steps<Uint8Array | undefined> {
  const bytes: Uint8Array = yield { take: length };
  if (bytes.length === 0) return undefined;
  if (bytes.length < length) throw new CutShort(length - bytes.length);
  return bytes;
}

/** Pass over bytes. */
export function* skip(length: number): Steps {
  if (length > 0) yield { skip: length };
}

/** The first bytes of a piece, at most `most`, and pass over the rest of it. */
export function* takeFirst(length: number, most: number): Steps<Uint8Array> {
  const bytes = yield* take(Math.min(length, most));
  yield* skip(length - bytes.length);
  return bytes;
}

/** Bytes in, steps driven. */
export interface Driver {
  readonly push: (chunk: Uint8Array) => void;
  readonly end: () => void;
}

/** How the steps ended. */
export interface Ending {
  /** Bytes after the last step. */
  after: number;
  error: unknown;
}

/**
 * Drive the steps of a format with the bytes of a file.
 *
 * @param ending - filled as the file passes; `error` is what the steps threw.
 */
export function drive(steps: Steps, ending: Ending): Driver {
  let want: Want | undefined;
  let held: Uint8Array = none;
  let filled = 0;
  let left = 0;

  function next(answer: Uint8Array | undefined): void {
    try {
      const { done, value } = answer === undefined ? steps.next(none) : steps.next(answer);
      want = done === true ? undefined : value;
    } catch (error) {
      ending.error = error;
      want = undefined;
    }
    if (want === undefined) return;
    if ("take" in want) {
      held = new Uint8Array(want.take);
      filled = 0;
      if (want.take === 0) next(none);
    } else if ("skip" in want) {
      left = want.skip;
    }
  }

  /** How many bytes of the chunk were used; the step is answered where it has all it asked for. */
  function feed(chunk: Uint8Array): number {
    if (want === undefined) {
      ending.after += chunk.length;
      return chunk.length;
    }
    if ("take" in want) {
      const part = chunk.subarray(0, held.length - filled);
      held.set(part, filled);
      filled += part.length;
      if (filled === held.length) next(held);
      return part.length;
    }
    if ("skip" in want) {
      const passed = Math.min(left, chunk.length);
      left -= passed;
      if (left === 0) next(none);
      return passed;
    }
    const found = chunk.indexOf(want.past);
    if (found === -1) return chunk.length;
    next(none);
    return found + 1;
  }

  const isAsking = () => want !== undefined;
  next(undefined);
  return {
    push(chunk) {
      for (let at = 0; at < chunk.length;) at += feed(chunk.subarray(at));
    },
    end() {
      if (want === undefined) return;
      if ("take" in want) {
        next(held.subarray(0, filled));
        // Whoever goes on asking after a short answer gets nothing more.
        for (let tries = 0; isAsking() && tries < 64; tries += 1) next(none);
        return;
      }
      const missing = "skip" in want ? left : 1;
      try {
        steps.throw(new CutShort(missing));
      } catch (error) {
        ending.error = error;
      }
      want = undefined;
    },
  };
}
