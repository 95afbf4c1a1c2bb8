/**
 * What the person's place holds besides the report's own key: the form as it stands, and what is
 * stored. After the hand-over it holds no answer any more.
 */
import {
  channels,
  circumstances,
  confidences,
  encounters,
  EvidenceSchema,
  knowledge,
  recipients,
  roles,
  statementSubjects,
} from "@honeyguide/domain";
import { SentPartSchema } from "@honeyguide/protocol/wire";
import * as v from "valibot";

import { type Answers, emptyAnswers, isAboutCall, steps } from "../form/answers.ts";
import { emptyWhen, whenKinds } from "../form/when.ts";

const text = v.string();

const date = v.strictObject({ day: text, month: text, year: text });
const when = v.strictObject({ kind: v.picklist(whenKinds), from: date, to: date });
const told = v.strictObject({
  kind: v.picklist(encounters),
  when,
  statements: v.array(
    v.strictObject({
      about: v.picklist(statementSubjects),
      text,
      confidence: v.nullable(v.picklist(confidences)),
    }),
  ),
});

const AnswersSchema = v.strictObject({
  step: v.picklist(steps),
  circumstances: v.array(v.picklist(circumstances)),
  unopened: v.boolean(),
  sender: v.strictObject({
    channel: v.nullable(v.picklist(channels)),
    typedNumber: text,
    handle: text,
    name: text,
    claimedMeeting: text,
    knew: v.array(v.picklist(knowledge)),
  }),
  // A place that was kept before the page asked for these is still a place.
  when: v.optional(when, emptyWhen),
  calls: v.optional(v.array(told), () => []),
  telling: v.optional(v.nullable(v.number()), null),
  people: v.array(
    v.strictObject({ who: text, number: text, state: v.picklist(["they_have_it", "they_asked"]) }),
  ),
  reach: v.strictObject({
    how: v.picklist(["code", "code_and_name", "call", "trusted"]),
    name: text,
    number: text,
    times: text,
    trusted: text,
    role: v.picklist(roles),
    unsafe: text,
  }),
  opening: v.nullable(v.picklist(["now", "until_i_say"])),
  mayKnow: v.array(v.picklist(recipients)),
}) satisfies v.GenericSchema<unknown, Answers>;

const StoredItemSchema = v.strictObject({
  id: text,
  addedAs: v.picklist(["chat", "picture", "other", "text"]),
  take: v.optional(v.picklist(["whole", "conversation", "theirs", "later"])),
  wordsOf: v.optional(text),
  evidence: EvidenceSchema,
  sent: SentPartSchema,
});
/** A file that is stored whole. */
export type StoredItem = Readonly<v.InferOutput<typeof StoredItemSchema>>;

export const SavedSchema = v.variant("kind", [
  v.strictObject({
    kind: v.literal("draft"),
    /** The report's id, so that a second try is the same report. */
    id: v.pipe(v.string(), v.uuid()),
    answers: AnswersSchema,
    items: v.array(StoredItemSchema),
  }),
  v.strictObject({ kind: v.literal("sent"), mayKnow: v.array(v.picklist(recipients)) }),
]);
export type Saved = v.InferOutput<typeof SavedSchema>;

/** A place fits into one letter; this leaves room for its padding and its seal. Bytes. */
const roomyBytes = 72 * 1024;

/**
 * The same, short enough to be kept. Where someone wrote more than fits, the longest answers are
 * the first that a second device does not get; the report itself has them all.
 */
export function fitPlace(saved: Saved): Saved {
  if (saved.kind === "sent") return saved;
  const { answers } = saved;
  const { reach, people } = emptyAnswers();
  const shorter: readonly Answers[] = [
    answers,
    { ...answers, reach: { ...answers.reach, unsafe: reach.unsafe } },
    { ...answers, reach: { ...answers.reach, unsafe: reach.unsafe }, people },
    withoutCalls({ ...answers, reach: { ...answers.reach, unsafe: reach.unsafe }, people }),
    { ...emptyAnswers(), circumstances: answers.circumstances, opening: answers.opening },
  ];
  const lengthOf = (candidate: Saved) => new TextEncoder().encode(JSON.stringify(candidate)).length;
  const candidates = shorter.map((fewer): Saved => ({ ...saved, answers: fewer }));
  return (
    candidates.find((candidate) => lengthOf(candidate) <= roomyBytes) ?? { ...saved, items: [] }
  );
}

function withoutCalls(answers: Answers): Answers {
  const step = isAboutCall(answers.step) ? "calls" : answers.step;
  return { ...answers, step, calls: [], telling: null };
}
