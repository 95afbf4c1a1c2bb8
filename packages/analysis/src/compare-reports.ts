/** The strongest text that two reports share. It depends on these two alone. */
import type { MessageForms } from "./message-forms.ts";
import { type MessageOf, strongerText, type TextEvidence, weighTexts } from "./weigh.ts";

/** Up to so many pairs of messages are compared without looking which share anything. */
const mostPairs = 64;

/**
 * Compare the messages of two reports. In long conversations only messages that have two words in
 * common are compared.
 *
 * @param a - of the report with the smaller id.
 */
export function compareReports(
  a: readonly MessageOf[],
  b: readonly MessageOf[],
): TextEvidence | undefined {
  let best: TextEvidence | undefined;
  const weigh = (left: MessageOf, right: MessageOf) => {
    const found = weighTexts(left, right);
    if (found !== undefined) best = strongerText(best, found);
  };
  if (a.length * b.length <= mostPairs) {
    for (const left of a) for (const right of b) weigh(left, right);
    return best;
  }
  const places = indexWords(b);
  for (const left of a) {
    for (const at of sharingTwo(left.forms, places)) {
      const right = b[at];
      if (right !== undefined) weigh(left, right);
    }
  }
  return best;
}

/** By word, the messages that have it; of words that say next to nothing, none. */
function indexWords(messages: readonly MessageOf[]): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  messages.forEach(({ forms }, at) => {
    for (const word of rareWords(forms)) {
      const known = places.get(word);
      if (known === undefined) places.set(word, [at]);
      else known.push(at);
    }
  });
  return places;
}

function sharingTwo(
  forms: MessageForms,
  places: ReadonlyMap<number, readonly number[]>,
): readonly number[] {
  const hits = new Map<number, number>();
  for (const word of rareWords(forms)) {
    for (const at of places.get(word) ?? []) hits.set(at, (hits.get(at) ?? 0) + 1);
  }
  return [...hits].filter(([, count]) => count >= 2).map(([at]) => at);
}

/** "the" and "you" stand in every message. */
const leastWordBits = 7;

function rareWords({ words, alone }: MessageForms): ReadonlySet<number> {
  return new Set(words.filter((_, at) => (alone[at] ?? 0) >= leastWordBits));
}
