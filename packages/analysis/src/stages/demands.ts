/** What a sender asked for, and what was given as far as the report says. */
import type { EncounterNote, FuzzyTime, Report } from "@honeyguide/domain";

import type { Span } from "../reasons.ts";
import type { StageConversation } from "./conversation.ts";
import type { DemandKind } from "./demand-kinds.ts";
import { findPhrases } from "./find-stages.ts";
import { phraseRules } from "./phrase-rules.ts";

/** One thing asked for: in a message, or as a person remembers it from a call or a meeting. */
export type Demand = WrittenDemand | RememberedDemand;

export interface WrittenDemand {
  readonly from: "message";
  readonly kind: DemandKind;
  readonly rule: string;
  readonly message: string;
  readonly sentence: Span;
  readonly at: string | null;
}

export interface RememberedDemand {
  readonly from: "encounter";
  readonly kind: DemandKind;
  readonly text: string;
  readonly confidence: EncounterNote["statements"][number]["confidence"];
  readonly when: FuzzyTime | null;
}

/** What the person says the sender has. Absent is not "nothing": the person may not have said. */
export interface Given {
  /** People of whom the sender has been told, and people only asked for. */
  readonly people: { readonly given: number; readonly asked: number };
  /** "They have private pictures or messages of me", "I gave them something". */
  readonly hasPrivate: boolean;
  readonly gaveSomething: boolean;
}

/** What the messages ask for, in their order. */
export function findDemands({ messages }: StageConversation): readonly WrittenDemand[] {
  return messages.flatMap(findPhrases).flatMap(({ rule, message, sentence }) =>
    rule.demand === undefined
      ? []
      : [
          {
            from: "message",
            kind: rule.demand,
            rule: rule.id,
            message: message.id,
            sentence,
            at: message.at,
          },
        ],
  );
}

/** What a person remembers being asked for. */
export function rememberedDemands(notes: readonly EncounterNote[]): readonly RememberedDemand[] {
  return notes.flatMap(({ statements, when }) =>
    statements
      .filter(({ about }) => about === "asked_for")
      .map(({ text, confidence }) => ({
        from: "encounter" as const,
        kind:
          phraseRules.find(({ demand, phrase }) => demand && phrase.test(text))?.demand ?? "other",
        text,
        confidence,
        when: when ?? null,
      })),
  );
}

/** What the report says was handed over. */
export function givenIn({
  people,
  circumstances,
}: Pick<Report, "people" | "circumstances">): Given {
  const given = people.filter(({ state }) => state === "they_have_it").length;
  return {
    people: { given, asked: people.length - given },
    hasPrivate: circumstances.includes("have_private"),
    gaveSomething: circumstances.includes("gave_something"),
  };
}
