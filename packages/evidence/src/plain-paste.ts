/**
 * Text that is no export: what a person pasted or typed. One message for each block of lines, and
 * `Name: text` or `[18:05] Name: text` where every block is written so.
 */
import type { Coverage, ParsedMessage, SkippedLine } from "./message.ts";
import { linesOf, type TextLine } from "./text-lines.ts";

/** The messages of a paste, and the account of its lines. */
export interface ParsedPaste {
  readonly messages: readonly ParsedMessage[];
  readonly coverage: Coverage;
}

const named =
  /^(?:\[?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?\]?,?\s+)?([^:"“”]{1,40}):\s+(\S.*)$/iu;

/** Read text that has no headers. */
export function parsePaste(bytes: Uint8Array): ParsedPaste {
  const lines = linesOf(bytes);
  const filled = lines.filter(({ text }) => text.trim() !== "");
  // A lone colon in prose is no name: every line must be written that way, by few enough people.
  const names = new Set(filled.map(({ text }) => named.exec(text)?.[1]));
  const isDialogue =
    filled.length > 1 && !names.has(undefined) && names.size <= filled.length / 2 + 1;
  return isDialogue ? dialogue(lines) : blocks(lines);
}

function dialogue(lines: readonly TextLine[]): ParsedPaste {
  const messages: ParsedMessage[] = [];
  const skipped: SkippedLine[] = [];
  for (const { text, number, offset } of lines) {
    const match = named.exec(text);
    if (match === null) {
      skipped.push({ line: number, reason: "blank" });
    } else {
      messages.push({
        at: null,
        sender: (match[1] ?? "").trim(),
        kind: "text",
        text: match[2] ?? "",
        source: { line: number, lines: 1, offset },
      });
    }
  }
  return {
    messages,
    coverage: { lines: lines.length, parsed: messages.length, continued: 0, skipped },
  };
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
    coverage: { lines: lines.length, parsed: messages.length, continued, skipped },
  };
}
