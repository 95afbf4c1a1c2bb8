/**
 * One file of evidence: what it is, why we think so, what it says, and what was not understood.
 *
 *   bytes -> media type -> chat export | zip with one | text
 *
 * Spec: `spec/evidence.md`. Untrusted in; a value or a reason out; never throws.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

import { readChat } from "./chat-reader.ts";
import { encodingOf, type TextEncoding } from "./encoding.ts";
import { sniffBytes, sniffMediaType } from "./media-type.ts";
import type { Assumptions, Coverage, DateOrder, ParsedMessage } from "./message.ts";
import { parsePaste } from "./plain-paste.ts";
import type { SourceFormat, SourceRefusal } from "./sources/source-reading.ts";
import { readChatZip, type ZipFile } from "./zip-archive.ts";
import { endsAsZip, type ZipRefusal } from "./zip-directory.ts";

/** Which format a file was taken for. */
export type EvidenceFormat =
  "whatsapp-android" | "whatsapp-ios" | "whatsapp-zip" | "plain" | SourceFormat;

/** A file beside the chat, and the message that names it. */
export interface Attachment extends ZipFile {
  /** Index in `messages`, or null if none names it. */
  readonly message: number | null;
}

/** Fingerprint of the file as it came. */
export interface ExhibitFingerprint {
  readonly sha256: string;
  readonly bytes: number;
}

export interface ParsedExhibit {
  readonly format: EvidenceFormat;
  /** Why it was taken for that, in one phrase. */
  readonly why: string;
  readonly exhibit: ExhibitFingerprint;
  readonly coverage: Coverage;
  readonly assumptions: Assumptions;
  readonly messages: readonly ParsedMessage[];
  readonly attachments: readonly Attachment[];
}

export type ParseRefusal = "empty" | "not_text" | ZipRefusal | SourceRefusal;

export type ParseResult =
  | { readonly ok: true; readonly value: ParsedExhibit }
  | { readonly ok: false; readonly reason: ParseRefusal; readonly exhibit: ExhibitFingerprint };

export interface ParseOptions {
  /** Overrides what the file seems to say. */
  readonly dateOrder?: DateOrder;
}

/**
 * Read a file of evidence.
 *
 * @param bytes - as the person gave it.
 * @param options - see {@link ParseOptions}.
 */
export function parseEvidence(bytes: Uint8Array, options: ParseOptions = {}): ParseResult {
  const exhibit = { sha256: sha256Hex(bytes), bytes: bytes.length };
  const mediaType = sniffMediaType(bytes.subarray(0, sniffBytes));
  if (bytes.length === 0) return { ok: false, reason: "empty", exhibit };
  if (mediaType === "application/zip") return parseZip(bytes, exhibit, options);
  // A picture or a text that is an archive as well: nobody sends one without a purpose.
  if (endsAsZip(bytes)) return { ok: false, reason: "zip_hidden_bytes", exhibit };
  if (mediaType !== "text/plain") return { ok: false, reason: "not_text", exhibit };
  return { ok: true, value: parseText(bytes, exhibit, options) };
}

/** SHA-256, lower-case hex. */
export function sha256Hex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

function parseText(
  bytes: Uint8Array,
  exhibit: ExhibitFingerprint,
  options: ParseOptions,
): ParsedExhibit {
  const chat = readChat(bytes, options.dateOrder);
  if (chat === undefined) {
    return {
      format: "plain",
      why: "no line begins with a date and a time",
      exhibit,
      ...parsePaste(bytes),
      assumptions: { timeZone: "unknown", ...encodingOtherThanUtf8(encodingOf(bytes)) },
      attachments: [],
    };
  }
  const { survey, coverage, messages } = chat;
  const dateOrder =
    options.dateOrder === undefined
      ? survey.dateOrder
      : { ...survey.dateOrder, order: options.dateOrder, decidedBy: "override" as const };
  return {
    format: survey.shape === "ios" ? "whatsapp-ios" : "whatsapp-android",
    why: `${String(survey.headers)} lines begin with a date and a time as ${
      survey.shape === "ios" ? "[date, time] name: text" : "date, time - name: text"
    }`,
    exhibit,
    coverage,
    assumptions: {
      dateOrder,
      clock: survey.clock,
      timeZone: "unknown",
      calendar: survey.calendar,
      ...(survey.unreadPeriods.length > 0 && { unreadPeriods: survey.unreadPeriods }),
      ...encodingOtherThanUtf8(survey.encoding),
    },
    messages,
    attachments: [],
  };
}

function encodingOtherThanUtf8(encoding: TextEncoding | undefined): Pick<Assumptions, "encoding"> {
  return encoding === undefined || encoding === "utf-8" ? {} : { encoding };
}

function parseZip(
  bytes: Uint8Array,
  exhibit: ExhibitFingerprint,
  options: ParseOptions,
): ParseResult {
  const zip = readChatZip(bytes);
  if (!zip.ok) return { ok: false, reason: zip.reason, exhibit };
  if (encodingOf(zip.chat) === undefined) return { ok: false, reason: "zip_no_chat", exhibit };
  const chat = parseText(zip.chat, exhibit, options);
  const named = new Map(
    chat.messages.flatMap(({ attachments = [] }, index) =>
      attachments.map((name) => [name.normalize(), index] as const),
    ),
  );
  const attachments = zip.files.map((file) => ({
    ...file,
    message: named.get(file.name.normalize()) ?? null,
  }));
  return {
    ok: true,
    value: {
      ...chat,
      format: "whatsapp-zip",
      why: `an archive with ${zip.chatName} and ${String(zip.files.length)} other files; ${chat.why}`,
      attachments,
    },
  };
}
