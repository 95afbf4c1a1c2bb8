/**
 * What the Desk makes of one exhibit's messages: who is in it, whose words are compared, and pages
 * of lines. Pure, and run in the reader's thread.
 */
import type { FactMessage, Identifier } from "@honeyguide/analysis";
import type { Assumptions, Coverage, ParsedMessage } from "@honeyguide/evidence";

import type { Reading, ReadAgain, SenderBecause } from "../api.ts";

/** What a responder has said of how to read an exhibit; what is absent is left to the rules. */
export type ReadingChoice = Omit<ReadAgain, "undecided">;

/** A reading as the thread makes it; the Desk adds what it was made from and with. */
export type MadeReading = Omit<Reading, "exhibit" | "tool" | "version" | "sha256">;

/** What linking takes from one exhibit. */
export interface Compared {
  /** Whose words these are; null where nobody is named, or nothing is compared. */
  readonly sender: string | null;
  readonly messages: readonly FactMessage[];
  /** In all of the sender's messages. */
  readonly identifiers: readonly Identifier[];
  /** The version of the rules that found them; absent in the first readings. */
  readonly identifiersBy?: number;
}

/** Who is taken for the sender, in which thread. */
export interface SenderChoice {
  readonly conversation: string | null;
  readonly sender: string | null;
  readonly because: SenderBecause;
}

/** Messages of one writer in one thread. */
export interface WriterTally {
  readonly conversation: string | null;
  readonly sender: string | null;
  readonly isSent: boolean;
  messages: number;
}

/** A count of all messages of an exhibit. */
export interface Tally {
  /** In the order of their first message; what the system wrote is not among them. */
  readonly writers: ReadonlyMap<string, WriterTally>;
  /** Whether messages say which way they went. */
  readonly hasDirections: boolean;
}

/** Counts messages; memory grows with the writers only. */
export function makeTally(): Tally & { readonly add: (message: ParsedMessage) => void } {
  const writers = new Map<string, WriterTally>();
  let hasDirections = false;
  return {
    writers,
    get hasDirections() {
      return hasDirections;
    },
    add({ kind, sender, conversation = null, direction }) {
      if (kind === "system") return;
      hasDirections ||= direction !== undefined;
      const isSent = direction === "sent";
      const key = JSON.stringify([conversation, sender, isSent]);
      const writer = writers.get(key);
      if (writer === undefined) writers.set(key, { conversation, sender, isSent, messages: 1 });
      else writer.messages += 1;
    },
  };
}

/** Threads with names, most messages first; empty where there is only one. */
export function conversationsOf({ writers }: Tally): Reading["conversations"] {
  const counts = new Map<string, number>();
  for (const { conversation, messages } of writers.values()) {
    if (conversation !== null) counts.set(conversation, (counts.get(conversation) ?? 0) + messages);
  }
  return counts.size < 2 ? [] : toCounts(counts);
}

/** Who wrote in a thread, or in all, most messages first. */
export function participantsOf(
  { writers }: Tally,
  conversation: string | null,
): Reading["participants"] {
  const counts = new Map<string, number>();
  for (const { conversation: own, sender, messages } of writers.values()) {
    if (sender === null || (conversation !== null && own !== conversation)) continue;
    counts.set(sender, (counts.get(sender) ?? 0) + messages);
  }
  return toCounts(counts);
}

/** Whether a message is the sender's; what the file's owner sent never is. */
export function isOfSender(
  { kind, sender, direction }: Pick<ParsedMessage, "kind" | "sender" | "direction">,
  choice: SenderChoice,
): boolean {
  if (choice.because === "several_conversations") return false;
  return kind !== "system" && direction !== "sent" && sender === choice.sender;
}

/** Whether a message stands in the thread that is shown. */
export function isShown({ conversation }: ParsedMessage, choice: SenderChoice): boolean {
  return choice.conversation === null || conversation === choice.conversation;
}

/** How much of a file was understood, in numbers and with the first of what was not. */
export function toCoverage({ skipped, ...counts }: Coverage): Reading["coverage"] {
  const isBlank = ({ reason }: { readonly reason: string }) =>
    reason === "blank" || reason === "about_file";
  const unread = skipped.filter((line) => !isBlank(line));
  const { unit, lines, parsed, continued } = counts;
  return {
    unit,
    lines,
    parsed,
    continued,
    unread: unread.length,
    blank: skipped.length - unread.length,
    skipped: unread.slice(0, mostSkipped).map(({ line, reason }) => ({ line, reason })),
  };
}

/** What was taken for granted, as the page asks for it. */
export function toAssumptions({
  dateOrder,
  timeZone,
  unreadPeriods = [],
  calendar,
}: Assumptions): Pick<Reading, "dateOrder" | "timeZone" | "unreadPeriods" | "calendar"> {
  return { dateOrder: dateOrder ?? null, timeZone, unreadPeriods, calendar: calendar ?? null };
}

const mostSkipped = 200;

function toCounts(counts: ReadonlyMap<string, number>): Reading["participants"] {
  return [...counts]
    .map(([name, messages]) => ({ name, messages }))
    .sort((a, b) => b.messages - a.messages);
}
