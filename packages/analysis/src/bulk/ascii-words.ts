/**
 * The words of a plain ASCII message, straight from its bytes: the same words as `makeTokens`, many
 * times as fast. What is unusual (links, addresses, sums, set-apart letters, other scripts) is left
 * to `makeTokens` itself. Both write into one buffer that is used again for each message.
 */
import { makeTokens } from "../tokens.ts";
import { lettersInLow, mostCachedLetters, WordCache } from "./word-cache.ts";

const kindOther = 0;
const kindLetter = 1;
const kindDigit = 2;
const kindBang = 3;
const kindApostrophe = 4;
const kindPlus = 5;
const kindColon = 6;
const kindDot = 7;
const kindUnusual = 8;

/** Above this many tokens, or bytes, a message is unusual. */
const mostWords = 400;
const mostBytes = 16_384;
/** So many single letters in a row may be a word that was set apart. */
const spelledOut = 4;

const numberSign = codesOf("<number>");
const digitsSign = codesOf("<digits>");
const slash = 0x2f;
const smallW = 0x77;

const kinds = makeKinds();
const lower = Uint8Array.from({ length: 256 }, (_, code) =>
  code >= 0x41 && code <= 0x5a ? code + 32 : code,
);
/** True for what may stand inside a number: digits, blanks, brackets, dots, dashes. */
const inNumber = makeInNumber();
const looks = makeLooks("013457l!", "oieastii");
const looksPlain = makeLooks("l", "i");
/** 1 for the kinds that stand between words. */
const isBetween = Uint8Array.from({ length: kindUnusual + 1 }, (_, kind) =>
  kind === kindOther || kind === kindBang || kind === kindApostrophe ? 1 : 0,
);

/** 1 to 26 for letters, whichever their case. */
const letterValues = Uint8Array.from({ length: 256 }, (_, code) =>
  kinds[code] === kindLetter ? code & 31 : 0,
);
/** 1 for what ends a word for certain. */
const isEnd = Uint8Array.from(kinds, (kind) =>
  kind === kindOther || kind === kindPlus || kind === kindColon || kind === kindDot ? 1 : 0,
);

/** Takes messages apart, one at a time. */
export class WordBuffer {
  /** The folded words of the latest message, one behind the other. */
  codes = new Uint16Array(4 * mostBytes);
  /** Where each of them ends in `codes`. */
  readonly ends = new Uint32Array(mostWords + 1);
  /** The number of each word where it was remembered, else -1: only then it is in `codes`. */
  readonly numbers = new Int32Array(mostWords + 1);
  readonly #cache = new WordCache();
  /** The letters of each word that is not remembered as the cache has them; 0 if it cannot. */
  readonly #lows = new Int32Array(mostWords + 1);
  readonly #highs = new Int32Array(mostWords + 1);
  #isKnownSingle = false;
  #singles = 0;
  #previousEnd = 0;
  #length = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #to = 0;

