/**
 * Folding: one spelling for what looks the same, so that disguises do not hide a text.
 *
 *   text -> NFKC -> no invisible marks, no accents -> look-alikes to Latin -> lower case
 *
 * Every folded code unit remembers where it came from: what is found in folded text is shown in the
 * text as it was written. Nothing folded is ever shown.
 */
import { confusables } from "./confusables.ts";

export interface FoldedText {
  readonly text: string;
  /** For each code unit of `text`, where its source character starts and ends. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const looksLike = new Map(
  confusables.flatMap(([letter, likes]) => Array.from(likes, (like) => [like, letter] as const)),
);

// Accents and vowel points that are laid over the letters of any script. Vowel signs that belong to
// one script (Devanagari, Thai) are letters to their readers and stay.
const invisible = /[\p{Cf}\p{Cc}\p{Cs}\p{Co}\u034f\u115f\u1160\u3164\uffa0]|\p{Script=Inherited}/gu;
const blank = /^[\t\n\v\f\r\u0085\p{Z}]$/u;

/** Other letters than ASCII are dear to fold, and a text has few different ones. */
const kept = new Map<string, string>();
const mostKept = 4096;
const ascii = Array.from({ length: 0x80 }, (_, code) => {
  const character = String.fromCharCode(code);
  return blank.test(character) ? " " : character.toLowerCase();
});

/** Fold a text; an ASCII text only loses its case. */
export function foldText(text: string): FoldedText {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = "";
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    const character = code < 0x80 ? "" : String.fromCodePoint(text.codePointAt(at) ?? code);
    const unit = ascii[code] ?? keptFold(character);
    const end = at + Math.max(1, character.length);
    for (let left = unit.length; left > 0; left -= 1) {
      starts.push(at);
      ends.push(end);
    }
    folded += unit;
    at = end;
  }
  return { text: folded, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}

function keptFold(character: string): string {
  const known = kept.get(character);
  if (known !== undefined) return known;
  const folded = foldCharacter(character);
  if (kept.size >= mostKept) kept.clear();
  kept.set(character, folded);
  return folded;
}

function foldCharacter(character: string): string {
  if (blank.test(character)) return " ";
  const direct = looksLike.get(character);
  if (direct !== undefined) return direct;
  const bare = character.normalize("NFKC").normalize("NFD").replace(invisible, "");
  return Array.from(bare, (part) => looksLike.get(part) ?? part.toLowerCase())
    .join("")
    .replace(invisible, "")
    .normalize("NFC");
}
