/** Files that are nearly right: bytes of good ones, cut, swapped, repeated and lied about. */

/** Numbers from 0 to below 1, the same for the same seed. */
export type Dice = () => number;

/** The dice of a seed (mulberry32). */
export function makeDice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a mutation draws from. */
export interface Stock {
  readonly seeds: readonly Uint8Array[];
  readonly tokens: readonly Uint8Array[];
  readonly longest: number;
}

type Mutation = (bytes: Uint8Array, dice: Dice, stock: Stock) => Uint8Array;

const below = (dice: Dice, limit: number) => Math.floor(dice() * limit);

function pick<T>(dice: Dice, list: readonly T[]): T {
  const found = list[below(dice, list.length)];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
}

function replaced(bytes: Uint8Array, from: number, to: number, by: Uint8Array): Uint8Array {
  const result = new Uint8Array(from + by.length + bytes.length - to);
  result.set(bytes.subarray(0, from));
  result.set(by, from);
  result.set(bytes.subarray(to), from + by.length);
  return result;
}

/** A part of a file, mostly short. */
function part(dice: Dice, length: number): readonly [from: number, to: number] {
  const from = below(dice, length + 1);
  const longest = dice() < 0.7 ? 16 : length;
  return [from, Math.min(length, from + 1 + below(dice, longest + 1))];
}

const numbers = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];

const mutations: readonly Mutation[] = [
  (bytes, dice) => {
    const changed = bytes.slice();
    const at = below(dice, bytes.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << below(dice, 8));
    return changed;
  },
  (bytes, dice) => {
    const changed = bytes.slice();
    changed[below(dice, bytes.length)] = below(dice, 256);
    return changed;
  },
  (bytes, dice) => bytes.slice(0, below(dice, bytes.length + 1)),
  (bytes, dice) => replaced(bytes, ...part(dice, bytes.length), new Uint8Array(0)),
  (bytes, dice) => {
    const [from, to] = part(dice, bytes.length);
    return replaced(bytes, to, to, bytes.subarray(from, to));
  },
  (bytes, dice) => {
    const [from, to] = part(dice, bytes.length);
    const at = below(dice, bytes.length + 1);
    return replaced(bytes, at, at, bytes.subarray(from, to));
  },
  (bytes, dice, { seeds }) => {
    const other = pick(dice, seeds);
    const [from, to] = part(dice, other.length);
    return replaced(bytes, ...part(dice, bytes.length), other.subarray(from, to));
  },
  (bytes, dice, { tokens }) => {
    const at = below(dice, bytes.length + 1);
    return replaced(bytes, at, at, pick(dice, tokens));
  },
  (bytes, dice, { tokens }) => replaced(bytes, ...part(dice, bytes.length), pick(dice, tokens)),
  // One thing many times: what is not linear shows here.
  (bytes, dice, { tokens, longest }) => {
    const [from, to] = part(dice, bytes.length);
    const unit = dice() < 0.5 ? pick(dice, tokens) : bytes.subarray(from, to);
    const times = Math.floor((dice() * longest) / Math.max(1, unit.length) / 2);
    const run = new Uint8Array(unit.length * times);
    for (let index = 0; index < times; index += 1) run.set(unit, index * unit.length);
    return replaced(bytes, from, from, run);
  },
  // A length that lies, in either order of bytes.
  (bytes, dice) => {
    const changed = bytes.slice();
    const width = pick(dice, [1, 2, 4]);
    const at = below(dice, Math.max(1, bytes.length - width));
    const value = pick(dice, numbers);
    const isLittle = dice() < 0.5;
    for (let index = 0; index < width && at + index < changed.length; index += 1) {
      changed[at + index] = value >>> (8 * (isLittle ? index : width - 1 - index));
    }
    return changed;
  },
];

/** One file made of a good one. */
export function mutated(dice: Dice, stock: Stock): Uint8Array {
  let bytes = pick(dice, stock.seeds);
  const times = 1 + below(dice, 6);
  for (let index = 0; index < times; index += 1) {
    if (bytes.length === 0) return bytes;
    bytes = pick(dice, mutations)(bytes, dice, stock).subarray(0, stock.longest);
  }
  return bytes;
}
