/**
 * Messages chosen from a file, or read from a picture, as a file of its own: lines of JSON, the
 * first of which says what it was made from. Each message keeps its place in that file, so that
 * somebody with the whole file can look.
 *
 * Spec: `spec/evidence.md`.
 */
import * as v from "valibot";

import type { ParsedMessage } from "./message.ts";
import type { ParsedExhibit } from "./parse-evidence.ts";
import { isoTime } from "./sources/instant.ts";
import { createRecords, timeZoneOf } from "./sources/records.ts";
import { refused, type SourceResult } from "./sources/source-reading.ts";
import { linesOf, type TextLine } from "./text-lines.ts";

/** What an excerpt was made from, and with what. */
export interface ExcerptSource {
  /** Of the whole file. */
  readonly sha256: string;
  readonly bytes: number;
  /** What the whole was taken for: an `EvidenceFormat`, or a media type for a picture. */
  readonly format: string;
  readonly tool: string;
  readonly version: string;
  /** Whether a person changed what the tool had read. */
  readonly corrected: boolean;
}

/** The name of the form, in each excerpt's first line. */
const excerptForm = "honeyguide-excerpt/1";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const short = v.pipe(v.string(), v.maxLength(1000));

const HeadSchema = v.object({
  form: v.literal(excerptForm),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  bytes: count,
  format: short,
  tool: short,
  version: short,
  corrected: v.boolean(),
});

const MessageSchema = v.object({
  at: v.nullable(
    v.pipe(
      v.string(),
      v.check((time) => isoTime(time) === time),
    ),
  ),
  sender: v.nullable(v.string()),
  kind: v.picklist([
    "text",
    "media",
    "view_once",
    "call",
    "system",
    "deleted",
    "location",
    "contact",
    "poll",
  ]),
  text: v.string(),
  conversation: v.exactOptional(v.string()),
  direction: v.exactOptional(v.picklist(["sent", "received"])),
  attachments: v.exactOptional(v.array(v.string())),
  confidence: v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  edited: v.exactOptional(v.literal(true)),
  source: v.object({ line: count, lines: count, offset: count }),
});

/**
 * Write an excerpt.
 *
 * @param of - the file that the messages are from.
 * @param messages - in the order of that file, with their places in it.
 * @returns UTF-8; the same messages always give the same bytes.
 */
export function writeExcerpt(of: ExcerptSource, messages: readonly ParsedMessage[]): Uint8Array {
  const { sha256, bytes, format, tool, version, corrected } = of;
  const head = { form: excerptForm, sha256, bytes, format, tool, version, corrected };
  const lines = [head, ...messages.map(inOrder)].map((line) => `${JSON.stringify(line)}\n`);
  return new TextEncoder().encode(lines.join(""));
}

/** Properties in one order, so that the bytes do not depend on who made the message. */
function inOrder(message: ParsedMessage): ParsedMessage {
  const { at, sender, kind, text, source } = message;
  const { conversation, direction, attachments, confidence, edited } = message;
  return {
    at,
    sender,
    kind,
    text,
    ...(conversation !== undefined && { conversation }),
    ...(direction !== undefined && { direction }),
    ...(attachments !== undefined && { attachments }),
    ...(confidence !== undefined && { confidence }),
    ...(edited !== undefined && { edited }),
    source: { line: source.line, lines: source.lines, offset: source.offset },
  };
}

/** Whether a text begins as an excerpt does. */
export function looksLikeExcerpt(head: string): boolean {
  return /^\ufeff?\{"form":"honeyguide-excerpt\//.test(head);
}

/**
 * What an excerpt says it was made from, or undefined if its first line does not say so rightly.
 *
 * @param bytes - an excerpt, or anything else.
 */
export function excerptSource(bytes: Uint8Array): ExcerptSource | undefined {
  const end = bytes.indexOf(0x0a);
  const line = bytes.subarray(0, end < 0 ? bytes.length : end);
  return line.length > 16_384 ? undefined : headOf(new TextDecoder().decode(line));
}

/** Read an excerpt back. A line that is no message is skipped as malformed, and listed. */
export function readExcerpt(bytes: Uint8Array): SourceResult {
  const of = excerptSource(bytes);
  if (of === undefined) return refused("excerpt_damaged");
  const records = createRecords();
  const places: ParsedMessage["source"][] = [];
  records.skipped("about_file");
  for (const { text, offset } of joinCut(linesOf(bytes)).slice(1)) {
    const message = messageOf(text);
    if (message === undefined) records.skipped(text.trim() === "" ? "blank" : "malformed");
    else {
      const { source, ...rest } = message;
      places.push(source);
      records.parsed(offset, rest);
    }
  }
  const messages = records.messages.map((message, index) => ({
    ...message,
    source: places[index] ?? message.source,
  }));
  return {
    ok: true,
    value: {
      format: "excerpt",
      why: `first line names an excerpt of ${of.format}, ${String(messages.length)} messages`,
      coverage: records.coverage(),
      assumptions: { timeZone: timeZoneOf(messages) },
      messages,
      attachments: [],
    },
  };
}

/** A message longer than the longest line comes in pieces. */
function joinCut(lines: readonly TextLine[]): readonly { text: string; offset: number }[] {
  const whole: { pieces: string[]; offset: number }[] = [];
  for (const { text, offset, isCut } of lines) {
    const above = whole.at(-1);
    // The first piece of a long line is marked too where the rest of it came in other chunks.
    if (isCut && above?.offset === offset) above.pieces.push(text);
    else whole.push({ pieces: [text], offset });
  }
  return whole.map(({ pieces, offset }) => ({ text: pieces.join(""), offset }));
}

function headOf(line: string): ExcerptSource | undefined {
  const head = v.safeParse(HeadSchema, parsedJson(line.replace(/^\ufeff/, "")));
  if (!head.success) return undefined;
  const { sha256, bytes, format, tool, version, corrected } = head.output;
  return { sha256, bytes, format, tool, version, corrected };
}

function messageOf(line: string): ParsedMessage | undefined {
  const message = v.safeParse(MessageSchema, parsedJson(line));
  return message.success ? message.output : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A reading with some of its messages only.
 *
 * @param parsed - any reading.
 * @param keep - the thread, the sender or both; what is left out does not choose. Coverage stays
 *   that of the whole file.
 */
export function keepMessages(
  parsed: ParsedExhibit,
  keep: { readonly conversation?: string; readonly sender?: string },
): ParsedExhibit {
  const places = new Map<number, number>();
  const messages = parsed.messages.filter((message, index) => {
    const isKept =
      (keep.conversation === undefined || message.conversation === keep.conversation) &&
      (keep.sender === undefined || message.sender === keep.sender);
    if (isKept) places.set(index, places.size);
    return isKept;
  });
  const attachments = parsed.attachments.flatMap((file) => {
    const message = file.message === null ? undefined : places.get(file.message);
    return message === undefined ? [] : [{ ...file, message }];
  });
  return { ...parsed, messages, attachments };
}
