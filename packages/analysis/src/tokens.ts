/**
 * From a message to the words that are compared.
 *
 * A token is a word, one character of a script written without spaces, or a placeholder for what
 * differs from person to person by its nature: a link, an address, a number, a sum. Its place in
 * the text as written is kept.
 */
import { type FoldedText, foldText } from "./fold.ts";
import type { Span } from "./reasons.ts";

export interface Token extends Span {
  /** What is compared. Never shown. */
  readonly word: string;
}

/** Beyond this, the rest of a message is not compared: no opener is as long. */
const mostTokens = 400;

const piece = new RegExp(
  [
    "(?<link>(?:https?:\\/\\/|www\\.)[^\\s<>]+)",
    "(?<mail>[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+)",
    "(?<money>[£$€¥₹]\\s?\\d[\\d.,]*)",
    "(?<number>\\+?\\d[\\d\\s().\\-]{5,}\\d(?![\\p{L}]))",
    "(?<unspaced>[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]\\p{M}*)",
    "(?<word>[\\p{L}\\p{N}\\p{M}@$](?:[\\p{L}\\p{N}\\p{M}@$!]*[\\p{L}\\p{N}\\p{M}$])?(?:['\u2019\u02bc`\u00b4][\\p{L}\\p{M}]+)*)",
  ].join("|"),
  "gu",
);

const placeholders = ["link", "mail", "money", "number"] as const;
const leet: Readonly<Record<string, string>> = {
  0: "o",
  1: "i",
  3: "e",
  4: "a",
  5: "s",
  7: "t",
  "@": "a",
  $: "s",
  "!": "i",
  l: "i",
};

/** Take a message apart. */
export function makeTokens(text: string): readonly Token[] {
  const folded = foldText(text);
  const tokens: Token[] = [];
  for (const match of folded.text.matchAll(piece)) {
    const word = toWord(match);
    if (word === "") continue;
    const token = place(folded, word, match.index, match.index + match[0].length);
    tokens.push({ ...token, end: token.end + marksAt(text, token.end) });
    if (tokens.length === mostTokens) break;
  }
  return joinSpelledOut(tokens);
}

/** How long the accents behind a letter are; none has a lower code than U+0300. */
function marksAt(text: string, at: number): number {
  if (at === text.length || text.charCodeAt(at) < 0x300) return 0;
  return /^\p{M}+/u.exec(text.slice(at))?.[0].length ?? 0;
}

function toWord({ 0: text, groups }: RegExpMatchArray): string {
  for (const kind of placeholders) if (groups?.[kind] !== undefined) return `<${kind}>`;
  if (groups?.unspaced !== undefined) return text;
  return keptWord(text);
}

/** The same words come again and again, and each is dear to fold. */
const kept = new Map<string, string>();
const mostKept = 1 << 14;

function keptWord(word: string): string {
  const known = kept.get(word);
  if (known !== undefined) return known;
  const folded = foldWord(word);
  if (kept.size >= mostKept) kept.clear();
  if (word.length <= 40) kept.set(word, folded);
  return folded;
}

/** One word without apostrophes, look-alike digits and drawn-out letters. */
function foldWord(word: string): string {
  const bare = word.replace(/['\u2019\u02bc`\u00b4]/gu, "");
  if (/^\d+$/.test(bare)) return bare.length > 2 ? "<digits>" : bare;
  const letters = bare.replace(/(\p{L})\1{2,}/gu, "$1");
  const isDisguised = /\p{L}/u.test(letters) && /^[\p{L}\p{M}\d@$!]{3,}$/u.test(letters);
  const plain = isDisguised
    ? letters.replace(/[013457@$!]/g, (sign) => leet[sign] ?? sign)
    : letters;
  // UTS #39 gives i, l and 1 one look.
  return plain.replaceAll("l", "i").replace(/^[@$!]+|[@$!]+$/g, "");
}

function place({ starts, ends }: FoldedText, word: string, from: number, to: number): Token {
  return { word, start: starts[from] ?? 0, end: ends[to - 1] ?? 0 };
}

/** "h e l l o" is a word whose letters were set apart. */
function joinSpelledOut(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  let run: Token[] = [];
  const flush = () => {
    const [first] = run;
    const last = run.at(-1);
    if (first !== undefined && last !== undefined && run.length >= 4) {
      joined.push({
        word: run.map(({ word }) => word).join(""),
        start: first.start,
        end: last.end,
      });
    } else joined.push(...run);
    run = [];
  };
  for (const token of tokens) {
    const previous = run.at(-1);
    const isNear = previous === undefined || token.start - previous.end <= 1;
    const isLetter = token.word.length <= 2 && /^\p{Script=Latin}$/u.test(token.word);
    if (!isLetter || !isNear) flush();
    if (isLetter) run.push(token);
    else joined.push(token);
  }
  flush();
  return joined;
}
