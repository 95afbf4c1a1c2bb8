/**
 * Whose messages a report is about: the thread, and in it the sender. Where a file holds several
 * threads and none is the sender's by number or name, nobody is chosen: a responder does.
 */
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";

import {
  conversationsOf,
  type ReadingChoice,
  type SenderChoice,
  type Tally,
  type WriterTally,
} from "./reading.ts";

/** What the report says that helps to tell. */
export interface About {
  /** E.164 and as typed. */
  readonly numbers: readonly string[];
  /** The sender's name and handle. */
  readonly names: readonly string[];
  /** The person's own name. */
  readonly reporter: string;
  readonly callingCode: string;
}

/** Choose; what a responder chose goes first, as far as the file has it. */
export function chooseSender(tally: Tally, about: About, choice: ReadingChoice): SenderChoice {
  const writers = [...tally.writers.values()].filter(({ isSent }) => !isSent);
  const conversation = chooseConversation(tally, writers, about, choice);
  if (conversation === undefined) {
    return { conversation: null, sender: null, because: "several_conversations" };
  }
  const inThread = writers.filter(
    (writer) => conversation === null || writer.conversation === conversation,
  );
  const names = [...new Set(inThread.flatMap(({ sender }) => sender ?? []))];
  if (choice.sender !== undefined && choice.sender !== null && names.includes(choice.sender)) {
    return { conversation, sender: choice.sender, because: "chosen" };
  }
  return { conversation, ...byRules(names, about, tally.hasDirections) };
}

function byRules(
  names: readonly string[],
  about: About,
  hasDirections: boolean,
): Pick<SenderChoice, "sender" | "because"> {
  const [first] = names;
  if (first === undefined) return { sender: null, because: "nobody" };
  const byNumber = names.find((name) => hasNumber(name, about));
  if (byNumber !== undefined) return { sender: byNumber, because: "number" };
  const byName = names.find((name) => hasName(name, about));
  if (byName !== undefined) return { sender: byName, because: "name" };
  if (names.length === 1) {
    return { sender: first, because: hasDirections ? "received" : "only_one" };
  }
  const others = names.filter((name) => !sameName(name, about.reporter));
  const [other] = others;
  if (others.length === 1 && other !== undefined) {
    return { sender: other, because: "not_reporter" };
  }
  return { sender: first, because: "wrote_first" };
}

/** Null for all of the file; undefined where it is not known which. */
function chooseConversation(
  tally: Tally,
  writers: readonly WriterTally[],
  about: About,
  { conversation }: ReadingChoice,
): string | null | undefined {
  const threads = conversationsOf(tally).map(({ name }) => name);
  if (threads.length === 0) return null;
  if (conversation === null) return null;
  if (conversation !== undefined && threads.includes(conversation)) return conversation;
  for (const fits of [hasNumber, hasName]) {
    const byThread = threads.find((name) => fits(name, about));
    if (byThread !== undefined) return byThread;
    const writer = writers.find(({ sender }) => sender !== null && fits(sender, about));
    if (writer?.conversation !== undefined && writer.conversation !== null) {
      return writer.conversation;
    }
  }
  return undefined;
}

function hasNumber(name: string, { numbers, callingCode }: About): boolean {
  const number = numberIn(name, callingCode);
  return number !== undefined && numbers.some((said) => numberIn(said, callingCode) === number);
}

function hasName(name: string, { names }: About): boolean {
  return names.some((said) => sameName(name, said));
}

function numberIn(text: string, callingCode: string): string | undefined {
  const read = parsePhoneNumber(text, callingCode);
  return read.ok ? read.value : undefined;
}

function sameName(printed: string, said: string): boolean {
  const bare = (text: string) =>
    text
      .normalize("NFKC")
      .replace(/^[~@\s]+/, "")
      .trim()
      .toLocaleLowerCase("und");
  const a = bare(printed);
  const b = bare(said);
  return a !== "" && b !== "" && (a === b || a.split(/\s+/)[0] === b);
}
