/** The shipped table of how often words occur in ordinary messages. */
import { wordsByCount, wordsCounted } from "./background-counts.ts";
import { wordsByPrevious } from "./background-followers.ts";

/** How often words occur in ordinary messages. */
export interface Background {
  /** Number of words counted. */
  readonly total: number;
  readonly counts: ReadonlyMap<string, number>;
  /** By a word, how often others follow it. */
  readonly followers: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Ordinary messages in English, as counted by `scripts/make-background.mjs`. */
export const background: Background = {
  total: wordsCounted,
  counts: readCounts(wordsByCount),
  followers: readFollowers(wordsByPrevious),
};

function readCounts(lines: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines.trim().split("\n")) {
    const [count, ...words] = line.split(" ");
    for (const word of words) counts.set(word, Number(count));
  }
  return counts;
}

function readFollowers(lines: string): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const followers = new Map<string, ReadonlyMap<string, number>>();
  for (const entry of lines.split(";")) {
    const [first = "", ...rest] = entry.trim().split(" ");
    const counts = new Map<string, number>();
    for (let at = 0; at + 1 < rest.length; at += 2) {
      counts.set(rest[at] ?? "", Number(rest[at + 1]));
    }
    followers.set(first, counts);
  }
  return followers;
}
