/**
 * From what a person sent to what the linking engine compares: the sender's messages, identifiers
 * and names. What the person wrote back is not compared, nor are the people they name.
 */
import {
  type FactFile,
  type FactPicture,
  factsFromHandle,
  factsFromSender,
  type Identifier,
  identifiersInText,
  identifierVersion,
  mergeIdentifiers,
  type ReportFacts,
} from "@honeyguide/analysis";
import type { Evidence, Report } from "@honeyguide/domain";

import type { About } from "./choose-sender.ts";
import { timesOf } from "./use-times.ts";
import type { Compared } from "./reading.ts";

/** What the report says that helps to tell who its sender is. */
export function aboutOf(report: Report | undefined, callingCode: string): About {
  if (report === undefined) return { numbers: [], names: [], reporter: "", callingCode };
  const { sender, reach } = report;
  return {
    numbers: [sender.number ?? "", sender.typedNumber].filter((number) => number !== ""),
    names: [sender.name, sender.handle],
    reporter: reach.name,
    callingCode,
  };
}

/** What was made of a report's exhibits, as far as it is compared. */
export interface Comparable {
  readonly compared: readonly Compared[];
  readonly pictures: readonly FactPicture[];
  readonly files: readonly FactFile[];
}

/** Everything of a report that is compared with other reports. */
export function makeFacts(
  id: string,
  { sender, when }: Report,
  { compared, pictures, files }: Comparable,
  callingCode: string,
): ReportFacts {
  const said = [
    factsFromSender(sender.number ?? sender.typedNumber, callingCode),
    factsFromHandle(sender.handle, callingCode, networkOf(sender)),
    factsFromSender(sender.name, callingCode),
  ];
  const written = compared.flatMap((one) => factsFromSender(one.sender ?? "", callingCode));
  const facts = [...said, ...written];
  return {
    id,
    messages: compared.flatMap(({ messages }) => messages),
    identifiers: mergeIdentifiers([
      ...facts.flatMap(({ identifiers }) => identifiers),
      ...compared.flatMap((one) => identifiersOf(one, callingCode)),
    ]),
    names: [...new Set(facts.flatMap(({ names }) => names))],
    times: timesOf(
      compared.flatMap(({ messages }) => messages),
      when,
    ),
    pictures,
    files,
  };
}

/** What an older version found is found again, in the messages that are compared. */
function identifiersOf(
  { messages, identifiers, identifiersBy }: Compared,
  callingCode: string,
): readonly Identifier[] {
  if (identifiersBy === identifierVersion) return identifiers;
  return messages.flatMap(({ text, at }) => {
    const times = timesOf(at === undefined ? [] : [{ at }], undefined);
    return identifiersInText(text, callingCode).map((found) => ({ ...found, times }));
  });
}

function networkOf({ channel }: Report["sender"]): string | undefined {
  return channel === "whatsapp" ? channel : undefined;
}

/** An exhibit that was read, and what the report says of its file. */
export interface ReadEvidence {
  readonly exhibit: string;
  readonly evidence: Pick<Evidence, "kind" | "sha256" | "derived" | "whole">;
}

/**
 * The exhibits whose words count, each once: not the copy of a file, not the excerpt of a file that
 * was read whole, and of a picture the words that its person has seen before what a machine read.
 */
export function countedOnce(read: readonly ReadEvidence[]): ReadonlySet<string> {
  const kinds = new Map(read.map(({ evidence }) => [evidence.sha256, evidence.kind]));
  const corrected = new Set(read.flatMap(({ evidence }) => evidence.derived?.from ?? []));
  const seen = new Set<string>();
  const counted = read.filter(({ evidence: { kind, sha256, derived, whole } }) => {
    if (seen.has(sha256)) return false;
    seen.add(sha256);
    if (whole !== undefined && kinds.has(whole.sha256)) return false;
    if (kind === "picture") return !corrected.has(sha256);
    const from = derived === undefined ? undefined : kinds.get(derived.from);
    return from === undefined || from === "picture";
  });
  return new Set(counted.map(({ exhibit }) => exhibit));
}
