/** What a sender says about the sender. Claims, with their sentence: none is taken for true. */
import type { Span } from "../reasons.ts";
import { sentencesOf, type StageMessage } from "./conversation.ts";

export type ClaimKind = "work" | "age" | "single" | "name" | "other_self";

export interface Claim {
  readonly about: ClaimKind;
  readonly message: string;
  readonly sentence: Span;
}

const am = "\\bi(?:['\\u2019]?m| am) ";
/** The first that fits a sentence is what it claims. */
const rules: readonly (readonly [ClaimKind, RegExp])[] = [
  [
    "age",
    new RegExp(`${am}(?:only |just |nearly |about )?\\d{2}\\b(?! (?:min|hour|mile|per))`, "iu"),
  ],
  ["single", new RegExp(`${am}(?:newly |still )?single\\b`, "iu")],
  ["work", /\bi (?:work(?:ed)?|used to work) (?:for|at|in|with|as)\b|\bi trade in\b/iu],
  [
    "name",
    /\b(?:it['\u2019]?s|my name is|this is) \p{Lu}\p{Ll}+(?= ?(?:[.,!?]|$|here\b|from\b))|\b\p{Lu}\p{Ll}+ here\b/u,
  ],
  ["other_self", new RegExp(`${am}an? (?!bit\\b|little\\b|lot\\b|fan of you)\\p{L}+`, "iu")],
];

/** The sentences of a message in which its sender claims something about the sender. */
export function claimsIn(message: StageMessage): readonly Claim[] {
  if (message.from !== "sender") return [];
  return sentencesOf(message.text).flatMap((sentence) => {
    const text = message.text.slice(sentence.start, sentence.end);
    const about = rules.find(([, rule]) => rule.test(text))?.[0];
    return about === undefined ? [] : [{ about, message: message.id, sentence }];
  });
}
