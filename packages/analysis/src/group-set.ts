/** Groups of reports while they are found: which may join, by decisions and by where they stood. */
import type { Group } from "./membership.ts";

/** What a person said about a pair of reports. `cannot_link` wins over chains of `must_link`. */
export interface Decision {
  readonly kind: "must_link" | "cannot_link";
  readonly a: string;
  readonly b: string;
}

/**
 * Where reports stood before: those of one place stay together, those of two apart, and only a report
 * without one may move.
 */
export type Pins = ReadonlyMap<string, string>;

/** Each report is in one group, alone at first. */
export interface Groups {
  /** The group of a report. */
  readonly of: (id: string) => Group | undefined;
  /** Joins the groups of two reports; false where they are one already, or may not be. */
  readonly join: (a: string, b: string) => boolean;
  /** Takes one report out of its group. */
  readonly part: (id: string) => void;
  /** Every group, of one report too. */
  readonly all: () => readonly Group[];
  /** How often anything changed. */
  readonly moves: () => number;
}

/** Groups of one; those of one place are together from the start. */
export function makeGroups(
  ids: readonly string[],
  decisions: readonly Decision[],
  pins: Pins,
): Groups {
  const alone = (id: string): Group => ({ ids: new Set([id]), changes: 0 });
  const groups = new Map<string, Group>(ids.map((id) => [id, alone(id)]));
  const pinOf = new Map([...groups].flatMap(([id, group]) => pinned(group, pins.get(id))));
  const forbidden = forbiddenPairs(decisions);
  let moves = 0;
  const isPinnedApart = (left: Group, right: Group) => {
    const [one, two] = [pinOf.get(left), pinOf.get(right)];
    return one !== undefined && two !== undefined && one !== two;
  };
  const isApart = (left: Group, right: Group) =>
    isPinnedApart(left, right) ||
    (forbidden.size > 0 &&
      [...left.ids].some((a) => {
        const others = forbidden.get(a);
        return others !== undefined && [...others].some((b) => right.ids.has(b));
      }));
  const made: Groups = {
    of: (id) => groups.get(id),
    all: () => [...new Set(groups.values())],
    moves: () => moves,
    join(a, b) {
      const left = groups.get(a);
      const right = groups.get(b);
      if (left === undefined || right === undefined || left === right) return false;
      if (isApart(left, right)) return false;
      const [into, from] = left.ids.size >= right.ids.size ? [left, right] : [right, left];
      for (const id of from.ids) {
        into.ids.add(id);
        groups.set(id, into);
      }
      const pin = pinOf.get(from);
      if (pin !== undefined) pinOf.set(into, pin);
      into.changes += 1;
      moves += 1;
      return true;
    },
    part(id) {
      const group = groups.get(id);
      if (group === undefined) return;
      group.ids.delete(id);
      group.changes += 1;
      groups.set(id, alone(id));
      moves += 1;
    },
  };
  const first = new Map<string, string>();
  for (const id of ids) {
    const pin = pins.get(id);
    if (pin === undefined) continue;
    const other = first.get(pin);
    if (other === undefined) first.set(pin, id);
    else made.join(other, id);
  }
  return made;
}

function pinned(group: Group, pin: string | undefined): readonly (readonly [Group, string])[] {
  return pin === undefined ? [] : [[group, pin]];
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
