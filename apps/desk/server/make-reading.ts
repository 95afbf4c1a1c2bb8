/**
 * From messages to a reading: counted, the sender chosen, then given out in chunks with their
 * folded words, and what linking compares picked on the way. Runs in the reader's thread; memory
 * is that of one chunk and of what is compared.
 */
import { createHash } from "node:crypto";

import {
  type FactMessage,
  type Identifier,
  identifiersInText,
  identifierVersion,
  mergeIdentifiers,
} from "@honeyguide/analysis";
import type { Assumptions, Coverage, ParsedMessage } from "@honeyguide/evidence";

import { type About, chooseSender } from "./choose-sender.ts";
import { fold } from "./fold.ts";
import { timesOf } from "./use-times.ts";
import {
  type Compared,
  conversationsOf,
  isOfSender,
  isShown,
  type MadeReading,
  makeTally,
  participantsOf,
  type ReadingChoice,
  type SenderChoice,
  toAssumptions,
  toCoverage,
} from "./reading.ts";

/** Messages that can be gone through twice, always the same. */
export interface MessageSource {
  readonly format: string;
  readonly why: string;
  readonly assumptions: Assumptions;
  /** Called for each message in order; awaited now and then, so that what takes them can keep up. */
  readonly each: (
    onMessage: (message: ParsedMessage) => void,
    pause: () => Promise<void>,
  ) => Promise<Coverage>;
}

export interface ReadingOptions {
  /** The exhibit's name, for the names of its messages. */
  readonly exhibit: string;
  readonly about: About;
  readonly choice: ReadingChoice;
}

/** JSON of at most {@link linesPerChunk} messages, and their folded words, one per line. */
export interface MadeChunk {
  readonly lines: Uint8Array;
  readonly folded: Uint8Array;
}

export interface Made {
  readonly reading: MadeReading;
  readonly compared: Compared;
  /** By {@link makeReadingHash}. */
  readonly sha256: string;
}

/** Messages in a chunk; the last one has fewer. */
export const linesPerChunk = 500;

/** Comparing grows with the square of a report's messages: these many from each end are compared. */
const firstCompared = 300;
const lastCompared = 100;
const mostIdentifiers = 2000;
const pauseEvery = 8;

/** The name under which a message of an exhibit is known to the linking engine. */
export function messageId(exhibit: string, line: number): string {
  return `${exhibit}:${line}`;
}

/** Read messages; `give` is called with each chunk in order and awaited. */
export async function makeReading(
  source: MessageSource,
  { exhibit, about, choice }: ReadingOptions,
  give: (chunk: MadeChunk) => Promise<void>,
): Promise<Made> {
  const tally = makeTally();
  await source.each(tally.add, () => Promise.resolve());
  const sender = chooseSender(tally, about, choice);

  const hash = makeReadingHash();
  const picker = makePicker(exhibit, sender, about.callingCode);
  const span = makeSpan();
  let buffer: ParsedMessage[] = [];
  let ready: MadeChunk[] = [];
  let count = 0;
  const cut = () => {
    if (buffer.length === 0) return;
    const chunk = toChunk(buffer);
    hash.add(chunk.lines);
    ready.push(chunk);
    buffer = [];
  };
  const flush = async () => {
    const chunks = ready;
    ready = [];
    for (const chunk of chunks) await give(chunk);
  };
  const coverage = await source.each(
    (message) => {
      if (!isShown(message, sender)) return;
      count += 1;
      span.add(message);
      picker.add(message);
      buffer.push(message);
      if (buffer.length === linesPerChunk) cut();
    },
    async () => {
      if (ready.length >= pauseEvery) await flush();
    },
  );
  cut();
  await flush();
  const { format, why, assumptions } = source;
  const picked = picker.end();
  const reading: MadeReading = {
    format,
    why,
    refused: null,
    messages: count,
    ...span.end(),
    coverage: toCoverage(coverage),
    ...toAssumptions(assumptions),
    conversations: conversationsOf(tally),
    conversation: sender.conversation,
    sender: { name: sender.sender, because: sender.because },
    participants: participantsOf(tally, sender.conversation),
    compared: { messages: picked.messages.length, of: picked.of },
  };
  return {
    reading,
    compared: {
      sender: sender.sender,
      messages: picked.messages,
      identifiers: picked.identifiers,
      identifiersBy: identifierVersion,
    },
    sha256: hash.end(reading),
  };
}

/** SHA-256 of a reading: over the lines of each chunk, then over what is said of all. */
export function makeReadingHash() {
  const hash = createHash("sha256");
  return {
    add: (lines: Uint8Array) => void hash.update(lines).update("\n"),
    /** Hex. */
    end: (reading: MadeReading) => hash.update(JSON.stringify(reading)).digest("hex"),
  };
}

function toChunk(messages: readonly ParsedMessage[]): MadeChunk {
  const encoder = new TextEncoder();
  return {
    lines: encoder.encode(JSON.stringify(messages)),
    folded: encoder.encode(messages.map(({ text }) => fold(text)).join("\n")),
  };
}

/** Earliest, latest, and the words that were read with the least confidence. */
function makeSpan() {
  let first: string | null = null;
  let last: string | null = null;
  let confidence: number | null = null;
  return {
    add({ at, confidence: own }: ParsedMessage) {
      if (at !== null && (first === null || at < first)) first = at;
      if (at !== null && (last === null || at > last)) last = at;
      if (own !== undefined && (confidence === null || own < confidence)) confidence = own;
    },
    end: () => ({ first, last, confidence }),
  };
}

/** The outermost of the sender's messages, and what points at the sender in any of them. */
function makePicker(exhibit: string, sender: SenderChoice, callingCode: string) {
  const first: FactMessage[] = [];
  let last: FactMessage[] = [];
  const identifiers = new Map<string, Identifier>();
  let of = 0;
  return {
    add(message: ParsedMessage) {
      const { kind, text, at, source } = message;
      if (!isOfSender(message, sender) || (kind !== "text" && text === "")) return;
      of += 1;
      if (identifiers.size < mostIdentifiers) {
        const times = timesOf(at === null ? [] : [{ at }], undefined);
        for (const found of identifiersInText(text, callingCode)) {
          const key = `${found.kind} ${found.value}`;
          const one = { ...found, times };
          const [merged = one] = mergeIdentifiers([identifiers.get(key) ?? one, one]);
          identifiers.set(key, merged);
        }
      }
      const id = messageId(exhibit, source.line);
      const fact = { id, text, ...(at === null ? {} : { at }) };
      if (first.length < firstCompared) first.push(fact);
      else last.push(fact);
      if (last.length > 2 * lastCompared) last = last.slice(-lastCompared);
    },
    end: () => ({
      messages: [...first, ...last.slice(-lastCompared)],
      identifiers: [...identifiers.values()],
      of,
    }),
  };
}
