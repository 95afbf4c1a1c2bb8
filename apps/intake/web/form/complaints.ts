/**
 * What keeps a screen from going on. Only two answers are required, and one where the person asked
 * to be called; everything else may stay empty.
 */
import type { Key } from "../i18n/t.ts";
import type { Answers, Step } from "./answers.ts";
import { isTold, type Told } from "./calls.ts";
import { readWhen, type When } from "./when.ts";

export interface Complaint {
  /** The id of the field that the summary leads to. */
  readonly field: string;
  readonly key: Extract<Key, `complaint.${string}`>;
}

const none: readonly Complaint[] = [];

/** @param undecided - how many chats wait for the choice of what to send. */
export function complaintsOf(answers: Answers, undecided: number): readonly Complaint[] {
  const { circumstances, reach, opening } = answers;
  const toldNow = answers.telling === null ? undefined : answers.calls[answers.telling];
  const complaints: Readonly<Record<Step, readonly Complaint[]>> = {
    what:
      circumstances.length > 0
        ? none
        : [{ field: "circumstances", key: "complaint.circumstances" }],
    have: undecided === 0 ? none : [{ field: "items", key: "complaint.undecided" }],
    sender: none,
    when: complaintsOfWhen("when", answers.when),
    calls: none,
    call_when: toldNow === undefined ? none : complaintsOfWhen("call-when", toldNow.when),
    call_said: toldNow === undefined ? none : complaintsOfTold(toldNow),
    people: none,
    reach:
      reach.how === "call" && reach.number.trim() === ""
        ? [{ field: "reach-number", key: "complaint.number" }]
        : none,
    opening: opening === null ? [{ field: "opening", key: "complaint.opening" }] : none,
    check: none,
  };
  return complaints[answers.step];
}

/** The field of a date that the summary leads to, from the id of the question. */
export function whenFieldId(question: string, end: "from" | "to", field: string): string {
  return `${question}-${end}-${field}`;
}

function complaintsOfWhen(question: string, when: When): readonly Complaint[] {
  const result = readWhen(when);
  if (result.ok) return none;
  const { end, field, reason } = result.complaint;
  return [{ field: whenFieldId(question, end, field), key: `complaint.when.${reason}` }];
}

function complaintsOfTold(told: Told): readonly Complaint[] {
  if (!isTold(told)) return [{ field: "said-0", key: "complaint.said" }];
  return told.statements.flatMap(({ text, confidence }, at) =>
    text.trim() !== "" && confidence === null
      ? [{ field: `sure-${at}`, key: "complaint.sure" as const }]
      : [],
  );
}

/**
 * Every text that a person may have typed, so that a receipt code among them is noticed before it
 * leaves: whoever reads the report must not hold its code.
 */
export function typedTexts({ sender, calls, people, reach }: Answers): readonly string[] {
  return [
    sender.typedNumber,
    sender.handle,
    sender.name,
    sender.claimedMeeting,
    ...calls.flatMap(({ statements }) => statements.map(({ text }) => text)),
    ...people.flatMap(({ who, number }) => [who, number]),
    reach.name,
    reach.number,
    reach.times,
    reach.trusted,
    reach.unsafe,
  ].filter((text) => text.trim() !== "");
}
