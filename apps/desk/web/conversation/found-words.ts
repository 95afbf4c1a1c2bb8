/**
 * Where words that were searched for stand in a text, as the Desk's search sees them: case, marks,
 * width, the invisible and how many spaces do not matter.
 */

/** Offsets in UTF-16 code units of the text as it is. */
export interface Found {
  readonly start: number;
  readonly end: number;
}

/** Every place of `words` in `text`, from left to right, none over another. */
export function findWords(text: string, words: string): readonly Found[] {
  const wanted = foldText(words.trim()).folded;
  if (wanted === "") return [];
  const { folded, starts, ends } = foldText(text);
  const found: Found[] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    found.push({ start: starts[at] ?? 0, end: ends[at + wanted.length - 1] ?? text.length });
  }
  return found;
}

/** The text as it is compared, and for each of its units where it came from. */
function foldText(text: string) {
  let folded = "";
  let at = 0;
  const starts: number[] = [];
  const ends: number[] = [];
  for (const letter of text) {
    const plain = foldLetter(letter, folded.endsWith(" "));
    starts.push(...Array<number>(plain.length).fill(at));
    ends.push(...Array<number>(plain.length).fill(at + letter.length));
    // A mark belongs to the letter before it, and so does one more space.
    if (plain === "" && ends.length > 0) ends[ends.length - 1] = at + letter.length;
    folded += plain;
    at += letter.length;
  }
  return { folded, starts, ends };
}

function foldLetter(letter: string, afterSpace: boolean): string {
  const plain = letter
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}]/gu, "")
    .toUpperCase()
    .toLowerCase()
    .replace(/\s+/g, " ");
  return afterSpace ? plain.trimStart() : plain;
}
