/**
 * The account of a text whose messages are runs of lines. Each line begins a message, goes on one,
 * or is skipped with its reason, once.
 */
import type { Coverage, ParsedMessage, SkippedLine, SkipReason } from "../message.ts";
import type { TextLine } from "../text-lines.ts";
import type { UnplacedMessage } from "./records.ts";

/** A message whose lines are still coming. */
export interface OpenMessage {
  /** All but its text, which {@link LineRecords.close} makes of its lines. */
  readonly message: Omit<UnplacedMessage, "text">;
  /** Lines of its text so far. */
  readonly lines: string[];
}

/** What is being collected while a text is read line by line. */
export interface LineRecords {
  /** A line begins a message. */
  begin(line: TextLine, open: OpenMessage): void;
  /** A line belongs to the message in hand; to its words too if `text` is given. */
  goOn(line: TextLine, text?: string): void;
  skip(line: TextLine, reason: SkipReason): void;
  /** The message in hand, if there is one. */
  readonly open: OpenMessage | undefined;
  end(): { readonly messages: readonly ParsedMessage[]; readonly coverage: Coverage };
}

/**
 * An empty account.
 *
 * @param finish - makes the message of all its lines; empty ones at its end are left out.
 */
export function createLineRecords(
  finish: (open: OpenMessage, text: string) => UnplacedMessage = ({ message }, text) => ({
    ...message,
    text,
  }),
): LineRecords {
  const messages: ParsedMessage[] = [];
  const skipped: SkippedLine[] = [];
  let lines = 0;
  let parsed = 0;
  let continued = 0;
  let hand: { open: OpenMessage; first: TextLine; last: number } | undefined;

  function close(): void {
    if (hand === undefined) return;
    const { open, first, last } = hand;
    hand = undefined;
    let length = open.lines.length;
    while (length > 0 && open.lines[length - 1]?.trim() === "") length -= 1;
    const source = { line: first.number, lines: last - first.number + 1, offset: first.offset };
    messages.push({ ...finish(open, open.lines.slice(0, length).join("\n")), source });
  }

  return {
    begin(line, open) {
      close();
      lines += 1;
      parsed += 1;
      hand = { open, first: line, last: line.number };
    },
    goOn(line, text) {
      lines += 1;
      if (hand === undefined) {
        const isBlank = line.text.trim() === "";
        skipped.push({ line: line.number, reason: isBlank ? "blank" : "before_first_message" });
        return;
      }
      continued += 1;
      hand.last = line.number;
      if (text !== undefined) hand.open.lines.push(text);
    },
    skip(line, reason) {
      lines += 1;
      skipped.push({ line: line.number, reason });
    },
    get open() {
      return hand?.open;
    },
    end() {
      close();
      return { messages, coverage: { unit: "line", lines, parsed, continued, skipped } };
    },
  };
}
