/**
 * The XML of "SMS Backup & Restore" for Android: text messages, multimedia messages with their
 * files in Base64, and calls. Fields: https://www.synctech.com.au/sms-backup-restore/fields-in-xml-backup-files/
 *
 * The file is cut at its records, and each is parsed alone: a damaged one costs itself only, and
 * memory holds one. `<` cannot stand in a value, so a record begins where its name does.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

import { instantOf } from "./instant.ts";
import { joined } from "./json-value.ts";
import { createRecords, type UnplacedMessage } from "./records.ts";
import { refused, type SourceAttachment, type SourceResult } from "./source-reading.ts";
import type { SourceText } from "./source-text.ts";
import { type Element, parseElements } from "./xml-elements.ts";

const names = ["sms", "mms", "call"] as const;
const longestRecord = 128 * 1024 * 1024;
const headBytes = 64 * 1024;

/** Read a backup. The root element is known to be `smses` or `calls`. */
export function readSmsBackup(text: SourceText): SourceResult {
  const { utf8 } = text;
  const starts = recordStarts(utf8);
  const end = endOfRoot(utf8, starts.at(-1) ?? 0);
  const first = starts[0] ?? end;
  const head = new TextDecoder().decode(utf8.subarray(0, Math.min(first, headBytes)));
  if (/<!(?:DOCTYPE|ENTITY)/i.test(head)) return refused("xml_unsafe");
  if (starts.length === 0 && end === utf8.length) return refused("xml_damaged");
  const records = createRecords();
  records.skipped("about_file");
  starts.forEach((start, index) => {
    const to = starts[index + 1] ?? end;
    readRecord(utf8.subarray(start, Math.max(start, to)), text.offsetOf(start), records);
  });
  records.skipped(end === utf8.length ? "malformed" : "about_file");
  return {
    ok: true,
    value: {
      format: "sms-backup-xml",
      why: `${rootWords(head)}, ${String(starts.length)} records`,
      coverage: records.coverage(),
      assumptions: { timeZone: "stated" },
      messages: records.messages,
      attachments: records.attachments,
    },
  };
}

