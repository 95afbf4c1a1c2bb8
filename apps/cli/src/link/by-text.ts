/** Linking by words alone, for as many messages as a disk holds: one a line, nothing else known. */
import { createReadStream } from "node:fs";

import {
  type BulkLinker,
  type BulkMode,
  type BulkResult,
  createBulkLinker,
  noGroup,
  oddsOf,
} from "@honeyguide/analysis";

import { sizeOf } from "../files.ts";
import { makeProgress, type Progress } from "../import/progress.ts";
import type { Outside } from "../outside.ts";
import { CouldNotError } from "../refusal.ts";
import { words } from "../words.ts";
import { linesOf } from "./read-reports.ts";

/** More messages than this are looked at under fewer features, unless a mode is named. */
const mostThorough = 200_000;
/** Campaigns and their messages that are shown to a person; `--json` has all. */
const mostShown = 50;
const mostNames = 8;
const mostLetters = 300;
const atOnce = 10_000;
/** The bar: of its 100 parts reading and counting take so many. */
const parts = { read: 20, count: 5, compare: 75 } as const;

/** Whether a file has nothing but text, one message a line. */
export function isText(path: string): boolean {
  return /\.(?:txt|text|lst)$/i.test(path);
}

interface Settings {
  readonly mode: BulkMode | undefined;
  readonly isJson: boolean;
}

/** Messages in the order in which they were pushed; a line of text is named by its number. */
interface Pushed {
  readonly count: number;
  readonly nameOf: (message: number) => string;
  /** What some of them say, where that can be looked up again. */
  readonly textsOf: (messages: ReadonlySet<number>) => Promise<ReadonlyMap<number, string>>;
}

/** Link a file's messages by their text. */
export async function linkByText(
  path: string,
  { mode, isJson }: Settings,
  outside: Outside,
): Promise<0> {
  const progress = makeProgress(100, outside);
  const tell = advanceBy(progress);
  const linker = createBulkLinker({
    onProgress: (stage, done, total) => {
      tell(stage, done, total);
    },
  });
  const pushed = isText(path)
    ? await pushText(path, linker, tell)
    : await pushLines(path, linker, outside);
  const chosen = mode ?? (pushed.count > mostThorough ? "fast" : "thorough");
  const result = linker.finish(chosen);
  progress.end();
  if (isJson) await printJson(result, pushed, outside);
  else {
    const { pairs, groups } = result;
    const links = pairs.bits.filter((bits) => oddsOf(bits) >= 0).length;
    await outside.out(words.link.byText(pushed.count, links, groups.count, chosen));
    await printCampaigns(result, pushed, outside);
  }
  return 0;
}

/** Moves the bar by what a stage has done since it was last told. */
function advanceBy(progress: Progress) {
  const reached = { read: 0, count: 0, compare: 0 };
  return (stage: keyof typeof parts, done: number, total: number) => {
    const part = total === 0 ? 0 : (parts[stage] * done) / total;
    progress.advance(part - reached[stage]);
    reached[stage] = part;
  };
}

async function pushText(
  path: string,
  linker: BulkLinker,
  tell: (stage: "read", done: number, total: number) => void,
): Promise<Pushed> {
  const size = await sizeOf(path);
  let count = 0;
  const push = (bytes: Buffer, from: number, to: number) => {
    linker.pushBytes(bytes, count === 0 ? afterMark(bytes, from, to, path) : from, to);
    count += 1;
  };
  await eachLine(path, push, (done) => {
    tell("read", done, size);
  });
  return {
    count,
    nameOf: (message) => String(message + 1),
    textsOf: (messages) => readAgain(path, messages),
  };
}

/** The lines of a file as bytes, without their ends. */
async function eachLine(
  path: string,
  onLine: (bytes: Buffer, from: number, to: number) => void,
  onRead: (done: number) => void = () => undefined,
): Promise<void> {
  let kept: Buffer = Buffer.alloc(0);
  let done = 0;
  const hand = (bytes: Buffer, from: number, to: number) => {
    onLine(bytes, from, to > from && bytes[to - 1] === 0x0d ? to - 1 : to);
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = Buffer.concat([kept, chunk as Buffer]);
    let from = 0;
    for (let to = bytes.indexOf(0x0a); to >= 0; to = bytes.indexOf(0x0a, from)) {
      hand(bytes, from, to);
      from = to + 1;
    }
    kept = bytes.subarray(from);
    done += (chunk as Buffer).length;
    onRead(done);
  }
  if (kept.length > 0) hand(kept, 0, kept.length);
}

/** Some lines of a file, by their places. */
async function readAgain(
  path: string,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  let at = 0;
  await eachLine(path, (bytes, from, to) => {
    if (wanted.has(at)) texts.set(at, bytes.toString("utf8", from, to));
    at += 1;
  });
  return texts;
}

/** Behind the mark that some programs put before UTF-8. */
function afterMark(bytes: Buffer, from: number, to: number, path: string): number {
  const [first, second, third] = bytes.subarray(from, to);
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isUtf16) throw new CouldNotError(words.link.notUtf8(path));
  return first === 0xef && second === 0xbb && third === 0xbf ? from + 3 : from;
}

async function pushLines(path: string, linker: BulkLinker, outside: Outside): Promise<Pushed> {
  const names: string[] = [];
  for await (const { id, text } of linesOf(path, outside)) {
    names.push(id);
    linker.push(text);
  }
  return {
    count: names.length,
    nameOf: (message) => names[message] ?? "",
    textsOf: () => Promise.resolve(new Map()),
  };
}

/** The members of each campaign, the largest first. */
function campaignsOf({ groups }: BulkResult): readonly (readonly number[])[] {
  const members = Array.from({ length: groups.count }, (): number[] => []);
  groups.groupOf.forEach((group, message) => {
    if (group !== noGroup) members[group]?.push(message);
  });
  return members.sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

async function printCampaigns(
  result: BulkResult,
  { nameOf, textsOf }: Pushed,
  { out }: Outside,
): Promise<void> {
  const campaigns = campaignsOf(result);
  const shown = campaigns.slice(0, mostShown);
  const texts = await textsOf(new Set(shown.flatMap(([first]) => first ?? [])));
  for (const members of shown) {
    const names = members.slice(0, mostNames).map(nameOf);
    const text = texts.get(members[0] ?? -1)?.slice(0, mostLetters);
    await out(words.link.members(members.length, names, text));
  }
  if (campaigns.length > mostShown) await out(words.link.more(campaigns.length - mostShown));
}

async function printJson(result: BulkResult, { nameOf }: Pushed, { out }: Outside): Promise<void> {
  const { first, second, bits } = result.pairs;
  const campaigns = campaignsOf(result).map((members) => ({ ids: members.map(nameOf) }));
  let isFirst = true;
  let lines: string[] = [];
  const flush = async () => {
    if (lines.length > 0) await out(`${isFirst ? "" : ","}\n${lines.join(",\n")}`);
    if (lines.length > 0) isFirst = false;
    lines = [];
  };
  const put = async (value: object) => {
    lines.push(JSON.stringify(value));
    if (lines.length >= atOnce) await flush();
  };
  await out('{"by":"text","links":[');
  for (const [at, pairBits] of bits.entries()) {
    const odds = oddsOf(pairBits);
    if (odds < 0) continue;
    await put({ a: nameOf(first[at] ?? 0), b: nameOf(second[at] ?? 0), bits: odds });
  }
  await flush();
  isFirst = true;
  await out('\n],"campaigns":[');
  for (const campaign of campaigns) await put(campaign);
  await flush();
  await out("\n]}\n");
}
