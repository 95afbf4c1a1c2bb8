/** The lines of a bubble as one text: where the program broke a line, and where the writer did. */
import { hasLink, type Stretch } from "./exact-words.ts";
import { type Line } from "./lines.ts";

/** A line that was read. */
export interface ReadText {
  readonly line: Line;
  readonly stretches: readonly Stretch[];
}

/** A text, and the links in it that ran over the end of a line. */
export interface JoinedText {
  readonly text: string;
  readonly broken: readonly string[];
}

/** A line goes on in the next one if that one's first word had no room in it. */
export function joinLines(read: readonly ReadText[]): JoinedText {
  const right = Math.max(0, ...read.map(({ line: { box } }) => box.left + box.width));
  const broken: string[] = [];
  let text = "";
  read.forEach((one, index) => {
    const said = one.stretches.map((stretch) => stretch.text).join(" ");
    const before = read[index - 1];
    if (before === undefined) text = said;
    else if (isHyphenated(before, one, right)) text += said;
    else if (goesOn(before, one, right)) {
      text += said;
      broken.push(linkAcross(text, said));
    } else text += `${hadRoom(before, one, right) ? "\n" : " "}${said}`;
  });
  return { text: text.trim(), broken };
}

/** Whether the first word of the next line would have fitted behind this one. */
function hadRoom({ line: { box } }: ReadText, next: ReadText, right: number): boolean {
  const first = next.line.words[0]?.width ?? 0;
  return box.left + box.width + first + next.line.box.height * 0.4 < right;
}

/** Programs break part-time behind its hyphen. */
function isHyphenated(before: ReadText, next: ReadText, right: number): boolean {
  if (hasLink.test(lastWord(before)) || hadRoom(before, next, right)) return false;
  return /[\p{L}\d]-$/u.test(lastWord(before)) && /^[\p{L}\d]/u.test(firstWord(next));
}

/**
 * Programs break a link behind its signs, or anywhere if it is wider than the bubble. Which was meant
 * cannot be told from the picture alone, so that whoever reads it is told to look.
 */
function goesOn(before: ReadText, next: ReadText, right: number): boolean {
  const last = lastWord(before);
  const first = firstWord(next);
  if (!hasLink.test(last) || hadRoom(before, next, right)) return false;
  if (/[-/_&=#%]$/.test(last)) return true;
  if (/[?.]$/.test(last)) return /[=&/]/.test(first);
  return fillsLine(before, right) && /[\d/=&_%-]/.test(first);
}

const lastWord = ({ stretches }: ReadText) => stretches.at(-1)?.text.split(" ").at(-1) ?? "";
const firstWord = ({ stretches }: ReadText) => stretches[0]?.text.split(" ")[0] ?? "";

/** One word from the first to the last place of a line. */
function fillsLine({ line: { box }, stretches }: ReadText, right: number): boolean {
  const isWhole = stretches.length === 1 && stretches[0]?.text.includes(" ") === false;
  return isWhole && box.left + box.width > right - box.height * 0.6;
}

function linkAcross(text: string, said: string): string {
  const from = text.lastIndexOf(" ", text.length - said.length) + 1;
  const to = text.indexOf(" ", text.length - said.length);
  return text.slice(from, to === -1 ? text.length : to);
}
