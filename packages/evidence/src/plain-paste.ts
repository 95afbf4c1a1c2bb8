/**
 * Text that is no export: what a person pasted or typed. One message for each block of lines, and
 * `Name: text` or `[18:05] Name: text` where every block is written so.
 */
import { stripMarks } from "./marks.ts";
import type { Coverage, ParsedMessage, SkippedLine } from "./message.ts";
import { linesOf, type TextLine } from "./text-lines.ts";

/** The messages of a paste, and the account of its lines. */
export interface ParsedPaste {
  readonly messages: readonly ParsedMessage[];
  readonly coverage: Coverage;
}

const named =
  /^(?:\[?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?\]?,?\s+)?([^:"“”]{1,40}):\s+(\S.*)$/iu;

/** As phones copy messages: `[14/03, 18:05] Charlie: hi`, without a year, so without a day. */
const stamped =
  /^[\u200e\u200f]?\[\d{1,2}[./-]\d{1,2}\.?,? {1,2}\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?\] ([^:]{1,80}): ?(.*)$/iu;

/** Read text that has no headers. */
export function parsePaste(bytes: Uint8Array): ParsedPaste {
  const lines = linesOf(bytes);
  const filled = lines.filter(({ text }) => text.trim() !== "");
  // A lone colon in prose is no name: every line must be written that way, by few enough people.
  const names = new Set(filled.map(({ text }) => named.exec(text)?.[1]));
  if (stamped.test(filled[0]?.text ?? "")) return dialogue(lines, stamped);
  const isDialogue =
    filled.length > 1 && !names.has(undefined) && names.size <= filled.length / 2 + 1;
  return isDialogue ? dialogue(lines, named) : blocks(lines);
}

/** A line that is not written that way goes on the message above it. */
function dialogue(lines: readonly TextLine[], form: RegExp): ParsedPaste {
  const messages: ParsedMessage[] = [];
  const skipped: SkippedLine[] = [];
  let continued = 0;
  for (const { text, number, offset } of lines) {
    const match = form.exec(text);
    const above = messages.at(-1);
    if (match !== null) {
      messages.push({
        at: null,
        sender: stripMarks(match[1] ?? "").trim(),
        kind: "text",
        text: match[2] ?? "",
        source: { line: number, lines: 1, offset },
      });
    } else if (above === undefined || text.trim() === "") {
      skipped.push({ line: number, reason: "blank" });
    } else {
      continued += 1;
      messages[messages.length - 1] = goOn(above, text, number);
    }
  }
  return {
    messages,
    coverage: { unit: "line", lines: lines.length, parsed: messages.length, continued, skipped },
  };
}

function goOn(message: ParsedMessage, text: string, number: number): ParsedMessage {
  const source = { ...message.source, lines: number - message.source.line + 1 };
  return { ...message, text: `${message.text}\n${text}`, source };
}

function blocks(lines: readonly TextLine[]): ParsedPaste {
  const messages: ParsedMessage[] = [];
  const skipped: SkippedLine[] = [];
  let continued = 0;
  let block: TextLine[] = [];
  const close = () => {
    const [first] = block;
    if (first !== undefined) {
      continued += block.length - 1;
      messages.push({
        at: null,
        sender: null,
        kind: "text",
        text: block.map(({ text }) => text).join("\n"),
        source: { line: first.number, lines: block.length, offset: first.offset },
      });
    }
    block = [];
  };
  for (const line of lines) {
    if (line.text.trim() === "") {
      close();
      skipped.push({ line: line.number, reason: "blank" });
    } else {
      block.push(line);
    }
  }
  close();
  return {
    messages,
    coverage: { unit: "line", lines: lines.length, parsed: messages.length, continued, skipped },
  };
}
