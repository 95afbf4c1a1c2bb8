/** `honeyguide import`: a report around files, sealed here and handed in like any other. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Readable } from "node:stream";

import {
  type Circumstance,
  circumstances,
  type EvidenceKind,
  type ReportId,
} from "@honeyguide/domain";
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";
import { parseEvidence, sniffMediaType } from "@honeyguide/evidence";
import {
  deriveReceiptKeys,
  makeReceiptCode,
  receiptRandomBytes,
  toDigitGroups,
  toWords,
} from "@honeyguide/protocol/receipt";

import { sizeOf } from "./files.ts";
import { type GivenFile, handOver, type HandOver } from "./hand-over.ts";
import { makeIntakeClient } from "./intake-client.ts";
import { oneOf, readOptions } from "./options.ts";
import type { Command, Outside } from "./outside.ts";
import { CouldNotError, WrongUseError } from "./refusal.ts";
import { readIfThere } from "./start/keep.ts";
import { defaultData, type Layout, layoutOf } from "./start/layout.ts";
import { words } from "./words.ts";

const mostFiles = 20;
const maxFileBytes = 500 * 1000 * 1000;
/** Only a chat export is looked into, and none is larger. */
const maxChatBytes = 64 * 1024 * 1024;

/** Seal and hand in. */
export const importFiles: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(
    argv,
    {
      sender: { type: "string" },
      name: { type: "string" },
      handle: { type: "string" },
      what: { type: "string", multiple: true },
      to: { type: "string" },
      data: { type: "string" },
    },
    mostFiles,
  );
  if (positionals.length === 0) throw new WrongUseError(words.import.noFile);
  if (values.json !== true && !outside.isTerminal) throw new WrongUseError(words.import.secret);
  const what = (values.what ?? ["odd_messages"]).map((one) => circumstance(one));
  const layout = layoutOf(values.data ?? defaultData);
  const files = await Promise.all(positionals.map(look));
  const intake = makeIntakeClient(values.to ?? (await addressOf(layout)), outside);
  const site = await intake.site();

  const code = makeReceiptCode(outside.random(receiptRandomBytes));
  const mailbox = await deriveReceiptKeys(code);
  const sender = {
    typed: values.sender ?? "",
    name: values.name ?? "",
    handle: values.handle ?? "",
  };
  const report = reportOf(what, sender, site.callingCode, outside);
  const receipt = await handOver({ intake, site, mailbox, report, files }, outside);
  const spelled = { words: toWords(code).join(" "), digits: toDigitGroups(code).join(" ") };
  await outside.out(
    values.json === true
      ? `${JSON.stringify({ code: spelled, mailboxId: mailbox.mailboxId, files: files.length, receipt })}\n`
      : words.import.done(spelled.words, spelled.digits, files.length),
  );
  return 0;
};

function circumstance(given: string): Circumstance {
  const known = oneOf("--what", given, circumstances);
  return known ?? "odd_messages";
}

async function addressOf(layout: Layout): Promise<string> {
  const address = await readIfThere(layout.intakeAddress);
  if (address === undefined) throw new CouldNotError(words.noIntake(layout.data), 5);
  return address;
}

/** Read once for its fingerprint, and again when it is sealed. */
async function look(path: string): Promise<GivenFile> {
  const bytes = await sizeOf(path);
  if (bytes > maxFileBytes) throw new CouldNotError(words.import.tooLarge(path));
  const hash = createHash("sha256");
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) {
    if (head.length === 0) head = chunk;
    hash.update(chunk);
  }
  const mediaType = sniffMediaType(head);
  const kind = await kindOf(path, bytes, mediaType);
  return {
    evidence: { kind, originalName: basename(path), mediaType, bytes, sha256: hash.digest("hex") },
    extension: extensionOf(mediaType),
    content: () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>,
  };
}

async function kindOf(path: string, bytes: number, mediaType: string): Promise<EvidenceKind> {
  if (mediaType.startsWith("image/")) return "picture";
  if (mediaType.startsWith("audio/")) return "voice";
  if (mediaType.startsWith("video/")) return "video";
  if (mediaType !== "text/plain" && mediaType !== "application/zip") return "file";
  if (bytes > maxChatBytes) return "file";
  const parsed = parseEvidence(await readFile(path));
  if (parsed.ok && parsed.value.format.startsWith("whatsapp")) return "chat_export";
  return mediaType === "text/plain" ? "text" : "file";
}

function extensionOf(mediaType: string): string {
  if (mediaType === "text/plain") return "txt";
  const sub = (mediaType.split("/")[1] ?? "").toLowerCase();
  return /^[a-z0-9]{1,8}$/.test(sub) ? sub : "bin";
}

function reportOf(
  what: readonly Circumstance[],
  sender: { readonly typed: string; readonly name: string; readonly handle: string },
  callingCode: string,
  { now }: Outside,
): HandOver["report"] {
  const number = parsePhoneNumber(sender.typed, callingCode);
  return {
    version: 1,
    id: randomUUID() as string as ReportId,
    sealedAt: now().toISOString(),
    language: "en",
    circumstances: [...what],
    unopened: false,
    sender: {
      typedNumber: sender.typed,
      ...(number.ok && { number: number.value }),
      handle: sender.handle,
      name: sender.name,
      claimedMeeting: "",
      knew: [],
    },
    people: [],
    reach: {
      how: "code",
      name: "",
      number: "",
      times: "",
      trusted: "",
      role: "not_said",
      unsafe: "",
    },
    opening: "now",
    mayKnow: [],
  };
}
