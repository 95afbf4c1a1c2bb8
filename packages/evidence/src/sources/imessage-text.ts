/**
 * iMessage as the text of imessage-exporter: a line with the time, a line with the sender, the
 * text, an empty line. A reply stands twice: indented below what it answers, and at its own time.
 */
import { linesOf, type TextLine } from "../text-lines.ts";
import { createLineRecords, type OpenMessage } from "./line-records.ts";
import type { UnplacedMessage } from "./records.ts";
import type { SourceResult } from "./source-reading.ts";
import { writtenTime } from "./written-time.ts";

const indent = "    ";
const seconds = /^[A-Z][a-z]{2} {1,2}\d{1,2}, \d{4} {1,2}\d{1,2}:\d{2}:\d{2}[ \u202f][AP]M/;

interface Head {
  readonly at: string;
  /** What stands behind the time: who read it, or what the program says itself. */
  readonly rest: string;
  readonly isReply: boolean;
}

function headOf(text: string): Head | undefined {
  const isReply = text.startsWith(indent);
  const line = isReply ? text.slice(indent.length) : text;
  if (!seconds.test(line)) return undefined;
  const time = writtenTime(line.replace(/^([A-Z][a-z]{2}) {2}/, "$1 "));
  if (time === undefined) return undefined;
  const rest = line.replace(seconds, "").trim();
  return { at: time.at, rest, isReply };
}

/** Whether a text begins as imessage-exporter's does: a time alone, a sender, and more. */
export function looksLikeImessage(head: string): boolean {
  const [first = "", second = "", third] = head.split(/\r?\n/, 3);
  const start = headOf(first);
  if (start === undefined || start.isReply) return false;
  if (start.rest !== "" && !start.rest.startsWith("(")) return second.trim() === "";
  return second.trim() !== "" && second.length <= 200 && third !== undefined;
}

/** Read the text. */
export function readImessage(bytes: Uint8Array): SourceResult {
  const lines = linesOf(bytes);
  const later = repliesAgain(lines);
  const records = createLineRecords(withFiles);
  /** Whether the next line is the sender's; whether the lines in hand come again further down. */
  const state = { isSenderNext: false, isRepeated: false };
  lines.forEach((line, index) => {
    const head = line.isCut ? undefined : headOf(line.text);
    if (head !== undefined) {
      const sender = lines[index + 1]?.text.trim() ?? "";
      state.isRepeated = head.isReply && later.has(`${head.at} ${sender}`);
      state.isSenderNext = state.isRepeated || !isOwnWords(head);
      if (state.isRepeated) records.goOn(line);
      else records.begin(line, openOf(head, sender));
    } else {
      if (!line.text.startsWith(indent) && line.text !== "") state.isRepeated = false;
      const isText = !state.isSenderNext && !state.isRepeated;
      records.goOn(line, isText ? line.text : undefined);
      state.isSenderNext = false;
    }
  });
  return {
    ok: true,
    value: {
      format: "imessage-text",
      why: "a time, a sender and a text on lines of their own, as imessage-exporter writes them",
      ...records.end(),
      assumptions: { timeZone: "unknown", clock: "12h" },
      attachments: [],
    },
  };
}

/** What the program says itself stands behind the time; in brackets it is who read a message. */
function isOwnWords({ rest }: Head): boolean {
  return rest !== "" && !rest.startsWith("(");
}

function openOf(head: Head, sender: string): OpenMessage {
  if (!isOwnWords(head)) return { message: messageOf(head.at, sender), lines: [] };
  return { message: { at: head.at, sender: null, kind: "system" }, lines: [head.rest] };
}

function messageOf(at: string, sender: string): OpenMessage["message"] {
  const direction = sender === "Me" ? "sent" : "received";
  return sender === ""
    ? { at, sender: null, kind: "text" }
    : { at, sender, kind: "text", direction };
}

/** Time and sender of what stands at its own time. */
function repliesAgain(lines: readonly TextLine[]): ReadonlySet<string> {
  const found = new Set<string>();
  lines.forEach(({ text }, index) => {
    const head = headOf(text);
    if (head !== undefined && !head.isReply) {
      found.add(`${head.at} ${lines[index + 1]?.text.trim() ?? ""}`);
    }
  });
  return found;
}

/** A file is a line with its path. */
const path = /^(?:~|\/|attachments\/)[^\n]{0,1000}\/([^/\n]{1,255}\.[A-Za-z0-9]{2,5})$/;

function withFiles({ message }: OpenMessage, text: string): UnplacedMessage {
  const attachments: string[] = [];
  const words = text.split("\n").filter((line) => {
    const name = line.length > 1300 ? undefined : path.exec(line)?.[1];
    if (name !== undefined) attachments.push(name);
    return name === undefined;
  });
  if (attachments.length === 0) return { ...message, text };
  return { ...message, kind: "media", text: words.join("\n"), attachments };
}
