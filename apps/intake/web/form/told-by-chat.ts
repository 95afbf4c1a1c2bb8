/** What a chat tells of the sender and of the beginning, so that the form need not ask it. */
import type { Channel } from "@honeyguide/domain";

import type { ReadChat } from "../sealing/messages.ts";
import { emptyWhen, type When, whenOfDay } from "./when.ts";

export interface ToldByChat {
  readonly channel: Channel | null;
  readonly number: string;
  readonly name: string;
  readonly began: When;
}

const channels: Readonly<Partial<Record<ReadChat["format"], Channel>>> = {
  "whatsapp-android": "whatsapp",
  "whatsapp-ios": "whatsapp",
  "whatsapp-zip": "whatsapp",
  "sms-backup-xml": "sms",
  "imessage-text": "sms",
  eml: "email",
  mbox: "email",
  "meta-json": "social_media",
};

/**
 * What a chat tells.
 *
 * @param conversation - which of its conversations was chosen, where it has several.
 * @param sender - who the person says the sender is.
 */
export function toldByChat(
  chat: ReadChat,
  conversation: string | undefined,
  sender: string | undefined,
): ToldByChat {
  const thread = chat.threads.find(({ name }) => name === conversation) ?? chat;
  // Of a whole phone that was sent, the first message is not the beginning of this.
  const isOne = chat.threads.length === 0 || thread !== chat;
  // A day that may be another day is no answer.
  const isSure = chat.question === undefined || chat.question.answer !== undefined;
  const who = sender ?? "";
  const isNumber = /^[+(]?[\d\s().\-\u00a0\u2010-\u2015]{7,}$/.test(who);
  return {
    channel: channels[chat.format] ?? null,
    number: isNumber ? who : "",
    name: isNumber ? "" : who,
    began: isOne && isSure && thread.first !== null ? whenOfDay(thread.first) : emptyWhen(),
  };
}
