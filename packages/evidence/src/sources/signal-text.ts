/**
 * Signal as text: `chat.md` of signal-export, and the long and the short text of sigtop.
 *
 *   [2024-03-14 18:05:33] Charlie: text        signal-export; older ones without seconds
 *   From: Charlie (+447700900123)               sigtop, one block for each message
 *   2024-03-14 18:05 You: text                  sigtop, short
 */
import { type TextLine, linesOf } from "../text-lines.ts";
import { isoTime } from "./instant.ts";
import { createLineRecords, type LineRecords, type OpenMessage } from "./line-records.ts";
import type { UnplacedMessage } from "./records.ts";
import type { SourceResult } from "./source-reading.ts";
import { writtenTime } from "./written-time.ts";

const bracketed = /^\[(\d{4}-\d\d-\d\d),? (\d\d:\d\d(?::\d\d)?)\] ([^:\n]{1,80}): ?/;
const short = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d) ([^:\n]{1,80}):(?: |$)/;

/** Which of Signal's texts a text is, or undefined. */
export function signalTextOf(head: string): "markdown" | "blocks" | "short" | undefined {
  const lines = head.split("\n", 400).map((line) => line.replace(/\r$/, ""));
  const [first = ""] = lines;
  if (first.startsWith("Conversation: ") && lines.slice(1, 4).some(isBlockStart)) return "blocks";
  if (bracketed.test(first)) {
    const headers = lines.filter((line) => bracketed.test(line));
    const hasSeconds = headers.some((line) => bracketed.exec(line)?.[2]?.length === 8);
    // Exports of WhatsApp have seconds and none of the two spaces that make a line of Markdown.
    const isMarkdown = lines.filter((line) => line.endsWith("  ")).length * 2 >= headers.length;
    const isOwn = headers.some((line) => bracketed.exec(line)?.[3] === "Me");
    return !hasSeconds || (isMarkdown && isOwn) ? "markdown" : undefined;
  }
  const named = lines.map((line) => short.exec(line)?.[3]);
  return named[0] !== undefined && named.includes("You") ? "short" : undefined;
}

function isBlockStart(line: string): boolean {
  return /^(?:From|Type): /.test(line);
}

/** Read one of Signal's texts. */
export function readSignalText(
  bytes: Uint8Array,
  form: "markdown" | "blocks" | "short",
): SourceResult {
  const lines = linesOf(bytes);
  if (form === "blocks") return readBlocks(lines);
  return form === "markdown"
    ? readHeaders(
        lines,
        bracketed,
        "lines begin with [year-month-day time] name, as signal-export writes them",
      )
    : readHeaders(
        lines,
        short,
        "lines begin with year-month-day time name, some by You, as sigtop writes them",
      );
}

function result(why: string, records: LineRecords, isStated: boolean): SourceResult {
  const timeZone = isStated ? "stated" : "unknown";
  return {
    ok: true,
    value: {
      format: "signal-text",
      why,
      ...records.end(),
      assumptions: { timeZone },
      attachments: [],
    },
  };
}

const own: readonly string[] = ["Me", "You"];

function readHeaders(lines: readonly TextLine[], form: RegExp, why: string): SourceResult {
  const records = createLineRecords(withFiles);
  for (const line of lines) {
    const open = line.isCut ? undefined : openOf(line.text, form);
    if (open === undefined) records.goOn(line, unspaced(line.text));
    else records.begin(line, open);
  }
  return result(why, records, false);
}

function openOf(line: string, form: RegExp): OpenMessage | undefined {
  const match = form.exec(line);
  if (match === null) return undefined;
  const [whole, day = "", time = "", name = ""] = match;
  const at = isoTime(`${day} ${time}`);
  const sender = name.trim();
  if (at === null || sender === "") return undefined;
  const direction = own.includes(sender) ? "sent" : "received";
  const who = sender === "No-Sender" ? { sender: null } : ({ sender, direction } as const);
  return { message: { at, kind: "text", ...who }, lines: [unspaced(line.slice(whole.length))] };
}

