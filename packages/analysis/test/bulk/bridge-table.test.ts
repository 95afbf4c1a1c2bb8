import fc from "fast-check";
import { expect, test } from "vitest";

import { BridgeTable, highParted, known, lowParted } from "../../src/bulk/bridge-table.ts";

const small = fc.integer({ min: 0, max: 3 });
const group = fc.integer({ min: 0, max: 90 });

test("knows of any two groups what a list of all their links says", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(group, group, small, small), { maxLength: 3000 }), (links) => {
      const table = new BridgeTable();
      table.add(1, 2, 3, 4);
      table.clear();
      const seen = new Map<string, (readonly [number, number])[]>();
      for (const [low, high, lowEnd, highEnd] of links) {
        const between = seen.get(`${low} ${high}`) ?? [];
        seen.set(`${low} ${high}`, between);
        between.push([lowEnd, highEnd]);
        const isLowParted = between.some(([end]) => end !== between[0]?.[0]);
        const isHighParted = between.some(([, end]) => end !== between[0]?.[1]);
        expect(table.add(low, high, lowEnd, highEnd)).toBe(
          between.length === 1
            ? 0
            : known | (isLowParted ? lowParted : 0) | (isHighParted ? highParted : 0),
        );
      }
    }),
    { numRuns: 30 },
  );
});
