/**
 * What keeps a screen from going on. Only two answers are required, and one where the person asked
 * to be called; everything else may stay empty.
 */
import type { Key } from "../i18n/t.ts";
import type { Answers, Step } from "./answers.ts";

export interface Complaint {
  /** The id of the field that the summary leads to. */
  readonly field: string;
  readonly key: Extract<Key, `complaint.${string}`>;
}

const none: readonly Complaint[] = [];

/** @param undecided - how many chats wait for the choice of what to send. */
export function complaintsOf(answers: Answers, undecided: number): readonly Complaint[] {
  const { circumstances, reach, opening } = answers;
  const complaints: Readonly<Record<Step, readonly Complaint[]>> = {
    what:
      circumstances.length > 0
        ? none
        : [{ field: "circumstances", key: "complaint.circumstances" }],
    have: undecided === 0 ? none : [{ field: "items", key: "complaint.undecided" }],
    sender: none,
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

/**
 * Every text that a person may have typed, so that a receipt code among them is noticed before it
 * leaves: whoever reads the report must not hold its code.
 */
export function typedTexts({ sender, people, reach }: Answers): readonly string[] {
  return [
    sender.typedNumber,
    sender.handle,
    sender.name,
    sender.claimedMeeting,
    ...people.flatMap(({ who, number }) => [who, number]),
    reach.name,
    reach.number,
    reach.times,
    reach.trusted,
    reach.unsafe,
  ].filter((text) => text.trim() !== "");
}
