/** `honeyguide parse`: what files say, what they were taken for, and what was not understood. */
import {
  evidenceVersion,
  type ParsedExhibit,
  type ParsedMessage,
  readEvidence,
  summariseSenders,
} from "@honeyguide/evidence";

import { readWhole } from "./files.ts";
import { oneOf, readOptions } from "./options.ts";
import type { Command, ExitCode, Outside } from "./outside.ts";
import { parseWords } from "./parse-words.ts";
import {
  conversationsOf,
  gistOf,
  headOf,
  inConversation,
  optionsFor,
  type ReadingOptions,
  unreadOf,
} from "./reading.ts";
import { CouldNotError, WrongUseError } from "./refusal.ts";

const messagesAtOnce = 1000;
const mostUnreadPrinted = 50;

/** Print the parse of each file. */
export const parse: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(
    argv,
    {
      "date-order": { type: "string" },
      conversation: { type: "string" },
      show: { type: "boolean" },
    },
    Infinity,
  );
  const dateOrder = oneOf("--date-order", values["date-order"], ["dmy", "mdy", "ymd"]);
  const { conversation } = values;
  const options = {
    ...(dateOrder !== undefined && { dateOrder }),
    ...(conversation !== undefined && { conversation }),
  };
  const isJson = values.json === true;
  const print = (path: string, parsed: ParsedExhibit) =>
    isJson
      ? printJson(path, parsed, options, outside)
      : printSummary(path, parsed, values.show === true, outside);
  const [path, ...more] = positionals;
  if (path === undefined) throw new WrongUseError(parseWords.noFile);
  if (more.length > 0) return parseAll(positionals, { options, isJson, print }, outside);
  await print(path, await read(path, options, outside));
  return 0;
};

interface Printing {
  readonly options: ReadingOptions;
  readonly isJson: boolean;
  readonly print: (path: string, parsed: ParsedExhibit) => Promise<void>;
}

/** One that cannot be read does not keep the others from being read; the exit code tells. */
async function parseAll(
  paths: readonly string[],
  { options, isJson, print }: Printing,
  outside: Outside,
): Promise<ExitCode> {
  let exit: ExitCode = 0;
  for (const [at, path] of paths.entries()) {
    if (isJson) await outside.out(at === 0 ? "[\n" : ",\n");
    else if (at > 0) await outside.out("\n");
    try {
      await print(path, await read(path, options, outside));
    } catch (error) {
      if (!(error instanceof CouldNotError)) throw error;
      exit = exit === 0 ? error.exit : exit;
      outside.err(`${error.message}\n`);
      if (isJson) await outside.out(`${JSON.stringify({ file: path, refused: error.message })}\n`);
    }
  }
  if (isJson) await outside.out("]\n");
  return exit;
}

async function read(
  path: string,
  options: ReadingOptions,
  outside: Outside,
): Promise<ParsedExhibit> {
  const result = await readEvidence(await readWhole(path, outside), optionsFor(path, options));
  if (!result.ok) throw new CouldNotError(parseWords.refused(path, result.reason));
  const name = options.conversation;
  const parsed = inConversation(result.value, name);
  if (name !== undefined && parsed.messages.length === 0) {
    throw new CouldNotError(parseWords.noConversation(path, name), 3);
  }
  return parsed;
}

async function printJson(
  path: string,
  parsed: ParsedExhibit,
  options: ReadingOptions,
  { out }: Outside,
): Promise<void> {
  const { messages } = parsed;
  const head = JSON.stringify(headOf(path, parsed, options));
  // In pieces: a year of chat is larger as JSON than a string may be.
  await out(`${head.slice(0, -1)},"messages":[`);
  for (let at = 0; at < messages.length; at += messagesAtOnce) {
    const some = messages.slice(at, at + messagesAtOnce).map((message) => JSON.stringify(message));
    await out(`${at === 0 ? "" : ","}\n${some.join(",\n")}`);
  }
  await out("\n]}\n");
}

async function printSummary(
  path: string,
  parsed: ParsedExhibit,
  show: boolean,
  { out }: Outside,
): Promise<void> {
  const { coverage, messages } = parsed;
  await out(parseWords.summary(path, parsed, gistOf(parsed), evidenceVersion));
  const unread = unreadOf(parsed);
  for (const { line, reason } of unread.slice(0, mostUnreadPrinted)) {
    await out(parseWords.unread(coverage.unit, line, reason));
  }
  const more = unread.length - mostUnreadPrinted;
  if (more > 0) await out(parseWords.moreUnread(more));
  const conversations = conversationsOf(messages);
  if (conversations.length > 1) {
    await out(parseWords.conversations(conversations.length));
    for (const one of conversations) await out(parseWords.conversation(one.name, one.messages));
  }
  await out(parseWords.senders);
  for (const one of summariseSenders(parsed)) await out(parseWords.sender(one));
  if (!show) return;
  for (let at = 0; at < messages.length; at += messagesAtOnce) {
    const some = messages.slice(at, at + messagesAtOnce);
    await out(some.map((message) => `${lineOf(message)}\n`).join(""));
  }
}

function lineOf({ at, sender, direction, kind, text, attachments = [], source }: ParsedMessage) {
  const what = kind === "text" || kind === "system" ? "" : `(${kind}) `;
  const files = attachments.length === 0 ? "" : ` [${attachments.join(", ")}]`;
  const who = sender ?? (direction === "sent" ? "(sent)" : "-");
  return `${String(source.line).padStart(6)}  ${at ?? "-"}  ${who}: ${what}${text}${files}`;
}
