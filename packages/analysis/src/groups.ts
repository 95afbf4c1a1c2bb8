/**
 * Which reports belong together, from edges and decisions. Groups start from pairs, and a report
 * stays in a group only if what the others have in common speaks for it: one weak bridge would
 * otherwise merge two campaigns (blind transitive closure made one false cluster of 859,091 texts
 * elsewhere). The order of the reports has no influence.
 */
import type { Edge } from "./edges.ts";
import { type Decision, type Groups, makeGroups, type Pins } from "./group-set.ts";
import { type Group, makeMembership, type Membership, type Neighbours } from "./membership.ts";
import { keepBits, memberBits, mergeBits, seedBits, type Thresholds } from "./rules.ts";
import { isByText, makeScripts } from "./scripts.ts";
import { isHeldShort } from "./weigh.ts";

/** Two or more reports, ascending, and how strongly each belongs by what the others have in common. */
export interface Found {
  readonly ids: readonly string[];
  readonly odds: ReadonlyMap<string, number>;
}

// A report that comes in can bring others in; in practice it is over after three rounds.
const mostRounds = 8;

/**
 * Group reports.
 *
 * @param edges - strongest first, each pair once.
 * @returns groups of two or more, ordered by their first.
 */
export function groupReports(
  ids: readonly string[],
  edges: readonly Edge[],
  decisions: readonly Decision[],
  { link }: Thresholds,
  pins: Pins = new Map(),
): readonly Found[] {
  const usable = edges.filter((edge) => edge.isByFact || !isHeldShort(edge.evidence));
  const neighbours = indexEdges(usable);
  const groups = makeGroups(ids, decisions, pins);
  const tied = tieMustLinks(decisions);
  for (const [a, b] of tied.pairs) groups.join(a, b);
  // Scripts first: what only shares a number or an account does not come between two of one script.
  const ties: Ties = { neighbours, link, areTwoScripts: makeScripts(neighbours) };
  seedGroups(usable.filter(isByText), groups, ties);
  seedGroups(usable, groups, ties);
  const members = makeMembership(neighbours);
  const isHeld = (id: string, group: Group) =>
    tied.ids.has(id) || pins.has(id) || isLinked(id, group, neighbours, link);
  for (let round = 0; round < mostRounds; round += 1) {
    const before = groups.moves();
    growGroups(groups, neighbours, members);
    mergeGroups(groups, neighbours, members);
    dropWeak(groups, members, isHeld, memberBits);
    if (groups.moves() === before) break;
  }
  dropWeak(groups, members, isHeld, keepBits);
  for (const group of groups.all()) {
    if (group.ids.size === 2 && ![...group.ids].every((id) => isHeld(id, group))) {
      for (const id of [...group.ids]) groups.part(id);
    }
  }
  return groups
    .all()
    .filter((group) => group.ids.size > 1)
    .map((group) => ({
      ids: [...group.ids].sort(),
      odds: new Map([...group.ids].map((id) => [id, members.weigh(id, group)])),
    }))
    .sort((x, y) => ((x.ids[0] ?? "") < (y.ids[0] ?? "") ? -1 : 1));
}

/** What joining asks. */
interface Ties {
  readonly neighbours: Neighbours;
  readonly link: number;
  readonly areTwoScripts: (left: Group, right: Group) => boolean;
}

/** Join along edges, strongest first, until none may join any more. */
function seedGroups(edges: readonly Edge[], groups: Groups, ties: Ties): void {
  let waiting = edges.filter(({ bits }) => bits >= seedBits);
  for (let isMoving = true; isMoving;) {
    isMoving = false;
    const refused: Edge[] = [];
    for (const edge of waiting) {
      const left = groups.of(edge.a);
      const right = groups.of(edge.b);
      if (left === undefined || right === undefined || left === right) continue;
      if (!mayJoin(edge, left, right, ties)) refused.push(edge);
      else if (groups.join(edge.a, edge.b)) isMoving = true;
    }
    waiting = refused;
  }
}

/**
 * Two reports by one edge; a report to a group by two; two groups by two links that share no end. A
 * number, account or medium joins by itself.
 */
function mayJoin(
  edge: Edge,
  left: Group,
  right: Group,
  { neighbours, link, areTwoScripts }: Ties,
): boolean {
  if (left.ids.size === 1 && right.ids.size === 1) return true;
  if (edge.isByFact && edge.bits >= link) return !areTwoScripts(left, right);
  const [few, many] = left.ids.size <= right.ids.size ? [left, right] : [right, left];
  const ends = endsBetween(few, many, neighbours, few.ids.size === 1 ? seedBits : link);
  return ends.many >= 2 && (few.ids.size === 1 || ends.few >= 2);
}

