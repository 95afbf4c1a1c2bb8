/** Where the sender's name ends in `Name: text`, and names kept once however often they write. */
import { copyOf, isMark, stripMarks } from "./marks.ts";

/** Longer than any name that a phone keeps. */
export const longestName = 80;
/** With the marks that may stand in it. */
const longestPrinted = 160;
const closing: Readonly<Record<string, string>> = {
  '"': '"',
  "“": "”",
  "”": "”",
  "„": "“”",
  "«": "»",
  "»": "«",
  "‹": "›",
  "「": "」",
  "『": "』",
};

/**
 * Index of the colon behind the sender's name, or -1 for a line about something. A colon inside
 * quotation marks belongs to what a system line quotes: `Abi named the group “Lunch: Friday”`.
 *
 * @param colonNames - names whose own colon does not count.
 */
export function senderEnd(rest: string, colonNames: readonly string[] = []): number {
  const most = Math.min(rest.length, longestPrinted);
  let closes = "";
  let marks = 0;
  for (let at = 0; at < most; at += 1) {
    const unit = rest.charCodeAt(at);
    if (unit === 0x3a || unit === 0xff1a) {
      if (!isFollowedBySpace(rest, at) || isInside(colonNames, rest, at)) continue;
      return closes === "" && isName(rest, at, marks) ? at : -1;
    }
    // Only these and marks have a meaning here, and nearly all letters are below or between them.
    if (unit !== 0x22 && unit < 0xab) continue;
    if (isMark(unit)) marks += 1;
    closes = nextClosing(closes, rest.charAt(at));
  }
  return -1;
}

function isInside(names: readonly string[], rest: string, colon: number): boolean {
  return names.some((name) => {
    const at = rest.lastIndexOf(name, colon);
    return at >= 0 && at + name.length > colon;
  });
}

/** What would close the quotation after a letter, or "" outside of one. */
function nextClosing(closes: string, letter: string): string {
  if (closes === "") return closing[letter] ?? "";
  return closes.includes(letter) ? "" : closes;
}

function isFollowedBySpace(text: string, at: number): boolean {
  return at + 1 === text.length || /\s/u.test(text.charAt(at + 1));
}

function isName(rest: string, end: number, marks: number): boolean {
  if (end - marks > longestName) return false;
  return stripMarks(rest.slice(0, end)).trim() !== "";
}

const mostNames = 1000;
const mostRecent = 8;

/** A sender as printed, and where his text begins. */
export interface FoundSender {
  readonly name: string;
  /** What stands before the text. */
  readonly start: string;
}

/**
 * Finds the sender of a message. The same few write again and again: where a line begins as an
 * earlier one did, up to the colon, its sender is the same.
 *
 * @returns a function of a text, where a message begins in it and where its line ends.
 */
export function createSenderFinder(
  colonNames: readonly string[] = [],
): (text: string, at: number, end: number) => FoundSender | undefined {
  const recent: FoundSender[] = [];
  const known = new Map<string, FoundSender>();

  function remember(printed: string, start: string): FoundSender {
    const found = known.get(start) ?? {
      name: stripMarks(copyOf(printed)).trim(),
      start: copyOf(start),
    };
    if (known.size >= mostNames) known.clear();
    known.set(found.start, found);
    // A colon with nothing behind it may go on otherwise in the next line.
    if (start.length === printed.length + 2) recent.unshift(found);
    if (recent.length > mostRecent) recent.pop();
    return found;
  }

  return (text, at, end) => {
    for (const found of recent) if (text.startsWith(found.start, at)) return found;
    const rest = text.slice(at, Math.min(end, at + longestPrinted + 2));
    const colon = senderEnd(rest, colonNames);
    return colon < 0 ? undefined : remember(rest.slice(0, colon), rest.slice(0, colon + 2));
  };
}
