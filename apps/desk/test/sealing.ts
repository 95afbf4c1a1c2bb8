/** A person for tests: seals with the real protocol, uploads to a real intake over HTTP. */
import { createHash, randomBytes, randomUUID } from "node:crypto";

import type { Evidence, MailboxId, MailboxMessage, PartId, Report } from "@honeyguide/domain";
import { type AgeKeyPair, type AgeRecipient, makeKeyPair } from "@honeyguide/protocol/keys";
import { openMailboxMessage, sealMailboxMessage } from "@honeyguide/protocol/mailbox";
import { sealEvidence, sealReport, wrapContentKey } from "@honeyguide/protocol/seal";
import { MailboxSchema, pieceBytes, type SentPart } from "@honeyguide/protocol/wire";
import * as v from "valibot";

export interface Told {
  readonly name?: string;
  readonly number?: string;
  readonly circumstances?: Report["circumstances"];
  readonly people?: Report["people"];
  readonly mayKnow?: Report["mayKnow"];
  readonly files?: readonly ToldFile[];
  /** Sealed until the person says so. */
  readonly held?: boolean;
  /** What is sent in place of a report. */
  readonly instead?: Uint8Array;
}

export interface ToldFile {
  readonly kind: Evidence["kind"];
  readonly bytes: Uint8Array;
  readonly mediaType?: string;
  readonly originalName?: string;
  /** What the report says of it, where that is not true. */
  readonly sha256?: string;
  readonly derived?: Evidence["derived"];
  /** Whether a byte of the sealed file is changed before it is sent. */
  readonly altered?: boolean;
}

export interface Sender {
  readonly mailboxId: MailboxId;
  readonly release: () => Promise<void>;
  readonly takeBack: () => Promise<void>;
  readonly write: (text: string, more?: Partial<MailboxMessage>) => Promise<void>;
  readonly read: () => Promise<readonly MailboxMessage[]>;
  readonly state: () => Promise<string>;
}

interface SealedPart {
  readonly sent: SentPart;
  readonly bytes: Uint8Array;
}

/** Seal and hand over one report. */
export async function report(base: string, team: AgeRecipient, told: Told = {}): Promise<Sender> {
  const sealed = await sealTold(team, told);
  return handOver(base, team, sealed, told.held === true);
}

interface SealedReport {
  readonly parts: readonly SealedPart[];
  readonly content: PartId;
  readonly wrap: string;
  readonly mailbox: AgeKeyPair;
}

/** Seal a report; nothing is sent. */
async function sealTold(team: AgeRecipient, told: Told): Promise<SealedReport> {
  const mailbox = await makeKeyPair();
  const content = await makeKeyPair();
  const evidence: Evidence[] = [];
  const parts: SealedPart[] = [];
  for (const [at, file] of (told.files ?? []).entries()) {
    const path = `evidence/${at + 1}-file`;
    const bytes = await collect(
      await sealEvidence(
        { path, bytes: file.bytes.length },
        new Blob([new Uint8Array(file.bytes)]).stream(),
        content.recipient,
      ),
    );
    if (file.altered === true) bytes[bytes.length - 100]! ^= 1;
    const part = toPart(bytes);
    parts.push(part);
    evidence.push({
      part: part.sent.part,
      path,
      kind: file.kind,
      originalName: file.originalName ?? "file",
      mediaType: file.mediaType ?? "text/plain",
      bytes: file.bytes.length,
      sha256: file.sha256 ?? createHash("sha256").update(file.bytes).digest("hex"),
      ...(file.derived !== undefined && { derived: file.derived }),
    });
  }
  const account =
    told.instead ?? (await sealReport(makeReport(told, evidence, mailbox), content.recipient));
  const main = toPart(account);
  const wrap = await wrapContentKey(content.identity, [team]);
  return {
    parts: [main, ...parts],
    content: main.sent.part,
    wrap: Buffer.from(wrap).toString("base64url"),
    mailbox,
  };
}

