/** What there is to say of a file of messages, so that the person can choose what of it goes. */
import {
  type Assumptions,
  type DateOrder,
  type ParsedMessage,
  sniffBytes,
  sniffMediaType,
  type ZipEntry,
} from "@honeyguide/evidence";

import { type ChatFile, readChatFile } from "./chat-file.ts";
import type {
  ChatSummary,
  ChatThread,
  DateQuestion,
  MediaFile,
  ReadChat,
  UnreadLine,
} from "./messages.ts";
import { kindOfMedia } from "./nature.ts";

/** Lines that are shown; all are counted. */
const mostUnreadShown = 100;
const lineLength = 300;

/** What a file says of itself, or why it was not read. */
export async function summariseChat(
  file: File,
  dateOrder: DateOrder | undefined,
): Promise<ChatSummary> {
  const read = await readChatFile(file, dateOrder);
  if (!read.ok) return { isRead: false, reason: read.reason };
  const { parsed, archive } = read;
  if (parsed.messages.length === 0) return { isRead: false, reason: "no_messages" };
  const { unread, unreadCount } = unreadLines(read);
  const threads = threadsOf(parsed.messages);
  const all = threadOf("", parsed.messages);
  const [only] = threads;
  return {
    isRead: true,
    format: parsed.format,
    // One thread is the whole file; whose it is, is in its senders.
    ...all,
    name: threads.length === 1 && only !== undefined ? only.name : "",
    threads: threads.length > 1 ? threads : [],
    guess: otherSide(
      all.senders.map(({ sender }) => sender),
      file.name,
    ),
    unit: parsed.coverage.unit,
    unread,
    unreadCount,
    question: dateQuestion(parsed.messages, parsed.assumptions),
    media: archive === undefined ? [] : await mediaOf(archive.files, parsed.messages),
  };
}

/** A conversation of a file that holds several, the newest first. */
function threadsOf(messages: readonly ParsedMessage[]): readonly ChatThread[] {
  const found = new Map<string, ParsedMessage[]>();
  for (const message of messages) {
    if (message.conversation === undefined) continue;
    const so = found.get(message.conversation);
    if (so === undefined) found.set(message.conversation, [message]);
    else so.push(message);
  }
  return [...found]
    .map(([name, own]) => threadOf(name, own))
    .sort((a, b) => compare(b.last ?? "", a.last ?? ""));
}

function threadOf(name: string, messages: readonly ParsedMessage[]): ChatThread {
  let first: string | null = null;
  let last: string | null = null;
  const counts = new Map<string, number>();
  let isDirected = false;
  for (const { at, sender, direction } of messages) {
    if (at !== null && (first === null || at < first)) first = at;
    if (at !== null && (last === null || at > last)) last = at;
    if (direction === "received") isDirected = true;
    if (sender !== null && direction !== "sent") counts.set(sender, (counts.get(sender) ?? 0) + 1);
  }
  const senders = [...counts]
    .map(([sender, count]) => ({ sender, messages: count }))
    .sort((a, b) => b.messages - a.messages);
  const written = messages.filter(({ kind }) => kind !== "system").length;
  return { name, messages: written, first, last, senders, isDirected };
}

/** The sender that the name of the file names: "WhatsApp Chat with Charlie.txt". */
function otherSide(senders: readonly string[], fileName: string): string | undefined {
  const letters = (text: string) => text.normalize("NFKC").replace(/[^\p{L}\p{Nd}]/gu, "");
  const name = letters(fileName);
  return senders
    .filter((sender) => letters(sender) !== "" && name.includes(letters(sender)))
    .sort((a, b) => b.length - a.length)[0];
}

function unreadLines({
  parsed: { coverage, assumptions },
  text,
}: ChatFile): Pick<ReadChat, "unread" | "unreadCount"> {
  const lost = coverage.skipped.flatMap(({ line, reason }) =>
    reason === "blank" || reason === "about_file" ? [] : [{ line, reason }],
  );
  const shown = lost.slice(0, mostUnreadShown);
  const last = shown.at(-1)?.line ?? 0;
  // A record is not a line of the file, so its text is not shown.
  const lines =
    coverage.unit === "line" && last > 0
      ? new TextDecoder(assumptions.encoding ?? "utf-8").decode(text).split("\n", last)
      : [];
  const unread: readonly UnreadLine[] = shown.map(({ line, reason }) => ({
    line,
    reason,
    text: (lines[line - 1] ?? "").trim().slice(0, lineLength),
  }));
  return { unread, unreadCount: lost.length };
}

/** A date of the file that can be read in two ways, where the file itself does not decide. */
function dateQuestion(
  messages: readonly ParsedMessage[],
  { dateOrder }: Assumptions,
): DateQuestion | undefined {
  if (dateOrder === undefined || dateOrder.order === "ymd") return undefined;
  const { order, decidedBy } = dateOrder;
  if (decidedBy !== "locale_default" && decidedBy !== "override") return undefined;
  const date = messages.map(({ at }) => partsOf(at)).find((one) => one !== undefined);
  if (date === undefined) return undefined;
  const { year, month, day } = date;
  const [asRead, swapped] = [`${year}-${month}-${day}`, `${year}-${day}-${month}`];
  const [dayFirst, monthFirst] = order === "dmy" ? [asRead, swapped] : [swapped, asRead];
  const printed = order === "dmy" ? `${day}/${month}` : `${month}/${day}`;
  return { printed, dayFirst, monthFirst, answer: decidedBy === "override" ? order : undefined };
}

/** A date whose day and month could be exchanged, and would then be another date. */
function partsOf(at: string | null) {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d\d)-(\d\d)/.exec(at ?? "") ?? [];
  return year !== "" && month !== day && Number(day) <= 12 ? { year, month, day } : undefined;
}

/** The other files of an archive: what each is, and who sent it, where a message names it. */
async function mediaOf(
  files: readonly ZipEntry[],
  messages: readonly ParsedMessage[],
): Promise<readonly MediaFile[]> {
  const senders = new Map(
    messages.flatMap(({ sender, attachments = [] }) =>
      attachments.map((name) => [name.normalize(), sender] as const),
    ),
  );
  return Promise.all(
    files.map(async (entry) => {
      const name = entry.path.slice(entry.path.lastIndexOf("/") + 1).normalize();
      return {
        path: entry.path,
        bytes: entry.bytes,
        kind: kindOfMedia(sniffMediaType(await headOf(entry))),
        sender: senders.get(name) ?? null,
      };
    }),
  );
}

/** The first bytes of a file in an archive. What is damaged is found when it is taken out. */
async function headOf(entry: ZipEntry): Promise<Uint8Array> {
  try {
    for await (const piece of entry.stream()) return piece.slice(0, sniffBytes);
  } catch {
    return new Uint8Array(0);
  }
  return new Uint8Array(0);
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
