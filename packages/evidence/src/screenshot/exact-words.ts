/**
 * Telephone numbers, links and all else with digits in it decide what is linked, and no dictionary
 * helps the engine with them. Each is read again in other sizes; two readings that agree are kept,
 * and what no two agree on is marked for the person, never guessed.
 */
import { type Box, type ReadWord } from "./reading.ts";
import { type Strip } from "./strip.ts";

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

const numberPart = /^[+(]{0,2}\d[\d()./-]*$|^\(\d+\)$/;
/** What has the signs of a link or an address. */
export const hasLink = /:\/\/|www\.|@|[a-z\d]\.[a-z]{2,}(?:\/|$)|\w\/\w/i;

/** The words of a line with exact ones read again. */
export function readExactly(
  read: readonly ReadWord[],
  readAgain: ReadAgain,
  strip: Strip,
): readonly Stretch[] {
  const words = joinLinks(read, strip);
  const stretches: Stretch[] = [];
  for (let at = 0; at < words.length;) {
    const count = countNumberParts(words, at);
    const part = words.slice(at, at + Math.max(1, count));
    const isExact = count > 0 || needsCare(part);
    stretches.push(isExact ? agree(part, { readAgain, strip, isNumber: count > 0 }) : asRead(part));
    at += part.length;
  }
  return stretches;
}

/** The engine parts links at their signs. Where no room for a space is, none was written. */
function joinLinks(words: readonly ReadWord[], strip: Strip): readonly ReadWord[] {
  const joined: ReadWord[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const joint = last === undefined ? undefined : jointOf(last, word, strip);
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
function jointOf(last: ReadWord, word: ReadWord, strip: Strip): string | undefined {
  const atSign = /[-_/.:?=&@]$/.test(last.text) || /^[-_/.:?=&@]/.test(word.text);
  const isLink = hasLink.test(last.text) || hasLink.test(word.text);
  const mayJoin = atSign || isLink || /\d$/.test(last.text) || /^\d/.test(word.text);
  if (!mayJoin || gapBetween(last, word, strip) >= strip.narrowest) return undefined;
  return isLink && !atSign && lacksStroke(last.text + word.text, around([last, word]), strip)
    ? "_"
    : "";
}

/** From the middle of one's last letter to the middle of the other's first. */
function gapBetween(last: ReadWord, word: ReadWord, strip: Strip): number {
  const half = ({ box, text }: ReadWord) => box.width / Math.max(1, text.length) / 2;
  const end = last.box.left + last.box.width;
  return strip.widestGap(end - half(last), word.box.left + half(word));
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

interface Again {
  readonly readAgain: ReadAgain;
  readonly strip: Strip;
  readonly isNumber: boolean;
}

function agree(words: readonly ReadWord[], { readAgain, strip, isNumber }: Again): Stretch {
  const box = strip.toWords(around(words));
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
      const isDoubtful =
        looksLikeAnother(same.text) ||
        (hasLink.test(same.text) && lacksStroke(same.text, box, strip));
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

/** Whether more underscores are drawn than were read. */
function lacksStroke(text: string, { left, width }: Box, strip: Strip): boolean {
  return strip.countStrokes(left, left + width) > (text.match(/_+/g) ?? []).length;
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
