/** One file before it is sealed: its fingerprint, what it was taken for, what was read of it. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";

import type { EvidenceKind } from "@honeyguide/domain";
import {
  evidenceVersion,
  type ParsedExhibit,
  readEvidence,
  sniffBytes,
  sniffMediaType,
  writeExcerpt,
} from "@honeyguide/evidence";

import type { GivenFile } from "../hand-over.ts";
import { conversationsOf, gistOf, inConversation, readingTool } from "../reading.ts";
import { CouldNotError } from "../refusal.ts";
import type { FoundFile } from "./find-files.ts";
import { importWords } from "./import-words.ts";
import type { Looked } from "./looked.ts";

/** No file of a report is larger. */
const maxFileBytes = 500 * 1000 * 1000;
/** What is larger is sealed and handed in, and read by the Desk. */
const maxReadBytes = 64 * 1024 * 1024;
const notRead = /^(?:image|audio|video)\//;
/** Read like any other, but not as somebody's chat. */
const textFormats: readonly string[] = ["plain", "eml", "mbox", "csv"];

/**
 * Look into a file.
 *
 * @param conversation - seal only that thread, where the file keeps threads apart.
 * @returns undefined if the file keeps threads apart and does not have that one.
 * @throws {CouldNotError} for a file above 500 MB.
 */
export async function lookInto(
  { path, named, bytes }: FoundFile,
  conversation: string | undefined,
  advance: (bytes: number) => void,
): Promise<Looked | undefined> {
  if (bytes > maxFileBytes) throw new CouldNotError(importWords.tooLarge(path));
  const { sha256, head } = await hashOf(path, advance);
  const mediaType = sniffMediaType(head);
  const read = await readIf(path, bytes, mediaType);
  const whole = { bytes, sha256 };
  const unread = { path, named, mediaType, conversations: [], format: null, gist: null };
  if (read?.ok !== true) {
    const refused = read?.reason ?? null;
    return { ...unread, sha256, refused, given: wholeOf(path, mediaType, whole, undefined) };
  }
  const { format, messages } = read.value;
  const conversations = conversationsOf(messages);
  const isCut = conversation !== undefined && conversations.length > 0;
  const kept = isCut ? inConversation(read.value, conversation) : read.value;
  if (isCut && kept.messages.length === 0) return undefined;
  const given = isCut
    ? excerptOf(kept, basename(path), whole)
    : wholeOf(path, mediaType, whole, format);
  const gist = gistOf(kept);
  return {
    ...unread,
    sha256: given.evidence.sha256,
    format,
    refused: null,
    gist,
    conversations,
    given,
  };
}

/** Undefined for what is not read here. */
async function readIf(path: string, bytes: number, mediaType: string) {
  if (bytes > maxReadBytes || notRead.test(mediaType)) return undefined;
  return readEvidence(await readFile(path), { name: basename(path) });
}

interface Whole {
  readonly bytes: number;
  readonly sha256: string;
}

function wholeOf(
  path: string,
  mediaType: string,
  whole: Whole,
  format: string | undefined,
): GivenFile {
  const kind = kindOf(mediaType, format);
  return {
    evidence: { kind, originalName: basename(path), mediaType, ...whole },
    extension: extensionOf(mediaType),
    content: () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
  };
}

/** Part of a file is a file of its own, which says what it was made from. */
function excerptOf(parsed: ParsedExhibit, originalName: string, whole: Whole): GivenFile {
  const made = { tool: readingTool, version: evidenceVersion, corrected: false };
  const bytes = new Uint8Array(
    writeExcerpt({ ...whole, ...made, format: parsed.format }, parsed.messages),
  );
  return {
    evidence: {
      kind: kindOf("text/plain", parsed.format),
      originalName,
      mediaType: "text/plain",
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      derived: { from: whole.sha256, ...made },
      whole,
    },
    extension: "jsonl",
    content: () => new Blob([bytes]).stream(),
  };
}

async function hashOf(path: string, advance: (bytes: number) => void) {
  const hash = createHash("sha256");
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    if (head.length === 0) head = chunk.subarray(0, sniffBytes);
    hash.update(chunk);
    advance(chunk.length);
  }
  return { head, sha256: hash.digest("hex") };
}

function kindOf(mediaType: string, format: string | undefined): EvidenceKind {
  if (mediaType.startsWith("image/")) return "picture";
  if (mediaType.startsWith("audio/")) return "voice";
  if (mediaType.startsWith("video/")) return "video";
  if (format !== undefined) return textFormats.includes(format) ? "text" : "chat_export";
  return mediaType === "text/plain" ? "text" : "file";
}

function extensionOf(mediaType: string): string {
  if (mediaType === "text/plain") return "txt";
  const sub = (mediaType.split("/")[1] ?? "").toLowerCase();
  return /^[a-z0-9]{1,8}$/.test(sub) ? sub : "bin";
}
