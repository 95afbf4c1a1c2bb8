/**
 * Tells the bodies that are surely somebody's own words, and nothing that `kind.ts` would find more
 * in, without reading them: by their first bytes and their last letter. Nine in ten are.
 */
import { utf8Of } from "./encoding.ts";
import { allPhrases } from "./kind-phrases.ts";

/** Bytes of a phrase that are looked at: so many of a long one, so many of a short one. */
const longBytes = 8;
const shortBytes = 4;
/** First three letters of phrases in ASCII, five bits of each: most bodies begin with no such. */
const asciiStarts = new Uint8Array(1 << 15);
/** Hashes of first bytes of phrases. */
const longStarts = new Uint8Array(1 << 15);
const shortStarts = new Uint8Array(1 << 15);
/** First two bytes of phrases that do not begin with ASCII, in either case. */
const wideStarts = new Uint8Array(1 << 16);

for (const phrase of allPhrases) {
  const bytes = utf8Of(phrase).subarray(0, longBytes);
  asciiStarts[threeAt(bytes, 0)] = 1;
  // A body that agrees with a phrase has other letters than ASCII where it has them.
  if (bytes.some((byte) => byte > 0x7f)) continue;
  if (bytes.length < longBytes) shortStarts[hashOf(bytes, 0, shortBytes)] = 1;
  else longStarts[hashOf(bytes, 0, longBytes)] = 1;
}
const firstLetters = new Set(allPhrases.map((phrase) => phrase.charAt(0)));
for (let unit = 0x80; unit < 0x10000; unit += 1) {
  const letter = String.fromCharCode(unit);
  // Beyond these no letter has two cases but some that no phrase begins with.
  const lower = unit < 0x2c00 ? letter.toLowerCase().charAt(0) : letter;
  if (firstLetters.has(lower)) mark(letter);
}
/** Quotation marks and direction marks; a no-break space; a wide bracket. */
["\u200e", "\u061c", "\ufeff", "\u00a0", "（"].forEach(mark);

/**
 * Whether no phrase of a program can stand at an index.
 *
 * @param bytes - with a byte behind the body that is no part of it.
 */
export function startsPlain(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at] ?? 0;
  if (first > 0x7f) return wideStarts[(first << 8) | (bytes[at + 1] ?? 0)] === 0;
  // "<", "(" and space may stand before a phrase.
  if (first <= 0x20 || first === 0x28 || first === 0x3c) return false;
  // Two that are no ASCII may be a mark that stands between the letters.
  const areAscii = ((bytes[at + 1] ?? 0) | (bytes[at + 2] ?? 0)) < 0x80;
  if (areAscii && asciiStarts[threeAt(bytes, at)] === 0) return true;
  return shortStarts[hashOf(bytes, at, shortBytes)] === 0 && isNoLongPhrase(bytes, at);
}

function isNoLongPhrase(bytes: Uint8Array, at: number): boolean {
  for (let index = 1; index < longBytes; index += 1) {
    const byte = bytes[at + index] ?? 0;
    if (byte > 0x7f) return false;
    if (byte === 0x0a || byte === 0x0d) return true;
  }
  return longStarts[hashOf(bytes, at, longBytes)] === 0;
}

/** Whether neither a mark nor what may close a name of a file stands at the end. */
export function endsPlain(text: string, end: number = text.length): boolean {
  const last = end > 0 ? text.charCodeAt(end - 1) : 0;
  if (last <= 0x20 || last === 0x29 || last === 0x3e) return false;
  if (last < 0x80) return true;
  const isMarkOrSpace =
    last <= 0xa0 || last === 0x61c || (last >= 0x2000 && last <= 0x206f) || last >= 0xfe00;
  return !isMarkOrSpace;
}

/** 15 bits of three bytes, the same for both cases of a letter. */
function threeAt(bytes: Uint8Array, at: number): number {
  const first = ((bytes[at] ?? 0) & 0x1f) << 10;
  return first | (((bytes[at + 1] ?? 0) & 0x1f) << 5) | ((bytes[at + 2] ?? 0) & 0x1f);
}

/** 15 bits that are the same for both cases of a letter. */
function hashOf(bytes: Uint8Array, at: number, length: number): number {
  let hash = 0;
  for (let index = 0; index < length; index += 1) {
    hash = (Math.imul(hash, 33) + ((bytes[at + index] ?? 0) & 0x1f)) | 0;
  }
  return (hash ^ (hash >>> 15)) & 0x7fff;
}

function mark(letter: string): void {
  const bytes = utf8Of(letter);
  wideStarts[((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)] = 1;
}