/** How many of each group have an edge of at least so many bits into the other. */
function endsBetween(few: Group, many: Group, neighbours: Neighbours, least: number) {
  const fewEnds = new Set<string>();
  const manyEnds = new Set<string>();
  for (const id of few.ids) {
    for (const [other, { bits }] of neighbours.get(id) ?? []) {
      if (bits < least || !many.ids.has(other)) continue;
      fewEnds.add(id);
      manyEnds.add(other);
    }
  }
  return { few: fewEnds.size, many: manyEnds.size };
}

/** Reports that stand alone and that a group speaks for. */
function growGroups(groups: Groups, neighbours: Neighbours, members: Membership): void {
  const proposals: { bits: number; id: string; to: string }[] = [];
  for (const group of severals(groups)) {
    const to = firstOf(group);
    for (const id of around(group, neighbours)) {
      if (groups.of(id)?.ids.size !== 1) continue;
      const bits = members.weigh(id, group);
      if (bits >= memberBits) proposals.push({ bits, id, to });
    }
  }
  proposals.sort((x, y) => y.bits - x.bits || (x.id + x.to < y.id + y.to ? -1 : 1));
  for (const { id, to } of proposals) if (groups.of(id)?.ids.size === 1) groups.join(to, id);
}

/** Two groups, if the larger speaks for at least half of the smaller, and for two of it. */
function mergeGroups(groups: Groups, neighbours: Neighbours, members: Membership): void {
  const bySize = [...severals(groups)].sort(
    (x, y) => y.ids.size - x.ids.size || (firstOf(x) < firstOf(y) ? -1 : 1),
  );
  for (const group of bySize) {
    if (groups.of(firstOf(group)) !== group) continue;
    const near = new Set<Group>();
    for (const id of around(group, neighbours)) {
      const other = groups.of(id);
      if (other !== undefined && other.ids.size > 1) near.add(other);
    }
    for (const other of near) {
      if (other.ids.size > group.ids.size || groups.of(firstOf(other)) !== other) continue;
      const spoken = [...other.ids].filter((id) => members.weigh(id, group) >= mergeBits).length;
      if (spoken >= 2 && 2 * spoken >= other.ids.size) groups.join(firstOf(group), firstOf(other));
    }
  }
}

/** Members that neither the group nor a link of their own speaks for leave again, the weakest first. */
function dropWeak(
  groups: Groups,
  members: Membership,
  isHeld: (id: string, group: Group) => boolean,
  least: number,
): void {
  for (const group of severals(groups)) {
    if (group.ids.size < 3) continue;
    const weak = [...group.ids]
      .map((id) => ({ id, bits: members.weigh(id, group) }))
      .filter(({ id, bits }) => bits < least && !isHeld(id, group))
      .sort((x, y) => x.bits - y.bits || (x.id < y.id ? -1 : 1));
    for (const { id } of weak) {
      if (group.ids.size < 3) break;
      if (members.weigh(id, group) < least) groups.part(id);
    }
  }
}

/** Whether links of its own keep a report: one to a pair's other end or by a fact, else two. */
function isLinked(id: string, group: Group, neighbours: Neighbours, link: number): boolean {
  let links = 0;
  for (const [other, edge] of neighbours.get(id) ?? []) {
    if (edge.bits < link || !group.ids.has(other)) continue;
    if (edge.isByFact) return true;
    links += 1;
  }
  return links >= Math.min(2, group.ids.size - 1);
}

function severals(groups: Groups): readonly Group[] {
  return groups
    .all()
    .filter(({ ids }) => ids.size > 1)
    .sort((x, y) => (firstOf(x) < firstOf(y) ? -1 : 1));
}

function firstOf({ ids }: Group): string {
  let first = "";
  for (const id of ids) if (first === "" || id < first) first = id;
  return first;
}

/** Reports outside a group with an edge into it, ascending. */
function around({ ids }: Group, neighbours: Neighbours): readonly string[] {
  const found = new Set<string>();
  for (const id of ids) {
    for (const other of neighbours.get(id)?.keys() ?? []) if (!ids.has(other)) found.add(other);
  }
  return [...found].sort();
}

/** The edges of each report, by its other end. */
export function indexEdges(edges: readonly Edge[]): Neighbours {
  const index = new Map<string, Map<string, Edge>>();
  const add = (from: string, to: string, edge: Edge) => {
    const known = index.get(from) ?? new Map<string, Edge>();
    known.set(to, edge);
    index.set(from, known);
  };
  for (const edge of edges) {
    add(edge.a, edge.b, edge);
    add(edge.b, edge.a, edge);
  }
  return index;
}

function tieMustLinks(decisions: readonly Decision[]) {
  const key = ({ a, b }: Decision) => [a, b].sort().join("\u0000");
  const pairs = decisions
    .filter(({ kind }) => kind === "must_link")
    .sort((x, y) => (key(x) < key(y) ? -1 : 1))
    .map(({ a, b }) => [a, b] as const);
  return { pairs, ids: new Set(pairs.flat()) };
}
