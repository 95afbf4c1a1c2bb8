/**
 * Reports that have one sender, from links and decisions. A link joins two reports by itself; it
 * joins a group only together with more, because one weak bridge would otherwise merge two
 * campaigns (blind transitive closure made one false cluster of 859,091 texts elsewhere). The
 * result does not depend on the order of the reports.
 */
import type { Link } from "./reasons.ts";
import type { Identifier, ReportFacts } from "./report-facts.ts";
import type { Template } from "./template.ts";
import { isIdentifierReason } from "./weigh-facts.ts";

/** What a person said about a pair of reports. `cannot_link` wins over chains of `must_link`. */
export interface Decision {
  readonly kind: "must_link" | "cannot_link";
  readonly a: string;
  readonly b: string;
}

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
  readonly template: Template;
  /** Links between members, strongest first. */
  readonly links: readonly Link[];
  /** Most frequent first. */
  readonly identifiers: readonly IdentifierCount[];
  readonly names: readonly NameCount[];
}

/** Groups of two or more ids, each ascending, ordered by their first. */
export function groupReports(
  ids: readonly string[],
  links: readonly Link[],
  decisions: readonly Decision[],
): readonly (readonly string[])[] {
  const groups = new Map(ids.map((id) => [id, [id]]));
  const forbidden = forbiddenPairs(decisions);
  const isApart = (left: readonly string[], right: readonly string[]) =>
    forbidden.size > 0 && left.some((a) => right.some((b) => forbidden.get(a)?.has(b) === true));
  const join = (left: string[], right: string[]) => {
    const [into, from] = left.length >= right.length ? [left, right] : [right, left];
    for (const id of from) {
      into.push(id);
      groups.set(id, into);
    }
  };
  for (const { a, b } of sortedMustLinks(decisions)) {
    const left = groups.get(a);
    const right = groups.get(b);
    if (left && right && left !== right && !isApart(left, right)) join(left, right);
  }
  const neighbours = indexLinks(links);
  for (let waiting = [...links].sort(strongestFirst), before = -1; waiting.length !== before;) {
    before = waiting.length;
    waiting = waiting.filter((link) => {
      const left = groups.get(link.a);
      const right = groups.get(link.b);
      if (left === undefined || right === undefined || left === right) return false;
      if (isApart(left, right)) return false;
      if (!mayJoin(link, left, right, neighbours)) return true;
      join(left, right);
      return false;
    });
  }
  return [...new Set(groups.values())]
    .filter(({ length }) => length > 1)
    .map((group) => group.sort())
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
}

type Neighbours = ReadonlyMap<string, ReadonlyMap<string, Link>>;

function mayJoin(
  link: Link,
  left: readonly string[],
  right: readonly string[],
  neighbours: Neighbours,
): boolean {
  if (left.length === 1 && right.length === 1) return true;
  if (link.reasons.some(isIdentifierReason)) return true;
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  const inMany = new Set(many);
  const ends = { few: new Set<string>(), many: new Set<string>() };
  for (const id of few) {
    for (const other of neighbours.get(id)?.keys() ?? []) {
      if (!inMany.has(other)) continue;
      ends.few.add(id);
      ends.many.add(other);
    }
  }
  return few.length === 1 ? ends.many.size >= 2 : ends.few.size >= 2 && ends.many.size >= 2;
}

/** Strongest first; equal ones by their ids. */
export function strongestFirst(x: Link, y: Link): number {
  return y.bits - x.bits || (x.a === y.a ? (x.b < y.b ? -1 : 1) : x.a < y.a ? -1 : 1);
}

function indexLinks(links: readonly Link[]): Neighbours {
  const index = new Map<string, Map<string, Link>>();
  const add = (from: string, to: string, link: Link) => {
    const known = index.get(from) ?? new Map<string, Link>();
    known.set(to, link);
    index.set(from, known);
  };
  for (const link of links) {
    add(link.a, link.b, link);
    add(link.b, link.a, link);
  }
  return index;
}

function forbiddenPairs(decisions: readonly Decision[]): ReadonlyMap<string, ReadonlySet<string>> {
  const index = new Map<string, Set<string>>();
  for (const { kind, a, b } of decisions) {
    if (kind !== "cannot_link") continue;
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      index.set(from, (index.get(from) ?? new Set<string>()).add(to));
    }
  }
  return index;
}

function sortedMustLinks(decisions: readonly Decision[]): readonly Decision[] {
  const key = ({ a, b }: Decision) => [a, b].sort().join("\u0000");
  return decisions
    .filter(({ kind }) => kind === "must_link")
    .sort((x, y) => (key(x) < key(y) ? -1 : 1));
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
