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

/** Fold a text; an ASCII text only loses its case. */
export function foldText(text: string): FoldedText {
  const folded: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    for (const unit of foldCharacter(character)) {
      folded.push(unit);
      starts.push(...Array<number>(unit.length).fill(at));
      ends.push(...Array<number>(unit.length).fill(end));
    }
    at = end;
  }
  return {
    text: folded.join(""),
    starts: Int32Array.from(starts),
    ends: Int32Array.from(ends),
  };
}

function foldCharacter(character: string): string {
  if (character < "\u0080") return blank.test(character) ? " " : character.toLowerCase();
  if (blank.test(character)) return " ";
  const direct = looksLike.get(character);
  if (direct !== undefined) return direct;
  const bare = character.normalize("NFKC").normalize("NFD").replace(invisible, "");
  return Array.from(bare, (part) => looksLike.get(part) ?? part.toLowerCase())
    .join("")
    .replace(invisible, "")
    .normalize("NFC");
}
