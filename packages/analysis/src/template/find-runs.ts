/**
 * Which columns of a profile are wording: enough of the messages have the word, and what the rest
 * have is nothing, not something else. Wording with nothing between is one run.
 */
import type { Column } from "./profile.ts";

/** Columns that belong to one piece of wording, by their places in the profile. */
export interface Run {
  readonly columns: readonly number[];
  readonly bits: number;
}

/** So many messages have a word of the wording. */
const neededShare = 0.6;
/** So many have it that another word in its place is a slip. */
const steadyShare = 0.8;
/** Where so many messages put something in between, there is a slot. */
const openShare = 0.34;
/** A run of words with less than this is chance, and part of the slot around it. */
const fixedBits = 5;

/** The wording of `count` messages. */
export function findRuns(columns: readonly Column[], count: number): readonly Run[] {
  const needed = Math.max(2, Math.ceil(neededShare * count));
  const often = columns.flatMap(({ at }, place) => (at.size >= needed ? [place] : []));
  const fixed = often.filter((place, nth) => {
    const around = [(often[nth - 1] ?? -1) + 1, often[nth + 1] ?? columns.length] as const;
    return !isContested(columns, place, around, count);
  });
  const runs: number[][] = [];
  for (const place of fixed) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run === undefined || last === undefined || isOpen(columns, last, place)) runs.push([place]);
    else run.push(place);
  }
  return runs
    .map((places) => ({ columns: places, bits: bitsOf(columns, places) }))
    .filter(({ bits }) => bits >= fixedBits);
}

function bitsOf(columns: readonly Column[], places: readonly number[]): number {
  return places.reduce((sum, place) => sum + (columns[place]?.bits ?? 0), 0);
}

/** Whether half of those without the word have something else in its place. */
function isContested(
  columns: readonly Column[],
  place: number,
  [from, to]: readonly [number, number],
  count: number,
): boolean {
  const own = columns[place]?.at;
  if (own === undefined || own.size >= steadyShare * count) return false;
  const others = new Set<number>();
  for (const { at } of columns.slice(from, to)) {
    for (const member of at.keys()) if (!own.has(member)) others.add(member);
  }
  return others.size > 0 && 2 * others.size >= count - own.size;
}

/** Whether enough messages have something between two words of the wording. */
function isOpen(columns: readonly Column[], left: number, right: number): boolean {
  const [before, behind] = [columns[left]?.at, columns[right]?.at];
  let both = 0;
  let apart = 0;
  for (const [member, place] of before ?? []) {
    const next = behind?.get(member);
    if (next === undefined) continue;
    both += 1;
    if (next > place + 1) apart += 1;
  }
  return both === 0 || apart >= openShare * both;
}
