/** The steps of one conversation, each with the sentence that shows it. */
import type { Span } from "../reasons.ts";
import { sentencesOf, type StageConversation, type StageMessage } from "./conversation.ts";
import { type StageName, stages } from "./kill-chain.ts";
import { type PhraseRule, phraseRules, type StageConfidence } from "./phrase-rules.ts";

/** A step, and what shows it. */
export interface StageProof {
  readonly stage: StageName;
  readonly step: number;
  readonly attack: readonly string[];
  /** A phrase rule, `first_message`, `picture_sent`, `left_out_sent` or `media_sent`. */
  readonly rule: string;
  readonly confidence: StageConfidence;
  readonly message: string;
  /** The sentence; null where the message itself is the proof, whatever it says. */
  readonly sentence: Span | null;
  /** As the message has it. */
  readonly at: string | null;
}

/** A phrase rule that fired, and where. */
export interface FoundPhrase {
  readonly rule: PhraseRule;
  readonly message: StageMessage;
  readonly sentence: Span;
}

/**
 * All proofs, in the order of the messages. A proof rests on its own message and on those before
 * it, so a further message at the end takes none away. Nothing is said of steps that no message
 * shows: that somebody chose a number or built a persona is no sentence.
 */
export function findStages(conversation: StageConversation): readonly StageProof[] {
  const first = conversation.messages.find(({ from }) => from === "sender");
  return conversation.messages
    .filter(({ from }) => from === "sender")
    .flatMap((message) => [
      ...(message === first
        ? [proofOf(message, "first_contact", "first_message", "rule", null)]
        : []),
      ...mediaProof(message),
      ...findPhrases(message).map(({ rule, sentence }) =>
        proofOf(message, rule.stage, rule.id, rule.confidence, sentence),
      ),
    ]);
}

/** The rules that fire on a message, each at its first sentence. */
export function findPhrases(message: StageMessage): readonly FoundPhrase[] {
  if (message.from !== "sender") return [];
  const sentences = sentencesOf(message.text);
  return phraseRules.flatMap((rule) => {
    const sentence = sentences.find(({ start, end }) =>
      rule.phrase.test(message.text.slice(start, end)),
    );
    return sentence === undefined ? [] : [{ rule, message, sentence }];
  });
}

const mediaRules: Readonly<Partial<Record<StageMessage["kind"], string>>> = {
  picture: "picture_sent",
  left_out: "left_out_sent",
  media: "media_sent",
};

function mediaProof(message: StageMessage): readonly StageProof[] {
  const rule = mediaRules[message.kind];
  return rule === undefined ? [] : [proofOf(message, "elicitation", rule, "likely", null)];
}

function proofOf(
  { id, at }: StageMessage,
  name: StageName,
  rule: string,
  confidence: StageConfidence,
  sentence: Span | null,
): StageProof {
  const { step, attack } = stages.find((stage) => stage.name === name) ?? { step: 0, attack: [] };
  return { stage: name, step, attack, rule, confidence, message: id, sentence, at };
}
