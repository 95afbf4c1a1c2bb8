import { describe, expect, test } from "vitest";

import { fuzz } from "./fuzz/fuzz.ts";
import { mutated, makeDice } from "./fuzz/mutate.ts";
import { seeds, tokens } from "./fuzz/seeds.ts";
import { targets } from "./fuzz/targets.ts";

/** In all, over every parser; a million each at night (`npm run fuzz`). */
const runs = Number(process.env.FUZZ_RUNS ?? 20_000);
const seed = 20_261_123;

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

describe("damaged and hostile files neither stop, nor slow, nor are dropped without a word", () => {
  const each = Math.ceil(runs / Object.keys(targets).length);

  test.for(Object.entries(targets))("%s", { timeout: 300_000 }, async ([, target]) => {
    const { failure } = await fuzz(target, { runs: each, seed, longest: 2048, cpu });
    const text = failure && { ...failure, input: new TextDecoder("latin1").decode(failure.input) };
    expect(text).toBeUndefined();
  });
});

describe("the fuzzer", () => {
  const run = (target: (bytes: Uint8Array) => string | undefined) =>
    fuzz({ seeds: seeds.csv, run: target }, { runs: 50, seed, longest: 2048, cpu });

  test("tells a crash, a fault and a slow parser", async () => {
    const crash = await run(() => {
      throw new TypeError("here");
    });
    expect(crash.failure?.kind).toBe("crash");
    expect((await run((bytes) => (bytes.length > 20 ? "lost" : undefined))).failure).toMatchObject({
      kind: "fault",
      detail: "lost",
    });
    const slow = await run(() => {
      const end = cpu() + 400_000;
      while (cpu() < end);
      return undefined;
    });
    expect(slow.failure?.kind).toBe("slow");
  });

  test("makes the same files of the same seed, and others of another", () => {
    const made = (number: number) =>
      mutated(makeDice(number), { seeds: seeds.json, tokens, longest: 2048 });
    expect(made(7)).toEqual(made(7));
    expect([1, 2, 3, 4].some((number) => made(number).join() !== made(7).join())).toBe(true);
  });
});
