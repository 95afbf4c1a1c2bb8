/**
 * What the person has answered so far, as the form holds it and as their place keeps it. Nothing
 * here is checked for the report's schema yet: `to-report.ts` makes the report from it.
 */
import type {
  Channel,
  Circumstance,
  ConsentRecipient,
  Knowledge,
  Report,
  Role,
} from "@honeyguide/domain";

import type { Told } from "./calls.ts";
import { emptyWhen, type When } from "./when.ts";

/** The screens of the form by what they ask. `call_…` ask of the call that is being told. */
export const steps = [
  "what",
  "have",
  "sender",
  "when",
  "calls",
  "call_when",
  "call_said",
  "people",
  "reach",
  "opening",
  "check",
] as const;
export type Step = (typeof steps)[number];

export interface Person {
  who: string;
  number: string;
  state: Report["people"][number]["state"];
}

export interface Answers {
  step: Step;
  circumstances: Circumstance[];
  unopened: boolean;
  sender: {
    channel: Channel | null;
    typedNumber: string;
    handle: string;
    name: string;
    claimedMeeting: string;
    knew: Knowledge[];
  };
  /** When it began. */
  when: When;
  /** Calls and meetings, from memory. */
  calls: Told[];
  /** Which of them is being told: its index, or null. */
  telling: number | null;
  people: Person[];
  reach: {
    how: Report["reach"]["how"];
    name: string;
    number: string;
    times: string;
    trusted: string;
    role: Role;
    unsafe: string;
  };
  opening: Report["opening"] | null;
  mayKnow: ConsentRecipient[];
}

/** The form as it opens: nothing is chosen for anybody but the most careful way of contact. */
export function emptyAnswers(): Answers {
  return {
    step: "what",
    circumstances: [],
    unopened: false,
    sender: { channel: null, typedNumber: "", handle: "", name: "", claimedMeeting: "", knew: [] },
    when: emptyWhen(),
    calls: [],
    telling: null,
    people: [],
    reach: {
      how: "code",
      name: "",
      number: "",
      times: "",
      trusted: "",
      role: "not_said",
      unsafe: "",
    },
    opening: null,
    mayKnow: [],
  };
}

/**
 * The screens this person will see, in order: R4 only for those who were asked for people, and what
 * a call was like only for a call that is being told.
 */
export function stepsFor({
  circumstances,
  telling,
}: Pick<Answers, "circumstances" | "telling">): readonly Step[] {
  const asked = circumstances.includes("asked_for_people");
  const isTelling = telling !== null;
  return steps.filter((step) => (step === "people" ? asked : isTelling || !isAboutCall(step)));
}

/** The screens as a person counts them: all that ask about calls are one. */
export function countedSteps(answers: Answers): { readonly step: number; readonly all: number } {
  const counted = stepsFor(answers).filter((step) => !isAboutCall(step));
  const shown = isAboutCall(answers.step) ? "calls" : answers.step;
  return { step: counted.indexOf(shown) + 1, all: counted.length };
}

/** Whether this screen asks of one call. */
export function isAboutCall(step: Step): step is "call_when" | "call_said" {
  return step === "call_when" || step === "call_said";
}

/** The screen before or after `step`, if there is one. */
export function stepBeside(answers: Answers, by: 1 | -1): Step | undefined {
  const all = stepsFor(answers);
  const at = all.indexOf(answers.step) + by;
  return at < 0 ? undefined : all[at];
}

/** A row that says something. Empty rows are dropped and never complained about. */
export function filledPeople(people: readonly Person[]): readonly Person[] {
  return people.filter(({ who, number }) => who.trim() !== "" || number.trim() !== "");
}

/**
 * Rows from a list that was pasted: one person a line, the number taken out of the line.
 *
 * @param pasted - several lines, as a contact list or a message has them.
 */
export function splitPeople(pasted: string): readonly Person[] {
  return pasted.split(/\r?\n/).flatMap((line) => {
    const text = line.trim();
    if (text === "") return [];
    const [found = ""] = /\+?\(?\d[\d\s().\-/]{5,}\d/.exec(text) ?? [];
    const number = found.trim();
    const who = text
      .replace(found, " ")
      .replace(/\s{2,}/g, " ")
      .replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, "");
    return [{ who, number, state: "they_asked" as const }];
  });
}
