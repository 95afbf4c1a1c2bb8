/** Where the sender's name ends in `Name: text`, and names kept once however often they write. */
import { isMark, stripMarks } from "./marks.ts";

const longestName = 80;
/** With the marks that may stand in it. */
const longestPrinted = 160;
const closing: Readonly<Record<string, string>> = { '"': '"', "“": "”", "„": "“”", "«": "»" };

/**
 * Index of the colon behind the sender's name, or -1 for a line about something. A colon inside
 * quotation marks belongs to what a system line quotes: `Abi named the group “Lunch: Friday”`.
 */
export function senderEnd(rest: string): number {
  const most = Math.min(rest.length, longestPrinted);
  let closes = "";
  let marks = 0;
  for (let at = 0; at < most; at += 1) {
    const unit = rest.charCodeAt(at);
    if (unit === 0x3a || unit === 0xff1a) {
      if (!isFollowedBySpace(rest, at)) continue;
      return closes === "" && isName(rest, at, marks) ? at : -1;
    }
    // Only these and marks have a meaning here, and nearly all letters are below or between them.
    if (unit !== 0x22 && unit < 0xab) continue;
    if (isMark(unit)) marks += 1;
    closes = nextClosing(closes, rest.charAt(at));
  }
  return -1;
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

/** Gives a name as printed, without marks; the same string each time. */
export function createNameCache(): (printed: string) => string {
  const names = new Map<string, string>();
  return (printed) => {
    const known = names.get(printed);
    if (known !== undefined) return known;
    const name = stripMarks(printed).trim();
    if (names.size >= mostNames) names.clear();
    names.set(printed, name);
    return name;
  };
}
