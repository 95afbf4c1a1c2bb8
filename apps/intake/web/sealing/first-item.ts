/** An item as it stands before anything was read of it. */
import type { AddedAs, Item } from "./messages.ts";

const kinds = { chat: "chat_export", picture: "picture", other: "file", text: "text" } as const;

/** @param bytes - the length of the file. */
export function firstItem(id: string, bytes: number, addedAs: AddedAs): Item {
  const kind = kinds[addedAs];
  return { id, addedAs, kind, phase: "reading", bytes, sealedBytes: 0, storedBytes: 0 };
}
