/**
 * The words of a plain ASCII message, straight from its bytes: the same words as `makeTokens`, many
 * times as fast. What is unusual (links, addresses, sums, set-apart letters, other scripts) is left
 * to `makeTokens` itself. Both write into one buffer that is used again for each message.
 */
import { makeTokens } from "../tokens.ts";

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
const bang = 0x21;
const smallL = 0x6c;
const smallI = 0x69;

const kinds = makeKinds();
const lower = Uint8Array.from({ length: 256 }, (_, code) =>
  code >= 0x41 && code <= 0x5a ? code + 32 : code,
);
/** True for what may stand inside a number: digits, blanks, brackets, dots, dashes. */
const inNumber = makeInNumber();
const looks = makeLooks();

/** Takes messages apart, one at a time. */
export class WordBuffer {
  /** The folded words of the latest message, one behind the other. */
  codes = new Uint16Array(4 * mostBytes);
  /** Where each of them ends in `codes`. */
  readonly ends = new Uint32Array(mostWords + 1);
  #length = 0;
  #bytes: Uint8Array = new Uint8Array(0);
  #to = 0;

  /**
   * Take apart a message that is plain ASCII.
   *
   * @returns how many words, or -1 where only {@link readText} can tell.
   */
  readAscii(bytes: Uint8Array, from: number, to: number): number {
    if (to - from > mostBytes) return -1;
    this.#bytes = bytes;
    this.#to = to;
    this.#length = 0;
    let words = 0;
    let singles = 0;
    let previousEnd = -2;
    for (let at = from; at < to;) {
      const kind = kinds[bytes[at] ?? 0] ?? kindOther;
      if (kind === kindOther || kind === kindBang || kind === kindApostrophe) {
        at += 1;
        continue;
      }
      if (kind === kindUnusual || this.#isLink(kind, at, from)) return -1;
      const start = at;
      const written = this.#length;
      at = this.#read(kind, at);
      if (at < 0) return -1;
      if (this.#length === written) continue;
      singles = this.#isSingle(written) ? (start - previousEnd <= 1 ? singles : 0) + 1 : 0;
      previousEnd = at;
      this.ends[words] = this.#length;
      words += 1;
      if (singles === spelledOut || words === mostWords) return -1;
    }
    return words;
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
    });
    return tokens.length;
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
    if (kind === kindLetter) return this.#readWord(at);
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
    if (first >= to || kinds[bytes[first] ?? 0] !== kindDigit) return 0;
    let end = first + 1;
    while (end < to && inNumber[bytes[end] ?? 0] === 1) end += 1;
    for (let last = end - 1; last - first >= 6; last -= 1) {
      if (kinds[bytes[last] ?? 0] !== kindDigit) continue;
      const isBeforeLetter = last + 1 < to && kinds[bytes[last + 1] ?? 0] === kindLetter;
      if (!isBeforeLetter) return last + 1;
    }
    return 0;
  }

  #readWord(from: number): number {
    const bytes = this.#bytes;
    const to = this.#to;
    const start = this.#length;
    let end = from;
    let at = from;
    for (; at < to; at += 1) {
      const kind = kinds[bytes[at] ?? 0];
      if (kind === kindLetter || kind === kindDigit) end = at + 1;
      else if (kind === kindUnusual) return -1;
      else if (kind !== kindBang) break;
    }
    for (at = from; at < end; at += 1) this.#put(bytes[at] ?? 0);
    while (at + 1 < to && kinds[bytes[at] ?? 0] === kindApostrophe) {
      if (kinds[bytes[at + 1] ?? 0] !== kindLetter) break;
      at += 1;
      while (at < to && kinds[bytes[at] ?? 0] === kindLetter) {
        this.#put(bytes[at] ?? 0);
        at += 1;
      }
    }
    this.#fold(start);
    return at;
  }

  #put(code: number): void {
    this.codes[this.#length] = lower[code] ?? 0;
    this.#length += 1;
  }

  /** As `foldWord` of tokens.ts. */
  #fold(start: number): void {
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
    if (digits === end - start) {
      if (digits > 2) {
        this.#length = start;
        this.#write(digitsSign);
      }
      return;
    }
    const isDisguised = letters > 0 && write - start >= 3;
    for (let at = start; at < write; at += 1) {
      const code = codes[at] ?? 0;
      if (isDisguised) codes[at] = looks[code] ?? code;
      else if (code === smallL) codes[at] = smallI;
    }
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

/** Digits to the letters that they stand for; l is i. */
function makeLooks(): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, code) => code);
  const from = codesOf("013457l");
  const to = codesOf("oieasti");
  from.forEach((code, at) => {
    table[code] = to[at] ?? code;
  });
  table[bang] = smallI;
  return table;
}

function codesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}
