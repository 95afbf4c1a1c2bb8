/**
 * Telegram Desktop's machine-readable export: one chat, or all of an account (`chats.list`).
 * https://core.telegram.org/import-export documents its main members.
 */
import type { MessageKind } from "../message.ts";
import { instantOfSeconds, isoTime } from "./instant.ts";
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
import type { JsonPath } from "./json-walk.ts";
import type { UnplacedMessage } from "./records.ts";

/** Telegram's export, if the records are its own. */
export const readTelegram: JsonFormat = ({ records, context, path }) => {
  const known = records.filter(isTelegram);
  const isFull = path.length > 3;
  const hasEmptyChats = records.length === 0 && context.has("personal_information");
  if (known.length * 2 <= records.length || (known.length === 0 && !hasEmptyChats))
    return undefined;
  const names = new Map<string, string>();
  let owner: string | undefined;
  return {
    format: "telegram-json",
    why: isFull
      ? "chats.list holds chats whose messages have a type and date_unixtime"
      : "messages have a type and date_unixtime, as Telegram writes them",
    read: (record) => readRecord(record, owner),
    context(value, place) {
      const key = place.at(-1);
      if (key === "personal_information") owner = digitsOf(value, "user_id");
      if (key === "name" && typeof value === "string") names.set(chatOf(place), value);
    },
    conversation: (place) => names.get(chatOf(place)),
  };
};

/** What a place shares with the name of its chat. */
function chatOf(path: JsonPath): string {
  return path.length >= 5 ? path.slice(1, 4).join("/") : "";
}

function isTelegram(record: unknown): boolean {
  const type = textOf(record, "type");
  if (type !== "message" && type !== "service") return false;
  const text = memberOf(record, "text");
  return (
    (digitsOf(record, "date_unixtime") !== undefined ||
      isoTime(memberOf(record, "date")) !== null) &&
    (typeof text === "string" || Array.isArray(text))
  );
}

function readRecord(record: unknown, owner: string | undefined): RecordReading {
  if (!isObject(record)) return "malformed";
  const at =
    instantOfSeconds(memberOf(record, "date_unixtime")) ?? isoTime(memberOf(record, "date"));
  const type = textOf(record, "type");
  if (type === "service") return [{ at, ...serviceOf(record) }];
  if (type === "unsupported") return "unknown_kind";
  if (type !== "message") return type === undefined ? "malformed" : "unknown_kind";
  const attachments = filesOf(record);
  return [
    {
      at,
      sender: filledOf(record, "from") ?? filledOf(record, "from_id") ?? null,
      ...bodyOf(record, attachments),
      ...directionOf(record, owner),
      ...(attachments.length > 0 && { attachments }),
      ...(isEdited(record) && { edited: true as const }),
    },
  ];
}

function directionOf(
  record: object,
  owner: string | undefined,
): Pick<UnplacedMessage, "direction"> {
  const from = filledOf(record, "from_id");
  if (owner === undefined || from === undefined) return {};
  return { direction: from === `user${owner}` ? "sent" : "received" };
}

function isEdited(record: object): boolean {
  const edited = digitsOf(record, "edited_unixtime") ?? filledOf(record, "edited");
  return edited !== undefined && edited !== "0";
}

function bodyOf(record: object, files: readonly string[]): { kind: MessageKind; text: string } {
  const text = plainText(memberOf(record, "text"));
  const contact = objectOf(record, "contact_information");
  const place = objectOf(record, "location_information");
  const poll = objectOf(record, "poll");
  if (contact !== undefined) {
    const name = [textOf(contact, "first_name"), textOf(contact, "last_name")].join(" ").trim();
    return { kind: "contact", text: joined(name, textOf(contact, "phone_number"), text) };
  }
  if (place !== undefined) {
    const point = `${String(memberOf(place, "latitude"))}, ${String(memberOf(place, "longitude"))}`;
    return { kind: "location", text: joined(point, textOf(record, "address"), text) };
  }
  if (poll !== undefined) {
    const answers = listOf(poll, "answers").map((answer) => textOf(answer, "text"));
    return { kind: "poll", text: joined(plainText(memberOf(poll, "question")), ...answers, text) };
  }
  const isMedia = files.length > 0 || ["photo", "file", "media_type"].some((key) => key in record);
  return { kind: isMedia ? "media" : "text", text };
}

/** Files that were exported; a remark in brackets stands where one was not. */
function filesOf(record: object): readonly string[] {
  return ["photo", "file"]
    .map((key) => filledOf(record, key))
    .filter((path): path is string => path !== undefined && !path.startsWith("("));
}

function serviceOf(record: object): { sender: string | null; kind: MessageKind; text: string } {
  const action = filledOf(record, "action") ?? "";
  const actor = filledOf(record, "actor") ?? filledOf(record, "actor_id");
  const members = listOf(record, "members").filter((member) => typeof member === "string");
  const words = [
    action,
    filledOf(record, "title"),
    filledOf(record, "new_title"),
    filledOf(record, "discard_reason"),
    digitsOf(record, "duration_seconds"),
    ...members,
    plainText(memberOf(record, "text")),
  ];
  const text = words.filter((word) => word !== undefined && word !== "").join(" ");
  if (action === "phone_call" || action === "group_call") {
    return { sender: actor ?? null, kind: "call", text };
  }
  return { sender: null, kind: "system", text: actor === undefined ? text : `${actor}: ${text}` };
}

/** Marks that Telegram finds by itself, only where a word begins. */
const found = new Set(["link", "mention", "email", "phone", "hashtag", "bot_command", "cashtag"]);

/** Text is a string, or a list of strings and of marked pieces. */
function plainText(text: unknown): string {
  if (typeof text === "string") return text;
  if (!Array.isArray(text)) return "";
  let whole = "";
  let isMarked = false;
  for (const piece of text as unknown[]) {
    const plain = typeof piece === "string" ? piece : (textOf(piece, "text") ?? "");
    // A link right behind another mark: the space between them was lost in the export.
    const isFound = found.has(textOf(piece, "type") ?? "");
    if (isMarked && isFound && /\S$/.test(whole) && /^\S/.test(plain)) whole += " ";
    whole += plain;
    isMarked = typeof piece !== "string";
  }
  return whole;
}
