/**
 * Typing a code: which word is being typed, and how a suggestion takes its place. What is a word and
 * what is not, the worker knows.
 */

/** The word that the caret stands in or behind. */
export interface WordAt {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The word at the caret; nothing between two words, and nothing for digits. */
export function wordAt(typed: string, caret: number): WordAt | undefined {
  for (const { 0: text, index } of typed.matchAll(/\p{L}+/gu)) {
    const end = index + text.length;
    if (caret >= index && caret <= end) return { start: index, end, text };
  }
  return undefined;
}

/** The text with a word put in the place of another, ready for the next one. */
export function putWord(typed: string, { start, end }: WordAt, word: string): string {
  const rest = typed.slice(end).trimStart();
  return `${typed.slice(0, start)}${word} ${rest}`;
}

/** The word of that number, counted from 1. */
export function wordNumber(typed: string, position: number): WordAt | undefined {
  const match = [...typed.matchAll(/[\p{L}\p{Nd}]+/gu)][position - 1];
  return match && { start: match.index, end: match.index + match[0].length, text: match[0] };
}

const triesBeforeWait = 10;
const waitMs = 60_000;

/** How often a code was tried, and until when to wait. */
export interface Tries {
  readonly count: number;
  /** In milliseconds, on the clock that `countTry` is given. */
  readonly waitUntil: number;
}

export const noTries: Tries = { count: 0, waitUntil: 0 };

/** One more wrong code. After ten, a minute's wait. */
export function countTry({ count, waitUntil }: Tries, now: number): Tries {
  const next = count + 1;
  return next % triesBeforeWait === 0
    ? { count: next, waitUntil: now + waitMs }
    : { count: next, waitUntil };
}
