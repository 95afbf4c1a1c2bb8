/** The mailbox as the person reads it: letters opened on this phone, in the order they came. */
import type { ConsentRecipient } from "@honeyguide/domain";
import type { AgeIdentity } from "@honeyguide/protocol/keys";
import { openMailboxMessage } from "@honeyguide/protocol/mailbox";
import type { Mailbox } from "@honeyguide/protocol/wire";

import { fromBase64url } from "./base64url.ts";
import type { Letter, MailboxView } from "./messages.ts";

/**
 * Open what is in a mailbox.
 *
 * @param mayKnow - who may know, as the person said when sending. A later letter may change it.
 */
export async function readMailbox(
  mailbox: Mailbox,
  identity: AgeIdentity,
  mayKnow: readonly ConsentRecipient[],
): Promise<MailboxView> {
  const letters = await Promise.all(
    mailbox.messages.map((message) => readLetter(message, identity)),
  );
  const changed = letters.findLast((letter) => letter.mayKnow !== undefined)?.mayKnow;
  const { state, sentAt, openedAt } = mailbox;
  return { state, sentAt, openedAt, letters, mayKnow: changed ?? mayKnow };
}

async function readLetter(
  { id, from, at, sealed }: Mailbox["messages"][number],
  identity: AgeIdentity,
): Promise<Letter> {
  try {
    const letter = await openMailboxMessage(fromBase64url(sealed), [identity]);
    if (letter.from !== from) throw new RangeError("the letter says another writer");
    return {
      id,
      from,
      at: letter.sentAt,
      text: letter.text,
      nextUpdateBy: letter.nextUpdateBy,
      // The intake says who sent it; only the person can change who may know.
      mayKnow: from === "person" ? letter.mayKnow : undefined,
      files: letter.evidence?.length ?? 0,
      isRead: true,
    };
  } catch {
    // One letter that cannot be opened must not hide the others.
    const none = undefined;
    return { id, from, at, text: "", nextUpdateBy: none, mayKnow: none, files: 0, isRead: false };
  }
}
