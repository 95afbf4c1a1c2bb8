/**
 * The account of a file that has records: each is counted once, as a message, as part of the one
 * before it, or as skipped with its reason. A reader takes a number for each record that it meets
 * and says what became of it; there is no way to say nothing.
 */
import type { Assumptions, Coverage, ParsedMessage, SkippedLine, SkipReason } from "../message.ts";
import type { SourceAttachment } from "./source-reading.ts";

/** A message whose place its reader does not write itself. */
export type UnplacedMessage = Omit<ParsedMessage, "source">;

/** What is being collected while a source is read. */
export interface Records {
  /** A record that is one message, or several: a text and the reactions to it. */
  parsed(offset: number, ...messages: readonly UnplacedMessage[]): void;
  /** A record that belongs to the message before it; skipped as malformed if there is none. */
  continued(): void;
  skipped(reason: SkipReason): void;
  /** A file that the latest message carries. */
  attached(file: Omit<SourceAttachment, "message">): void;
  /** The latest message, changed by a record that continues it. */
  change(change: (message: ParsedMessage) => ParsedMessage): void;
  readonly count: number;
  readonly messages: readonly ParsedMessage[];
  readonly attachments: readonly SourceAttachment[];
  coverage(): Coverage;
}

/** An empty account. */
export function createRecords(): Records {
  const messages: ParsedMessage[] = [];
  const attachments: SourceAttachment[] = [];
  const skipped: SkippedLine[] = [];
  let count = 0;
  let parsed = 0;
  let continued = 0;

  return {
    parsed(offset, ...found) {
      count += 1;
      parsed += 1;
      for (const message of found) {
        messages.push({ ...message, source: { line: count, lines: 1, offset } });
      }
    },
    continued() {
      count += 1;
      const above = messages.at(-1);
      if (above === undefined) skipped.push({ line: count, reason: "malformed" });
      else {
        continued += 1;
        const source = { ...above.source, lines: count - above.source.line + 1 };
        messages[messages.length - 1] = { ...above, source };
      }
    },
    skipped(reason) {
      count += 1;
      skipped.push({ line: count, reason });
    },
    attached(file) {
      attachments.push({ ...file, message: messages.length === 0 ? null : messages.length - 1 });
    },
    change(change) {
      const above = messages.at(-1);
      if (above !== undefined) messages[messages.length - 1] = change(above);
    },
    get count() {
      return count;
    },
    messages,
    attachments,
    coverage: () => ({ unit: "record", lines: count, parsed, continued, skipped }),
  };
}

/** `stated` if each time that there is says its own zone. */
export function timeZoneOf(messages: readonly ParsedMessage[]): Assumptions["timeZone"] {
  const timed = messages.filter(({ at }) => at !== null);
  const isStated = timed.every(({ at }) => /(?:Z|[+-]\d\d:\d\d)$/.test(at ?? ""));
  return timed.length > 0 && isStated ? "stated" : "unknown";
}
