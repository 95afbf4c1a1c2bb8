/**
 * What kind of message a body is. Chat programs write a phrase where there was something else than
 * text; the phrases stand in `kind-phrases.ts`.
 */
import {
  attachedMarks,
  calls,
  deleted,
  editedMarks,
  locations,
  omitted,
  polls,
  viewOnce,
} from "./kind-phrases.ts";
import { stripMarks } from "./marks.ts";
import type { MessageKind } from "./message.ts";

/** A body with its phrases taken off. */
export interface ReadBody {
  readonly kind: MessageKind;
  readonly text: string;
  readonly attachment?: string;
  readonly edited?: true;
}

const wholePhrases = new Map<string, MessageKind>([
  ...omitted.map((phrase) => [phrase, "media"] as const),
  ...deleted.map((phrase) => [phrase, "deleted"] as const),
  ...viewOnce.map((phrase) => [phrase, "view_once"] as const),
]);
/** First letters of every phrase: most messages begin with none of them. */
const phraseStarts = new Set(
  [...wholePhrases.keys(), ...calls, ...locations, ...polls].map((phrase) => phrase.slice(0, 3)),
);
const edited = new Set<string>(editedMarks);
const attached = new Set<string>(attachedMarks);

/**
 * Read a message body.
 *
 * @param body - as the file has it, lines joined by `\n`, marks and all.
 */
export function readBody(body: string): ReadBody {
  const { text, wasEdited } = withoutEditedMark(body);
  const [first = "", ...others] = text.split("\n");
  const read = readPlain(text, first, others);
  return wasEdited ? { ...read, edited: true } : read;
}

function readPlain(text: string, first: string, others: readonly string[]): ReadBody {
  const file = attachedFile(first);
  if (file !== undefined) {
    const kind = file.toLowerCase().endsWith(".vcf") ? "contact" : "media";
    return { kind, text: others.join("\n"), attachment: file };
  }
  const kind = kindOfPhrase(first, text);
  return { kind, text: kind === "media" ? others.join("\n") : stripEdgeMarks(text) };
}

function kindOfPhrase(first: string, whole: string): MessageKind {
  if (first.length > 200) return "text";
  const phrase = phraseOf(first);
  if (!phraseStarts.has(phrase.slice(0, 3))) return "text";
  const kind = wholePhrases.get(phrase);
  if (kind !== undefined && (kind === "media" || phraseOf(whole) === phrase)) return kind;
  if (calls.some((call) => beginsWith(phrase, call, /^(?:$|[,.]\s|\s*[(\d])/))) return "call";
  const plain = stripMarks(first);
  if (
    plain.includes("https://maps.google.com/?q=") &&
    locations.some((l) => beginsWith(phrase, l, /^:/))
  ) {
    return "location";
  }
  if (locations.some((location) => phrase === location && location.includes(" ")))
    return "location";
  if (polls.some((poll) => phrase === `${poll}:` || phrase === poll) && whole.includes("\n"))
    return "poll";
  return "text";
}

function beginsWith(phrase: string, start: string, then: RegExp): boolean {
  return phrase.startsWith(start) && then.test(phrase.slice(start.length));
}

/** `<attached: 00000012-PHOTO.jpg>` on iOS, `IMG-0001.jpg (file attached)` on Android. */
function attachedFile(line: string): string | undefined {
  const plain = stripMarks(line).trim();
  if (!/[>)）]$/u.test(plain)) return undefined;
  const inAngles = /^<[^<>:]{2,30}[:：]\s?([^<>]+\.[A-Za-z0-9]{1,5})>$/u.exec(plain);
  if (inAngles?.[1] !== undefined) return inAngles[1];
  const inBrackets = /^(.+\.[A-Za-z0-9]{1,5}) [(（]([^()（）]+)[)）]$/u.exec(plain);
  return inBrackets !== null && attached.has((inBrackets[2] ?? "").toLowerCase())
    ? inBrackets[1]
    : undefined;
}

function withoutEditedMark(body: string): { readonly text: string; readonly wasEdited: boolean } {
  if (!body.trimEnd().endsWith(">")) return { text: body, wasEdited: false };
  const match = /\s*[\u200e\u200f]?<([^<>\n]{4,60})>\s*$/u.exec(body);
  if (match === null || !edited.has(phraseOf(match[1] ?? ""))) {
    return { text: body, wasEdited: false };
  }
  return { text: body.slice(0, match.index), wasEdited: true };
}

/** Lower case, no marks, no brackets around, no full stop behind. */
function phraseOf(text: string): string {
  return stripMarks(text)
    .trim()
    .replace(/^[<(]+|[>)]+$/g, "")
    .replace(/[.!。]$/u, "")
    .toLowerCase();
}

/** Marks that the program put at the edges; those inside belong to the text. */
function stripEdgeMarks(text: string): string {
  return text.replace(/^[\u200e\u200f]+|[\u200e\u200f]+$/gu, "");
}
