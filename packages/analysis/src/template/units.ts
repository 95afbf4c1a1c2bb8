/**
 * Which messages of a campaign say the same: kinds of message, each laid out by itself. Messages with
 * the same words count once, so that one more copy moves no border.
 */
import { alignTokens } from "../shared-words.ts";
import type { Token } from "../tokens.ts";
import { makeProfile, type Weigh } from "./profile.ts";

/** One message of one report. */
export interface Entry {
  readonly report: string;
  readonly message: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Where it stands among the report's messages: 0 for the first, 1 for the last. */
  readonly place: number;
}

/** Messages with the same words. */
export interface Unit {
  readonly words: string;
  readonly tokens: readonly Token[];
  readonly entries: readonly Entry[];
}

/** Messages that say the same, in more than one report, each report at most once. */
export type Kind = readonly Unit[];

// Two messages of reports that are known to belong together need this much in common to stand in
// one column, and this share of the smaller one.
const columnBits = 20;
const columnShare = 0.3;
/** So many different messages are put into kinds by pairs, and so many of one kind are laid out. */
const mostGrouped = 192;
export const mostCompared = 96;
/** Words that so many of a kind have say whether another message is of it. */
const wordingShare = 0.34;

/**
 * Messages by their words, in an order that has nothing to do with them: the first of them stay the
 * first when a report is added, but for the new one.
 */
export function makeUnits(entries: readonly Entry[]): readonly Unit[] {
  const units = new Map<string, Entry[]>();
  for (const entry of entries) {
    const words = entry.tokens.map(({ word }) => word).join(" ");
    const known = units.get(words);
    if (known === undefined) units.set(words, [entry]);
    else known.push(entry);
  }
  return [...units]
    .map(([words, list]) => ({ words, tokens: list[0]?.tokens ?? [], entries: list }))
    .map((unit) => ({ unit, rank: rankOf(unit.words) }))
    .sort((x, y) => x.rank - y.rank || (x.unit.words < y.unit.words ? -1 : 1))
    .map(({ unit }) => unit);
}

/** A number that says nothing of the words: the first of a list by it are a sample (FNV-1a). */
function rankOf(words: string): number {
  let rank = 0x811c9dc5;
  for (let at = 0; at < words.length; at += 1) {
    rank = Math.imul(rank ^ words.charCodeAt(at), 0x01000193) >>> 0;
  }
  return rank;
}

/** What two messages have in common, in bits, or 0 where they do not say the same. */
export function commonBits(a: readonly Token[], b: readonly Token[], weigh: Weigh): number {
  const common = alignTokens(a, b, weigh).reduce((sum, [at]) => sum + bitsOf(a, weigh, at), 0);
  const smaller = Math.min(sumBits(a, weigh), sumBits(b, weigh));
  return isSame(common, smaller) ? common : 0;
}

/** Whether so much in common is enough for messages that say so much. */
function isSame(common: number, own: number): boolean {
  return common >= columnBits && common >= columnShare * own;
}

/** All that a message says. */
export function sumBits(tokens: readonly Token[], weigh: Weigh): number {
  return tokens.reduce((sum, token) => sum + weigh(token), 0);
}

function bitsOf(tokens: readonly Token[], weigh: Weigh, at: number): number {
  const token = tokens[at];
  return token === undefined ? 0 : weigh(token);
}

/**
 * Messages that say the same, together. Of many, some are compared with each other, and the others
 * with what those have in common: the work grows with their number, not with its square.
 */
export function makeKinds(units: readonly Unit[], weigh: Weigh): readonly Kind[] {
  const kinds = groupPairs(units.slice(0, mostGrouped), weigh);
  const rest = units.slice(mostGrouped);
  if (rest.length === 0) return kinds;
  const wordings = kinds.map((kind) => wordingOf(kind.slice(0, mostCompared), weigh));
  const more = kinds.map((kind) => [...kind]);
  for (const unit of rest) {
    let [best, most] = [-1, 0];
    wordings.forEach((wording, nth) => {
      const common = commonBits(wording, unit.tokens, weigh);
      if (common > most) [best, most] = [nth, common];
    });
    more[best]?.push(unit);
  }
  return more;
}

/** The words that many of them have. */
function wordingOf(kind: Kind, weigh: Weigh): readonly Token[] {
  const columns = makeProfile(
    kind.map(({ tokens }) => tokens),
    weigh,
  );
  return columns
    .filter(({ at }) => at.size >= wordingShare * kind.length)
    .map(({ word }) => ({ word, start: 0, end: 0 }));
}

/** Those that have most in common come together first. */
function groupPairs(units: readonly Unit[], weigh: Weigh): readonly Kind[] {
  const pairs: { x: number; y: number; common: number }[] = [];
  units.forEach((unit, x) => {
    for (let y = x + 1; y < units.length; y += 1) {
      const common = commonBits(unit.tokens, units[y]?.tokens ?? [], weigh);
      if (common > 0) pairs.push({ x, y, common });
    }
  });
  pairs.sort((p, q) => q.common - p.common || p.x - q.x || p.y - q.y);
  const groups = units.map((unit, at) => ({ members: [at], reports: reportsOf([unit]) }));
  for (const { x, y } of pairs) {
    const [left, right] = [groups[x], groups[y]];
    if (left === undefined || right === undefined || left === right) continue;
    if (sharesReports(left.reports, right.reports)) continue;
    left.members.push(...right.members);
    for (const report of right.reports) left.reports.add(report);
    for (const member of right.members) groups[member] = left;
  }
  return [...new Set(groups)]
    .filter(({ reports }) => reports.size > 1)
    .map(({ members }) => members.sort((a, b) => a - b).flatMap((at) => units[at] ?? []));
}

/** Whether a report that has one of them usually has the other too: then they say different things. */
function sharesReports(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  const both = [...right].filter((report) => left.has(report)).length;
  return 2 * both >= Math.min(left.size, right.size);
}

/** Which reports have one of these. */
function reportsOf(units: readonly Unit[]): Set<string> {
  return new Set(units.flatMap(({ entries }) => entries.map(({ report }) => report)));
}
