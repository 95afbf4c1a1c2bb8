/**
 * What to look at before a reply leaves: words that blame, promises, names of other people at
 * risk. Findings, not refusals: the writer decides.
 */
import { type Key, t } from "../i18n/t.ts";

export interface Finding {
  readonly kind: "blame" | "promise" | "other_person";
  /** The words as they stand in the draft. */
  readonly words: string;
  /** What to write instead; null where there is nothing to suggest. */
  readonly instead: Extract<Key, `instead.${string}`> | null;
}

type Rule = readonly [RegExp, Finding["kind"], Finding["instead"]];

const rules: readonly Rule[] = [
  [/\byou (?:received and opened|engaged|fell for)\b/gi, "blame", "instead.sent_you"],
  [/\byou (?:should|must|ought to)(?: not|n't|n’t)? have\b/gi, "blame", "instead.can_stop"],
  [/\bwhy did(?: you|n't you|n’t you)\b/gi, "blame", "instead.not_fault"],
  [/\byou (?:leaked|disclosed|gave away|passed on)\b/gi, "blame", "instead.asked_you"],
  [
    /\b(?:don't worry|don’t worry|do not worry|stay calm|calm down)\b/gi,
    "blame",
    "instead.not_fault",
  ],
  [/\b(?:incident|honey ?trap|sexting|scandal|scam you fell for)\b/gi, "blame", "instead.messages"],
  [/\b(?:explicit material|compromising content|nudes?)\b/gi, "blame", "instead.pictures"],
  [/\b(?:victim|informant|complainant|suspect)s?\b/gi, "blame", "instead.person"],
  [/\bscammer(?:'s|’s)? number\b/gi, "blame", "instead.number_holder"],
  [/\b(?:encrypted blob|decrypt(?:ed)?|escrow)\b/gi, "blame", "instead.sealed"],
  [
    /\b(?:we (?:guarantee|promise)|guaranteed?|100 ?% (?:anonymous|safe|secure)|military[- ]grade|nobody will ever|we will (?:always|never)|certainly will)\b/gi,
    "promise",
    "instead.cannot_promise",
  ],
];

/**
 * Every place in a draft that deserves a second look, in the order of the text.
 *
 * @param others - Names of other people this report speaks of.
 */
export function checkReply(draft: string, others: readonly string[]): readonly Finding[] {
  const found: { readonly at: number; readonly finding: Finding }[] = [];
  for (const [pattern, kind, instead] of rules) {
    for (const match of draft.matchAll(pattern)) {
      found.push({ at: match.index, finding: { kind, words: match[0], instead } });
    }
  }
  for (const name of others.map((other) => other.trim()).filter((other) => other.length >= 2)) {
    for (const match of draft.matchAll(wholeWords(name))) {
      found.push({
        at: match.index,
        finding: { kind: "other_person", words: match[0], instead: null },
      });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ finding }) => finding);
}

export type ReplyProblem = "empty" | "unchanged" | "no_time" | "past";

/**
 * Why a draft cannot leave yet, or null.
 *
 * @param starters - The starters, any run of which alone does not make a letter.
 * @param nextUpdateBy - The field's value, empty where nothing was chosen.
 */
export function replyProblem(
  draft: string,
  starters: readonly string[],
  nextUpdateBy: string,
  now: Date,
): ReplyProblem | null {
  if (draft.trim() === "") return "empty";
  const own = starters.reduce((rest, starter) => rest.replaceAll(starter.trim(), ""), draft);
  if (own.trim() === "") return "unchanged";
  const by = new Date(nextUpdateBy);
  if (nextUpdateBy === "" || Number.isNaN(by.getTime())) return "no_time";
  return by.getTime() <= now.getTime() ? "past" : null;
}

/** A finding as a sentence. */
export function findingSentence({ kind, words, instead }: Finding): string {
  if (instead === null) return t("reply.finding.other_person", { words });
  const key = kind === "promise" ? "reply.finding.promise" : "reply.finding.blame";
  return t(key, { words, instead: t(instead) });
}

function wholeWords(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, "giu");
}
