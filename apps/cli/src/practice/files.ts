/** What a person of the practice case hands in, as files with their fingerprints. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { sniffBytes, sniffMediaType } from "@honeyguide/evidence";

import type { GivenFile } from "../hand-over.ts";
import { built } from "../start/built.ts";
import type { Conversation } from "./case.ts";
import { renderChat, renderPicture } from "./render.ts";

type Facts = Pick<GivenFile["evidence"], "kind" | "originalName">;

/** The chat, and the picture where there is one. */
export function filesOf(one: Conversation): readonly GivenFile[] {
  if (one.shape === "screenshot") {
    return [given(readScreenshot(), { kind: "picture", originalName: "Screenshot.png" }, "png")];
  }
  const text = new TextEncoder().encode(renderChat(one));
  const chat = given(text, chatFacts(one), one.shape === "sms_backup" ? "xml" : "txt");
  if (!one.picture) return [chat];
  const facts = { kind: "picture", originalName: "IMG-20240312-WA0003.png" } as const;
  return [chat, given(renderPicture(), facts, "png")];
}

/** A picture of the chat in `practice/screenshot.html`, which is the chat of that report. */
function readScreenshot(): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(built("../practice/screenshot.png")));
}

function chatFacts(one: Conversation): Facts {
  if (one.shape === "paste") return { kind: "text", originalName: "" };
  if (one.shape === "mail") return { kind: "text", originalName: "For your attention.eml" };
  if (one.shape === "sms_backup") return { kind: "chat_export", originalName: "sms-backup.xml" };
  return { kind: "chat_export", originalName: chatName(one) };
}

function chatName({ shape, sender }: Conversation): string {
  const them = sender.name === "" ? sender.number : sender.name;
  return shape === "ios" ? "_chat.txt" : `WhatsApp Chat with ${them}.txt`;
}

function given(bytes: Uint8Array<ArrayBuffer>, facts: Facts, extension: string): GivenFile {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return {
    evidence: {
      ...facts,
      mediaType: sniffMediaType(bytes.subarray(0, sniffBytes)),
      bytes: bytes.length,
      sha256,
    },
    extension,
    content: () => new Blob([bytes]).stream(),
  };
}
