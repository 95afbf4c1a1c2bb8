/**
 * What a whole export says about its names: which of them have a colon in them, and which one is the
 * chat's own.
 *
 * `Sam: Work: hi` is Sam who wrote "Work: hi", or "Sam: Work" who wrote "hi". One line cannot say.
 * If all that "Sam" ever wrote begins so, and often enough or the program itself names "Sam: Work",
 * it is the second.
 */
import { utf8Of } from "./encoding.ts";
import type { FoundHeader } from "./header-reader.ts";
import { copyOf, stripMarks } from "./marks.ts";
import { createRecentStarts, type FoundSender, longestName, senderEnd } from "./sender-name.ts";
import type { LineSpan } from "./text-lines.ts";

/** What was found. Names are as printed, direction marks and all. */
export interface NameFindings {
  /** Names that hold a colon with a space behind it. */
  readonly colonNames: readonly string[];
  /** iPhones print what happens to a group as if the group had written it; then, its name. */
  readonly title: string | undefined;
}

/** Names seen so far, and what stands behind them. */
export interface NameSurvey {
  /** Look at one more message, the header that it begins with, and its sender where he is known. */
  add(line: LineSpan, header: FoundHeader, sender?: FoundSender): void;
  /** What the messages so far say. */
  decide(): NameFindings;
}

interface Name {
  readonly printed: string;
  /** With the colon and space. */
  readonly start: string;
  readonly bytes: Uint8Array;
  /** What stands before a second colon, and how often. */
  readonly extensions: Map<string, Extension>;
  /** Beginnings of what has no second colon. */
  readonly others: string[];
  writesUnmarked: boolean;
  /** Nothing more is to be learned. */
  isSettled: boolean;
}

interface Extension {
  count: number;
  /** The mark that the program puts before its own words stood behind each. */
  isMarked: boolean;
}

const mostNames = 300;
const mostExtensions = 8;
const mostOthers = 16;
/** So often a name with a colon must be seen if nothing else speaks for it. */
const enough = 5;
const mark = "\u200e";

/** Begin a survey of one file's names. */
export function createNameSurvey(): NameSurvey {
  const names = new Map<string, Name>();
  const recent = createRecentStarts<Name>();
  /** By the index of a sender: a line that begins as his do begins with a name that is settled. */
  const settled: (true | undefined)[] = [];
  let first: Name | undefined;

  function nameAt({ text, end }: LineSpan, at: number): Name | undefined {
    const rest = text.slice(at, Math.min(end, at + 2 * longestName + 2));
    const colon = senderEnd(rest);
    if (colon < 0) return undefined;
    const printed = rest.slice(0, colon);
    const known = names.get(printed);
    if (known !== undefined || names.size >= mostNames) return known;
    const name = nameOf(copyOf(printed));
    names.set(name.printed, name);
    return name;
  }

  return {
    add(line, { rest, restByte }, sender) {
      if (sender !== undefined && settled[sender.index] === true) return;
      const seen = recent.at(line.bytes, restByte);
      if (seen?.isSettled === true) {
        if (sender !== undefined) settled[sender.index] = true;
        return;
      }
      const name = seen ?? nameAt(line, rest);
      if (name === undefined) return;
      first ??= name;
      learn(name, bodyOf(name, line, rest));
      if (seen === undefined) recent.add(name);
    },
    decide() {
      const all = [...names.values()];
      const colonNames = all.flatMap((name) => extended(name, all, name === first));
      return { colonNames, title: titleOf(first, all, colonNames) };
    },
  };
}

/** The beginning of what a name wrote. */
function bodyOf({ start }: Name, { text, end }: LineSpan, at: number): string {
  const from = at + start.length;
  return text.slice(from, Math.min(end, from + 2 * longestName));
}

function nameOf(printed: string): Name {
  const start = `${printed}: `;
  return {
    printed,
    start,
    bytes: utf8Of(start),
    extensions: new Map(),
    others: [],
    writesUnmarked: false,
    isSettled: false,
  };
}

function learn(name: Name, begin: string): void {
  const colon = senderEnd(begin);
  const isLong = colon + name.printed.length > longestName;
  if (colon > 0 && !isLong) {
    const isMarked = begin.startsWith(mark, colon + 2);
    if (!isMarked) name.writesUnmarked = true;
    const found = name.extensions.get(begin.slice(0, colon));
    if (found === undefined) {
      name.extensions.set(copyOf(begin.slice(0, colon)), { count: 1, isMarked });
    } else {
      found.count += 1;
      found.isMarked &&= isMarked;
    }
  } else {
    if (!begin.startsWith(mark)) name.writesUnmarked = true;
    if (name.others.length <= mostOthers) name.others.push(copyOf(begin.slice(0, longestName)));
  }
  const isPlain = name.others.length > mostOthers || name.extensions.size > mostExtensions;
  name.isSettled = isPlain && name.writesUnmarked;
}

/** The names with a colon that begin with a name, if it is none by itself. */
function extended(name: Name, all: readonly Name[], isFirst: boolean): readonly string[] {
  const { printed, extensions, others } = name;
  if (extensions.size === 0 || extensions.size > mostExtensions) return [];
  const endings = [...extensions.keys()];
  const isNamed = (body: string) =>
    endings.some((ending) => body.startsWith(ending) && !/^\w/.test(body.slice(ending.length)));
  // "Sam: Work added Abi" has no second colon and still begins with the name.
  if (!others.every(isNamed)) return [];
  const accepted = [...extensions].filter(
    ([ending, { count, isMarked }]) =>
      count >= enough ||
      (count >= 2 && extensions.size > 1) ||
      (isFirst && isMarked) ||
      others.some((body) => body.startsWith(ending)) ||
      isNamedBy(all, printed, ending),
  );
  return accepted.length === extensions.size
    ? accepted.map(([ending]) => `${printed}: ${ending}`)
    : [];
}

/** "Abi added Sam: Work" looks like a message "Work" of somebody called "Abi added Sam". */
function isNamedBy(all: readonly Name[], printed: string, ending: string): boolean {
  return all.some(
    (other) =>
      other.printed.endsWith(` ${printed}`) && other.others.some((body) => body.startsWith(ending)),
  );
}

/** Who is named first, never writes a word of its own, and stands beside two who do. */
function titleOf(
  first: Name | undefined,
  all: readonly Name[],
  colonNames: readonly string[],
): string | undefined {
  if (first === undefined || first.writesUnmarked) return undefined;
  if (all.filter(({ writesUnmarked }) => writesUnmarked).length < 2) return undefined;
  const printed = colonNames.find((name) => name.startsWith(first.start)) ?? first.printed;
  return stripMarks(printed).trim();
}
