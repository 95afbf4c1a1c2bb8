/** What a file is, from its first bytes and never from its name. Loaded with the first file. */
import type { EvidenceKind } from "@honeyguide/domain";
import { sniffMediaType } from "@honeyguide/evidence";

import type { AddedAs } from "./messages.ts";

const headBytes = 4096;

export interface Nature {
  readonly kind: EvidenceKind;
  readonly mediaType: string;
}

/** What a file is. Nothing is decoded. */
export async function natureOf(file: Blob, addedAs: AddedAs): Promise<Nature> {
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  const mediaType = sniffMediaType(head);
  return { kind: kindOf(mediaType, addedAs), mediaType };
}

function kindOf(mediaType: string, addedAs: AddedAs): EvidenceKind {
  if (addedAs === "text") return "text";
  return addedAs === "chat" ? "chat_export" : kindOfMedia(mediaType);
}

/** What a file is where nobody said what they added it as. */
export function kindOfMedia(mediaType: string): EvidenceKind {
  if (mediaType.startsWith("image/")) return "picture";
  if (mediaType.startsWith("video/")) return "video";
  return mediaType.startsWith("audio/") ? "voice" : "file";
}
