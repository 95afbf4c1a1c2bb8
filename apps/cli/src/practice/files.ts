/** What a person of the practice case hands in, as files with their fingerprints. */
import { createHash } from "node:crypto";

import type { GivenFile } from "../hand-over.ts";
import type { Conversation } from "./case.ts";
import { renderChat, renderPicture } from "./render.ts";

/** The chat, and the picture where there is one. */
export function filesOf(one: Conversation): readonly GivenFile[] {
  const isPaste = one.shape === "paste";
  const chat = given(
    new TextEncoder().encode(renderChat(one)),
    isPaste
      ? { kind: "text", originalName: "", mediaType: "text/plain" }
      : { kind: "chat_export", originalName: chatName(one), mediaType: "text/plain" },
    "txt",
  );
  if (!one.picture) return [chat];
  const picture = given(
    renderPicture(),
    { kind: "picture", originalName: "IMG-20240312-WA0003.png", mediaType: "image/png" },
    "png",
  );
  return [chat, picture];
}

function chatName({ shape, sender }: Conversation): string {
  const them = sender.name === "" ? sender.number : sender.name;
  return shape === "ios" ? "_chat.txt" : `WhatsApp Chat with ${them}.txt`;
}

function given(
  bytes: Uint8Array<ArrayBuffer>,
  facts: Pick<GivenFile["evidence"], "kind" | "originalName" | "mediaType">,
  extension: string,
): GivenFile {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    evidence: { ...facts, bytes: bytes.length, sha256 },
    extension,
    content: () => new Blob([bytes]).stream(),
  };
}
