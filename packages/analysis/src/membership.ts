/**
 * How strongly a report belongs to a group: by what the group's messages have in common, and by the
 * links to its members. A member is always measured against the others.
 */
import { type Consensus, coverOf, makeConsensus } from "./consensus.ts";
import type { Edge } from "./edges.ts";
import { leastConsensusBits, leastConsensusShare } from "./rules.ts";
import { startBits, type MessageOf } from "./weigh.ts";
import { memberWeights } from "./weights.ts";

/** Reports that may have one sender. `changes` counts what was done to it. */
export interface Group {
  readonly ids: Set<string>;
  changes: number;
}

export type Neighbours = ReadonlyMap<string, ReadonlyMap<string, Edge>>;

/** What is weighed; each at least 0 except `start` and `size`. */
type MemberTerms = Readonly<Record<keyof typeof memberWeights, number>>;

export interface Membership {
  /** What speaks for a report; undefined where no text ties it to the group. */
  readonly terms: (id: string, group: Group) => MemberTerms | undefined;
  /** Log2 odds that it belongs; -Infinity where no text ties it to the group. */
  readonly weigh: (id: string, group: Group) => number;
}

/** So many members are aligned; more would say the same again. */
const mostAligned = 24;
/** Links are counted up to here: candidates of a larger campaign are not all compared. */
const mostCounted = 8;
/** A link that is missing counts as one of this much. */
const floorBits = -12;

/** The membership model over the edges of reports. */
export function makeMembership(neighbours: Neighbours): Membership {
  const kept = new WeakMap<Group, { readonly changes: number; readonly consensus: Consensus }>();
  const consensusOf = (group: Group) => {
    const known = kept.get(group);
    if (known?.changes === group.changes) return known.consensus;
    const consensus = alignMembers(group, neighbours);
    kept.set(group, { changes: group.changes, consensus });
    return consensus;
  };
  const terms = (id: string, group: Group) => {
    const tied = tiesOf(id, group, neighbours);
    if (tied.message === undefined) return undefined;
    const { consensus, ...cover } = coverOf(id, tied.message.forms, consensusOf(group));
    const others = group.ids.size - (group.ids.has(id) ? 1 : 0);
    const counted = Math.min(others, mostCounted);
    const [first = floorBits, second = floorBits, third = floorBits] = tied.bits;
    return {
      start: 1,
      consensus,
      ...cover,
      letters: tied.letters,
      first: Math.max(0, first - floorBits),
      second: Math.max(0, second - floorBits),
      third: Math.max(0, third - floorBits),
      support: Math.min(1, tied.bits.length / counted),
      size: Math.log2(Math.max(1, counted)),
    };
  };
  return {
    terms,
    weigh(id, group) {
      const found = terms(id, group);
      if (found === undefined || !isTelling(found)) return -Infinity;
      return memberTermNames.reduce((sum, name) => sum + memberWeights[name] * found[name], 0);
    },
  };
}

/** A stock phrase that many use, or a small part of long messages, makes no campaign. */
function isTelling({ consensus, full }: MemberTerms): boolean {
  return consensus >= leastConsensusBits && full >= leastConsensusShare;
}

/** In the order in which the fitting script keeps them. */
export const memberTermNames = Object.keys(
  memberWeights,
) as readonly (keyof typeof memberWeights)[];

interface Ties {
  /** The message of the report that the group has most in common with. */
  readonly message: MessageOf | undefined;
  /** Log2 odds of the links to members by their text, strongest first. */
  readonly bits: readonly number[];
  readonly letters: number;
}

function tiesOf(id: string, { ids }: Group, neighbours: Neighbours): Ties {
  const sums = new Map<string, { message: MessageOf; bits: number }>();
  const found: number[] = [];
  let letters = 0;
  for (const [other, { a, evidence }] of neighbours.get(id) ?? []) {
    const { text } = evidence;
    if (text === undefined || !ids.has(other)) continue;
    const message = id === a ? text.a : text.b;
    const entry = sums.get(message.message.id) ?? { message, bits: 0 };
    entry.bits += text.bits;
    sums.set(message.message.id, entry);
    found.push(startBits + text.bits);
    letters = Math.max(letters, text.letters);
  }
  const [best] = [...sums].sort(([x, { bits }], [y, more]) => more.bits - bits || (x < y ? -1 : 1));
  return { message: best?.[1].message, bits: found.sort((x, y) => y - x), letters };
}

/** Those with the most links come first, so that the alignment starts from the middle of the group. */
function alignMembers(group: Group, neighbours: Neighbours): Consensus {
  const ties = [...group.ids].map((id) => ({ id, ...tiesOf(id, group, neighbours) }));
  const sum = (bits: readonly number[]) => bits.reduce((total, one) => total + one - floorBits, 0);
  const aligned = ties
    .map((tie) => ({ ...tie, weight: sum(tie.bits) }))
    .sort((x, y) => y.weight - x.weight || (x.id < y.id ? -1 : 1))
    .flatMap(({ id, message }) => (message === undefined ? [] : [[id, message.forms] as const]));
  return makeConsensus(aligned.slice(0, mostAligned));
}