/** Upload what was sealed, as the page does it. */
async function handOver(
  base: string,
  team: AgeRecipient,
  { parts, content, wrap, mailbox }: SealedReport,
  held: boolean,
  mailboxId = randomBytes(16).toString("base64url") as MailboxId,
): Promise<Sender> {
  const key = randomBytes(32);
  const verifier = createHash("sha256").update(key).digest("base64url");
  const send = async (method: string, path: string, body?: unknown) => {
    const isBytes = body instanceof Uint8Array;
    const reply = await fetch(new URL(path, base), {
      method,
      headers: {
        authorization: `Bearer ${key.toString("base64url")}`,
        ...(body !== undefined && !isBytes && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status}`);
    return reply;
  };
  await send("POST", "/v1/reports", { version: 1, mailboxId, verifier });
  for (const { sent, bytes } of parts) {
    for (let at = 0; at * pieceBytes < bytes.length; at += 1) {
      const piece = bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes);
      await send("PUT", `/v1/reports/${mailboxId}/parts/${sent.part}/${at}`, piece);
    }
  }
  await send("POST", `/v1/reports/${mailboxId}/complete`, {
    version: 1,
    wrap: held ? null : wrap,
    content,
    parts: parts.map(({ sent }) => sent),
  });
  const box = async () =>
    v.parse(MailboxSchema, await (await send("GET", `/v1/mailbox/${mailboxId}`)).json());
  return {
    mailboxId,
    release: async () => {
      await send("POST", `/v1/reports/${mailboxId}/release`, { version: 1, wrap });
    },
    takeBack: async () => {
      await send("DELETE", `/v1/mailbox/${mailboxId}`);
    },
    write: async (text, more = {}) => {
      const sentAt = "2026-11-22T10:00:00Z";
      const letter = { version: 1 as const, from: "person" as const, text, sentAt, ...more };
      const sealed = await sealMailboxMessage(letter, [mailbox.recipient, team]);
      await send("POST", `/v1/mailbox/${mailboxId}/messages`, {
        version: 1,
        id: randomBytes(16).toString("base64url"),
        sealed: Buffer.from(sealed).toString("base64url"),
        parts: [],
      });
    },
    read: async () => {
      const { messages } = await box();
      const sealed = messages.map((message) => Buffer.from(message.sealed, "base64url"));
      return Promise.all(
        sealed.map((bytes) => openMailboxMessage(new Uint8Array(bytes), [mailbox.identity])),
      );
    },
    state: async () => (await box()).state,
  };
}

/** A conversation as a phone exports it. */
export function chat(sender: string, ...texts: readonly string[]): ToldFile {
  const lines = texts.map((text, at) => {
    const day = String(at + 1).padStart(2, "0");
    return `${day}/12/2025, 18:05 - ${sender}: ${text}\n${day}/12/2025, 18:09 - Me: who is this?`;
  });
  return {
    kind: "chat_export",
    bytes: new TextEncoder().encode(`${lines.join("\n")}\n`),
    originalName: `WhatsApp Chat with ${sender}.txt`,
  };
}

function makeReport(
  { name = "", number, circumstances = ["odd_messages"], people = [], mayKnow = [] }: Told,
  evidence: readonly Evidence[],
  mailbox: AgeKeyPair,
): Report {
  return {
    version: 1,
    id: randomUUID() as Report["id"],
    sealedAt: "2026-11-22T09:30:00Z",
    language: "en",
    circumstances,
    evidence: [...evidence],
    unopened: false,
    sender: {
      channel: "whatsapp",
      typedNumber: number ?? "",
      ...(number !== undefined && { number: number as NonNullable<Report["sender"]["number"]> }),
      handle: "",
      name,
      claimedMeeting: "",
      knew: [],
    },
    people,
    reach: { how: "code", name: "", number: "", times: "", trusted: "", role: "staff", unsafe: "" },
    opening: "now",
    mayKnow,
    mailbox: mailbox.recipient,
  };
}

function toPart(bytes: Uint8Array): SealedPart {
  const part = randomBytes(16).toString("base64url") as PartId;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes, sent: { part, bytes: bytes.length, sha256 } };
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
