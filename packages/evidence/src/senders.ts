/**
 * Who writes in a chat, and a chat with one writer's words only, for people who want to send no
 * more than that.
 */
import { readChat } from "./chat-reader.ts";
import type { ParsedExhibit } from "./parse-evidence.ts";
import { linesOf } from "./text-lines.ts";

/** One writer of a chat. */
export interface SenderSummary {
  readonly sender: string;
  readonly messages: number;
  /** As `ParsedMessage.at`. */
  readonly first: string | null;
  readonly last: string | null;
}

/** The writers of an exhibit, most messages first. */
export function summariseSenders({ messages }: ParsedExhibit): readonly SenderSummary[] {
  const found = new Map<string, { messages: number; first: string | null; last: string | null }>();
  for (const { sender, at } of messages) {
    if (sender === null) continue;
    const so = found.get(sender);
    if (so === undefined) found.set(sender, { messages: 1, first: at, last: at });
    else {
      so.messages += 1;
      so.last = at;
    }
  }
  return [...found]
    .map(([sender, summary]) => ({ sender, ...summary }))
    .sort((a, b) => b.messages - a.messages);
}

/**
 * The lines of an export that one writer wrote, to the letter, with their headers.
 *
 * @param bytes - a chat export as text.
 * @param sender - as {@link summariseSenders} names him.
 * @returns UTF-8 text, or undefined if the bytes are no chat export.
 */
export function keepSenderOnly(bytes: Uint8Array, sender: string): Uint8Array | undefined {
  const chat = readChat(bytes);
  if (chat === undefined) return undefined;
  const lines = linesOf(bytes);
  const kept = chat.messages.flatMap(({ sender: writer, source }) =>
    writer === sender ? lines.slice(source.line - 1, source.line - 1 + source.lines) : [],
  );
  return new TextEncoder().encode(kept.map(({ text }) => `${text}\n`).join(""));
}
