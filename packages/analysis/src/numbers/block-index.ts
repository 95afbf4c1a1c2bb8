/** Finding the block of a number: the longest beginning that is on the list. */
import type { PhoneNumber } from "@honeyguide/domain";

import type { NumberBlock } from "./number-blocks.ts";

export interface BlockIndex {
  /** The smallest block that the number is in, whatever its status. */
  readonly find: (number: PhoneNumber) => NumberBlock | undefined;
  /** The smallest block around a block. */
  readonly around: (block: NumberBlock) => NumberBlock | undefined;
}

/** Index blocks; of two with one prefix the later stands. */
export function makeBlockIndex(blocks: readonly NumberBlock[]): BlockIndex {
  const byPrefix = new Map(blocks.map((block) => [block.prefix, block]));
  const lengths = [...new Set(blocks.map(({ prefix }) => prefix.length))].sort((a, b) => b - a);
  const longest = (text: string, below: number) => {
    for (const length of lengths) {
      const found = length < below ? byPrefix.get(text.slice(0, length)) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    find: (number) => {
      const found = longest(number, number.length + 1);
      // A number too long or too short for its block is in none.
      return found !== undefined && isWhole(number, found) ? found : undefined;
    },
    around: ({ prefix }) => longest(prefix, prefix.length),
  };
}

/** Numbers in a block, those of smaller blocks inside it as well. */
export function sizeOfBlock({ prefix, digits }: NumberBlock): number {
  return 10 ** (digits - nationalLength(prefix));
}

const plan = /^\+44/;

function nationalLength(prefix: string): number {
  return prefix.replace(plan, "").length;
}

function isWhole(number: PhoneNumber, { digits }: NumberBlock): boolean {
  return nationalLength(number) === digits;
}
