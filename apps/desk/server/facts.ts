/**
 * From what a person sent to what the linking engine compares: the sender's messages, identifiers
 * and names. What the person wrote back is not compared, nor are the people they name.
 */
import {
  factsFromSender,
  type FactMessage,
  type Identifier,
  identifiersInText,
  type ReportFacts,
} from "@honeyguide/analysis";
import type { Report } from "@honeyguide/domain";
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";
import type { ParsedExhibit } from "@honeyguide/evidence";

/** Why one participant of a conversation is taken for the sender. */
type SenderReason = "number" | "name" | "only_one" | "not_reporter" | "wrote_first" | "nobody";

export interface SenderChoice {
  /** As the file prints it; null where the file names nobody, and all of it is the sender's. */
  readonly sender: string | null;
  readonly because: SenderReason;
}

/** A conversation of a report, and the part that it stands in. */
export interface Conversation {
  readonly part: string;
  readonly parsed: ParsedExhibit;
}

/** Who of the participants is the sender that the report is about. */
export function chooseSender(
  parsed: ParsedExhibit,
  { sender, reach }: Pick<Report, "sender" | "reach">,
  callingCode: string,
): SenderChoice {
  const names = participants(parsed);
  const [first] = names;
  if (first === undefined) return { sender: null, because: "nobody" };

  const numbers = [sender.number, numberIn(sender.typedNumber, callingCode)];
  const byNumber = names.find((name) => {
    const number = numberIn(name, callingCode);
    return number !== undefined && numbers.includes(number);
  });
  if (byNumber !== undefined) return { sender: byNumber, because: "number" };
  const byName = names.find((name) => sameName(name, sender.name) || sameName(name, sender.handle));
  if (byName !== undefined) return { sender: byName, because: "name" };
  if (names.length === 1) return { sender: first, because: "only_one" };
  const others = names.filter((name) => !sameName(name, reach.name));
  const [other] = others;
  if (others.length === 1 && other !== undefined) {
    return { sender: other, because: "not_reporter" };
  }
  return { sender: first, because: "wrote_first" };
}

/** Everything of a report that is compared with other reports. */
export function makeFacts(
  id: string,
  report: Report,
  conversations: readonly Conversation[],
  callingCode: string,
): ReportFacts {
  const { sender } = report;
  const said = [sender.number ?? sender.typedNumber, sender.handle, sender.name];
  const known = said.filter((text) => text.trim() !== "");
  const messages: FactMessage[] = [];
  for (const { part, parsed } of conversations) {
    const choice = chooseSender(parsed, report, callingCode);
    if (choice.sender !== null) known.push(choice.sender);
    messages.push(...senderMessages(part, parsed, choice));
  }
  const facts = known.map((text) => factsFromSender(text, callingCode));
  const written = messages.map(({ text }) => identifiersInText(text, callingCode));
  return {
    id,
    messages,
    identifiers: distinct([...facts.flatMap(({ identifiers }) => identifiers), ...written.flat()]),
    names: [...new Set(facts.flatMap(({ names }) => names))],
  };
}

/** The name under which a message of a conversation is known to the engine. */
export function messageId(part: string, line: number): string {
  return `${part}:${line}`;
}

function senderMessages(
  part: string,
  { messages }: ParsedExhibit,
  { sender }: SenderChoice,
): readonly FactMessage[] {
  return messages
    .filter((message) => message.kind === "text" || message.text !== "")
    .filter((message) => message.kind !== "system" && message.sender === sender)
    .map(({ text, at, source }) => ({
      id: messageId(part, source.line),
      text,
      ...(at === null ? {} : { at }),
    }));
}

/** Participants in the order of their first message. */
function participants({ messages }: ParsedExhibit): readonly string[] {
  const wrote = messages.filter(({ kind }) => kind !== "system").map(({ sender }) => sender);
  return [...new Set(wrote)].filter((name) => name !== null);
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

function distinct(identifiers: readonly Identifier[]): readonly Identifier[] {
  const byKey = new Map(identifiers.map((found) => [`${found.kind} ${found.value}`, found]));
  return [...byKey.values()];
}
