/**
 * Groups from pairs, bounded as in groups.ts: two messages join by one pair, a message joins a group
 * by pairs with two of it, two groups by two links that share no end. One weak bridge merges nothing.
 */
import { BridgeTable, highParted, known, lowParted } from "./bridge-table.ts";
import { type BulkPairs, strongestFirst } from "./pair-list.ts";

export interface GroupThresholds {
  /** Bits from which a pair starts a group or brings a message in. */
  readonly seed: number;
  /** Bits from which a pair counts between two groups. */
  readonly link: number;
}

/** No group. */
export const noGroup = 0xffff_ffff;

/** Which message is in which group. */
export interface BulkGroups {
  /** For each message the number of its group, or `noGroup`. Numbered by their first message. */
  readonly groupOf: Uint32Array;
  readonly count: number;
}

// What was refused is tried again while anything moves; practice needs three or four rounds.
const mostRounds = 16;

/** Group `messages` messages. */
export function groupPairs(
  messages: number,
  pairs: BulkPairs,
  { seed, link }: GroupThresholds,
): BulkGroups {
  const { first, second, bits } = pairs;
  const sets = makeSets(messages);
  const bridges = new BridgeTable();
  let waiting = strongestFirst(pairs).filter((at) => (bits[at] ?? 0) >= seed);
  for (let round = 0; round < mostRounds; round += 1) {
    bridges.clear();
    let refused = 0;
    let joins = 0;
    for (const at of waiting) {
      const [a, b] = [first[at] ?? 0, second[at] ?? 0];
      const [left, right] = [sets.find(a), sets.find(b)];
      if (left === right) continue;
      const isPair = sets.sizeOf(left) === 1 && sets.sizeOf(right) === 1;
      if (isPair || isHeld(at, a, b, left, right)) {
        sets.join(left, right);
        joins += 1;
      } else {
        waiting[refused] = at;
        refused += 1;
      }
    }
    waiting = waiting.subarray(0, refused);
    if (joins === 0) break;
  }
  return number(messages, sets);

  function isHeld(at: number, a: number, b: number, left: number, right: number): boolean {
    const isAlone = sets.sizeOf(left) === 1 || sets.sizeOf(right) === 1;
    if (!isAlone && (bits[at] ?? 0) < link) return false;
    const isInOrder = left < right;
    const [low, high] = isInOrder ? [left, right] : [right, left];
    const parted = isInOrder ? bridges.add(low, high, a, b) : bridges.add(low, high, b, a);
    const isHeldLow = (parted & lowParted) !== 0 || sets.sizeOf(low) === 1;
    const isHeldHigh = (parted & highParted) !== 0 || sets.sizeOf(high) === 1;
    return (parted & known) !== 0 && isHeldLow && isHeldHigh;
  }
}

interface Sets {
  readonly find: (message: number) => number;
  readonly join: (left: number, right: number) => void;
  readonly sizeOf: (root: number) => number;
}

/** Union by size, with path halving (Tarjan and van Leeuwen 1984). */
function makeSets(messages: number): Sets {
  const parents = new Uint32Array(messages);
  const sizes = new Uint32Array(messages).fill(1);
  for (let at = 0; at < messages; at += 1) parents[at] = at;
  return {
    sizeOf: (root) => sizes[root] ?? 0,
    find(message) {
      let at = message;
      while (parents[at] !== at) {
        const grandparent = parents[parents[at] ?? at] ?? at;
        parents[at] = grandparent;
        at = grandparent;
      }
      return at;
    },
    join(left, right) {
      const isLeft = (sizes[left] ?? 0) >= (sizes[right] ?? 0);
      const [into, from] = isLeft ? [left, right] : [right, left];
      parents[from] = into;
      sizes[into] = (sizes[into] ?? 0) + (sizes[from] ?? 0);
    },
  };
}

function number(messages: number, sets: Sets): BulkGroups {
  const groupOf = new Uint32Array(messages).fill(noGroup);
  const numbers = new Map<number, number>();
  for (let at = 0; at < messages; at += 1) {
    const root = sets.find(at);
    if (sets.sizeOf(root) < 2) continue;
    const known = numbers.get(root) ?? numbers.size;
    numbers.set(root, known);
    groupOf[at] = known;
  }
  return { groupOf, count: numbers.size };
}
