/**
 * Invisible marks and digits of other scripts, taken off a line without losing where each letter
 * stood, so that a header is read in one form and the body is kept as it was.
 */

const marks = /[\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u;
const allMarks = /[\u200b-\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const plainStart = /^[\x20-\x7e]*$/;

/** A line in plain form, and for each of its letters the index in the original. */
export interface PlainLine {
  readonly text: string;
  /** Index in the original of the letter at an index of `text`. */
  readonly originalAt: (index: number) => number;
}

/** Whether a UTF-16 unit is a direction or zero-width mark. */
export function isMark(unit: number): boolean {
  return unit >= 0x61c && marks.test(String.fromCharCode(unit));
}

/** Direction and zero-width marks taken off. */
export function stripMarks(text: string): string {
  return plainStart.test(text) ? text : text.replace(allMarks, "");
}

/**
 * The same text, apart from the one that it was cut from: engines keep a whole text for as long as a
 * part of it is kept.
 */
export function copyOf(text: string): string {
  return text.split("").join("");
}

/**
 * The first letters of a line in plain form: no marks, ASCII digits, plain spaces.
 *
 * @param line - one line, UTF-16.
 * @param most - how many letters of it are looked at.
 */
export function plainStartOf(line: string, most: number): PlainLine {
  const start = line.slice(0, most);
  if (plainStart.test(start)) {
    return { text: start, originalAt: (index) => index };
  }
  let text = "";
  const at: number[] = [];
  let index = 0;
  for (const letter of start) {
    if (!marks.test(letter)) {
      const plain = plainLetter(letter);
      at.push(...Array.from({ length: plain.length }, () => index));
      text += plain;
    }
    index += letter.length;
  }
  const end = index;
  return { text, originalAt: (place) => at[place] ?? end };
}

function plainLetter(letter: string): string {
  if (/[\u00a0\u202f\u2009\u3000]/u.test(letter)) return " ";
  if (letter === "\uff1a") return ":";
  return /\p{Nd}/u.test(letter) ? asciiDigit(letter) : letter;
}

/** The ten digits of every script stand in a row, so a digit is its distance from that row's zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}
