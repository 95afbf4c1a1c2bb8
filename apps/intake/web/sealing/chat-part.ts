/**
 * What of a file of messages goes: all of it, one conversation, or only what the sender wrote. Lines
 * of a chat stay to the letter; of other formats an excerpt is made, which says what it is from.
 */
import { type Evidence, MalformedEvidenceError } from "@honeyguide/domain";
import {
  evidenceVersion,
  keepMessages,
  keepSenderOnly,
  type ParsedExhibit,
  type ParsedMessage,
  writeExcerpt,
} from "@honeyguide/evidence";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

import { blobOf, type ChatFile, readChatFile } from "./chat-file.ts";
import type { ChatChoice, PictureWords } from "./messages.ts";
import { writeStoredZip } from "./stored-zip.ts";

const ours = "honeyguide";

/** What is sealed, and what the report says of where it is from. */
export interface ChatPart {
  readonly content: Blob;
  readonly mediaType: string;
  readonly whole?: NonNullable<Evidence["whole"]>;
  readonly derived?: NonNullable<Evidence["derived"]>;
}

/**
 * The part that the person chose.
 *
 * @throws {MalformedEvidenceError} if nothing of the file answers to the choice.
 */
export async function partOfChat(file: File, choice: ChatChoice): Promise<ChatPart | "whole"> {
  const isWhole = choice.take === "whole";
  if (isWhole && choice.without.length === 0) return "whole";
  const read = await readChatFile(file, choice.dateOrder);
  if (!read.ok) throw new MalformedEvidenceError("the file can no longer be read");
  const whole = { bytes: file.size, sha256: await sha256OfBlob(file) };
  const { parsed, archive } = read;
  if (archive !== undefined) {
    return { ...(await partOfArchive(read, archive, choice)), whole };
  }
  if (isWhole) return "whole";
  const lines = parsed.format.startsWith("whatsapp") ? linesOfSender(read, choice) : undefined;
  if (lines !== undefined) return { content: new Blob([lines]), mediaType: "text/plain", whole };
  const kept = keptMessages(parsed, choice);
  if (kept.length === 0) throw new MalformedEvidenceError("no message answers to the choice");
  const derived = { from: whole.sha256, tool: ours, version: evidenceVersion, corrected: false };
  const { sha256: digest, bytes } = whole;
  const of = { sha256: digest, bytes, format: parsed.format, tool: ours };
  const excerpt = writeExcerpt({ ...of, version: evidenceVersion, corrected: false }, kept);
  return {
    content: new Blob([new Uint8Array(excerpt)]),
    mediaType: "text/plain",
    whole,
    derived,
  };
}

/** The words that were read from a picture, as the person left them. */
export function partOfPicture(
  picture: { readonly bytes: number; readonly sha256: string; readonly mediaType: string },
  { messages, tool, version: toolVersion, corrected }: PictureWords,
): ChatPart {
  // What finds the bubbles and joins the words is ours, and is as much part of the reading.
  const version = `${toolVersion}, ${ours} ${evidenceVersion}`;
  const { bytes, sha256: digest, mediaType: format } = picture;
  const content = writeExcerpt(
    { sha256: digest, bytes, format, tool, version, corrected },
    messages.map((message, at): ParsedMessage => {
      return { ...message, at: null, source: { line: at + 1, lines: 1, offset: 0 } };
    }),
  );
  return {
    content: new Blob([new Uint8Array(content)]),
    mediaType: "text/plain",
    derived: { from: digest, tool, version, corrected },
  };
}

/** SHA-256 of a file in bounded memory, hex. */
export async function sha256OfBlob(blob: Blob): Promise<string> {
  const hash = sha256.create();
  for await (const piece of piecesOf(blob)) hash.update(piece);
  return bytesToHex(hash.digest());
}

async function* piecesOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const pieceBytes = 1024 * 1024;
  for (let at = 0; at < blob.size; at += pieceBytes) {
    yield new Uint8Array(await blob.slice(at, at + pieceBytes).arrayBuffer());
  }
}

function linesOfSender(
  { text }: ChatFile,
  { sender }: ChatChoice,
): Uint8Array<ArrayBuffer> | undefined {
  if (sender === undefined) return undefined;
  const kept = keepSenderOnly(text, sender);
  if (kept === undefined || kept.length === 0) {
    throw new MalformedEvidenceError("the chat has no message of this sender");
  }
  return new Uint8Array(kept);
}

/** An archive with fewer files: the chat, or the sender's lines of it, and the media that stay. */
async function partOfArchive(
  read: ChatFile,
  { chatPath, files }: NonNullable<ChatFile["archive"]>,
  choice: ChatChoice,
): Promise<Pick<ChatPart, "content" | "mediaType">> {
  const lines = choice.take === "whole" ? read.text : linesOfSender(read, choice);
  if (lines === undefined) throw new MalformedEvidenceError("nobody said whose messages go");
  const without = new Set(choice.without);
  const media = files.filter(({ path }) => !without.has(path));
  if (media.length === 0) return { content: new Blob([lines]), mediaType: "text/plain" };
  const kept = [{ path: chatPath, content: new Blob([lines]) }];
  for (const entry of media) kept.push({ path: entry.path, content: await blobOf(entry) });
  return { content: await writeStoredZip(kept), mediaType: "application/zip" };
}

/** "Only theirs" of a file that says who pressed Send is what its owner did not send. */
function keptMessages(parsed: ParsedExhibit, choice: ChatChoice): readonly ParsedMessage[] {
  const { conversation, sender, take } = choice;
  const isTheirs = take === "theirs" || take === "later";
  const { messages } = keepMessages(parsed, {
    ...(conversation === undefined ? {} : { conversation }),
    ...(isTheirs && sender !== undefined ? { sender } : {}),
  });
  return isTheirs ? messages.filter(({ direction }) => direction !== "sent") : messages;
}
