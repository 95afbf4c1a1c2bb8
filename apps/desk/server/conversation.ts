/** Messages as lines of a conversation: whose they are, what they name, what varied in them. */
import type { ParsedMessage } from "@honeyguide/evidence";

import type { ConversationLine } from "../api.ts";
import type { Case } from "./corpus.ts";
import type { OpenExhibit } from "./exhibits.ts";
import type { LinkState } from "./linker.ts";
import type { PlacedMessage } from "./lines.ts";
import { messageId } from "./make-reading.ts";
import { isOfSender, type MadeReading } from "./reading.ts";
import { slotsIn } from "./template-slots.ts";

/** As the page shows them. */
export function toConversation(
  { state }: { readonly state: LinkState },
  { id }: Case,
  exhibits: readonly OpenExhibit[],
  placed: readonly PlacedMessage[],
): readonly ConversationLine[] {
  const slots = slotsIn(state.memberOf.get(id)?.found?.template, id);
  const find = makeFileFinder(exhibits);
  return placed.map(({ reading: { exhibit, body }, message }) => ({
    at: message.at,
    from: sideOf(message, body.reading),
    who: message.sender,
    kind: message.kind,
    text: message.text,
    edited: message.edited === true,
    attachments: (message.attachments ?? []).flatMap((name) => find(exhibit, name) ?? []),
    confidence: message.confidence ?? null,
    source: { exhibit, line: message.source.line },
    slots: slots(messageId(exhibit, message.source.line), message.text),
  }));
}

/** Whose message it is; `system` where nobody wrote it. */
export function sideOf(message: ParsedMessage, reading: MadeReading): ConversationLine["from"] {
  if (message.kind === "system") return "system";
  const { name, because } = reading.sender;
  // Nobody is chosen yet; which way it went, the file may still say.
  if (because === "several_conversations") {
    return message.direction === "received" ? "sender" : "target";
  }
  const choice = { conversation: reading.conversation, sender: name, because };
  return isOfSender(message, choice) ? "sender" : "target";
}

/** Finds the exhibit that a message names: in its own archive first, then beside it. */
function makeFileFinder(exhibits: readonly OpenExhibit[]) {
  const byName = new Map<string, string>();
  for (const { exhibit, row, number, evidence } of exhibits) {
    const name = evidence.originalName.normalize();
    byName.set(number === 0 ? `/${name}` : `${row.part}/${name}`, exhibit);
  }
  return (exhibit: string, name: string) => {
    const wanted = name.normalize();
    return byName.get(`${exhibit}/${wanted}`) ?? byName.get(`/${wanted}`);
  };
}
