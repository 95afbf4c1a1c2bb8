/** Keeping a letter, from either side. */
import type { MailboxId } from "@honeyguide/domain";
import type { SendMessage } from "@honeyguide/protocol/wire";
import { checkParts, keepLetter, selectLetter } from "@honeyguide/store/intake";

import type { IntakeDeps } from "./deps.ts";
import { hourOf } from "./hours.ts";
import { fromBase64url, fromSentPart } from "./wire-bytes.ts";

/** What a letter's sender is told. */
export type LetterAnswer =
  | { readonly status: 200 | 201 }
  | { readonly status: 404 | 409 | 410 | 422; readonly code: string };

/** Keep a letter once, whoever sends it how often. */
export async function takeLetter(
  { db, now, log }: Pick<IntakeDeps, "db" | "now" | "log">,
  mailboxId: MailboxId,
  sender: "person" | "team",
  { id, sealed, parts }: SendMessage,
): Promise<LetterAnswer> {
  const bytes = fromBase64url(sealed);
  // Looked for first: the parts of a letter that was kept are handed over and cannot be checked.
  const earlier = await selectLetter(db, mailboxId, id).executeTakeFirst();
  const checked =
    earlier === undefined ? await checkParts(db, mailboxId, parts.map(fromSentPart)) : [];
  if (checked === undefined) return { status: 422, code: "intake.incomplete" };
  const kept = await keepLetter(db, {
    mailboxId,
    id,
    sender,
    sealed: bytes,
    parts: checked,
    hour: hourOf(now()),
  });
  switch (kept) {
    case "kept":
      log("letter.kept", { mailboxId, fromTeam: sender === "team", parts: parts.length });
      return { status: 201 };
    case "same":
      return { status: 200 };
    case "differs":
      return { status: 409, code: "intake.message_differs" };
    case "incomplete":
      return { status: 422, code: "intake.incomplete" };
    case "not_sent":
      return { status: 409, code: "intake.not_handed_over" };
    case "gone":
      return { status: 410, code: "intake.taken_back" };
  }
}
