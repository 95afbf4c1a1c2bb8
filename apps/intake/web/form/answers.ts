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

/** The screens of the form, R1 to R7, by what they ask. */
export const steps = ["what", "have", "sender", "people", "reach", "opening", "check"] as const;
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

/** The screens this person will see, in order: R4 only for those who were asked for people. */
export function stepsFor({ circumstances }: Pick<Answers, "circumstances">): readonly Step[] {
  const asked = circumstances.includes("asked_for_people");
  return steps.filter((step) => asked || step !== "people");
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
