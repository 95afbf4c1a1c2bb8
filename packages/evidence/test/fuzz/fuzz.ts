/** Throws mutated files at a parser and reports the first that it does not take rightly. */
import { makeDice, mutated } from "./mutate.ts";
import { tokens } from "./seeds.ts";
import type { Target } from "./targets.ts";

/** What a run is given. */
export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  /** Bytes of the longest input. */
  readonly longest: number;
  /** Microseconds of CPU that this thread has used. */
  readonly cpu: () => number;
  /** Told before each input, for a watchdog. */
  readonly onInput?: (bytes: Uint8Array) => void;
}

/** An input that was not taken rightly. */
interface Failure {
  readonly kind: "crash" | "slow" | "fault";
  readonly detail: string;
  readonly input: Uint8Array;
}

/** What a run gives. */
export interface FuzzResult {
  readonly runs: number;
  readonly bytes: number;
  /** Most CPU microseconds that an input took beyond what its length allows; negative is well. */
  readonly slowest: number;
  readonly failure: Failure | undefined;
}

/** Of an input without length, and of each byte. Far above what is measured, far below a square. */
const allowed = { base: 150_000, perByte: 40 };
const triesOfSlow = 3;

/** Fuzz one parser. */
export async function fuzz(target: Target, options: FuzzOptions): Promise<FuzzResult> {
  const dice = makeDice(options.seed);
  const stock = { seeds: target.seeds, tokens, longest: options.longest };
  let bytes = 0;
  let slowest = Number.NEGATIVE_INFINITY;
  for (let run = 0; run < options.runs; run += 1) {
    const input = mutated(dice, stock);
    bytes += input.length;
    options.onInput?.(input);
    const { failure, over } = await tried(target, input, options.cpu);
    slowest = Math.max(slowest, over);
    if (failure !== undefined) {
      return { runs: run + 1, bytes, slowest, failure: { ...failure, input } };
    }
  }
  return { runs: options.runs, bytes, slowest, failure: undefined };
}

type Fault = Omit<Failure, "input"> | undefined;

/** What is too slow is tried again: a machine with other work makes one input slow, not each time. */
async function tried(
  target: Target,
  input: Uint8Array,
  cpu: () => number,
): Promise<{ failure: Fault; over: number }> {
  let over = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < triesOfSlow && over > 0; attempt += 1) {
    const start = cpu();
    const failure = await faultIn(target, input);
    over = Math.min(over, cpu() - start - allowed.base - allowed.perByte * input.length);
    if (failure !== undefined) return { failure, over };
  }
  const detail = `${String(Math.round(over / 1000))} ms above the bound`;
  return { failure: over > 0 ? { kind: "slow", detail } : undefined, over };
}

async function faultIn(target: Target, input: Uint8Array): Promise<Fault> {
  try {
    const fault = await target.run(input);
    return fault === undefined ? undefined : { kind: "fault", detail: fault };
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: "crash", detail };
  }
}
