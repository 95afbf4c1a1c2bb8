/** Where the sender's name ends in `Name: text`, and names kept once however often they write. */
import { standsAt, utf8Of } from "./encoding.ts";
import type { FoundHeader } from "./header-reader.ts";
import { copyOf, isMark, stripMarks } from "./marks.ts";
import type { LineSpan } from "./text-lines.ts";

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

/** A sender as printed, and where his text begins. */
export interface FoundSender {
  /** From 0, in the order in which the finder met them. */
  readonly index: number;
  readonly name: string;
  /** What stands before the text, and in UTF-8. */
  readonly start: string;
  readonly bytes: Uint8Array;
}

/** The beginnings that lines had lately, to be found again among the bytes of the next. */
export interface RecentStarts<Start> {
  /** The one that stands at an index. */
  at(bytes: Uint8Array, index: number): Start | undefined;
  /** Remember one; of eight the oldest is forgotten. */
  add(start: Start): void;
}

const mostRecent = 8;

/** Keeps the last few beginnings. Where two fit, the later one is found. */
export function createRecentStarts<Start extends { readonly bytes: Uint8Array }>(
  /** Whether one may begin as a whole other does. */
  mayOverlap = false,
): RecentStarts<Start> {
  const recent: Start[] = [];
  /** One for each key: the few who write in a chat mostly differ there. */
  const byKey: (Start | undefined)[] = Array.from({ length: 64 }, () => undefined);
  return {
    at(bytes, index) {
      const likely = byKey[keyAt(bytes, index)];
      if (likely !== undefined && standsAt(bytes, index, likely.bytes)) return likely;
      for (const start of recent) if (standsAt(bytes, index, start.bytes)) return start;
      return undefined;
    },
    add(start) {
      recent.unshift(start);
      if (!mayOverlap) byKey[keyAt(start.bytes, 0)] = start;
      const oldest = recent.length > mostRecent ? recent.pop() : undefined;
      const key = oldest === undefined ? 0 : keyAt(oldest.bytes, 0);
      if (byKey[key] === oldest) byKey[key] = undefined;
    },
  };
}

/** Of the first three bytes: no beginning is shorter. */
function keyAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) ^ ((bytes[at + 1] ?? 0) << 1) ^ ((bytes[at + 2] ?? 0) << 2)) & 63;
}

/**
 * Finds the sender of a message. The same few write again and again: where a line begins as an
 * earlier one did, up to the colon, its sender is the same.
 *
 * @returns a function of a line and the header that it begins with.
 */
export function createSenderFinder(
  colonNames: readonly string[] = [],
): (line: LineSpan, header: FoundHeader) => FoundSender | undefined {
  const recent = createRecentStarts<FoundSender>(colonNames.length > 0);
  const known = new Map<string, FoundSender>();
  let met = 0;

  function remember(printed: string, start: string): FoundSender {
    const found = known.get(start) ?? {
      index: met++,
      name: stripMarks(copyOf(printed)).trim(),
      start: copyOf(start),
      bytes: utf8Of(start),
    };
    if (known.size >= mostNames) known.clear();
    known.set(found.start, found);
    // A colon with nothing behind it may go on otherwise in the next line.
    if (start.length === printed.length + 2) recent.add(found);
    return found;
  }

  return ({ text, end, bytes }, { rest, restByte }) => {
    const found = recent.at(bytes, restByte);
    if (found !== undefined) return found;
    const begin = text.slice(rest, Math.min(end, rest + longestPrinted + 2));
    const colon = senderEnd(begin, colonNames);
    return colon < 0 ? undefined : remember(begin.slice(0, colon), begin.slice(0, colon + 2));
  };
}