function unspaced(line: string): string {
  return line.endsWith("  ") ? line.slice(0, -2) : line;
}

const deletedText = "(This message was deleted)";

/** Files stand in the text as links to the folder beside it. */
function withFiles({ message }: OpenMessage, text: string): UnplacedMessage {
  if (text === deletedText) return { ...message, kind: "deleted", text: "" };
  const attachments: string[] = [];
  const rest = text.replace(
    /!?\[([^\][\n]{0,255})\]\(\.\/(media\/[^()\n]{1,512})\) {0,2}/g,
    (_, name: string, path: string) => {
      attachments.push(name === "" ? path : name);
      return "";
    },
  );
  if (attachments.length === 0) return { ...message, text };
  return { ...message, kind: "media", text: rest.trim(), attachments };
}

const field = /^(From|Type|Sent|Received|Attachment|Reaction|Edited): (.*)$/;

/** A block: fields, an empty line, text. One begins with From and Type, or Type alone. */
function readBlocks(lines: readonly TextLine[]): SourceResult {
  const records = createLineRecords();
  const conversation = lines[0]?.text.slice("Conversation: ".length).trim();
  let fields: BlockFields | undefined;
  lines.forEach((line, index) => {
    const match = field.exec(line.text.slice(0, 2000));
    if (index === 0) records.skip(line, "about_file");
    else if (beginsBlock(lines, index)) {
      fields = { attachments: [], message: emptyMessage(conversation) };
      records.begin(line, { message: fields.message, lines: [] });
      noteField(fields, match?.[1], match?.[2] ?? "");
    } else if (fields !== undefined && match !== null) {
      noteField(fields, match[1], match[2] ?? "");
      // Reactions are words of others; they stay beside the text as they are printed.
      records.goOn(line, match[1] === "Reaction" ? line.text : undefined);
    } else {
      const isGap = fields !== undefined && line.text === "";
      fields = undefined;
      records.goOn(line, isGap ? undefined : line.text);
    }
  });
  return result(
    "a Conversation line, then blocks of From, Type and Sent, as sigtop writes them",
    records,
    true,
  );
}

function beginsBlock(lines: readonly TextLine[], index: number): boolean {
  const text = (at: number) => lines[at]?.text ?? "";
  if (text(index - 1) !== "") return false;
  const type = text(index).startsWith("From: ") ? index + 1 : index;
  return text(type).startsWith("Type: ") && /^(?:Sent|Received): /.test(text(type + 1));
}

interface Mutable {
  at: string | null;
  sender: string | null;
  kind: UnplacedMessage["kind"];
  direction?: "sent" | "received";
  conversation?: string;
  attachments?: string[];
  edited?: true;
}

interface BlockFields {
  readonly message: Mutable;
  readonly attachments: string[];
}

function emptyMessage(conversation: string | undefined): Mutable {
  const base = { at: null, sender: null, kind: "text" as const };
  return conversation === undefined || conversation === "" ? base : { ...base, conversation };
}

function noteField(
  { message, attachments }: BlockFields,
  name: string | undefined,
  value: string,
): void {
  if (name === "From") message.sender = value;
  else if (name === "Type") noteType(message, value);
  else if (name === "Sent") message.at = writtenTime(value)?.at ?? null;
  else if (name === "Received") message.at ??= writtenTime(value)?.at ?? null;
  else if (name === "Edited") message.edited = true;
  else if (name === "Attachment") {
    attachments.push(value.replace(/ \([^()]{1,200}\)$/, ""));
    message.attachments = attachments;
    message.kind = "media";
  }
}

function noteType(message: Mutable, type: string): void {
  if (type === "outgoing") message.direction = "sent";
  else if (type === "incoming") message.direction = "received";
  else message.kind = type === "call-history" ? "call" : "system";
}
