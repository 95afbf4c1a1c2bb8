/** `honeyguide link`: from messages, one a line or a row, to links with reasons and campaigns. */
import { type Link, linkReports } from "@honeyguide/analysis";

import { oneOf, readOptions } from "../options.ts";
import type { Command, Outside } from "../outside.ts";
import { CouldNotError, WrongUseError } from "../refusal.ts";
import { words } from "../words.ts";
import { isText, linkByText } from "./by-text.ts";
import { readReports } from "./read-reports.ts";

/** More than this are compared by their text alone: with all reasons it would take hours. */
const mostReports = 50_000;

/** Link the messages of a file or of standard input. */
export const link: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(
    argv,
    {
      "calling-code": { type: "string" },
      "by-text": { type: "boolean" },
      mode: { type: "string" },
    },
    1,
  );
  const [path] = positionals;
  if (path === undefined) throw new WrongUseError(words.link.noFile);
  const callingCode = values["calling-code"] ?? "44";
  if (!/^[1-9]\d{0,2}$/.test(callingCode)) throw new WrongUseError(words.link.callingCode);
  const mode = oneOf("--mode", values.mode, ["fast", "thorough"]);
  const isJson = values.json === true;
  if (values["by-text"] === true || isText(path)) {
    return linkByText(path, { mode, isJson }, outside);
  }
  if (mode !== undefined) throw new WrongUseError(words.link.modeOfText);

  const reports = await readReports(path, callingCode, outside);
  if (reports.length > mostReports) {
    throw new CouldNotError(words.link.tooMany(reports.length, mostReports));
  }
  const { links, campaigns, operations } = linkReports(reports);
  if (isJson) {
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
  for (const { a, b, reasons, pairs } of operations.flatMap(({ ties }) => ties)) {
    const shared = reasons.map(({ feature, detail }) =>
      "value" in detail ? `${feature} ${detail.value}` : feature,
    );
    await outside.out(words.link.operation(a, b, shared, pairs));
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
