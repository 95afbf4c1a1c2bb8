/**
 * The reading of a file as a value that can be written down, compared and made again: what
 * `parse --json` prints and `verify` checks.
 */
import {
  evidenceVersion,
  keepMessages,
  type ParsedExhibit,
  type ParsedMessage,
  readEvidence,
  type ReadOptions,
} from "@honeyguide/evidence";
import * as v from "valibot";

/** The name of what reads, beside {@link evidenceVersion}. */
export const readingTool = "honeyguide evidence";

/** What a person wants to know of a reading at a glance. */
export interface Gist {
  readonly messages: number;
  /** As printed; null where no message has a time. */
  readonly first: string | null;
  readonly last: string | null;
  /** Lines that may have held something and are in no message. */
  readonly unread: number;
  readonly unit: "line" | "record";
}

/** One thread of a file that holds several. */
export interface Conversation {
  readonly name: string;
  readonly messages: number;
}

/** What a written reading begins with, and what {@link readAgain} needs of it. */
const ReadingHeadSchema = v.looseObject({
  file: v.string(),
  tool: v.literal(readingTool),
  version: v.string(),
  options: v.strictObject({
    dateOrder: v.optional(v.picklist(["dmy", "mdy", "ymd"])),
    conversation: v.optional(v.string()),
  }),
  exhibit: v.strictObject({ sha256: v.string(), bytes: v.number() }),
});
export const ReadingSchema = v.looseObject({
  ...ReadingHeadSchema.entries,
  messages: v.array(v.unknown()),
});
/** A reading as it was written down. */
export type WrittenReading = Readonly<v.InferOutput<typeof ReadingSchema>>;

/** How a file was asked to be read. */
export type ReadingOptions = WrittenReading["options"];

/** Counts, first and last time. */
export function gistOf({ coverage, messages }: ParsedExhibit): Gist {
  let first: string | null = null;
  let last: string | null = null;
  for (const { at } of messages) {
    if (at === null) continue;
    if (first === null || at < first) first = at;
    if (last === null || at > last) last = at;
  }
  const unread = unreadOf({ coverage }).length;
  return { messages: messages.length, first, last, unread, unit: coverage.unit };
}

/** The lines that may have held something that somebody wrote. */
export function unreadOf({ coverage }: Pick<ParsedExhibit, "coverage">) {
  return coverage.skipped.filter(({ reason }) => reason !== "blank" && reason !== "about_file");
}

/** The threads of a file, most messages first; empty where it does not keep threads apart. */
export function conversationsOf(messages: readonly ParsedMessage[]): readonly Conversation[] {
  const counts = new Map<string, number>();
  for (const { conversation } of messages) {
    if (conversation !== undefined) counts.set(conversation, (counts.get(conversation) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, messages: count }))
    .sort((a, b) => b.messages - a.messages || (a.name < b.name ? -1 : 1));
}

/** Only what stands in one thread. */
export function inConversation(parsed: ParsedExhibit, name: string | undefined): ParsedExhibit {
  return name === undefined ? parsed : keepMessages(parsed, { conversation: name });
}

/** What stands above the messages in a written reading. */
export function headOf(file: string, parsed: ParsedExhibit, options: ReadingOptions) {
  const { format, why, exhibit, coverage, assumptions, attachments } = parsed;
  return {
    file,
    tool: readingTool,
    version: evidenceVersion,
    options,
    ...{ format, why, exhibit, coverage, assumptions, attachments },
  };
}

/** `date-order` and a hint for the words, as {@link readEvidence} takes them. */
export function optionsFor(path: string, { dateOrder }: ReadingOptions): ReadOptions {
  return { name: path, ...(dateOrder !== undefined && { dateOrder }) };
}

/** How a reading made again differs from the written one; empty where it does not. */
export async function readAgain(
  written: WrittenReading,
  bytes: Uint8Array,
): Promise<readonly string[]> {
  const read = await readEvidence(bytes, optionsFor(written.file, written.options));
  if (!read.ok) return ["refused"];
  const parsed = inConversation(read.value, written.options.conversation);
  const again: Readonly<Record<string, unknown>> = {
    ...headOf(written.file, parsed, written.options),
    messages: parsed.messages,
  };
  const members = ["format", "coverage", "assumptions", "attachments", "messages"] as const;
  return members.filter((name) => !isSame(written[name], again[name]));
}

/** Equal as JSON, whatever the order of members. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((one, at) => isSame(one, b[at]));
  }
  if (typeof a !== "object" || a === null) return a === b;
  if (typeof b !== "object" || b === null || Array.isArray(b)) return false;
  const [left, right] = [present(a), present(b)];
  return left.size === right.size && [...left].every(([name, one]) => isSame(one, right.get(name)));
}

/** What JSON keeps of an object. */
function present(of: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(of).filter(([, one]) => one !== undefined));
}
