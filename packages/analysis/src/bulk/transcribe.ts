/**
 * Messages with a few signs that are not ASCII, as ASCII: an accent or a look-alike is folded, an
 * emoji parts words. What needs more (other scripts, sums, invisible marks in doubt) is left to
 * `makeTokens`.
 */
import { foldText } from "../fold.ts";
import { pointAt, pointLength } from "./utf8.ts";

/** A sign that parts words and is nothing else. */
const parting = 1;
/** Apostrophes like the one of ASCII. U+02BC is a letter. */
const apostrophe = /[\u2019\u00b4]/gu;
/** What makeTokens has a use for. */
const isMeant =
  /[\p{L}\p{N}\p{M}\s\u00a3\u20ac\u00a5\u20b9\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A character becomes no more signs than this. */
export const mostSigns = 4;
const mostKept = 4096;

/** Turns bytes into other bytes, one message at a time. */
export class Transcriber {
  /** The latest message. */
  bytes = new Uint8Array(1 << 12);
  readonly #kept = new Map<number, readonly number[] | undefined>();

  /**
   * Write a message into `bytes`.
   *
   * @returns how many they are, or -1 where the message cannot be written in ASCII.
   */
  read(from: Uint8Array, start: number, end: number): number {
    const room = mostSigns * (end - start);
    if (this.bytes.length < room) this.bytes = new Uint8Array(2 * room);
    const { bytes } = this;
    let written = 0;
    for (let at = start; at < end;) {
      const code = from[at] ?? 0;
      if (code < 0x80) {
        bytes[written] = code;
        written += 1;
        at += 1;
        continue;
      }
      const point = pointAt(from, at, end);
      const signs = point < 0 ? undefined : this.#fold(point);
      if (signs === undefined) return -1;
      for (const sign of signs) {
        bytes[written] = sign;
        written += 1;
      }
      at += pointLength(code);
    }
    return written;
  }

  /** As {@link read}, of a text. */
  readText(text: string): number {
    const room = mostSigns * text.length;
    if (this.bytes.length < room) this.bytes = new Uint8Array(2 * room);
    const { bytes } = this;
    let written = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < 0x80) {
        bytes[written] = code;
        written += 1;
        continue;
      }
      const point = text.codePointAt(at) ?? code;
      const signs = this.#fold(point);
      if (signs === undefined) return -1;
      for (const sign of signs) {
        bytes[written] = sign;
        written += 1;
      }
      if (point > 0xffff) at += 1;
    }
    return written;
  }

  #fold(point: number): readonly number[] | undefined {
    const known = this.#kept.get(point);
    if (known !== undefined || this.#kept.has(point)) return known;
    const signs = foldPoint(point);
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(point, signs);
    return signs;
  }
}

/** The ASCII that stands for a character, or undefined where there is none. */
function foldPoint(point: number): readonly number[] | undefined {
  const folded = foldText(String.fromCodePoint(point)).text.replace(apostrophe, "'");
  const signs = Array.from(folded, (sign) => sign.charCodeAt(0));
  if (signs.length > mostSigns) return undefined;
  if (signs.every((sign) => sign < 0x80)) return signs;
  return isMeant.test(folded) ? undefined : [parting];
}
