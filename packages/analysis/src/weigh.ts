/** From what two reports have in common to a link: a sum of bits with its reasons. */
import { compareTexts, type TextTerms } from "./compare-texts.ts";
import type { MessageForms } from "./message-forms.ts";
import type { Link, LinkReason, Verdict } from "./reasons.ts";
import type { FactMessage, ReportFacts } from "./report-facts.ts";
import { shortMessageBits, startingOdds, textWeights, type Thresholds } from "./rules.ts";
import { findSharedWords } from "./shared-words.ts";
import type { Surprisal } from "./surprisal.ts";
import { weighFacts } from "./weigh-facts.ts";

export interface MessageOf {
  readonly message: FactMessage;
  readonly forms: MessageForms;
}

/** What two messages say together. `bits` is the sum of both sides. */
export interface TextEvidence {
  readonly a: FactMessage;
  readonly b: FactMessage;
  readonly bits: number;
  readonly inFavour: number;
  readonly against: number;
  readonly unshared: number;
  /** Own information of the poorer message. */
  readonly ownBits: number;
}

/** Weigh two messages; the messages come back in the order of the arguments. */
export function weighTexts(a: MessageOf, b: MessageOf): TextEvidence {
  const terms = compareTexts(a.forms, b.forms);
  const { inFavour, against } = weighTerms(terms);
  return {
    a: a.message,
    b: b.message,
    bits: inFavour - against,
    inFavour,
    against,
    unshared: terms.unshared,
    ownBits: Math.min(a.forms.ownBits, b.forms.ownBits),
  };
}

/** The two sides of the text evidence, both in bits and not negative. */
export function weighTerms(terms: TextTerms): { inFavour: number; against: number } {
  const { common, pairs, letters, overlap, unshared, base } = textWeights;
  return {
    inFavour:
      common * terms.common +
      pairs * terms.pairs +
      letters * terms.letters +
      overlap * terms.overlap,
    against: base + unshared * terms.unshared,
  };
}

/** All evidence between two reports, `a` before `b`. */
export function weighReports(
  a: ReportFacts,
  b: ReportFacts,
  texts: readonly TextEvidence[],
  surprisal: Surprisal,
  thresholds: Thresholds,
): Link {
  const start: LinkReason = {
    feature: "start",
    agrees: false,
    bits: -Math.log2(startingOdds),
    detail: { kind: "start", chance: 1 / startingOdds },
  };
  const facts = weighFacts(a, b);
  const text = weighBestText(texts, surprisal);
  const evidence = [...facts, ...text];
  const short = holdShortText(start, evidence, texts, thresholds);
  const reasons = [
    start,
    ...[...evidence, ...short].sort((x, y) => Math.abs(y.bits) - Math.abs(x.bits)),
  ];
  const bits = reasons.reduce((sum, reason) => sum + reason.bits, 0);
  return {
    a: a.id,
    b: b.id,
    bits,
    probability: 1 / (1 + 2 ** -bits),
    verdict: verdictOf(bits, thresholds),
    reasons,
  };
}

function verdictOf(bits: number, { link, certain }: Thresholds): Verdict {
  if (bits >= certain) return "certain";
  return bits >= link ? "link" : "suggest";
}

function weighBestText(texts: readonly TextEvidence[], surprisal: Surprisal): LinkReason[] {
  const best = strongestText(texts);
  if (best === undefined || best.bits <= 0) return [];
  const { a, b } = best;
  const aMessage = a.id;
  const bMessage = b.id;
  const shared = findSharedWords(a.text, b.text, surprisal);
  return [
    {
      feature: "words",
      agrees: true,
      bits: best.inFavour,
      detail: { kind: "words", ...shared, chance: 2 ** -best.inFavour, aMessage, bMessage },
    },
    {
      feature: "other_words",
      agrees: false,
      bits: -best.against,
      detail: { kind: "other_words", unshared: best.unshared, aMessage, bMessage },
    },
  ];
}

function strongestText(texts: readonly TextEvidence[]): TextEvidence | undefined {
  return [...texts].sort(
    (x, y) => y.bits - x.bits || (x.a.id + x.b.id < y.a.id + y.b.id ? -1 : 1),
  )[0];
}

/** Stock phrases alone never link: what is above the threshold by them alone is taken off again. */
function holdShortText(
  start: LinkReason,
  evidence: readonly LinkReason[],
  texts: readonly TextEvidence[],
  { link }: Thresholds,
): LinkReason[] {
  const best = strongestText(texts);
  if (best === undefined || best.ownBits >= shortMessageBits) return [];
  if (evidence.some(({ agrees, feature }) => agrees && feature !== "words")) return [];
  const sum = start.bits + evidence.reduce((total, { bits }) => total + bits, 0);
  if (sum < link) return [];
  const bits = link - 1 - sum;
  return [{ feature: "short", agrees: false, bits, detail: { kind: "short", bits: best.ownBits } }];
}
