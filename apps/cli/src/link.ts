/** `honeyguide link`: from messages, one a line, to links with reasons and campaigns. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";

import {
  type FactMessage,
  factsFromSender,
  type Identifier,
  identifiersInText,
  type Link,
  linkReports,
  type ReportFacts,
} from "@honeyguide/analysis";
import * as v from "valibot";

import { sizeOf } from "./files.ts";
import { readOptions } from "./options.ts";
import type { Command, Outside } from "./outside.ts";
import { CouldNotError, WrongUseError } from "./refusal.ts";
import { words } from "./words.ts";

const LineSchema = v.looseObject({
  id: v.pipe(v.string(), v.minLength(1)),
  text: v.string(),
  sender: v.nullish(v.string()),
  at: v.nullish(v.string()),
  report: v.nullish(v.string()),
});
type Line = Readonly<v.InferOutput<typeof LineSchema>>;

/** Link the messages of a file or of standard input. */
export const link: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(argv, { "calling-code": { type: "string" } }, 1);
  const [path] = positionals;
  if (path === undefined) throw new WrongUseError(words.link.noFile);
  const callingCode = values["calling-code"] ?? "44";
  if (!/^[1-9]\d{0,2}$/.test(callingCode)) throw new WrongUseError(words.link.callingCode);

  const reports = await readReports(path, callingCode, outside);
  const { links, campaigns } = linkReports(reports);
  if (values.json === true) {
    await printLines(outside, "links", links.map(toJson));
    await printLines(
      outside,
      "campaigns",
      campaigns.map(({ ids, template }) => JSON.stringify({ ids, template: template.text })),
    );
    return 0;
  }
  await outside.out(words.link.summary(reports.length, links.length, campaigns.length));
  for (const { ids, template } of campaigns) {
    await outside.out(words.link.campaign(ids, template.text));
  }
  return 0;
};

function toJson({ a, b, bits, reasons }: Link): string {
  return JSON.stringify({
    a,
    b,
    bits,
    reasons: reasons.map((reason) => ({
      feature: reason.feature,
      agrees: reason.agrees,
      bits: reason.bits,
    })),
  });
}

/** Two members of one object, the first opening it and the second closing it. */
async function printLines(
  { out }: Outside,
  member: "links" | "campaigns",
  lines: readonly string[],
): Promise<void> {
  await out(`${member === "links" ? "{" : ","}"${member}":[`);
  const atOnce = 1000;
  for (let at = 0; at < lines.length; at += atOnce) {
    await out(`${at === 0 ? "" : ","}\n${lines.slice(at, at + atOnce).join(",\n")}`);
  }
  await out(member === "links" ? "\n]" : "\n]}\n");
}

interface Gathered {
  readonly messages: FactMessage[];
  readonly identifiers: Map<string, Identifier>;
  readonly names: Set<string>;
}

async function readReports(
  path: string,
  callingCode: string,
  { input }: Outside,
): Promise<readonly ReportFacts[]> {
  if (path !== "-") await sizeOf(path);
  const source = path === "-" ? Readable.from(input()) : createReadStream(path);
  const gathered = new Map<string, Gathered>();
  const seen = new Set<string>();
  let number = 0;
  for await (const text of createInterface({ input: source, crlfDelay: Infinity })) {
    number += 1;
    const bare = text.replace(/^\uFEFF/, "").trim();
    if (bare === "") continue;
    const line = readLine(bare, number);
    if (seen.has(line.id)) throw new CouldNotError(words.link.twice(number));
    seen.add(line.id);
    addLine(gathered, line, callingCode);
  }
  return [...gathered].map(([id, { messages, identifiers, names }]) => ({
    id,
    messages,
    identifiers: [...identifiers.values()],
    names: [...names],
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
    identifiers: new Map<string, Identifier>(),
    names: new Set<string>(),
  };
  gathered.set(report, into);
  into.messages.push({ id: line.id, text: line.text, ...(line.at && { at: line.at }) });
  const sender = factsFromSender(line.sender ?? "", callingCode);
  for (const found of [...sender.identifiers, ...identifiersInText(line.text, callingCode)]) {
    into.identifiers.set(`${found.kind} ${found.value}`, found);
  }
  for (const name of sender.names) into.names.add(name);
}
