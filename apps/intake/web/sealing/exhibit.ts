/** What a file is, read on the phone: its kind from its first bytes, and the messages of a chat. */
import { type EvidenceKind, MalformedEvidenceError } from "@honeyguide/domain";
import {
  keepSenderOnly,
  parseEvidence,
  readChatZip,
  sha256Hex,
  sniffMediaType,
  summariseSenders,
} from "@honeyguide/evidence";

import type { AddedAs, ChatSummary } from "./messages.ts";

/** A chat above this is not read here: it goes whole, or is exported again without its media. */
const maxReadBytes = 48 * 1024 * 1024;
const headBytes = 4096;

const extensions: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/heic": "heic",
  "image/avif": "avif",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/webm": "webm",
  "audio/ogg": "ogg",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "application/pdf": "pdf",
  "application/zip": "zip",
  "text/plain": "txt",
};

export interface Nature {
  readonly kind: EvidenceKind;
  readonly mediaType: string;
}

/** What a file is, from its first bytes and never from its name. */
export async function natureOf(file: Blob, addedAs: AddedAs): Promise<Nature> {
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  const mediaType = sniffMediaType(head);
  return { kind: kindOf(mediaType, addedAs), mediaType };
}

function kindOf(mediaType: string, addedAs: AddedAs): EvidenceKind {
  if (addedAs === "text") return "text";
  if (addedAs === "chat") return "chat_export";
  if (mediaType.startsWith("image/")) return "picture";
  if (mediaType.startsWith("video/")) return "video";
  if (mediaType.startsWith("audio/")) return "voice";
  return "file";
}

/** The path of the `n`-th file in its archive: `evidence/3-picture.jpg`. Says nothing of its name. */
export function evidencePath(n: number, { kind, mediaType }: Nature): string {
  const extension = extensions[mediaType] ?? "bin";
  return `evidence/${n}-${kind.replace("_", "-")}.${extension}`;
}

const unread: ChatSummary = {
  isRead: false,
  isWhatsApp: false,
  messages: 0,
  first: null,
  last: null,
  senders: [],
  guess: undefined,
};

/** What there is to say of a chat, so that the person can choose what of it goes. */
export async function summariseChat(file: File): Promise<ChatSummary> {
  if (file.size > maxReadBytes) return unread;
  const result = parseEvidence(new Uint8Array(await file.arrayBuffer()));
  if (!result.ok || result.value.messages.length === 0) return unread;
  const { messages, format } = result.value;
  const times = messages.flatMap(({ at }) => (at === null ? [] : [at])).sort();
  const senders = summariseSenders(result.value).map(({ sender, messages: count }) => ({
    sender,
    messages: count,
  }));
  return {
    isRead: true,
    isWhatsApp: format.startsWith("whatsapp"),
    messages: messages.filter(({ sender }) => sender !== null).length,
    first: times[0] ?? null,
    last: times.at(-1) ?? null,
    senders,
    guess: otherSide(
      senders.map(({ sender }) => sender),
      file.name,
    ),
  };
}

/** The sender that the name of the file names: "WhatsApp Chat with Charlie.txt". */
function otherSide(senders: readonly string[], fileName: string): string | undefined {
  const letters = (text: string) => text.normalize("NFKC").replace(/[^\p{L}\p{Nd}]/gu, "");
  const name = letters(fileName);
  return senders
    .filter((sender) => letters(sender) !== "" && name.includes(letters(sender)))
    .sort((a, b) => b.length - a.length)[0];
}

/** Only one sender's messages, as the file has them, and the fingerprint of all of it. */
export async function keepTheirs(
  file: File,
  sender: string,
): Promise<{ readonly theirs: Blob; readonly whole: { bytes: number; sha256: string } }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const kept = keepSenderOnly(chatText(bytes), sender);
  if (kept === undefined || kept.length === 0) {
    throw new MalformedEvidenceError("the chat has no message of this sender");
  }
  return {
    theirs: new Blob([new Uint8Array(kept)]),
    whole: { bytes: bytes.length, sha256: sha256Hex(bytes) },
  };
}

/** The text of a chat, out of its zip if it came in one. */
function chatText(bytes: Uint8Array): Uint8Array {
  if (sniffMediaType(bytes.subarray(0, headBytes)) !== "application/zip") return bytes;
  const zip = readChatZip(bytes);
  if (!zip.ok) throw new MalformedEvidenceError("the archive holds no chat that can be read");
  return zip.chat;
}
