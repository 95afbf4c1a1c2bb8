/**
 * Google's conversations: Chat and Hangouts as Takeout gives them, and text messages as rows of
 * Android's own store, which programs that copy Google Messages write.
 */
import { instantOf, instantOfMicroseconds } from "./instant.ts";
import type { JsonFormat, JsonReader, RecordReading } from "./json-reader.ts";
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

/** One of Google's forms, if the records are of it. */
export const readGoogle: JsonFormat = ({ records, path }) => {
  const most = (is: (record: unknown) => boolean) => records.filter(is).length * 2 > records.length;
  if (most(isChat)) {
    return {
      format: "google-messages-json",
      why: "messages have creator and created_date, as Google Chat in Takeout",
      read: readChat,
    };
  }
  if (path.includes("events") && most(isEvent)) return hangouts();
  return most(isRow) ? androidRows() : undefined;
};

function isChat(record: unknown): boolean {
  return objectOf(record, "creator") !== undefined && textOf(record, "created_date") !== undefined;
}

function readChat(record: unknown): RecordReading {
  if (!isChat(record)) return "malformed";
  const creator = objectOf(record, "creator");
  const attachments = listOf(record, "attached_files").flatMap(
    (file) => filledOf(file, "export_name") ?? filledOf(file, "original_name") ?? [],
  );
  const name = filledOf(creator, "name");
  const email = filledOf(creator, "email");
  const isDeleted = textOf(record, "message_state") === "DELETED";
  const named = name !== undefined && email !== undefined ? `${name} <${email}>` : (name ?? email);
  return [
    {
      at: writtenDate(textOf(record, "created_date") ?? ""),
      sender: named ?? null,
      kind: isDeleted ? "deleted" : attachments.length > 0 ? "media" : "text",
      text: textOf(record, "text") ?? "",
      ...(attachments.length > 0 && { attachments }),
      ...(textOf(record, "updated_date") !== undefined && { edited: true as const }),
    },
  ];
}

const months =
  "january february march april may june july august september october november december";
const written =
  /^[a-z]{6,9}, ([a-z]{3,9}) (\d{1,2}), (\d{4}) at (\d{1,2}):(\d{2}):(\d{2})[\s\u202f](AM|PM) UTC$/i;

/** `Tuesday, March 12, 2024 at 6:05:33 PM UTC`; Takeout writes it so in every language it has. */
function writtenDate(text: string): string | null {
  const match = text.length > 64 ? null : written.exec(text);
  if (match === null) return null;
  const [, name = "", day, year, hour, minute, second, half = ""] = match;
  const month = months.split(" ").indexOf(name.toLowerCase());
  if (month < 0) return null;
  const hours = (Number(hour) % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
  return instantOf(
    Date.UTC(Number(year), month, Number(day), hours, Number(minute), Number(second)),
  );
}

function isEvent(record: unknown): boolean {
  return objectOf(record, "sender_id") !== undefined && digitsOf(record, "timestamp") !== undefined;
}

function hangouts(): JsonReader {
  const names = new Map<string, string>();
  const titles = new Map<unknown, string>();
  return {
    format: "google-messages-json",
    why: "conversations hold events with sender_id and timestamp, as Hangouts in Takeout",
    read: (record) => readEvent(record, names),
    context(value, path) {
      const inner = objectOf(value, "conversation") ?? value;
      const people = listOf(inner, "participant_data").flatMap((person) => {
        const name = filledOf(person, "fallback_name");
        const id = digitsOf(objectOf(person, "id"), "gaia_id");
        if (name !== undefined && id !== undefined) names.set(id, name);
        return name ?? [];
      });
      const title = filledOf(inner, "name") ?? people.join(", ");
      if (title !== "") titles.set(path[2], title);
    },
    conversation: (path: JsonPath) => titles.get(path[2]) ?? String(path[2]),
  };
}

function readEvent(record: unknown, names: ReadonlyMap<string, string>): RecordReading {
  if (!isEvent(record)) return "malformed";
  const id = digitsOf(objectOf(record, "sender_id"), "gaia_id");
  const who = id === undefined ? null : (names.get(id) ?? id);
  const at = instantOfMicroseconds(memberOf(record, "timestamp"));
  const type = textOf(record, "event_type");
  const content = objectOf(objectOf(record, "chat_message"), "message_content");
  if (content === undefined) {
    const text = joined(type, textOf(objectOf(record, "conversation_rename"), "new_name"));
    if (type === "HANGOUT_EVENT") return [{ at, sender: who, kind: "call", text }];
    return [{ at, sender: null, kind: "system", text: who === null ? text : `${who}: ${text}` }];
  }
  const text = listOf(content, "segment").map(segmentText).join("");
  const files = listOf(content, "attachment").length;
  return [
    {
      at,
      sender: who,
      kind: files > 0 ? "media" : "text",
      text,
      ...directionOf(record, id),
    },
  ];
}

function directionOf(record: unknown, id: string | undefined): Pick<UnplacedMessage, "direction"> {
  const self = digitsOf(objectOf(objectOf(record, "self_event_state"), "user_id"), "gaia_id");
  if (id === undefined || self === undefined) return {};
  return { direction: self === id ? "sent" : "received" };
}

function segmentText(segment: unknown): string {
  return textOf(segment, "type") === "LINE_BREAK" ? "\n" : (textOf(segment, "text") ?? "");
}

/** Of `content://sms`: https://developer.android.com/reference/android/provider/Telephony.TextBasedSmsColumns */
function isRow(record: unknown): boolean {
  return (
    isObject(record) &&
    filledOf(record, "address") !== undefined &&
    digitsOf(record, "date") !== undefined &&
    digitsOf(record, "type") !== undefined &&
    textOf(record, "body") !== undefined
  );
}

function androidRows(): JsonReader {
  const threads = new Map<string, string>();
  return {
    format: "google-messages-json",
    why: "records have address, date, type and body, as Android's store of text messages",
    read(record, path) {
      const address = filledOf(record, "address");
      if (!isRow(record) || address === undefined) return "malformed";
      const name = filledOf(record, "__display_name") ?? filledOf(record, "contact_name");
      threads.set(path.join("/"), name === undefined ? address : `${name} (${address})`);
      const isReceived = digitsOf(record, "type") === "1";
      const message: UnplacedMessage = {
        at: instantOf(memberOf(record, "date")),
        sender: isReceived ? address : null,
        kind: "text",
        text: textOf(record, "body") ?? "",
        direction: isReceived ? "received" : "sent",
      };
      return [message];
    },
    conversation: (path) => threads.get(path.join("/")),
  };
}
