/** From the answers of the form to the report that is sealed: `spec/sealed-report.md`, section 4. */
import type { Evidence, PhoneNumber, Report, ReportId } from "@honeyguide/domain";

import { type Answers, filledPeople, stepsFor } from "./answers.ts";
import { mostCalls, toNotes } from "./calls.ts";
import { readWhen } from "./when.ts";

/** What the report needs besides the answers. */
export interface ReportFrame {
  readonly id: ReportId;
  readonly sealedAt: Date;
  readonly language: string;
  readonly evidence: readonly Evidence[];
  /** Read from what was typed, where it can be read. */
  readonly number: PhoneNumber | undefined;
  readonly mailbox: Report["mailbox"];
}

const lineLength = 500;
const proseLength = 20_000;

/**
 * The report.
 *
 * @param answers - with `opening` answered.
 * @throws {RangeError} if nobody said when it may be opened: that is never decided for a person.
 */
export function toReport(answers: Answers, frame: ReportFrame): Report {
  const { opening, sender, reach } = answers;
  if (opening === null) throw new RangeError("the person has not said when it may be opened");
  const line = (text: string) => text.trim().slice(0, lineLength);
  const when = readWhen(answers.when);
  const encounters = toNotes(answers.calls).slice(0, mostCalls);
  return {
    version: 1,
    id: frame.id,
    sealedAt: frame.sealedAt.toISOString(),
    language: frame.language,
    circumstances: [...answers.circumstances],
    evidence: [...frame.evidence],
    unopened: answers.unopened,
    sender: {
      ...(sender.channel === null ? {} : { channel: sender.channel }),
      typedNumber: line(sender.typedNumber),
      ...(frame.number === undefined ? {} : { number: frame.number }),
      handle: line(sender.handle),
      name: line(sender.name),
      claimedMeeting: line(sender.claimedMeeting),
      knew: [...sender.knew],
    },
    ...(when.ok && when.time !== undefined ? { when: when.time } : {}),
    ...(encounters.length === 0
      ? {}
      : {
          encounters: encounters.map((note) => ({ ...note, statements: [...note.statements] })),
        }),
    // A person who takes the tick back takes back the list that hung on it.
    people: stepsFor(answers).includes("people")
      ? filledPeople(answers.people).map(({ who, number, state }) => ({
          who: line(who),
          number: line(number),
          state,
        }))
      : [],
    reach: reachOf(reach, line),
    opening,
    mayKnow: [...answers.mayKnow],
    mailbox: frame.mailbox,
  };
}

/** Only what belongs to the way of contact that was chosen in the end. */
function reachOf(reach: Answers["reach"], line: (text: string) => string): Report["reach"] {
  const { how } = reach;
  return {
    how,
    name: how === "code_and_name" ? line(reach.name) : "",
    number: how === "call" ? line(reach.number) : "",
    times: how === "call" ? line(reach.times) : "",
    trusted: how === "trusted" ? line(reach.trusted) : "",
    role: reach.role,
    unsafe: reach.unsafe.trim().slice(0, proseLength),
  };
}
