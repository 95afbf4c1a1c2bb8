/** A campaign: reports that have one sender, what they share, and what was counted in them. */
import type { Link } from "./reasons.ts";
import type { Identifier, ReportFacts } from "./report-facts.ts";
import type { Template } from "./template.ts";

export interface IdentifierCount {
  readonly identifier: Identifier;
  readonly reports: number;
}

/** How many reports have this name on this number; `number` is empty where none is known. */
export interface NameCount {
  readonly number: string;
  readonly name: string;
  readonly reports: number;
}

export interface Campaign {
  /** The smallest id of its members. */
  readonly id: string;
  /** Ascending. */
  readonly ids: readonly string[];
  /**
   * By member, log2 odds that it belongs by what the others' messages have in common; -Infinity where
   * no text ties it to them.
   */
  readonly odds: ReadonlyMap<string, number>;
  readonly template: Template;
  /** Links between members, strongest first. */
  readonly links: readonly Link[];
  /** Most frequent first. */
  readonly identifiers: readonly IdentifierCount[];
  readonly names: readonly NameCount[];
}

/** How many members have each identifier. */
export function countIdentifiers(members: readonly ReportFacts[]): readonly IdentifierCount[] {
  const counts = new Map<string, { identifier: Identifier; reports: Set<string> }>();
  for (const { id, identifiers } of members) {
    for (const identifier of identifiers) {
      const key = `${identifier.kind} ${identifier.value}`;
      const entry = counts.get(key) ?? { identifier, reports: new Set<string>() };
      counts.set(key, entry);
      entry.reports.add(id);
    }
  }
  return [...counts]
    .sort(([x, a], [y, b]) => b.reports.size - a.reports.size || (x < y ? -1 : 1))
    .map(([, { identifier, reports }]) => ({ identifier, reports: reports.size }));
}

/** How many members have each name on each number. */
export function countNames(members: readonly ReportFacts[]): readonly NameCount[] {
  const counts = new Map<string, { number: string; name: string; reports: Set<string> }>();
  for (const { id, identifiers, names } of members) {
    const numbers = identifiers.filter(({ kind }) => kind === "number").map(({ value }) => value);
    for (const number of numbers.length === 0 ? [""] : numbers) {
      for (const name of names) {
        const key = `${number} ${name}`;
        const entry = counts.get(key) ?? { number, name, reports: new Set<string>() };
        counts.set(key, entry);
        entry.reports.add(id);
      }
    }
  }
  return [...counts]
    .sort(([x, a], [y, b]) => b.reports.size - a.reports.size || (x < y ? -1 : 1))
    .map(([, { number, name, reports }]) => ({ number, name, reports: reports.size }));
}
