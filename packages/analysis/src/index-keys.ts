/**
 * The keys under which a report can be found in an index that does not fit into memory: hashes of the
 * rare features of its messages and of its identifiers, a bounded number. Of more features those with
 * the lowest hashes are taken, not the rarest: copies of one script then choose alike, and the words
 * put in for each person crowd nothing out.
 */
import { lookupKind, lookupValue } from "./identifiers/lookup.ts";
import { mix } from "./message-forms.ts";
import type { ReportFacts } from "./report-facts.ts";
import type { LanguageModel } from "./surprisal.ts";
import { makeTokens } from "./tokens.ts";

/** Two keys are compared with each other only if they were made by one version. */
export const indexVersion = 2;

/** One key. */
export interface IndexKey {
  /** 0 to 2^52 - 1. */
  readonly hash: number;
  /** An identifier is enough to be compared; of text it takes two. */
  readonly kind: "text" | "identifier";
}

/**
 * At most so many keys a message, and so many a report. Words, pairs, and pairs with a gap: with 32 of
 * these linking finds what it finds with any number; longer runs would only crowd them out.
 */
const mostOfMessage = 32;
const mostOfReport = 1024;
/** A feature that says less than this finds half the corpus. */
const leastBits = 14;

/** Distinct keys of a report, identifiers first, ascending; the same on every machine. */
export function indexKeys(report: ReportFacts, model: LanguageModel): readonly IndexKey[] {
  const identifiers = new Set(
    report.identifiers.map((one) =>
      join(shapes.identifier, hashWord(lookupKind(one)), hashWord(lookupValue(one))),
    ),
  );
  const texts = new Set(report.messages.flatMap(({ text }) => textKeys(text, model)));
  return [
    ...ascending(identifiers).map((hash) => ({ hash, kind: "identifier" as const })),
    ...ascending(texts).map((hash) => ({ hash, kind: "text" as const })),
  ].slice(0, mostOfReport);
}

/** What a feature is made of. Its number is part of the hash. */
const shapes = { one: 1, two: 2, gap: 3, identifier: 4 } as const;

interface Word {
  readonly high: number;
  readonly low: number;
  readonly alone: number;
  /** Behind the word before it. */
  readonly after: number;
}

/** Distinct keys of one message. */
function textKeys(text: string, model: LanguageModel): readonly number[] {
  const spelled = makeTokens(text).map(({ word }) => word);
  const words = spelled.map((word, at) => ({
    ...hashWord(word),
    alone: model.alone(word),
    after: model.after(spelled[at - 1] ?? "", word),
  }));
  const keys = new Set<number>();
  const add = (shape: number, bits: number, ...feature: readonly Word[]) => {
    if (bits >= leastBits) keys.add(join(shape, ...feature));
  };
  words.forEach((a, at) => {
    const [b, c] = words.slice(at + 1, at + 3);
    add(shapes.one, a.alone, a);
    if (b !== undefined) add(shapes.two, a.alone + b.after, a, b);
    if (c !== undefined) add(shapes.gap, a.alone + c.alone, a, c);
  });
  return ascending(keys).slice(0, mostOfMessage);
}

function hashWord(word: string): Pick<Word, "high" | "low"> {
  let high = 1;
  let low = 2;
  for (let at = 0; at < word.length; at += 1) {
    high = mix(high, word.charCodeAt(at));
    low = mix(word.charCodeAt(at), low);
  }
  return { high, low };
}

function join(shape: number, ...parts: readonly Pick<Word, "high" | "low">[]): number {
  let high = mix(shape, 1);
  let low = mix(shape, 2);
  for (const part of parts) {
    high = mix(high, part.high);
    low = mix(part.low, low);
  }
  return high * 2 ** 20 + (low >>> 12);
}

function ascending(keys: Iterable<number>): readonly number[] {
  return [...keys].sort((x, y) => x - y);
}
