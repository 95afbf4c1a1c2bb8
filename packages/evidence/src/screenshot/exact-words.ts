/**
 * Telephone numbers, links and all else with digits in it decide what is linked, and no dictionary
 * helps the engine with them. Each is read again in other sizes; two readings that agree are kept,
 * and what no two agree on is marked for the person, never guessed.
 */
import { type Box, type ReadWord } from "./reading.ts";

/** Reads a part of the line again: `zoom` times as large as at first. */
export type ReadAgain = (box: Box, zoom: number, letters?: "number") => readonly ReadWord[];

/** A stretch of a line: one word, or the groups of one number. */
export interface Stretch {
  readonly text: string;
  /** Where it begins, in the engine's pixels. */
  readonly left: number;
  readonly confidence: number;
  readonly isDoubtful: boolean;
}

/** No space is as narrow, in the engine's pixels, of which a line has 40. */
const narrowest = 6;
const numberPart = /^[+(]{0,2}\d[\d()./-]*$|^\(\d+\)$/;
/** What has the signs of a link or an address. */
export const hasLink = /:\/\/|www\.|@|[a-z\d]\.[a-z]{2,}(?:\/|$)|\w\/\w/i;

/** Whether a low stroke, and nothing above it, stands somewhere between two places of the line. */
export type HasStroke = (from: number, to: number) => boolean;

/** The words of a line with exact ones read again. */
export function readExactly(
  read: readonly ReadWord[],
  readAgain: ReadAgain,
  hasStroke: HasStroke = () => false,
): readonly Stretch[] {
  const words = joinLinks(read, hasStroke);
  const stretches: Stretch[] = [];
  for (let at = 0; at < words.length;) {
    const count = countNumberParts(words, at);
    const part = words.slice(at, at + Math.max(1, count));
    stretches.push(count > 0 || needsCare(part) ? agree(part, readAgain, count > 0) : asRead(part));
    at += part.length;
  }
  return stretches;
}

/** The engine parts links at their signs. Where no room for a space is, none was written. */
function joinLinks(words: readonly ReadWord[], hasStroke: HasStroke): readonly ReadWord[] {
  const joined: ReadWord[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const joint = last === undefined ? undefined : jointOf(last, word, hasStroke);
    if (last === undefined || joint === undefined) joined.push(word);
    else {
      joined[joined.length - 1] = {
        text: last.text + joint + word.text,
        confidence: Math.min(last.confidence, word.confidence),
        box: around([last, word]),
      };
    }
  }
  return joined;
}

/** What stands between two words that are one: nothing, or the stroke that the engine overlooked. */
function jointOf(last: ReadWord, word: ReadWord, hasStroke: HasStroke): string | undefined {
  const end = last.box.left + last.box.width;
  const gap = word.box.left - end;
  const atSign = /[-_/.:?=&@]$/.test(last.text) || /^[-_/.:?=&@]/.test(word.text);
  const atStroke = last.text.endsWith("_") || word.text.startsWith("_");
  if (atStroke && gap < narrowest * 3) return "";
  if (atSign && gap < narrowest) return "";
  const isLink = hasLink.test(last.text) || hasLink.test(word.text);
  const reach = narrowest * 4;
  const isNear = isLink && gap < reach * 1.5;
  return isNear && hasStroke(end - narrowest, word.box.left + reach) ? "_" : undefined;
}

/** How many words from here are groups of digits; 0 if these are no number worth the name. */
function countNumberParts(words: readonly ReadWord[], from: number): number {
  let count = 0;
  while (numberPart.test(words[from + count]?.text ?? "")) count += 1;
  return count;
}

function needsCare([word]: readonly ReadWord[]): boolean {
  return word !== undefined && (hasLink.test(word.text) || /\d/.test(word.text));
}

function asRead(words: readonly ReadWord[]): Stretch {
  return {
    text: words.map(({ text }) => text).join(" "),
    left: words[0]?.box.left ?? 0,
    confidence: Math.min(...words.map(({ confidence }) => confidence)),
    isDoubtful: words.some(({ confidence, text }) => confidence < 0.5 && /[\p{L}\d]/u.test(text)),
  };
}

/**
 * Letters that some fonts draw alike, in a place where no word tells which it is. Every reading
 * would agree on the same mistake.
 */
function looksLikeAnother(text: string): boolean {
  if (!hasLink.test(text)) return false;
  const path = text.replace(/^\w+:\/\//, "").replace(/^[^/]*/, "");
  return path
    .split(/[^A-Za-z\d]+/)
    .some((part) => /[Il1O0|]/.test(part) && /\d/.test(part) && /[A-Za-z]/.test(part));
}

function agree(words: readonly ReadWord[], readAgain: ReadAgain, isNumber: boolean): Stretch {
  const box = around(words);
  const readings = [asRead(words)];
  const again: readonly (readonly [number, "number" | undefined])[] = [
    [1.3, isNumber ? "number" : undefined],
    [0.8, undefined],
    [1.6, undefined],
  ];
  for (const [zoom, letters] of again) {
    const next = asRead([...readAgain(box, zoom, letters), nothing]);
    const same = readings.find(({ text }) => toSigns(text) === toSigns(next.text));
    if (same !== undefined) {
      const isDoubtful = looksLikeAnother(same.text);
      return {
        ...same,
        left: box.left,
        confidence: isDoubtful ? 0.5 : Math.max(same.confidence, 0.9),
        isDoubtful,
      };
    }
    readings.push({ ...next, left: box.left, text: next.text.trim() });
  }
  const [first = asRead([nothing])] = readings;
  return { ...first, confidence: Math.min(first.confidence, 0.4), isDoubtful: true };
}

/** Where spaces and underscores stand is told from the ink, not from what is read. */
const toSigns = (text: string) => text.replace(/[ _]/g, "");

const nothing: ReadWord = {
  text: "",
  confidence: 1,
  box: { left: 0, top: 0, width: 0, height: 0 },
};

function around(words: readonly ReadWord[]): Box {
  const left = Math.min(...words.map(({ box }) => box.left));
  const top = Math.min(...words.map(({ box }) => box.top));
  const right = Math.max(...words.map(({ box }) => box.left + box.width));
  const bottom = Math.max(...words.map(({ box }) => box.top + box.height));
  return { left, top, width: right - left, height: bottom - top };
}