  /**
   * Take apart a message that is plain ASCII.
   *
   * @param near - letters with so many signs between them may be one word set apart: 1, or more
   *   where one sign was written as several.
   * @returns how many words, or -1 where only {@link readText} can tell.
   */
  readAscii(bytes: Uint8Array, from: number, to: number, near = 1): number {
    if (to - from > mostBytes) return -1;
    this.#bytes = bytes;
    this.#to = to;
    this.#length = 0;
    this.#singles = 0;
    this.#previousEnd = -2;
    let words = 0;
    for (let at = from; at < to;) {
      const kind = kindAt(bytes, at);
      if (isBetween[kind] === 1) {
        at += 1;
        continue;
      }
      const start = at;
      const written = this.#length;
      at = kind === kindLetter ? this.#recall(words, at) : this.#readSign(words, kind, at, from);
      if (at < 0) return -1;
      if (this.numbers[words] === -1 && this.#length === written) continue;
      this.#noteSingle(words, written, start, near);
      this.#previousEnd = at;
      this.ends[words] = this.#length;
      words += 1;
      if (this.#singles === spelledOut || words === mostWords) return -1;
    }
    return words;
  }

  /** How many single letters in a row there are with a word. */
  #noteSingle(nth: number, written: number, start: number, near: number): void {
    const isSingle = this.numbers[nth] === -1 ? this.#isSingle(written) : this.#isKnownSingle;
    const before = start - this.#previousEnd <= near ? this.#singles : 0;
    this.#singles = isSingle ? 1 + before : 0;
  }

  /** Take apart any message. */
  readText(text: string): number {
    const tokens = makeTokens(text);
    this.#length = 0;
    tokens.forEach(({ word }, nth) => {
      this.#reserve(word.length);
      for (let at = 0; at < word.length; at += 1) {
        this.codes[this.#length + at] = word.charCodeAt(at);
      }
      this.#length += word.length;
      this.ends[nth] = this.#length;
      this.numbers[nth] = -1;
      this.#lows[nth] = 0;
    });
    return tokens.length;
  }

  /** What number a word of the latest message has. It will be in `numbers` when it comes again. */
  remember(nth: number, number: number): void {
    const low = this.#lows[nth] ?? 0;
    if (low === 0) return;
    const start = nth === 0 ? 0 : (this.ends[nth - 1] ?? 0);
    const isSingle = this.ends[nth] === start + 1 ? 1 : 0;
    this.#cache.remember(low, this.#highs[nth] ?? 0, 2 * number + isSingle);
  }

  /** A word that begins with a letter. Returns where to go on, or -1. */
  #recall(nth: number, from: number): number {
    const bytes = this.#bytes;
    const to = this.#to;
    let low = 0;
    let high = 0;
    let at = from;
    for (; at < to; at += 1) {
      const letter = letterValues[bytes[at] ?? 0] ?? 0;
      if (letter === 0) break;
      if (at - from < lettersInLow) low = (low << 5) | letter;
      else high = (high << 5) | letter;
    }
    const isCached = at - from <= mostCachedLetters && (at === to || isEnd[bytes[at] ?? 0] === 1);
    const known = isCached ? this.#cache.find(low, high) : -1;
    if (known >= 0) {
      this.numbers[nth] = known >>> 1;
      this.#isKnownSingle = (known & 1) === 1;
      return at;
    }
    this.numbers[nth] = -1;
    this.#lows[nth] = isCached ? low : 0;
    this.#highs[nth] = high;
    return this.#readWord(from);
  }

  /** What begins with another sign than a letter. */
  #readSign(nth: number, kind: number, at: number, from: number): number {
    if (kind === kindUnusual || this.#isLink(kind, at, from)) return -1;
    this.numbers[nth] = -1;
    this.#lows[nth] = 0;
    return this.#read(kind, at);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.codes.length) return;
    const codes = new Uint16Array(2 * (this.#length + more));
    codes.set(this.codes);
    this.codes = codes;
  }

  /** Perhaps the beginning of a link: `://`, or `www.` */
  #isLink(kind: number, at: number, from: number): boolean {
    const bytes = this.#bytes;
    if (kind === kindColon) return bytes[at + 1] === slash && bytes[at + 2] === slash;
    if (kind !== kindDot || at < from + 3) return false;
    for (let back = 1; back <= 3; back += 1) {
      if (lower[bytes[at - back] ?? 0] !== smallW) return false;
    }
    return true;
  }

  /** One token; writes nothing where there is none. Returns where to go on, or -1. */
  #read(kind: number, at: number): number {
    if (kind !== kindDigit && kind !== kindPlus) return at + 1;
    const end = this.#endOfNumber(kind === kindPlus ? at + 1 : at);
    if (end > 0) {
      this.#write(numberSign);
      return end;
    }
    return kind === kindPlus ? at + 1 : this.#readWord(at);
  }

  /** `\d[\d\s().-]{5,}\d(?!\p{L})`, greedy: where it ends, or 0. */
  #endOfNumber(first: number): number {
    const bytes = this.#bytes;
    const to = this.#to;
    if (first >= to || kindAt(bytes, first) !== kindDigit) return 0;
    let end = first + 1;
    while (end < to && isInNumber(bytes, end)) end += 1;
    for (let last = end - 1; last - first >= 6; last -= 1) {
      if (kindAt(bytes, last) !== kindDigit) continue;
      if (last + 1 === to || kindAt(bytes, last + 1) !== kindLetter) return last + 1;
    }
    return 0;
  }

