import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findTime } from "../web/conversation/find-time.ts";

function source(times: readonly (string | null)[]) {
  let asked = 0;
  return {
    asked: () => asked,
    ask: (from: number, limit: number) => {
      asked += 1;
      return Promise.resolve(times.slice(from, from + limit).map((at) => ({ at })));
    },
  };
}

const day = (n: number) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 16);

describe("finding a time", () => {
  test("finds the first line that is not before it", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(400), { maxLength: 300 }),
        fc.integer({ min: 0, max: 401 }),
        async (days, wanted) => {
          const times = days.sort((a, b) => a - b).map(day);
          const at = day(wanted).slice(0, 10);
          const expected = times.findIndex((time) => time >= at);
          const found = await findTime(at, times.length, source(times).ask);
          expect(found).toBe(expected === -1 ? times.length : expected);
        },
      ),
    );
  });

  test("lines without a time do not lead astray", async () => {
    const times = [null, day(1), null, null, day(2), null, day(9), day(9), null];
    expect(await findTime(day(9).slice(0, 10), times.length, source(times).ask)).toBe(5);
  });

  test("asks few times in a hundred thousand lines", async () => {
    const { ask, asked } = source(Array.from({ length: 100_000 }, (_, index) => day(index >> 3)));
    expect(await findTime(day(5000).slice(0, 10), 100_000, ask)).toBe(40_000);
    expect(asked()).toBeLessThanOrEqual(18);
  });

  test("says that the Desk did not answer", async () => {
    expect(await findTime("2020-01-01", 10, () => Promise.resolve(null))).toBeNull();
  });
});
