/** Messages of a file as reports with all that is compared: words, numbers, accounts, names. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";

import {
  type FactMessage,
  factsFromSender,
  type Identifier,
  identifiersInText,
  mergeIdentifiers,
  type ReportFacts,
} from "@honeyguide/analysis";
import { compareFuzzyTimes, fuzzyTimeOf } from "@honeyguide/domain";
import { readEvidence } from "@honeyguide/evidence";
import * as v from "valibot";

import { readWhole, sizeOf } from "../files.ts";
import type { Outside } from "../outside.ts";
import { CouldNotError } from "../refusal.ts";
import { words } from "../words.ts";

const LineSchema = v.looseObject({
  id: v.pipe(v.string(), v.minLength(1)),
  text: v.string(),
  sender: v.nullish(v.string()),
  at: v.nullish(v.string()),
  report: v.nullish(v.string()),
});
/** One message, as a line of JSON has it. */
export type Line = Readonly<v.InferOutput<typeof LineSchema>>;

/** From when to when the sender wrote; nothing where no line says so. */
function timesOf(messages: readonly FactMessage[]): Pick<ReportFacts, "times"> {
  const times = messages
    .flatMap(({ at }) => (at === undefined ? [] : (fuzzyTimeOf(at) ?? [])))
    .sort(compareFuzzyTimes);
  const [first] = times;
  const last = times.at(-1);
  return first === undefined || last === undefined ? {} : { times: { first, last } };
}

interface Gathered {
  readonly messages: FactMessage[];
  readonly identifiers: Identifier[];
  readonly names: Set<string>;
}

/**
 * All reports of a file: JSON, one message a line, or a table with a column of messages.
 *
 * @throws {CouldNotError} where a line is no message: nothing is left out unseen.
 */
export async function readReports(
  path: string,
  callingCode: string,
  outside: Pick<Outside, "input">,
): Promise<readonly ReportFacts[]> {
  const gathered = new Map<string, Gathered>();
  for await (const line of linesOf(path, outside)) addLine(gathered, line, callingCode);
  return [...gathered].map(([id, { messages, identifiers, names }]) => ({
    id,
    messages,
    identifiers: mergeIdentifiers(identifiers),
    names: [...names],
    ...timesOf(messages),
  }));
}

/** The messages of a file, each with a name of its own. */
export async function* linesOf(
  path: string,
  outside: Pick<Outside, "input">,
): AsyncGenerator<Line> {
  if (/\.(?:csv|tsv)$/i.test(path)) yield* await rowsOf(await readWhole(path, outside), path);
  else yield* jsonLinesOf(path, outside);
}

async function* jsonLinesOf(path: string, { input }: Pick<Outside, "input">): AsyncGenerator<Line> {
  if (path !== "-") await sizeOf(path);
  const source = path === "-" ? Readable.from(input()) : createReadStream(path);
  const seen = new Set<string>();
  let number = 0;
  for await (const text of createInterface({ input: source, crlfDelay: Infinity })) {
    number += 1;
    const bare = text.replace(/^\uFEFF/, "").trim();
    if (bare === "") continue;
    const line = readLine(bare, number);
    if (seen.has(line.id)) throw new CouldNotError(words.link.twice(number));
    seen.add(line.id);
    yield line;
  }
}

/** A row is named by its place in the table. */
async function rowsOf(bytes: Uint8Array, path: string): Promise<readonly Line[]> {
  const read = await readEvidence(bytes);
  if (!read.ok || read.value.format !== "csv") throw new CouldNotError(words.link.noTable(path));
  return read.value.messages.map(({ text, sender, at, source }) => ({
    id: String(source.line),
    text,
    sender,
    at,
  }));
}

function readLine(text: string, number: number): Line {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new CouldNotError(words.link.notJson(number), 1, { cause });
  }
  const read = v.safeParse(LineSchema, json);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new CouldNotError(words.link.oddLine(number, v.getDotPath(issue) ?? ""));
}

function addLine(gathered: Map<string, Gathered>, line: Line, callingCode: string): void {
  const report = line.report ?? line.id;
  const into = gathered.get(report) ?? {
    messages: [],
    identifiers: [],
    names: new Set<string>(),
  };
  gathered.set(report, into);
  const message = { id: line.id, text: line.text, ...(line.at && { at: line.at }) };
  into.messages.push(message);
  const sender = factsFromSender(line.sender ?? "", callingCode);
  const written = identifiersInText(line.text, callingCode);
  into.identifiers.push(
    ...sender.identifiers,
    ...written.map((one) => ({ ...one, ...timesOf([message]) })),
  );
  for (const name of sender.names) into.names.add(name);
}
