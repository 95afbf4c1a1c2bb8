/**
 * Messages of Instagram and Messenger as "Download your information" gives them, and as Messenger
 * gives its end-to-end encrypted ones. The first writes each byte of UTF-8 as a letter of its own
 * (`\u00f0\u009f…`); that is put right where it gives valid UTF-8, and only there.
 */
import { instantOf } from "./instant.ts";
import type { JsonFormat, RecordReading } from "./json-reader.ts";
import { filledOf, isObject, joined, listOf, memberOf, objectOf, textOf } from "./json-value.ts";
import type { UnplacedMessage } from "./records.ts";

/** Meta's export, if the records are its own. */
export const readMeta: JsonFormat = ({ records, context }) => {
  const known = records.filter((record) => isOlder(record) || isNewer(record));
  if (known.length === 0 || known.length * 2 <= records.length) {
    const isEmptyThread = records.length === 0 && context.has("thread_path");
    if (!isEmptyThread) return undefined;
  }
  const isNew = known.some(isNewer);
  const repair = isNew ? (text: string) => text : repairText;
  let title: string | undefined;
  return {
    format: "meta-json",
    why: isNew
      ? "messages have senderName and timestamp, as Messenger writes them"
      : "messages have sender_name and timestamp_ms, as Instagram and Messenger write them",
    read: (record) => (isNewer(record) ? readNewer(record) : readOlder(record, repair)),
    context(value, path) {
      const key = path.at(-1);
      const isTitle = path.length === 2 && (key === "title" || key === "threadName");
      if (isTitle && typeof value === "string") title = repair(value);
    },
    conversation: () => title,
  };
};

function isOlder(record: unknown): boolean {
  return (
    textOf(record, "sender_name") !== undefined && isObject(record) && "timestamp_ms" in record
  );
}

function isNewer(record: unknown): boolean {
  return textOf(record, "senderName") !== undefined && isObject(record) && "timestamp" in record;
}

/** Letters that are bytes of UTF-8, as text; anything else unchanged. */
export function repairText(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text) || /[^\0-\u00ff]/.test(text)) return text;
  try {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return text;
  }
}

const mediaLists = ["photos", "videos", "audio_files", "gifs", "files"] as const;

function readOlder(record: unknown, repair: (text: string) => string): RecordReading {
  if (!isObject(record)) return "malformed";
  const sender = textOf(record, "sender_name");
  const at = instantOf(memberOf(record, "timestamp_ms"));
  if (sender === undefined) return "malformed";
  const attachments = [
    ...mediaLists.flatMap((key) => listOf(record, key)),
    objectOf(record, "sticker"),
  ].flatMap((file) => filledOf(file, "uri") ?? []);
  const share = objectOf(record, "share");
  const content = repair(textOf(record, "content") ?? "");
  const shared = [textOf(share, "share_text"), textOf(share, "link")]
    .map((text) => (text === undefined ? undefined : repair(text)))
    .filter((text) => text === undefined || !content.includes(text));
  const message: UnplacedMessage = {
    at,
    sender: repair(sender),
    kind: kindOf(record, attachments),
    text: joined(content, ...shared, callOf(record)),
    ...(attachments.length > 0 && { attachments }),
  };
  return [message, ...reactionsOf(record, repair)];
}

function readNewer(record: unknown): RecordReading {
  const attachments = listOf(record, "media").flatMap((file) => filledOf(file, "uri") ?? []);
  const message: UnplacedMessage = {
    at: instantOf(memberOf(record, "timestamp")),
    sender: textOf(record, "senderName") ?? null,
    kind: kindOf(record, attachments),
    text: textOf(record, "text") ?? "",
    ...(attachments.length > 0 && { attachments }),
  };
  return [message, ...reactionsOf(record, (text) => text)];
}

function kindOf(record: unknown, attachments: readonly string[]): UnplacedMessage["kind"] {
  if (memberOf(record, "is_unsent") === true || memberOf(record, "isUnsent") === true) {
    return "deleted";
  }
  if (textOf(record, "type") === "Call" || memberOf(record, "call_duration") !== undefined) {
    return "call";
  }
  return attachments.length > 0 ? "media" : "text";
}

function callOf(record: unknown): string | undefined {
  const seconds = memberOf(record, "call_duration");
  return typeof seconds === "number" ? `${seconds} s` : undefined;
}

/** A reaction is something that a person sent, at a time of its own or an unknown one. */
function reactionsOf(record: unknown, repair: (text: string) => string): UnplacedMessage[] {
  return listOf(record, "reactions").flatMap((reaction) => {
    const mark = textOf(reaction, "reaction");
    const actor = textOf(reaction, "actor");
    if (mark === undefined) return [];
    const who = actor === undefined ? "" : `${repair(actor)}: `;
    const at = instantOf(memberOf(reaction, "timestamp_ms"));
    return [{ at, sender: null, kind: "system", text: `${who}${repair(mark)}` }];
  });
}
