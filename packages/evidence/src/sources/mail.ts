/**
 * A mail (RFC 5322) or a box of them (`.mbox`). Each gives a record for its head, as the program's
 * own words, one for its body and one for each file in it; a mail inside a mail is read too. Files
 * are hashed and named; HTML gives its words and is never shown.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import PostalMime, { type Address, type Attachment, type Email } from "postal-mime";

import { toLatin } from "../latin.ts";
import { htmlText } from "./html-text.ts";
import { joined } from "./json-value.ts";
import { createRecords, type Records, timeZoneOf } from "./records.ts";
import { refused, type SourceFormat, type SourceResult } from "./source-reading.ts";
import { writtenTime } from "./written-time.ts";

/** The lines of a head that say where a mail came from; the rest stays in the original. */
const shownHeaders = new Set([
  "return-path",
  "received",
  "from",
  "sender",
  "reply-to",
  "to",
  "cc",
  "bcc",
  "date",
  "subject",
  "message-id",
  "x-originating-ip",
]);
const deepestMail = 5;
const longestHead = 4000;
const limits = { maxNestingDepth: 32, maxHeadersSize: 1024 * 1024, maxRfc822NestingDepth: 0 };

/** Read one mail. */
export async function readMail(bytes: Uint8Array): Promise<SourceResult> {
  const records = createRecords();
  if (!(await readInto(records, bytes, 0, 0))) return refused("mail_damaged");
  return resultOf("eml", "the text begins with From and other lines of a mail's head", records);
}

/** Read a box of mails. */
export async function readMbox(bytes: Uint8Array): Promise<SourceResult> {
  const records = createRecords();
  const mails = mailsOf(bytes);
  for (const { offset, end } of mails) {
    // The line before each mail says when the box took it, which is not when it was sent.
    records.skipped("about_file");
    const mail = unquoted(bytes.subarray(offset, end));
    if (offset >= end || !(await readInto(records, mail, offset, 0))) records.skipped("malformed");
  }
  return resultOf(
    "mbox",
    `${String(mails.length)} mails, each behind a line with From and a date`,
    records,
  );
}

function resultOf(format: SourceFormat, why: string, records: Records): SourceResult {
  return {
    ok: true,
    value: {
      format,
      why,
      coverage: records.coverage(),
      assumptions: { timeZone: timeZoneOf(records.messages) },
      messages: records.messages,
      attachments: records.attachments,
    },
  };
}

/** @returns whether it was a mail. */
async function readInto(
  records: Records,
  bytes: Uint8Array,
  offset: number,
  depth: number,
): Promise<boolean> {
  const mail = await parsedMail(bytes);
  if (mail === undefined) return false;
  const at = dateOf(mail);
  const conversation =
    mail.subject === undefined || mail.subject === "" ? {} : { conversation: mail.subject };
  const shown = mail.headerLines
    .filter(({ key }) => shownHeaders.has(key))
    .map(({ line }) => unfolded(line).slice(0, longestHead));
  records.parsed(offset, {
    at,
    sender: null,
    kind: "system",
    text: shown.join("\n"),
    ...conversation,
  });
  const [nested, files] = split(mail.attachments);
  const attachments = files.map(nameOf);
  records.parsed(offset + bodyOffset(bytes), {
    at,
    sender: senderOf(mail.from),
    kind: "text",
    text: bodyOf(mail),
    ...conversation,
    ...(attachments.length > 0 && { attachments }),
  });
  files.forEach((file, index) => {
    records.continued();
    records.attached({ name: nameOf(file, index), ...printOf(contentOf(file)) });
  });
  for (const inner of nested) {
    const content = contentOf(inner);
    const isRead = depth < deepestMail && (await readInto(records, content, offset, depth + 1));
    if (!isRead) records.skipped("malformed");
  }
  return true;
}

async function parsedMail(bytes: Uint8Array): Promise<Email | undefined> {
  try {
    return await PostalMime.parse(bytes, { ...limits, forceRfc822Attachments: true });
  } catch {
    return undefined;
  }
}

function dateOf(mail: Email): string | null {
  const line = mail.headers.find(({ key }) => key === "date");
  return line === undefined ? null : (writtenTime(line.value.trim())?.at ?? null);
}

