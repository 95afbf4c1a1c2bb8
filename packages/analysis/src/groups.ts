/**
 * Which reports belong together, from links and decisions. A link joins two reports by itself; it
 * joins a group only together with more, because one weak bridge would otherwise merge two
 * campaigns (blind transitive closure made one false cluster of 859,091 texts elsewhere). Weaker
 * links count where several of them lead into one group. The order of the reports has no influence.
 */
import type { Link } from "./reasons.ts";
import type { Thresholds } from "./rules.ts";
import { isIdentifierReason } from "./weigh-facts.ts";

/** What a person said about a pair of reports. `cannot_link` wins over chains of `must_link`. */
export interface Decision {
  readonly kind: "must_link" | "cannot_link";
  readonly a: string;
  readonly b: string;
}

type Group = readonly string[];
type Neighbours = ReadonlyMap<string, ReadonlyMap<string, Link>>;

/**
 * Group reports.
 *
 * @param links - suggestions too; each pair once.
 * @returns groups of two or more, each ascending, ordered by their first.
 */
export function groupReports(
  ids: readonly string[],
  links: readonly Link[],
  decisions: readonly Decision[],
  { link: enough }: Thresholds,
): readonly Group[] {
  const groups = makeGroups(ids, decisions);
  for (const { a, b } of sortedMustLinks(decisions)) groups.join(a, b);

  const sorted = [...links].sort(strongestFirst);
  const strong = sorted.filter(({ bits }) => bits >= enough);
  const neighbours = indexLinks(strong);
  joinWhile(strong, groups, (link, left, right) => mayJoin(link, left, right, neighbours));
  const all = indexLinks(sorted);
  joinWhile(sorted, groups, (_, left, right) => mayGrow(left, right, all));
  return groups
    .all()
    .filter(({ length }) => length > 1)
    .map((group) => [...group].sort())
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
}

/** Strongest first; equal ones by their ids. */
export function strongestFirst(x: Link, y: Link): number {
  if (x.bits !== y.bits) return y.bits - x.bits;
  if (x.a !== y.a) return x.a < y.a ? -1 : 1;
  return x.b < y.b ? -1 : 1;
}

interface Groups {
  readonly of: (id: string) => Group | undefined;
  readonly join: (a: string, b: string) => boolean;
  readonly all: () => readonly Group[];
}

function makeGroups(ids: readonly string[], decisions: readonly Decision[]): Groups {
  const groups = new Map<string, string[]>(ids.map((id) => [id, [id]]));
  const forbidden = forbiddenPairs(decisions);
  const isApart = (left: Group, right: Group) =>
    forbidden.size > 0 && left.some((a) => right.some((b) => forbidden.get(a)?.has(b) === true));
  return {
    of: (id) => groups.get(id),
    all: () => [...new Set(groups.values())],
    join(a, b) {
      const left = groups.get(a);
      const right = groups.get(b);
      if (left === undefined || right === undefined || left === right) return false;
      if (isApart(left, right)) return false;
      const [into, from] = left.length >= right.length ? [left, right] : [right, left];
      for (const id of from) {
        into.push(id);
        groups.set(id, into);
      }
      return true;
    },
  };
}

/** Join along links, strongest first, until none may join any more. */
function joinWhile(
  links: readonly Link[],
  groups: Groups,
  may: (link: Link, left: Group, right: Group) => boolean,
): void {
  let waiting = links;
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    const refused: Link[] = [];
    for (const link of waiting) {
      const left = groups.of(link.a);
      const right = groups.of(link.b);
      if (left === undefined || right === undefined || left === right) continue;
      if (!may(link, left, right)) refused.push(link);
      else if (groups.join(link.a, link.b)) isMoving = true;
    }
    waiting = refused;
  }
}

/** Two reports by one link; a report to a group by two; two groups by two that share no end. */
function mayJoin(link: Link, left: Group, right: Group, neighbours: Neighbours): boolean {
  if (left.length === 1 && right.length === 1) return true;
  if (link.reasons.some(isIdentifierReason)) return true;
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  const ends = endsBetween(few, many, neighbours);
  return ends.many >= 2 && (few.length === 1 || ends.few >= 2);
}

/** By weaker links: a report that at least two of a group, and a third of it, speak for. */
function mayGrow(left: Group, right: Group, neighbours: Neighbours): boolean {
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  if (many.length < 2) return false;
  const needed = Math.max(2, Math.ceil(many.length / 3));
  const known = few.reduce((sum, id) => sum + (neighbours.get(id)?.size ?? 0), 0);
  if (known < needed) return false;
  const ends = endsBetween(few, many, neighbours);
  return ends.many >= needed && (few.length === 1 || (ends.few >= 2 && ends.edges >= 3));
}

function endsBetween(few: Group, many: Group, neighbours: Neighbours) {
  const inMany = new Set(many);
  const fewEnds = new Set<string>();
  const manyEnds = new Set<string>();
  let edges = 0;
  for (const id of few) {
    for (const other of neighbours.get(id)?.keys() ?? []) {
      if (!inMany.has(other)) continue;
      fewEnds.add(id);
      manyEnds.add(other);
      edges += 1;
    }
  }
  return { few: fewEnds.size, many: manyEnds.size, edges };
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
  const add = (from: string, to: string) => {
    index.set(from, (index.get(from) ?? new Set<string>()).add(to));
  };
  for (const { kind, a, b } of decisions) {
    if (kind !== "cannot_link") continue;
    add(a, b);
    add(b, a);
  }
  return index;
}

function sortedMustLinks(decisions: readonly Decision[]): readonly Decision[] {
  const key = ({ a, b }: Decision) => [a, b].sort().join("\u0000");
  return decisions
    .filter(({ kind }) => kind === "must_link")
    .sort((x, y) => (key(x) < key(y) ? -1 : 1));
}