  #readWord(from: number): number {
    const start = this.#length;
    const end = this.#endOfWord(from);
    if (end < 0) return -1;
    for (let at = from; at < end; at += 1) this.#put(at);
    const after = this.#readElisions(end);
    this.#fold(start);
    return after;
  }

  /** Behind the last letter or digit that no more than `!` parts from those before; -1 if unusual. */
  #endOfWord(from: number): number {
    let end = from;
    for (let at = from; at < this.#to; at += 1) {
      const kind = kindAt(this.#bytes, at);
      if (kind === kindLetter || kind === kindDigit) end = at + 1;
      else if (kind === kindUnusual) return -1;
      else if (kind !== kindBang) break;
    }
    return end;
  }

  /** `'n'roll`: letters behind apostrophes, which are dropped. */
  #readElisions(from: number): number {
    const [bytes, to] = [this.#bytes, this.#to];
    let at = from;
    while (at + 1 < to && kindAt(bytes, at) === kindApostrophe) {
      if (kindAt(bytes, at + 1) !== kindLetter) break;
      at += 1;
      while (at < to && kindAt(bytes, at) === kindLetter) {
        this.#put(at);
        at += 1;
      }
    }
    return at;
  }

  #put(at: number): void {
    this.codes[this.#length] = lower[this.#bytes[at] ?? 0] ?? 0;
    this.#length += 1;
  }

  /** As `foldWord` of tokens.ts. */
  #fold(start: number): void {
    const { letters, digits, length } = this.#shorten(start);
    if (digits === length) {
      if (digits <= 2) return;
      this.#length = start;
      this.#write(digitsSign);
      return;
    }
    const isDisguised = letters > 0 && this.#length - start >= 3;
    const table = isDisguised ? looks : looksPlain;
    for (let at = start; at < this.#length; at += 1) {
      this.codes[at] = table[this.codes[at] ?? 0] ?? 0;
    }
  }

  /** One of three or more equal letters in a row. Counts what was there before. */
  #shorten(start: number) {
    const codes = this.codes;
    const end = this.#length;
    let letters = 0;
    let digits = 0;
    let write = start;
    for (let at = start; at < end;) {
      const code = codes[at] ?? 0;
      const kind = kinds[code];
      let next = at + 1;
      if (kind === kindLetter) {
        letters += 1;
        while (next < end && codes[next] === code) next += 1;
        if (next - at < 3) next = at + 1;
      } else if (kind === kindDigit) digits += 1;
      codes[write] = code;
      write += 1;
      at = next;
    }
    this.#length = write;
    return { letters, digits, length: end - start };
  }

  #isSingle(start: number): boolean {
    return this.#length === start + 1 && kinds[this.codes[start] ?? 0] === kindLetter;
  }

  #write(sign: Uint8Array): void {
    this.codes.set(sign, this.#length);
    this.#length += sign.length;
  }
}

function makeKinds(): Uint8Array {
  const table = new Uint8Array(256).fill(kindUnusual, 128);
  const set = (signs: string, kind: number) => {
    for (const code of codesOf(signs)) table[code] = kind;
  };
  set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", kindLetter);
  set("0123456789", kindDigit);
  set("!", kindBang);
  set("'`", kindApostrophe);
  set("+", kindPlus);
  set(":", kindColon);
  set(".", kindDot);
  set("@$", kindUnusual);
  return table;
}

function makeInNumber(): Uint8Array {
  const table = new Uint8Array(256);
  for (const code of codesOf("0123456789().- \t\n\v\f\r")) table[code] = 1;
  return table;
}

/** What signs are taken for; others for themselves. */
function makeLooks(signs: string, letters: string): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, code) => code);
  const to = codesOf(letters);
  codesOf(signs).forEach((code, at) => {
    table[code] = to[at] ?? code;
  });
  return table;
}

function kindAt(bytes: Uint8Array, at: number): number {
  return kinds[bytes[at] ?? 0] ?? kindOther;
}

function isInNumber(bytes: Uint8Array, at: number): boolean {
  return inNumber[bytes[at] ?? 0] === 1;
}

function codesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}
