/** `honeyguide parse`: what a chat export says, and which of its lines were not understood. */
import { type ParsedExhibit, type ParsedMessage, parseEvidence } from "@honeyguide/evidence";
import { summariseSenders } from "@honeyguide/evidence";

import { readWhole } from "./files.ts";
import { oneOf, readOptions } from "./options.ts";
import type { Command, Outside } from "./outside.ts";
import { CouldNotError, WrongUseError } from "./refusal.ts";
import { words } from "./words.ts";

const messagesAtOnce = 1000;

/** Print the parse of one file. */
export const parse: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(
    argv,
    { "date-order": { type: "string" }, show: { type: "boolean" } },
    1,
  );
  const [path] = positionals;
  if (path === undefined) throw new WrongUseError(words.parse.noFile);
  const dateOrder = oneOf("--date-order", values["date-order"], ["dmy", "mdy", "ymd"]);
  const bytes = await readWhole(path, outside);
  const result = parseEvidence(bytes, dateOrder && { dateOrder });
  if (!result.ok) throw new CouldNotError(words.parse.refused(path, result.reason));
  if (values.json === true) await printJson(result.value, outside);
  else await printSummary(result.value, values.show === true, outside);
  return 0;
};

async function printJson(parsed: ParsedExhibit, { out }: Outside): Promise<void> {
  const { format, exhibit, coverage, assumptions, messages } = parsed;
  const head = JSON.stringify({ format, exhibit, coverage, assumptions });
  // In pieces: a year of chat is larger as JSON than a string may be.
  await out(`${head.slice(0, -1)},"messages":[`);
  for (let at = 0; at < messages.length; at += messagesAtOnce) {
    const some = messages.slice(at, at + messagesAtOnce).map((message) => JSON.stringify(message));
    await out(`${at === 0 ? "" : ","}\n${some.join(",\n")}`);
  }
  await out("\n]}\n");
}

async function printSummary(parsed: ParsedExhibit, show: boolean, { out }: Outside): Promise<void> {
  const { coverage, messages } = parsed;
  await out(words.parse.summary(parsed));
  const doubts = coverage.skipped.filter(({ reason }) => reason !== "blank");
  for (const { line, reason } of doubts) await out(words.parse.skipped(line, reason));
  for (const one of summariseSenders(parsed)) await out(words.parse.sender(one));
  if (!show) return;
  for (let at = 0; at < messages.length; at += messagesAtOnce) {
    const some = messages.slice(at, at + messagesAtOnce);
    await out(some.map((message) => `${lineOf(message)}\n`).join(""));
  }
}

function lineOf({ at, sender, kind, text, source }: ParsedMessage): string {
  const what = kind === "text" || kind === "system" ? "" : `(${kind}) `;
  return `${String(source.line).padStart(6)}  ${at ?? "-"}  ${sender ?? "-"}: ${what}${text}`;
}
