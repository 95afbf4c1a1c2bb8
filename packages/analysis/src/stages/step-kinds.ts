/** What can show a step: what rules look for, and what only a person says. */
import { type StageName, stages } from "./kill-chain.ts";
import { phraseRules } from "./phrase-rules.ts";

export interface StepKind {
  /** A rule, `picture_obtained`, or `other_` and the name of a step. */
  readonly id: string;
  readonly stage: StageName;
}

const all: readonly StepKind[] = [
  { id: "first_message", stage: "first_contact" },
  { id: "picture_sent", stage: "elicitation" },
  { id: "picture_obtained", stage: "elicitation" },
  ...phraseRules.map(({ id, stage }) => ({ id, stage })),
];

/** What a person can say that a message shows, step by step; each once, the unnamed one last. */
export const stepKinds: readonly StepKind[] = stages.flatMap(({ name }) => [
  ...new Map(all.filter(({ stage }) => stage === name).map((kind) => [kind.id, kind])).values(),
  { id: `other_${name}`, stage: name },
]);
