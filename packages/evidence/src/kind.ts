/**
 * What kind of message a body is. Chat programs write a phrase where there was something else than
 * text; the phrases stand in `kind-phrases.ts`. Bodies can be long and hostile: everything here
 * looks at each letter a fixed number of times.
 */
import { notices } from "./kind-notices.ts";
import {
  allPhrases,
  attachedMarks,
  calls,
  deleted,
  deletedBy,
  editedMarks,
  locations,
  omitted,
  omittedContacts,
  polls,
  viewOnce,
} from "./kind-phrases.ts";
import { copyOf, isMark, stripMarks } from "./marks.ts";
import type { MessageKind } from "./message.ts";

/** A body with its phrases taken off. */
export interface ReadBody {
  readonly kind: MessageKind;
  readonly text: string;
  readonly attachments?: readonly string[];
  readonly edited?: true;
}

const wholePhrases = new Map<string, MessageKind>([
  ...omitted.map((phrase) => [phrase, "media"] as const),
  ...omittedContacts.map((phrase) => [phrase, "contact"] as const),
  ...deleted.map((phrase) => [phrase, "deleted"] as const),
  ...viewOnce.map((phrase) => [phrase, "view_once"] as const),
]);
/** Every phrase under its first letters: most messages begin with none of them. */
const phrasesByStart = new Map<string, string[]>();
for (const phrase of allPhrases) {
  const start = phrase.slice(0, 2);
  phrasesByStart.set(start, [...(phrasesByStart.get(start) ?? []), phrase]);
}
const edited = new Set<string>(editedMarks);
const attached = new Set<string>(attachedMarks);
const longestPhrase = 200;
const longestFileName = 255;
const fileName = /^[^<>"|?*/\\\n]{1,250}\.[A-Za-z0-9]{1,5}$/u;

/**
 * Read a message body.
 *
 * @param body - as the file has it, lines joined by `\n`, marks and all.
 */
export function readBody(body: string): ReadBody {
  const last = lastLetter(body);
  const uneditedEnd = last === ">" ? startOfEditedMark(body) : -1;
  const text = uneditedEnd < 0 ? body : body.slice(0, uneditedEnd);
  const read =
    readFile(text) ??
    (mayBePhrase(text) ? readPhrase(text) : undefined) ??
    ({ kind: "text", text: stripEdgeMarks(text) } as const);
  return uneditedEnd < 0 ? read : { ...read, edited: true };
}

const longestKept = 64;
const mostKept = 256;

/**
 * {@link readBody}, for the bodies of one file. The same few phrases stand in it again and again, so
 * what they were read as is kept.
 */
export function createBodyReader(): (body: string) => ReadBody {
  const known = new Map<string, ReadBody>();
  return (body) => {
    if (body.length > longestKept) return readBody(body);
    const found = known.get(body);
    if (found !== undefined) return found;
    const read = readBody(body);
    if (known.size >= mostKept) known.clear();
    if (read.kind !== "text" && read.attachments === undefined) known.set(copyOf(body), read);
    return read;
  };
}

function mayBePhrase(text: string): boolean {
  let at = 0;
  while (at < text.length && (isMark(text.charCodeAt(at)) || " <(".includes(text.charAt(at)))) {
    at += 1;
  }
  const phrases = phrasesByStart.get(text.slice(at, at + 2).toLowerCase());
  if (phrases === undefined) return false;
  const start = stripMarks(text.slice(at, at + longestPhrase)).toLowerCase();
  return phrases.some((phrase) => start.startsWith(phrase));
}

function readPhrase(text: string): ReadBody | undefined {
  const feed = text.indexOf("\n");
  const first = feed < 0 ? text : text.slice(0, feed);
  const others = feed < 0 ? "" : text.slice(feed + 1);
  if (first.length > longestPhrase * 4) return undefined;
  const phrase = phraseOf(first);
  const kind = wholePhrases.get(phrase);
  if (kind === "media" || kind === "contact") return withCaption(kind, others);
  const found = others === "" || others.trim() === "" ? kind : undefined;
  const other = found ?? kindOfStart(first, phrase, others !== "");
  return other && { kind: other, text: stripEdgeMarks(text) };
}

/** Android writes the name of a document that it left out on a line of its own. */
function withCaption(kind: MessageKind, caption: string): ReadBody {
  return fileName.test(caption)
    ? { kind, text: "", attachments: [caption] }
    : { kind, text: caption };
}

function kindOfStart(first: string, phrase: string, hasMore: boolean): MessageKind | undefined {
  if (isMark(first.charCodeAt(0)) && notices.some((notice) => phrase.startsWith(notice))) {
    return "system";
  }
  if (phrase.length > longestPhrase) return undefined;
  if (calls.some((call) => beginsWith(phrase, call, /^(?:$|[,.]\s|\s*[(\d])/))) return "call";
  if (!hasMore && deletedBy.some((start) => phrase.startsWith(start))) return "deleted";
  if (isLocation(first, phrase)) return "location";
  return hasMore &&
    polls.some((poll) => [poll, `${poll}:`, `${poll} :`, `${poll}：`].includes(phrase))
    ? "poll"
    : undefined;
}

function isLocation(first: string, phrase: string): boolean {
  return stripMarks(first).includes("https://maps.google.com/?q=")
    ? locations.some((location) => beginsWith(phrase, location, /^\s?[:：]/))
    : locations.some((location) => phrase === location && location.includes(" "));
}

function beginsWith(phrase: string, start: string, then: RegExp): boolean {
  return phrase.startsWith(start) && then.test(phrase.slice(start.length));
}

/**
 * A file that came with the message or was left out, at the beginning or, on iPhones, behind the
 * caption and a mark: `look \u200e<attached: 0012-PHOTO.jpg>`, `Plan.pdf • \u200edocument omitted`.
 */
function readFile(text: string): ReadBody | undefined {
  const feed = text.indexOf("\n");
  const first = feed < 0 ? text : text.slice(0, feed);
  const name = attachedFile(first);
  if (name !== undefined) return fileMessage(name, feed < 0 ? "" : text.slice(feed + 1));
  const mark = text.lastIndexOf("\u200e");
  if (mark <= 0 || text.length - mark > longestFileName + 40) return undefined;
  const behind = text.slice(mark);
  const caption = stripMarks(text.slice(0, mark)).trimEnd();
  const named = attachedFile(behind);
  if (named !== undefined) return fileMessage(named, caption);
  const kind = wholePhrases.get(phraseOf(behind));
  if (kind !== "media" && kind !== "contact") return undefined;
  const [document = "", ...facts] = caption.split(" • ");
  return facts.length > 0 && fileName.test(document)
    ? { kind, text: "", attachments: [document] }
    : { kind, text: caption };
}

function fileMessage(name: string, text: string): ReadBody {
  const kind = name.toLowerCase().endsWith(".vcf") ? "contact" : "media";
  return { kind, text, attachments: [name] };
}

/** `<attached: 00000012-PHOTO.jpg>` on iOS, `IMG-0001.jpg (file attached)` on Android. */
function attachedFile(line: string): string | undefined {
  const last = lastLetter(line);
  if (line.length > 2 * longestFileName || !">)）".includes(last)) return undefined;
  const plain = stripMarks(line).trim();
  if (last === ">") return /^<[^<>:：]{2,30}[:：]\s?([^<>]+\.[A-Za-z0-9]{1,5})>$/u.exec(plain)?.[1];
  const open = Math.max(plain.lastIndexOf("("), plain.lastIndexOf("（"));
  const name = plain.slice(0, Math.max(open, 0)).trimEnd();
  return attached.has(plain.slice(open + 1, -1).toLowerCase()) && fileName.test(name)
    ? name
    : undefined;
}

/** Where the mark of a changed message begins, with the space before it, or -1. */
function startOfEditedMark(body: string): number {
  const open = body.lastIndexOf("<");
  if (open < 0 || body.length - open > 100 || !edited.has(phraseOf(body.slice(open)))) return -1;
  let end = open;
  while (end > 0 && isSpaceOrMark(body, end - 1)) end -= 1;
  return end;
}

/** The last letter that is neither space nor mark, or "!" for none. */
function lastLetter(text: string): string {
  let at = text.length - 1;
  while (at >= 0 && isSpaceOrMark(text, at)) at -= 1;
  return at < 0 ? "!" : text.charAt(at);
}

function isSpaceOrMark(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 0x20 || unit === 0x0a || (unit > 0x7f && (isMark(unit) || unit === 0xa0));
}

/** Lower case, no marks, no brackets around, no full stop behind. */
function phraseOf(text: string): string {
  const plain = stripMarks(text).trim().toLowerCase();
  let start = 0;
  let end = plain.length;
  while (start < end && "<(".includes(plain.charAt(start))) start += 1;
  while (end > start && ">)".includes(plain.charAt(end - 1))) end -= 1;
  if (end > start && ".!。".includes(plain.charAt(end - 1))) end -= 1;
  return plain.slice(start, end);
}

/** Marks that the program put at the edges; those inside belong to the text. */
function stripEdgeMarks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isEdgeMark(text.charCodeAt(start))) start += 1;
  while (end > start && isEdgeMark(text.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

function isEdgeMark(unit: number): boolean {
  return unit === 0x200e || unit === 0x200f;
}
