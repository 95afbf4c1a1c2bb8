/** What to say when something did not work: what happened, what is safe, what to do. */
import { t } from "../i18n/t.ts";
import type { Item, Refusal, UnreadReason } from "../sealing/messages.ts";

/** For a call that came back without an answer. */
export function refusalWords(refusal: Refusal): string {
  return t(`trouble.${refusal}`);
}

/** For one file. The others are not affected, and the words say so. */
export function itemTrouble({ trouble }: Item): string {
  switch (trouble) {
    case undefined:
      return "";
    case "empty":
    case "too_large":
    case "unreadable":
      return t(`item.${trouble}`);
    case "refused":
    case "differs":
    case "unknown":
      return t("item.refused");
    case "no_connection":
    case "portal":
    case "busy":
    case "full":
      return t(`trouble.${trouble}`);
    default:
      return assertNever(trouble);
  }
}

const unreadKeys = {
  empty: "chat.unread",
  not_text: "chat.unread",
  zip_no_chat: "chat.unread",
  no_messages: "chat.unread",
  too_long: "chat.unread.long",
  too_large: "chat.unread.long",
  zip_too_large: "chat.unread.long",
  zip_too_many_files: "chat.unread.long",
  zip_encrypted: "chat.unread.locked",
  zip_damaged: "chat.unread.damaged",
  json_damaged: "chat.unread.damaged",
  xml_damaged: "chat.unread.damaged",
  mail_damaged: "chat.unread.damaged",
  excerpt_damaged: "chat.unread.damaged",
  json_unknown: "chat.unread.unknown",
  xml_unknown: "chat.unread.unknown",
  html_unknown: "chat.unread.unknown",
  // Built to do harm, whoever built them.
  xml_unsafe: "chat.unread.unsafe",
  zip_bomb: "chat.unread.unsafe",
  zip_contradictory: "chat.unread.unsafe",
  zip_duplicate_names: "chat.unread.unsafe",
  zip_hidden_bytes: "chat.unread.unsafe",
  zip_link: "chat.unread.unsafe",
  zip_overlapping: "chat.unread.unsafe",
  zip_unsafe_path: "chat.unread.unsafe",
} as const satisfies Readonly<Record<UnreadReason, string>>;

/** Why no message of a file was read. It goes all the same, if the person wants it to. */
export function unreadWords(reason: UnreadReason): string {
  return t(unreadKeys[reason]);
}

function assertNever(trouble: never): never {
  throw new TypeError(`there are no words for ${String(trouble)}`);
}
