/**
 * The plaintext export of Signal's apps: lines of JSON, each a frame of a backup. Recipients and
 * chats come before the messages that name them by number.
 */
import { instantOf } from "./instant.ts";
import type { JsonReader, JsonSample, RecordReading } from "./json-reader.ts";
import {
  digitsOf,
  filledOf,
  isObject,
  type JsonObject,
  joined,
  listOf,
  memberOf,
  objectOf,
  textOf,
} from "./json-value.ts";
import type { JsonPath } from "./json-walk.ts";
import type { UnplacedMessage } from "./records.ts";

const frames = ["account", "recipient", "chat", "chatItem", "stickerPack", "adHocCall"] as const;
const otherFrames = ["notificationProfile", "chatFolder", "backupTimeMs"] as const;

/** Signal's own export, if the records are frames of it. */
export function readSignalBackup({ records }: JsonSample): JsonReader | undefined {
  const known = records.filter((record) => frames.some((frame) => objectOf(record, frame)));
  const hasChats = known.some(
    (record) => objectOf(record, "recipient") ?? objectOf(record, "chatItem"),
  );
  if (!hasChats || known.length * 2 <= records.length) return undefined;
  const names = new Map<string, string>();
  const chats = new Map<string, string>();
  const threads = new Map<number, string>();
  return {
    format: "signal-json",
    why: "lines are frames of a backup (recipient, chat, chatItem), as Signal writes them",
    read(record, path) {
      const recipient = objectOf(record, "recipient");
      const chat = objectOf(record, "chat");
      const item = objectOf(record, "chatItem");
      if (recipient !== undefined) names.set(digitsOf(recipient, "id") ?? "", nameOf(recipient));
      if (chat !== undefined) {
        const of = digitsOf(chat, "recipientId") ?? "";
        chats.set(digitsOf(chat, "id") ?? "", names.get(of) ?? of);
      }
      if (item !== undefined) return readItem(item, names, noteThread(path, item));
      if (!isObject(record)) return "malformed";
      const isOther = [...frames, ...otherFrames].some((frame) => Object.hasOwn(record, frame));
      return isOther ? "about_file" : "unknown_kind";
    },
    conversation: (path) => threads.get(lineOf(path)),
  };

  function noteThread(path: JsonPath, item: JsonObject): string | undefined {
    const id = digitsOf(item, "chatId") ?? "";
    const thread = chats.get(id) ?? id;
    threads.set(lineOf(path), thread);
    return thread;
  }
}

function lineOf(path: JsonPath): number {
  return typeof path[0] === "number" ? path[0] : 0;
}

/** A number, else a name: the number is what links. */
function nameOf(recipient: JsonObject): string {
  const id = digitsOf(recipient, "id") ?? "";
  const contact = objectOf(recipient, "contact");
  if (contact !== undefined) {
    const number = digitsOf(contact, "e164");
    const name = ["profileGivenName", "profileFamilyName"]
      .flatMap((key) => filledOf(contact, key) ?? [])
      .join(" ");
    if (number !== undefined && number !== "0")
      return name === "" ? `+${number}` : `${name} (+${number})`;
    return name === "" ? (filledOf(contact, "username") ?? id) : name;
  }
  const group = objectOf(objectOf(recipient, "group"), "snapshot");
  return filledOf(objectOf(group, "title"), "title") ?? id;
}

function readItem(
  item: JsonObject,
  names: ReadonlyMap<string, string>,
  thread: string | undefined,
): RecordReading {
  const author = digitsOf(item, "authorId") ?? "";
  const isOwn = objectOf(item, "outgoing") !== undefined;
  const isTheirs = objectOf(item, "incoming") !== undefined;
  const body = bodyOf(item);
  if (body === undefined) return "unknown_kind";
  const { reactions, ...rest } = body;
  const message: UnplacedMessage = {
    at: instantOf(memberOf(item, "dateSent")),
    sender:
      rest.kind === "system" ? null : (names.get(author) ?? (isTheirs ? thread : author) ?? null),
    ...(isOwn && { direction: "sent" as const }),
    ...(isTheirs && { direction: "received" as const }),
    ...rest,
    ...(listOf(item, "revisions").length > 0 && { edited: true as const }),
  };
  return [message, ...reactions.flatMap((reaction) => reactionOf(reaction, names))];
}

function reactionOf(reaction: unknown, names: ReadonlyMap<string, string>): UnplacedMessage[] {
  const mark = filledOf(reaction, "emoji");
  const by = names.get(digitsOf(reaction, "authorId") ?? "");
  if (mark === undefined) return [];
  const at = instantOf(memberOf(reaction, "sentTimestamp"));
  return [{ at, sender: null, kind: "system", text: by === undefined ? mark : `${by}: ${mark}` }];
}

interface Body {
  readonly kind: UnplacedMessage["kind"];
  readonly text: string;
  readonly attachments?: readonly string[];
  readonly reactions: readonly unknown[];
}

function bodyOf(item: JsonObject): Body | undefined {
  const standard = objectOf(item, "standardMessage") ?? objectOf(item, "directStoryReplyMessage");
  if (standard !== undefined) return standardBody(standard);
  const contact = objectOf(item, "contactMessage");
  if (contact !== undefined) {
    const card = objectOf(contact, "contact") ?? listOf(contact, "contact")[0];
    return { kind: "contact", text: cardText(card), reactions: listOf(contact, "reactions") };
  }
  const poll = objectOf(item, "poll");
  if (poll !== undefined) {
    const options = listOf(poll, "options").map((option) => textOf(option, "option"));
    const text = joined(textOf(poll, "question"), ...options);
    return { kind: "poll", text, reactions: listOf(poll, "reactions") };
  }
  if (objectOf(item, "remoteDeletedMessage") !== undefined) {
    return { kind: "deleted", text: "", reactions: [] };
  }
  return otherBody(item);
}

function otherBody(item: JsonObject): Body | undefined {
  const once = objectOf(item, "viewOnceMessage");
  if (once !== undefined)
    return { kind: "view_once", text: "", reactions: listOf(once, "reactions") };
  const sticker = objectOf(item, "stickerMessage");
  if (sticker !== undefined) {
    const text = textOf(objectOf(sticker, "sticker"), "emoji") ?? "";
    return { kind: "media", text, reactions: listOf(sticker, "reactions") };
  }
  const update = objectOf(item, "updateMessage");
  if (update !== undefined) {
    const isCall = "individualCall" in update || "groupCall" in update;
    return { kind: isCall ? "call" : "system", text: Object.keys(update).join(" "), reactions: [] };
  }
  return undefined;
}

function standardBody(standard: JsonObject): Body {
  const files = listOf(standard, "attachments");
  const attachments = files.flatMap(
    (file) => filledOf(objectOf(file, "pointer"), "fileName") ?? filledOf(file, "fileName") ?? [],
  );
  const text = objectOf(standard, "text");
  return {
    kind: files.length > 0 ? "media" : "text",
    text: textOf(text, "body") ?? "",
    ...(attachments.length > 0 && { attachments }),
    reactions: listOf(standard, "reactions"),
  };
}

function cardText(card: unknown): string {
  const name = objectOf(card, "name");
  const numbers = listOf(card, "number").map((number) => textOf(number, "value"));
  const mails = listOf(card, "email").map((mail) => textOf(mail, "value"));
  const names = ["givenName", "familyName"].flatMap((key) => filledOf(name, key) ?? []);
  return joined(names.join(" "), ...numbers, ...mails);
}