function unfolded(line: string): string {
  return line.replace(/[\r\n\t ]+/g, " ").trim();
}

function senderOf(from: Address | undefined): string | null {
  if (from === undefined) return null;
  const mailbox = from.address === undefined ? from.group[0] : from;
  const { name = "", address = "" } = mailbox ?? {};
  if (name === "" || name === address) return address === "" ? null : address;
  return address === "" ? name : `${name} <${address}>`;
}

/** The plain text where there is one. A link that only the HTML has is listed below it. */
function bodyOf({ text, html }: Email): string {
  const plain = text?.replaceAll("\r\n", "\n").trim() ?? "";
  if (html === undefined) return plain;
  const rich = htmlText(html);
  if (plain === "") return rich.text;
  const links = [...new Set(rich.links)].filter((link) => !plain.includes(link));
  return joined(plain, ...links.map((link) => `<${link}>`));
}

function split(
  attachments: readonly Attachment[],
): [nested: readonly Attachment[], files: readonly Attachment[]] {
  const isMail = ({ mimeType }: Attachment) => mimeType === "message/rfc822";
  return [attachments.filter(isMail), attachments.filter((file) => !isMail(file))];
}

function nameOf({ filename, mimeType }: Attachment, index: number): string {
  return filename ?? `${mimeType} ${String(index + 1)}`;
}

function contentOf({ content }: Attachment): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}

function printOf(content: Uint8Array): { bytes: number; sha256: string } {
  return { bytes: content.length, sha256: bytesToHex(sha256(content)) };
}

/** Behind the first empty line. */
function bodyOffset(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at + 1] === 0x0a) return at + 2;
    if (bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a) return at + 3;
  }
  return bytes.length;
}

/** Whether a line parts two mails: `From `, an address or `-`, and a date with a clock. */
export function partsMails(line: string): boolean {
  return /^From \S{1,320} .{0,80}\d{2}:\d{2}.{0,40}\d{4}/.test(line.slice(0, 500));
}

interface Place {
  /** Of the mail, behind the line that parts. */
  readonly offset: number;
  end: number;
}

function mailsOf(bytes: Uint8Array): readonly Place[] {
  const mails: Place[] = [];
  let start = bytes[0] === 0xef ? 3 : 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(0x0a, start);
    const next = feed < 0 ? bytes.length : feed + 1;
    if (
      bytes[start] === 0x46 &&
      partsMails(toLatin(bytes.subarray(start, Math.min(next, start + 500))))
    ) {
      const above = mails.at(-1);
      if (above !== undefined) above.end = start;
      mails.push({ offset: next, end: bytes.length });
    }
    start = next;
  }
  return mails;
}

/** A box writes `>From ` for a line that would part it. */
function unquoted(mail: Uint8Array): Uint8Array {
  const kept = new Uint8Array(mail.length);
  let length = 0;
  for (let at = 0; at < mail.length; at += 1) {
    const isLineStart = at === 0 || mail[at - 1] === 0x0a;
    if (isLineStart && mail[at] === 0x3e && quotesFrom(mail, at)) continue;
    kept[length] = mail[at] ?? 0;
    length += 1;
  }
  return kept.subarray(0, length);
}

function quotesFrom(mail: Uint8Array, from: number): boolean {
  let at = from;
  while (mail[at] === 0x3e && at < from + 16) at += 1;
  return [0x46, 0x72, 0x6f, 0x6d, 0x20].every((byte, index) => mail[at + index] === byte);
}

const headerName = /^[a-z][a-z0-9-]{0,70}:/i;

/** Whether a text begins as a mail does: a block of header lines with From and two more. */
export function looksLikeMail(head: string): boolean {
  const names = new Set<string>();
  for (const line of head.split("\n", 400)) {
    const plain = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (plain === "") break;
    if (/^[ \t]/.test(plain) && names.size > 0) continue;
    const name = headerName.exec(plain.slice(0, 100))?.[0];
    if (name === undefined) return false;
    names.add(name.toLowerCase());
  }
  const proofs = ["received:", "message-id:", "mime-version:", "date:", "subject:", "return-path:"];
  return names.has("from:") && proofs.filter((proof) => names.has(proof)).length >= 2;
}
