/**
 * How often numbers of one range holder are on public pages for receiving text messages, against
 * how many numbers it was given:
 *
 *   lift = (its share of the listed numbers) / (its share of the allocated numbers)
 *
 * A lift of 50 says that its numbers are on the lists fifty times as often as numbers at large. It
 * says nothing of who holds a number, and nothing of senders that use other kinds of virtual number.
 */
import { makeBlockIndex, sizeOfBlock } from "./block-index.ts";
import type { NumberBlock } from "./number-blocks.ts";
import type { NumberListing } from "./number-listing.ts";
import { type Range, shareOf, times } from "./share.ts";

export interface HolderPrior {
  readonly holder: string;
  /** Numbers in its allocated blocks. */
  readonly allocated: number;
  readonly shareOfAllocated: number;
  /** Of those, on the lists. */
  readonly listed: number;
  readonly shareOfListed: Range;
  /**
   * The interval is of counting alone: numbers come onto the lists by the batch, so that the truth
   * may lie outside it more often than one time in twenty.
   */
  readonly lift: Range;
}

export interface HolderPriors {
  /** Numbers in allocated blocks. */
  readonly allocated: number;
  /** Listed numbers of the plan that the blocks are of. */
  readonly listed: number;
  /** Of those, in no allocated block. */
  readonly unmatched: number;
  /** Every holder of an allocated block; most listed first. */
  readonly holders: readonly HolderPrior[];
}

/** From this lift on, at the low end of its interval, a holder's numbers count as often listed. */
export const oftenListedLift = 10;

/** True for a holder whose numbers are on the lists far more often than others. */
export function isOftenListed({ lift }: Pick<HolderPrior, "lift">): boolean {
  return lift.low >= oftenListedLift;
}

/** Count listed numbers by who was given their block, by the longest prefix. */
export function countHolders(
  blocks: readonly NumberBlock[],
  listings: readonly NumberListing[],
): HolderPriors {
  const index = makeBlockIndex(blocks);
  const allocated = allocatedNumbers(blocks);
  const plan = commonPrefix(blocks.map(({ prefix }) => prefix));
  const inPlan = listings.filter(({ number }) => blocks.length > 0 && number.startsWith(plan));
  const counts = new Map<string, number>();
  let matched = 0;
  for (const { number } of inPlan) {
    const block = index.find(number);
    if (block?.status !== "allocated") continue;
    matched += 1;
    counts.set(block.holder, (counts.get(block.holder) ?? 0) + 1);
  }
  const total = sum([...allocated.values()]);
  const holders = [...allocated].map(([holder, numbers]): HolderPrior => {
    const listed = counts.get(holder) ?? 0;
    const share = numbers / total;
    const shareOfListed = matched === 0 ? { value: 0, low: 0, high: 1 } : shareOf(listed, matched);
    return {
      ...{ holder, allocated: numbers, shareOfAllocated: share, listed, shareOfListed },
      lift: times(shareOfListed, 1 / share),
    };
  });
  holders.sort((a, b) => b.listed - a.listed || (a.holder < b.holder ? -1 : 1));
  return { allocated: total, listed: inPlan.length, unmatched: inPlan.length - matched, holders };
}

/** Numbers of each holder, without those of smaller blocks that others hold inside its own. */
function allocatedNumbers(blocks: readonly NumberBlock[]): ReadonlyMap<string, number> {
  const index = makeBlockIndex(blocks);
  const numbers = new Map<string, number>();
  const add = ({ status, holder }: NumberBlock, count: number) => {
    if (status === "allocated") numbers.set(holder, (numbers.get(holder) ?? 0) + count);
  };
  for (const block of blocks) {
    const size = sizeOfBlock(block);
    add(block, size);
    const outer = index.around(block);
    if (outer !== undefined) add(outer, -size);
  }
  return new Map([...numbers].filter(([, count]) => count > 0));
}

function commonPrefix(prefixes: readonly string[]): string {
  const [first = "", ...rest] = prefixes;
  let length = first.length;
  for (const other of rest) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
