/**
 * Which foreign format a text is, by its first letters and its shape.
 */
import type { TextEncoding } from "../encoding.ts";
import type { DateOrder } from "../message.ts";
import { readCsv, tableOf } from "./csv.ts";
import { looksLikeImessage, readImessage } from "./imessage-text.ts";
import { looksLikeJson, readJson } from "./json-source.ts";
import { looksLikeMail, partsMails, readMail, readMbox } from "./mail.ts";
import { readSignalText, signalTextOf } from "./signal-text.ts";
import { readSmsBackup } from "./sms-backup.ts";
import { refused, type SourceResult } from "./source-reading.ts";
import { sourceText } from "./source-text.ts";

/** Letters that the shape is judged by. */
const headBytes = 64 * 1024;
/** Twice that is what a computer has to hold to read it. */
const longestSource = 512 * 1024 * 1024;

/**
 * Read a text of a foreign format.
 *
 * @param dateOrder - told by a person; of use to tables only.
 * @returns undefined if it is none: a chat export or a paste.
 */
export async function readSource(
  bytes: Uint8Array,
  encoding: TextEncoding,
  dateOrder?: DateOrder,
): Promise<SourceResult | undefined> {
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, headBytes));
  const reader = readerFor(head.trimStart(), dateOrder);
  if (reader === undefined) return undefined;
  if (bytes.length > longestSource) return refused("too_large");
  return await reader(bytes, encoding);
}

type Reader = (bytes: Uint8Array, encoding: TextEncoding) => SourceResult | Promise<SourceResult>;

function readerFor(head: string, dateOrder: DateOrder | undefined): Reader | undefined {
  if (looksLikeJson(head)) return (bytes, encoding) => readJson(sourceText(bytes, encoding));
  const root = rootOf(head);
  if (root === "smses" || root === "calls") {
    return (bytes, encoding) => readSmsBackup(sourceText(bytes, encoding));
  }
  if (root === "html") return () => refused("html_unknown");
  if (root !== undefined) return () => refused("xml_unknown");
  if (partsMails(head.slice(0, head.indexOf("\n") + 1))) return (bytes) => readMbox(bytes);
  if (looksLikeMail(head)) return (bytes) => readMail(bytes);
  const signal = signalTextOf(head);
  if (signal !== undefined) return (bytes) => readSignalText(bytes, signal);
  if (looksLikeImessage(head)) return (bytes) => readImessage(bytes);
  const table = tableOf(head);
  if (table === undefined) return undefined;
  return (bytes, encoding) => readCsv(sourceText(bytes, encoding), table, dateOrder);
}

const knownRoots: readonly string[] = ["smses", "calls", "html", "body", "head"];

/** The first element of what is XML or HTML; undefined for a text that only begins with `<`. */
function rootOf(head: string): string | undefined {
  if (!head.startsWith("<")) return undefined;
  const isDeclared = /^<(?:\?xml\b|!DOCTYPE\b|!--)/i.test(head);
  const bare = head.replace(/<!--[^]*?(?:-->|$)|<\?[^]*?(?:\?>|$)/g, "").trimStart();
  const name = /<([a-zA-Z][\w:.-]{0,64})(?=[\s/>])/.exec(bare)?.[1] ?? "";
  if (isDeclared) return name.toLowerCase();
  if (name === "" || !bare.startsWith(`<${name}`)) return undefined;
  const isClosed = head.includes(`</${name}>`);
  return isClosed || knownRoots.includes(name.toLowerCase()) ? name.toLowerCase() : undefined;
}
