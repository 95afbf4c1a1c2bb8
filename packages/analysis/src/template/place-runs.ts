/** Where one message has the wording: in order, or, where its sentences changed places, elsewhere. */
import { alignTokens } from "../shared-words.ts";
import type { Token } from "../tokens.ts";
import type { Run } from "./find-runs.ts";
import type { Column, Weigh } from "./profile.ts";

/** A run as one message has it: from its first token to its last, both included. */
export interface Placed {
  readonly first: number;
  readonly last: number;
  /** Tokens of the run, by column. */
  readonly tokens: ReadonlyMap<number, number>;
  /** It stands at another place than in the others. */
  readonly isMoved: boolean;
}

/** A message that has less of a run than this does not have it. */
const leastShare = 0.34;
/** So much of a run has to stand together for it to have moved, and it has to say so much. */
const movedShare = 0.6;
const movedBits = 10;

/**
 * For each run where a message has it; undefined where it does not.
 *
 * @param pairs - places of columns and of the message's tokens that belong together.
 */
export function placeRuns(
  columns: readonly Column[],
  runs: readonly Run[],
  tokens: readonly Token[],
  pairs: ReadonlyMap<number, number>,
  weigh: Weigh,
): readonly (Placed | undefined)[] {
  const placed = runs.map((run) => inOrder(columns, run, pairs));
  return placed.map((found, nth) => {
    const run = runs[nth];
    if (found !== undefined || run === undefined || run.bits < movedBits) return found;
    const words = run.columns.map((place) => columns[place]);
    for (const [from, to] of freeStretches(tokens.length, placed)) {
      const moved = elsewhere(words, run, tokens.slice(from, to), weigh);
      if (moved !== undefined) return shift(moved, from);
    }
    return undefined;
  });
}

function inOrder(
  columns: readonly Column[],
  { columns: places, bits }: Run,
  pairs: ReadonlyMap<number, number>,
): Placed | undefined {
  const tokens = new Map<number, number>();
  let own = 0;
  for (const place of places) {
    const token = pairs.get(place);
    if (token === undefined) continue;
    tokens.set(place, token);
    own += columns[place]?.bits ?? 0;
  }
  return own < leastShare * bits ? undefined : toPlaced(tokens, false);
}

function toPlaced(tokens: ReadonlyMap<number, number>, isMoved: boolean): Placed | undefined {
  const all = [...tokens.values()];
  const [first, last] = [Math.min(...all), Math.max(...all)];
  return all.length === 0 ? undefined : { first, last, tokens, isMoved };
}

/** Stretches of tokens that no run has. */
function freeStretches(
  length: number,
  placed: readonly (Placed | undefined)[],
): readonly (readonly [number, number])[] {
  const stretches: (readonly [number, number])[] = [];
  let from = 0;
  for (const one of placed) {
    if (one === undefined) continue;
    if (one.first > from) stretches.push([from, one.first]);
    from = Math.max(from, one.last + 1);
  }
  if (from < length) stretches.push([from, length]);
  return stretches;
}

function elsewhere(
  words: readonly (Column | undefined)[],
  { columns: places, bits }: Run,
  tokens: readonly Token[],
  weigh: Weigh,
): Placed | undefined {
  const wanted = words.map((column) => ({ word: column?.word ?? "", start: 0, end: 0 }));
  const pairs = alignTokens(wanted, tokens, weigh);
  const own = pairs.reduce((sum, [at]) => sum + (words[at]?.bits ?? 0), 0);
  if (own < movedShare * bits) return undefined;
  const found = new Map(pairs.map(([at, token]) => [places[at] ?? 0, token]));
  const moved = toPlaced(found, true);
  const isTogether = moved !== undefined && moved.last - moved.first < 2 * places.length;
  return isTogether ? moved : undefined;
}

function shift({ first, last, tokens, isMoved }: Placed, by: number): Placed {
  const shifted = new Map([...tokens].map(([place, token]) => [place, token + by] as const));
  return { first: first + by, last: last + by, tokens: shifted, isMoved };
}
