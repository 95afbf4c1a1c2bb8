import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { RareIndex } from "../../src/bulk/rare-index.ts";

const mostTexts = 6;
const options = { slotBits: 12, mostTexts, neededCommon: 4, commonEvery: 1 };

/** Any number to a key that shares its slot with few others. */
const keyOf = (number: number) => Math.imul(number + 1, 0x9e37_79b1) >>> 0;

interface Made {
  readonly keys: Uint32Array;
  readonly covers: Uint32Array;
  readonly placeBits: Float64Array;
}

const toMade = (keys: readonly number[]): Made => ({
  keys: Uint32Array.from(keys, keyOf),
  covers: Uint32Array.from(keys, (_, at) => 1 << at),
  placeBits: Float64Array.from({ length: 32 }, (_, at) => 1 + (at % 3)),
});

function meetAll(messages: readonly (readonly number[])[], leastBits: number) {
  const made = messages.map(toMade);
  const index = new RareIndex(messages.length, options);
  for (const { keys } of made) index.count(keys, keys.length);
  index.open();
  return made.map((one, at) => {
    const found = index.meet(at, one, one.keys.length, leastBits);
    return [...index.found.subarray(0, found)].sort((a, b) => a - b);
  });
}

const message = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 20 });

describe("an index of rare keys", () => {
  test.for([0, 3, 7])("finds what shares two of them that say %d bits", (leastBits) => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 24 }), (messages) => {
        const counts = new Map<number, number>();
        for (const key of messages.flat()) counts.set(key, (counts.get(key) ?? 0) + 1);
        const isRare = (key: number) => (counts.get(key) ?? 0) <= mostTexts;
        meetAll(messages, leastBits).forEach((found, at) => {
          const mine = messages[at] ?? [];
          for (let other = 0; other < at; other += 1) {
            const shared = mine.flatMap((key, place) =>
              isRare(key) && messages[other]?.includes(key) === true ? [place] : [],
            );
            const bits = shared.reduce((sum, place) => sum + 1 + (place % 3), 0);
            if (shared.length >= 2 && bits >= leastBits) expect(found).toContain(other);
          }
        });
      }),
      { numRuns: 200 },
    );
  });

  test("does not find what shares one, nor what says too little", () => {
    expect(
      meetAll(
        [
          [1, 2, 3],
          [3, 4, 5],
          [1, 2],
        ],
        0,
      ),
    ).toEqual([[], [], [0]]);
    expect(
      meetAll(
        [
          [1, 2, 3],
          [1, 2],
        ],
        4,
      ),
    ).toEqual([[], []]);
  });

  test("of a common key remembers the first two and two of the latest", () => {
    const same = Array.from({ length: 20 }, () => [1, 2, 3, 4]);
    const found = meetAll(same, 0);
    expect(found[10]).toHaveLength(4);
    expect(found[19]?.slice(0, 2)).toEqual([0, 1]);
    expect(found.every((list) => list.length <= 4)).toBe(true);
  });
});
