/** From what two reports have in common to a link: a sum of bits with its reasons. */
import { compareTexts } from "./compare-texts.ts";
import type { MessageForms } from "./message-forms.ts";
import type { Link, LinkReason, Verdict } from "./reasons.ts";
import type { FactMessage, ReportFacts } from "./report-facts.ts";
import {
  fullMessageBits,
  leastCommonBits,
  mostShown,
  mostShownShort,
  shortMessageBits,
  shownLift,
  startingOdds,
  type Thresholds,
} from "./rules.ts";
import { findSharedWords } from "./shared-words.ts";
import type { Surprisal } from "./surprisal.ts";
import { type FactScale, isIdentifierReason, weighFacts } from "./weigh-facts.ts";
import { suggestWeights, textWeights } from "./weights.ts";

export interface MessageOf {
  readonly message: FactMessage;
  readonly forms: MessageForms;
}

/** What two messages say together. */
export interface TextEvidence {
  readonly a: MessageOf;
  readonly b: MessageOf;
  /** Never negative. */
  readonly bits: number;
  /** The same where it is only shown to a person, who decides. */
  readonly shownBits: number;
  /** Share of the runs of four letters that both have. */
  readonly letters: number;
  /** Own information of the poorer message. */
  readonly ownBits: number;
}

/** The starting point: log2 odds before any evidence. */
export const startBits = -Math.log2(startingOdds);

/** Weigh two messages; `undefined` where they have next to nothing in common. */
export function weighTexts(a: MessageOf, b: MessageOf): TextEvidence | undefined {
  const { common, letters, share } = compareTexts(a.forms, b.forms);
  if (common < leastCommonBits) return undefined;
  const ownBits = Math.min(a.forms.ownBits, b.forms.ownBits);
  const sum = (weights: TextWeights, fullBits: number) => {
    const alike = weights.letters * letters + weights.share * share;
    const full = Math.min(1, ownBits / fullBits);
    return weights.common * common + full * alike - weights.offset;
  };
  const bits = sum(textWeights, fullMessageBits);
  if (bits <= 0) return undefined;
  const shownBits = isBrief(ownBits)
    ? Math.max(bits, sum(suggestWeights, shortMessageBits))
    : bits + shownLift;
  return { a, b, bits, shownBits, letters, ownBits };
}

const isBrief = (ownBits: number) => ownBits < fullMessageBits;

type TextWeights = Readonly<Record<keyof typeof textWeights, number>>;

/** The stronger of two; of equal ones the same one in either order. */
export function strongerText(
  x: TextEvidence | undefined,
  y: TextEvidence | undefined,
): TextEvidence | undefined {
  if (x === undefined || y === undefined) return x ?? y;
  if (x.bits !== y.bits) return x.bits > y.bits ? x : y;
  return x.a.message.id + x.b.message.id <= y.a.message.id + y.b.message.id ? x : y;
}

/** What two reports are weighed by. `a` comes before `b`, in `text` too. */
export interface PairEvidence {
  readonly a: ReportFacts;
  readonly b: ReportFacts;
  readonly text: TextEvidence | undefined;
  /** Everything beside the text. */
  readonly facts: readonly LinkReason[];
}

/**
 * What two reports have in common.
 *
 * @param scale - how common the values of reports are, and what is known of numbers beside them.
 * @param media - the photo or file that both have, weighed.
 */
export function pairEvidence(
  a: ReportFacts,
  b: ReportFacts,
  text: TextEvidence | undefined,
  scale: FactScale,
  media?: LinkReason,
): PairEvidence {
  const facts = weighFacts(a, b, scale);
  if (media !== undefined) facts.push(media);
  return { a, b, text, facts };
}

/** The same with one reason more. */
export function withReason(pair: PairEvidence, reason: LinkReason | undefined): PairEvidence {
  return reason === undefined ? pair : { ...pair, facts: [...pair.facts, reason] };
}

/** Log2 odds of a pair before a short text is held back. */
export function sumOf({ text, facts }: PairEvidence): number {
  return facts.reduce((sum, { bits }) => sum + bits, startBits + (text?.bits ?? 0));
}

/**
 * A pair that is too weak for a suggestion by careful weights, as a person may see it all the same:
 * such pairs are seldom chance. It never says more than two to one, for short messages less, since
 * strangers do say the same short things.
 *
 * @returns undefined where it is too weak for that too.
 */
export function asSuggestion(pair: PairEvidence): PairEvidence | undefined {
  const { text } = pair;
  if (text === undefined || text.shownBits <= text.bits) return undefined;
  const sum = sumOf(pair) + text.shownBits - text.bits;
  if (sum < 0) return undefined;
  // From 0 to less than `most`, in the same order.
  const most = isBrief(text.ownBits) ? mostShownShort : mostShown;
  const bits = text.shownBits - sum + most * (1 - 2 ** -sum);
  return { ...pair, text: { ...text, bits } };
}

/** All evidence between two reports, explained. */
export function explainPair(
  pair: PairEvidence,
  surprisal: Surprisal,
  thresholds: Thresholds,
): Link {
  const { a, b, text, facts } = pair;
  const evidence = [...facts, ...holdShortText(pair, thresholds)];
  if (text !== undefined) evidence.push(toReason(text, surprisal));
  const reasons: LinkReason[] = [
    {
      feature: "start",
      agrees: false,
      bits: startBits,
      detail: { kind: "start", chance: 1 / startingOdds },
    },
    ...evidence.sort((x, y) => Math.abs(y.bits) - Math.abs(x.bits)),
  ];
  return toLink(a.id, b.id, reasons, thresholds);
}

/** A link from its reasons. */
export function toLink(
  a: string,
  b: string,
  reasons: readonly LinkReason[],
  thresholds: Thresholds,
): Link {
  const bits = reasons.reduce((sum, reason) => sum + reason.bits, 0);
  const probability = 1 / (1 + 2 ** -bits);
  return { a, b, bits, probability, verdict: verdictOf(bits, thresholds), reasons };
}

function verdictOf(bits: number, { link, certain }: Thresholds): Verdict {
  if (bits >= certain) return "certain";
  return bits >= link ? "link" : "suggest";
}

function toReason({ a, b, bits }: TextEvidence, surprisal: Surprisal): LinkReason {
  return {
    feature: "words",
    agrees: true,
    bits,
    detail: {
      kind: "words",
      ...findSharedWords(a.message.text, b.message.text, surprisal),
      chance: 2 ** -bits,
      aMessage: a.message.id,
      bMessage: b.message.id,
    },
  };
}

/** Whether a pair would link by the text of a message that says next to nothing. */
export function isHeldShort({ text, facts }: PairEvidence): boolean {
  if (text === undefined || text.ownBits >= shortMessageBits) return false;
  return !facts.some(isIdentifierReason);
}

/** Stock phrases alone never link: what they have above the threshold is taken off again. */
function holdShortText(pair: PairEvidence, { link }: Thresholds): readonly LinkReason[] {
  const sum = sumOf(pair);
  if (sum < link || pair.text === undefined || !isHeldShort(pair)) return [];
  const detail = { kind: "short", bits: pair.text.ownBits } as const;
  return [{ feature: "short", agrees: false, bits: link - 1 - sum, detail }];
}
