/** Whether what was counted of range holders holds for numbers that it was not counted from. */
import { makeBlockIndex } from "./block-index.ts";
import { countHolders, isOftenListed } from "./holder-priors.ts";
import type { NumberBlock } from "./number-blocks.ts";
import type { NumberListing } from "./number-listing.ts";
import { type Range, shareOf, times } from "./share.ts";

/** One year of last-seen dates, against what all other years say. */
export interface HeldOutYear {
  readonly year: string;
  /** Listed numbers last seen in that year, in allocated blocks. */
  readonly numbers: number;
  /** Holders that the other years call often listed. */
  readonly oftenHolders: number;
  readonly oftenShareOfAllocated: number;
  /** Of the year's numbers, those of such holders. */
  readonly oftenNumbers: number;
  /** How much more often than among all allocated numbers. */
  readonly lift: Range;
  /**
   * Mean of log2 of the lift that the other years give each number's holder: what knowing the
   * holder is worth. 0 if it is worth nothing, below 0 if it misleads.
   */
  readonly bitsPerNumber: number;
}

/** As if so many numbers had been drawn from all allocated ones, so that no lift is 0. */
const smoothing = 50;

/** Hold out one year of last-seen dates after the other. Listings without a day are left out. */
export function holdOutYears(
  blocks: readonly NumberBlock[],
  listings: readonly NumberListing[],
): readonly HeldOutYear[] {
  const index = makeBlockIndex(blocks);
  const years = [...new Set(listings.flatMap(({ lastSeen }) => lastSeen?.slice(0, 4) ?? []))];
  return years.sort().flatMap((year) => {
    const isOf = ({ lastSeen }: NumberListing) => lastSeen?.startsWith(year) === true;
    const holders = listings.filter(isOf).flatMap(({ number }) => {
      const block = index.find(number);
      return block?.status === "allocated" ? [block.holder] : [];
    });
    const others = listings.filter((one) => one.lastSeen !== null && !isOf(one));
    return holders.length === 0 ? [] : [judge(year, holders, countHolders(blocks, others))];
  });
}

function judge(
  year: string,
  holders: readonly string[],
  others: ReturnType<typeof countHolders>,
): HeldOutYear {
  const matched = others.listed - others.unmatched;
  const byName = new Map(others.holders.map((prior) => [prior.holder, prior]));
  const often = matched === 0 ? [] : others.holders.filter(isOftenListed);
  const oftenShare = often.reduce((all, { shareOfAllocated }) => all + shareOfAllocated, 0);
  const names = new Set(often.map(({ holder }) => holder));
  const oftenNumbers = holders.filter((holder) => names.has(holder)).length;
  const bits = holders.map((holder) => {
    const { listed = 0, shareOfAllocated = 1 } = byName.get(holder) ?? {};
    const drawn = smoothing * shareOfAllocated;
    return Math.log2((listed + drawn) / (matched + smoothing) / shareOfAllocated);
  });
  return {
    year,
    numbers: holders.length,
    oftenHolders: often.length,
    oftenShareOfAllocated: oftenShare,
    oftenNumbers,
    lift: times(shareOf(oftenNumbers, holders.length), oftenShare === 0 ? 0 : 1 / oftenShare),
    bitsPerNumber: bits.reduce((all, one) => all + one, 0) / bits.length,
  };
}
