/**
 * Messages of one kind laid over each other: a list of columns, each a word and where each message
 * has it. Messages are added one by one, the one that has most in common with the others first, each
 * aligned to all before it (progressive alignment; a line through a partial order, Lee et al. 2002).
 */
import type { Token } from "../tokens.ts";
import { areNear } from "./near-words.ts";

/** One word of the profile. */
export interface Column {
  readonly word: string;
  readonly bits: number;
  /** By the number of a message, the place of its token. */
  readonly at: ReadonlyMap<number, number>;
}

// A word that more messages have is worth following before one that few have.
const sharedGain = 0.2;
const mostShared = 3;
/** A misspelt word is worth this share of the word. */
const nearShare = 0.6;

/** How much a word says. */
export type Weigh = (token: Token) => number;

/** Lay messages over each other, in the order given; a message is known by its place in the list. */
export function makeProfile(messages: readonly (readonly Token[])[], weigh: Weigh): Column[] {
  let columns: Column[] = [];
  messages.forEach((tokens, member) => {
    columns = addMessage(columns, tokens, member, weigh);
  });
  return columns;
}

function addMessage(
  columns: readonly Column[],
  tokens: readonly Token[],
  member: number,
  weigh: Weigh,
): Column[] {
  const pairs = new Map(alignTo(columns, tokens).map(([column, token]) => [column, token]));
  const merged: Column[] = [];
  let next = 0;
  const addUntil = (end: number) => {
    for (; next < end; next += 1) {
      const token = tokens[next];
      if (token === undefined) continue;
      merged.push({ word: token.word, bits: weigh(token), at: new Map([[member, next]]) });
    }
  };
  columns.forEach((column, place) => {
    const token = pairs.get(place);
    if (token === undefined) {
      merged.push(column);
      return;
    }
    addUntil(token);
    merged.push({ ...column, at: new Map(column.at).set(member, token) });
    next = token + 1;
  });
  addUntil(tokens.length);
  return merged;
}

/** Places of columns and tokens that belong together, ascending in both. */
export function alignTo(
  columns: readonly Column[],
  tokens: readonly Token[],
): readonly (readonly [number, number])[] {
  const width = tokens.length + 1;
  const best = new Float64Array((columns.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = columns.length - 1; i >= 0; i -= 1) {
    const column = columns[i];
    if (column === undefined) continue;
    const gain = column.bits * (1 + sharedGain * Math.min(mostShared, column.at.size));
    for (let j = tokens.length - 1; j >= 0; j -= 1) {
      const both = gainOf(column.word, tokens[j]?.word ?? "", gain, at(i + 1, j + 1));
      best[i * width + j] = Math.max(at(i + 1, j), at(i, j + 1), both);
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < columns.length && j < tokens.length;) {
    const here = at(i, j);
    if (here === at(i + 1, j)) i += 1;
    else if (here === at(i, j + 1)) j += 1;
    else {
      pairs.push([i, j]);
      i += 1;
      j += 1;
    }
  }
  return pairs;
}

function gainOf(word: string, other: string, gain: number, rest: number): number {
  if (word === other) return gain + rest;
  return areNear(word, other) ? nearShare * gain + rest : 0;
}
