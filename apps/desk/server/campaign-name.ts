/**
 * The name of a campaign: the name that the sender used most, and what its reports have in common.
 * Neutral: it says nothing about the people who reported.
 */
import type { Identifier } from "@honeyguide/analysis";

import type { Case } from "./corpus.ts";
import { words } from "./words.ts";

const mostLetters = 40;

/**
 * Name a campaign once; the name then stays.
 *
 * @param taken - names in use; a second of the same name is numbered.
 */
export function nameCampaign(members: readonly Case[], taken: readonly string[]): string {
  const facts = members.flatMap(({ facts: found }) => found ?? []);
  const name = mostCommon(facts.flatMap(({ names }) => names)) ?? words.someone;
  const short = cut(name);
  const shared = mostCommon(
    facts.flatMap(({ identifiers }) => [...new Set(identifiers.flatMap(sourceOf))]),
  );
  const full = withKind(short, shared);
  if (!taken.includes(full)) return full;
  let nth = 2;
  while (taken.includes(words.campaign.again(full, nth))) nth += 1;
  return words.campaign.again(full, nth);
}

function withKind(name: string, source: Source | undefined): string {
  return source === undefined ? words.campaign.messages(name) : words.campaign[source](name);
}

type Source = "number" | "account";

/** Whence they wrote. */
function sourceOf({ kind, isWritten }: Identifier): readonly Source[] {
  if (isWritten === true) return [];
  if (kind === "number") return [kind];
  const isAccount = ["account", "lid", "username", "handle"].includes(kind);
  return isAccount ? ["account"] : [];
}

/** The first of those that occur most. */
function mostCommon<Value extends string>(values: readonly Value[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Never half of a character beyond the first plane. */
function cut(name: string): string {
  return name.slice(0, mostLetters).replace(/[\uD800-\uDBFF]$/, "");
}