function rootWords(head: string): string {
  const root = /<(smses|calls)\b[^>]{0,2000}/.exec(head);
  const count = /\bcount\s{0,4}=\s{0,4}["'](\d{1,9})["']/.exec(root?.[0] ?? "")?.[1];
  return `root element ${root?.[1] ?? "missing"} with count ${count ?? "missing"}`;
}

function recordStarts(bytes: Uint8Array): readonly number[] {
  const starts: number[] = [];
  for (let at = bytes.indexOf(0x3c); at >= 0; at = bytes.indexOf(0x3c, at + 1)) {
    if (names.some((name) => standsAt(bytes, at + 1, name))) starts.push(at);
  }
  return starts;
}

/** A name with white space behind it. */
function standsAt(bytes: Uint8Array, at: number, name: string): boolean {
  for (let index = 0; index < name.length; index += 1) {
    if (bytes[at + index] !== name.charCodeAt(index)) return false;
  }
  const behind = bytes[at + name.length];
  return behind === 0x20 || behind === 0x0a || behind === 0x0d || behind === 0x09;
}

/** Where the root's closing tag begins, or the length if there is none. */
function endOfRoot(bytes: Uint8Array, from: number): number {
  for (let at = bytes.lastIndexOf(0x3c); at >= from && at >= 0;) {
    const tag = new TextDecoder().decode(bytes.subarray(at, at + 8));
    if (/^<\/(?:smses|calls)\b/.test(tag)) return at;
    if (at === 0) break;
    at = bytes.lastIndexOf(0x3c, at - 1);
  }
  return bytes.length;
}

type Collected = ReturnType<typeof createRecords>;

function readRecord(bytes: Uint8Array, offset: number, records: Collected): void {
  const elements = bytes.length > longestRecord ? undefined : parseElements(bytes);
  const [element, ...others] = elements ?? [];
  if (element === undefined) records.skipped("malformed");
  else {
    const read = readers[element.name]?.(element.attributes, element);
    if (read === undefined) records.skipped("malformed");
    else if (read === "draft") records.skipped("unknown_kind");
    else {
      records.parsed(offset, read.message);
      read.files?.forEach((file) => {
        records.attached(file);
      });
    }
  }
  others.forEach(() => {
    records.skipped("unknown_kind");
  });
}

type Attributes = Element["attributes"];
interface RecordRead {
  readonly message: UnplacedMessage;
  readonly files?: readonly Omit<SourceAttachment, "message">[];
}

const readers: Readonly<
  Record<string, (attributes: Attributes, element: Element) => RecordRead | "draft" | undefined>
> = { sms: readSms, mms: readMms, call: readCall };

/** The program writes `null` for nothing. */
function valueOf(attributes: Attributes, name: string): string | undefined {
  const value = attributes.get(name);
  return value === "null" || value === "" ? undefined : value;
}

function threadOf(attributes: Attributes, address: string | undefined): string | undefined {
  const name = valueOf(attributes, "contact_name");
  if (name === undefined || name === "(Unknown)") return address;
  return address === undefined ? name : `${name} (${address})`;
}

function readSms(attributes: Attributes): RecordRead | "draft" | undefined {
  const address = valueOf(attributes, "address");
  const body = attributes.get("body");
  const type = attributes.get("type");
  if (body === undefined || type === undefined) return undefined;
  if (type === "3") return "draft";
  const thread = threadOf(attributes, address);
  const subject = valueOf(attributes, "subject");
  return {
    message: {
      at: instantOf(attributes.get("date")),
      sender: type === "1" ? (address ?? null) : null,
      kind: "text",
      text: joined(subject, body === "null" ? "" : body),
      direction: type === "1" ? "received" : "sent",
      ...(thread !== undefined && { conversation: thread }),
    },
  };
}

/** Of `addr` elements: who wrote it. */
const fromType = "137";
const noAddress = "insert-address-token";

function readMms(attributes: Attributes, element: Element): RecordRead | "draft" | undefined {
  const box = attributes.get("msg_box");
  if (box === "3") return "draft";
  const address = valueOf(attributes, "address");
  const from = element.inside
    .filter(({ name, attributes: of }) => name === "addr" && of.get("type") === fromType)
    .map(({ attributes: of }) => valueOf(of, "address"))
    .find((value) => value !== undefined && value !== noAddress);
  const parts = element.inside.filter(({ name }) => name === "part");
  const texts = parts
    .filter(({ attributes: of }) => of.get("ct")?.startsWith("text/plain") ?? false)
    .map(({ attributes: of }) => valueOf(of, "text"));
  const files = parts.flatMap((part, index) => fileOf(part.attributes, index));
  const isReceived = box === "1";
  const thread = threadOf(attributes, address);
  const sender = isReceived ? (from ?? address) : undefined;
  return {
    message: {
      at: instantOf(attributes.get("date")),
      sender: sender ?? null,
      kind: files.length > 0 ? "media" : "text",
      text: joined(valueOf(attributes, "sub"), ...texts),
      direction: isReceived ? "received" : "sent",
      ...(thread !== undefined && { conversation: thread }),
      ...(files.length > 0 && { attachments: files.map(({ name }) => name) }),
    },
    files: files.filter(({ sha256: hash }) => hash !== ""),
  };
}

/** A part that is neither text nor layout. What is no Base64 is named and has no hash. */
function fileOf(of: Attributes, index: number): readonly Omit<SourceAttachment, "message">[] {
  const type = of.get("ct") ?? "";
  if (type.startsWith("text/plain") || type === "application/smil") return [];
  const named = ["cl", "name", "fn"].map((key) => valueOf(of, key));
  const name = named.find((value) => value !== undefined) ?? `part ${String(index + 1)}`;
  const bytes = bytesOf(of.get("data") ?? "");
  if (bytes === undefined) return [{ name, bytes: 0, sha256: "" }];
  return [{ name, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) }];
}

function bytesOf(base64: string): Uint8Array | undefined {
  if (base64 === "" || base64 === "null") return undefined;
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** Types of calls that came in: answered, missed, voicemail, rejected, refused. */
const incoming: readonly (string | undefined)[] = ["1", "3", "4", "5", "6"];

function readCall(attributes: Attributes): RecordRead | undefined {
  const number = valueOf(attributes, "number");
  const type = attributes.get("type");
  if (type === undefined) return undefined;
  const duration = valueOf(attributes, "duration");
  const isReceived = incoming.includes(type);
  const thread = threadOf(attributes, number);
  return {
    message: {
      at: instantOf(attributes.get("date")),
      sender: isReceived ? (number ?? null) : null,
      kind: "call",
      text: duration === undefined ? "" : `${duration} s`,
      direction: isReceived ? "received" : "sent",
      ...(thread !== undefined && { conversation: thread }),
    },
  };
}
