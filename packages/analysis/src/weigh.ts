/** From what two reports have in common to a link: a sum of bits with its reasons. */
import { compareTexts } from "./compare-texts.ts";
import type { MessageForms } from "./message-forms.ts";
import type { Link, LinkReason, Verdict } from "./reasons.ts";
import type { FactMessage, ReportFacts } from "./report-facts.ts";
import {
  leastCommonBits,
  shortMessageBits,
  startingOdds,
  textWeights,
  type Thresholds,
} from "./rules.ts";
import { findSharedWords } from "./shared-words.ts";
import type { Surprisal } from "./surprisal.ts";
import { isIdentifierReason, weighFacts } from "./weigh-facts.ts";

export interface MessageOf {
  readonly message: FactMessage;
  readonly forms: MessageForms;
}

/** What two messages say together. */
export interface TextEvidence {
  readonly a: FactMessage;
  readonly b: FactMessage;
  /** Never negative. */
  readonly bits: number;
  /** Own information of the poorer message. */
  readonly ownBits: number;
}

/** Weigh two messages; `undefined` where they have next to nothing in common. */
export function weighTexts(a: MessageOf, b: MessageOf): TextEvidence | undefined {
  const { common, letters } = compareTexts(a.forms, b.forms);
  if (common < leastCommonBits) return undefined;
  return {
    a: a.message,
    b: b.message,
    bits: textWeights.found + textWeights.common * common + textWeights.letters * letters,
    ownBits: Math.min(a.forms.ownBits, b.forms.ownBits),
  };
}

/** The stronger of two; of equal ones the same one in either order. */
export function strongerText(
  x: TextEvidence | undefined,
  y: TextEvidence | undefined,
): TextEvidence | undefined {
  if (x === undefined || y === undefined) return x ?? y;
  if (x.bits !== y.bits) return x.bits > y.bits ? x : y;
  return x.a.id + x.b.id <= y.a.id + y.b.id ? x : y;
}

/** What two reports are weighed by. `a` comes before `b`, in `text` too. */
export interface PairEvidence {
  readonly a: ReportFacts;
  readonly b: ReportFacts;
  readonly text: TextEvidence | undefined;
  /** The photo or file that both have, weighed. */
  readonly media?: LinkReason | undefined;
}

/**
 * All evidence between two reports.
 *
 * @param least - below this sum there is no link to speak of.
 */
export function weighReports(
  { a, b, text, media }: PairEvidence,
  surprisal: Surprisal,
  thresholds: Thresholds,
  least = -Infinity,
): Link | undefined {
  const start = -Math.log2(startingOdds);
  const facts = [...weighFacts(a, b), ...(media === undefined ? [] : [media])];
  const sum = facts.reduce((total, { bits }) => total + bits, start + (text?.bits ?? 0));
  if (sum < least) return undefined;
  const evidence = [...facts, ...holdShortText(facts, text, sum, thresholds)];
  if (text !== undefined) evidence.push(toReason(text, surprisal));
  const reasons: LinkReason[] = [
    {
      feature: "start",
      agrees: false,
      bits: start,
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
      ...findSharedWords(a.text, b.text, surprisal),
      chance: 2 ** -bits,
      aMessage: a.id,
      bMessage: b.id,
    },
  };
}

/** Stock phrases alone never link: what they have above the threshold is taken off again. */
function holdShortText(
  facts: readonly LinkReason[],
  text: TextEvidence | undefined,
  sum: number,
  { link }: Thresholds,
): readonly LinkReason[] {
  if (text === undefined || text.ownBits >= shortMessageBits || sum < link) return [];
  if (facts.some(isIdentifierReason)) return [];
  const detail = { kind: "short", bits: text.ownBits } as const;
  return [{ feature: "short", agrees: false, bits: link - 1 - sum, detail }];
}
