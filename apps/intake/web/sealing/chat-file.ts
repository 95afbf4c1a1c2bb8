/**
 * A file of messages as this phone reads it: the text of it in memory, the media of an archive left
 * where they are. Loaded with the first file; what it reads is in `chat-summary.ts`.
 */
import {
  type ByteSource,
  chooseChat,
  type DateOrder,
  openZip,
  type ParsedExhibit,
  type ParseRefusal,
  readEvidence,
  sniffMediaType,
  type ZipEntry,
} from "@honeyguide/evidence";

/** Words above this are not read here: the file goes whole, or is exported again in parts. Bytes. */
const maxReadBytes = 48 * 1024 * 1024;

export interface ChatFile {
  readonly ok: true;
  readonly parsed: ParsedExhibit;
  /** The bytes that the lines are counted in: of the file, or of the chat in its archive. */
  readonly text: Uint8Array<ArrayBuffer>;
  /** Of an archive: the chat's name in it, and every other file. */
  readonly archive: { readonly chatPath: string; readonly files: readonly ZipEntry[] } | undefined;
}

export type ChatFileResult =
  ChatFile | { readonly ok: false; readonly reason: ParseRefusal | "too_long" };

/**
 * Read a file of messages, whatever wrote it.
 *
 * @param dateOrder - what the person said of dates that can be read in two ways.
 */
export async function readChatFile(
  file: File,
  dateOrder: DateOrder | undefined,
): Promise<ChatFileResult> {
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  return sniffMediaType(head) === "application/zip"
    ? readArchive(file, dateOrder)
    : readText(file, file.name, undefined, dateOrder);
}

/** A file's bytes where they lie. */
function sourceOfBlob(blob: Blob): ByteSource {
  return {
    size: blob.size,
    read: async (offset, length) =>
      new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}

async function readArchive(file: File, dateOrder: DateOrder | undefined): Promise<ChatFileResult> {
  const zip = await openZip(sourceOfBlob(file));
  if (!zip.ok) return zip;
  const chat = chooseChat(zip.entries);
  if (chat === undefined) return { ok: false, reason: "zip_no_chat" };
  const files = zip.entries.filter((entry) => entry !== chat && entry.bytes > 0);
  if (chat.bytes > maxReadBytes) return { ok: false, reason: "too_long" };
  const archive = { chatPath: chat.path, files };
  return readText(await blobOf(chat), chat.path, archive, dateOrder);
}

async function readText(
  blob: Blob,
  name: string,
  archive: ChatFile["archive"],
  dateOrder: DateOrder | undefined,
): Promise<ChatFileResult> {
  if (blob.size > maxReadBytes) return { ok: false, reason: "too_long" };
  const text = new Uint8Array(await blob.arrayBuffer());
  const result = await readEvidence(text, {
    name,
    ...(dateOrder === undefined ? {} : { dateOrder }),
  });
  return result.ok ? { ok: true, parsed: result.value, text, archive } : result;
}

/** One file of an archive, checked against its list. */
export async function blobOf(entry: ZipEntry): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of entry.stream()) pieces.push(new Uint8Array(piece));
  return new Blob(pieces);
}
