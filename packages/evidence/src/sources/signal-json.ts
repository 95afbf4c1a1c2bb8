/**
 * Signal in JSON, from three programs: the plaintext export of Signal's own apps (a line for each
 * frame of a backup, `Backup.proto` of Signal as JSON), sigtop (rows of the desktop database) and
 * signal-export (`data.json`, a line for each message).
 */
import { instantOf, isoTime } from "./instant.ts";
import type { JsonFormat, RecordReading } from "./json-reader.ts";
import {
  digitsOf,
  filledOf,
  isObject,
  joined,
  listOf,
  memberOf,
  objectOf,
  textOf,
} from "./json-value.ts";
import type { UnplacedMessage } from "./records.ts";
import { readSignalBackup } from "./signal-backup.ts";

/** One of Signal's forms, if the records are of it. */
export const readSignalJson: JsonFormat = (sample) => {
  const backup = readSignalBackup(sample);
  if (backup !== undefined) return backup;
  const { records } = sample;
  const most = (is: (record: unknown) => boolean) => records.filter(is).length * 2 > records.length;
  if (most(isRow)) {
    const threads: (string | undefined)[] = [];
    return {
      format: "signal-json",
      why: "records have conversationId, sent_at and type, as Signal's desktop database does",
      read(record, path) {
        threads[indexOf(path)] = filledOf(record, "conversationId");
        return readRow(record);
      },
      conversation: (path) => threads[indexOf(path)],
    };
  }
  if (!most(isLine)) return undefined;
  return {
    format: "signal-json",
    why: "lines have date, sender, body and quote, as signal-export writes them",
    read: readLine,
  };
};

/** Of a record in a list that is the whole text, or of a line. */
function indexOf(path: readonly (string | number)[]): number {
  const last = path.length > 1 ? path.at(-1) : path[0];
  return typeof last === "number" ? last : 0;
}

function isRow(record: unknown): boolean {
  return (
    isObject(record) &&
    textOf(record, "conversationId") !== undefined &&
    textOf(record, "type") !== undefined &&
    (digitsOf(record, "sent_at") ?? digitsOf(record, "timestamp")) !== undefined
  );
}

function isLine(record: unknown): boolean {
  return (
    isObject(record) &&
    isoTime(memberOf(record, "date")) !== null &&
    textOf(record, "sender") !== undefined &&
    textOf(record, "body") !== undefined &&
    "quote" in record
  );
}

function readRow(record: unknown): RecordReading {
  if (!isRow(record)) return "malformed";
  const at = instantOf(memberOf(record, "sent_at")) ?? instantOf(memberOf(record, "timestamp"));
  const type = textOf(record, "type");
  const sender = sourceOf(record);
  const isOwn = type === "outgoing";
  if (!isOwn && type !== "incoming") {
    const text = joined(type, textOf(record, "body"));
    const isCall = type === "call-history";
    return [{ at, sender: isCall ? sender : null, kind: isCall ? "call" : "system", text }];
  }
  const attachments = listOf(record, "attachments").map((file) => filledOf(file, "fileName") ?? "");
  const message: UnplacedMessage = {
    at,
    sender,
    kind: rowKind(record, attachments),
    text: textOf(record, "body") ?? "",
    direction: isOwn ? "sent" : "received",
    ...(attachments.length > 0 && { attachments: attachments.filter((name) => name !== "") }),
    ...(listOf(record, "editHistory").length > 0 && { edited: true as const }),
  };
  return [message, ...reactionsOf(record, "emoji", "fromId")];
}

function sourceOf(record: unknown): string | null {
  const keys = ["source", "sourceServiceId", "sourceUuid"];
  return keys.map((key) => filledOf(record, key)).find((source) => source !== undefined) ?? null;
}

function rowKind(record: unknown, attachments: readonly string[]): UnplacedMessage["kind"] {
  if (memberOf(record, "deletedForEveryone") === true) return "deleted";
  if (memberOf(record, "isViewOnce") === true) return "view_once";
  if (listOf(record, "contact").length > 0) return "contact";
  const isMedia = attachments.length > 0 || objectOf(record, "sticker") !== undefined;
  return isMedia ? "media" : "text";
}

function readLine(record: unknown): RecordReading {
  if (!isLine(record)) return "malformed";
  const sender = textOf(record, "sender");
  const attachments = listOf(record, "attachments").flatMap((file) => filledOf(file, "name") ?? []);
  const isCall = memberOf(record, "call") === true;
  const isMedia = attachments.length > 0 || objectOf(record, "sticker") !== undefined;
  // Its program puts two spaces behind each text.
  const text = (textOf(record, "body") ?? "").replace(/ {2}$/, "");
  const isDeleted = memberOf(record, "deleted") === true;
  const own = isDeleted ? "deleted" : isCall ? "call" : isMedia ? "media" : "text";
  const message: UnplacedMessage = {
    at: isoTime(memberOf(record, "date")),
    sender: sender === "No-Sender" ? null : (sender ?? null),
    kind: own,
    text,
    ...(sender !== "No-Sender" && {
      direction: sender === "Me" ? ("sent" as const) : ("received" as const),
    }),
    ...(attachments.length > 0 && { attachments }),
  };
  return [message, ...reactionsOf(record, "emoji", "name")];
}

/** Written as objects, or as pairs of a name and a mark. */
function reactionsOf(record: unknown, mark: string, actor: string): UnplacedMessage[] {
  return listOf(record, "reactions").flatMap((reaction) => {
    const pair = Array.isArray(reaction) ? (reaction as unknown[]) : undefined;
    const who = pair === undefined ? textOf(reaction, actor) : pair[0];
    const what = pair === undefined ? textOf(reaction, mark) : pair[1];
    if (typeof what !== "string") return [];
    const by = typeof who === "string" ? `${who}: ` : "";
    return [{ at: null, sender: null, kind: "system", text: `${by}${what}` }];
  });
}
