/**
 * Vectors of the messages that are compared, where the team runs an embedder. They are kept in memory
 * only. Without an answer reports are compared without them; linking never waits long.
 */
import type { FactMessage, ReportFacts } from "@honeyguide/analysis";

import type { Embedder } from "./embedder.ts";
import { errorCode, type Log } from "./log.ts";

/** Adds to reports what their messages mean. */
export type AddMeanings = (reports: readonly ReportFacts[]) => Promise<readonly ReportFacts[]>;

/** Shorter messages mean nothing that tells one sender from another. */
const leastLetters = 40;
const mostLetters = 4000;
const atOnce = 32;
const mostKept = 20_000;
/** For one comparison; what was not embedded in it is the next time. */
const patienceMs = 10_000;

/** Adds vectors with an embedder; without one, nothing. */
export function makeMeanings(embed: Embedder | undefined, log: Log): AddMeanings {
  if (embed === undefined) return (reports) => Promise.resolve(reports);
  const kept = new Map<string, Float32Array>();

  const learn = async (texts: readonly string[]): Promise<void> => {
    const signal = AbortSignal.timeout(patienceMs);
    for (let at = 0; at < texts.length; at += atOnce) {
      const some = texts.slice(at, at + atOnce);
      const vectors = await embed(some, signal);
      vectors.forEach((vector, nth) => kept.set(some[nth] ?? "", vector));
    }
  };

  return async (reports) => {
    const all = reports.flatMap(({ messages }) => messages.flatMap(textOf));
    const missing = [...new Set(all)].filter((text) => !kept.has(text));
    if (kept.size + missing.length > mostKept) kept.clear();
    try {
      await learn(missing);
    } catch (error) {
      log("embedder.failed", { error: errorCode(error) });
    }
    return reports.map((report) => ({
      ...report,
      messages: report.messages.map((message) => withMeaning(message, kept)),
    }));
  };
}

function withMeaning(message: FactMessage, kept: ReadonlyMap<string, Float32Array>): FactMessage {
  const [text = ""] = textOf(message);
  const meaning = kept.get(text);
  return meaning === undefined ? message : { ...message, meaning };
}

/** What of a message is embedded, if anything. */
function textOf({ text }: FactMessage): readonly string[] {
  const bare = text.trim();
  return bare.length < leastLetters ? [] : [bare.slice(0, mostLetters)];
}
