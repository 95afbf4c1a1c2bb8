/** What must hold of every reading, whatever the bytes. */
import type { ParsedExhibit, ParseResult } from "../../src/parse-evidence.ts";
import type { SourceResult } from "../../src/sources/source-reading.ts";

type Reading = Pick<ParsedExhibit, "coverage" | "messages" | "attachments">;

/** What is wrong with a reading, or undefined. */
export function faultOf(result: ParseResult | SourceResult | undefined): string | undefined {
  if (result?.ok !== true) return undefined;
  return coverageFault(result.value) ?? messageFault(result.value);
}

function coverageFault({ coverage, messages }: Reading): string | undefined {
  const { lines, parsed, continued, skipped } = coverage;
  if (parsed + continued + skipped.length !== lines) return "a line is not accounted for";
  if (parsed > messages.length) return "a line begins a message that is not there";
  let last = 0;
  for (const { line } of skipped) {
    if (line <= last || line > lines) return "a skipped line is not where it can be";
    last = line;
  }
  return undefined;
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?$/;

function messageFault({ coverage, messages, attachments }: Reading): string | undefined {
  for (const { at, source } of messages) {
    if (at !== null && !time.test(at)) return "a time is not written as it is promised";
    if (coverage.unit === "line" && source.line + source.lines - 1 > coverage.lines) {
      return "a message is beyond the last line";
    }
  }
  const isLost = ({ message }: Reading["attachments"][number]) =>
    message !== null && messages[message] === undefined;
  return attachments.some(isLost) ? "a file belongs to a message that is not there" : undefined;
}
