/**
 * How likely two unrelated reports have one value in common. A rare value weighs more than a common
 * one: what is shipped says how common a value of its kind is, and the reports at hand correct it, a
 * Beta prior with the counts of a binomial:
 *
 *   chance = (halvedBy + k) / (halvedBy / share + n)
 *
 * where `n` is the number of reports and `k` how many unrelated ones have the value beside the two.
 * Reports that their wording or another value ties together are one sender's and count once, so that a
 * campaign does not make its own number common.
 */
import { bareHandle } from "./identifiers/handles.ts";
import { domainOf, isTrusted } from "./identifiers/links.ts";
import { foldName, nameShare } from "./names.ts";
import type { IdentifierKind, ReportFacts } from "./report-facts.ts";
import { makeUnion } from "./union.ts";

/** What a value is, as its rarity is estimated. */
type RareKind = IdentifierKind | "name" | "domain" | "bare_handle";

/** One value that two reports have. */
export interface SharedValue {
  readonly kind: RareKind;
  /** A name as it is compared. */
  readonly value: string;
  /** Whether it is, in both, whence they wrote. */
  readonly isSender: boolean;
}

/** What was counted in reports. Plain data; the order of the reports has no influence. */
export interface Rarity {
  /** Reports counted, rounded up to a power of two: one report more moves no weight, but at a doubling. */
  readonly reports: number;
  /** By value, for those that three or more reports have. */
  readonly owners: ReadonlyMap<string, Owners>;
}

/** Who has a value. */
interface Owners {
  /** By id of a report, the group it is in. */
  readonly groupOf: ReadonlyMap<string, number>;
  readonly groups: number;
}

/** What is known before any report is looked at. */
interface Background {
  /** Of unrelated reports, the share that has a given value of this kind. */
  readonly share: number;
  /** So many unrelated reports with one value make it half as telling. */
  readonly halvedBy: number;
}

/**
 * Assumptions, but for names; `docs/evaluation.md` says what each rests on. A service gives a wallet or
 * an account to one holder: that many ask money to it says first of all that the holder is busy. A
 * link or a number that is only written may be anybody's.
 */
const backgrounds: Readonly<Record<Exclude<RareKind, "name" | "display_name">, Background>> = {
  number: { share: 1 / 1_000_000, halvedBy: 4 },
  account: { share: 1 / 2_000_000, halvedBy: 4 },
  lid: { share: 1 / 2_000_000, halvedBy: 4 },
  username: { share: 1 / 1_000_000, halvedBy: 4 },
  handle: { share: 1 / 250_000, halvedBy: 4 },
  bare_handle: { share: 1 / 20_000, halvedBy: 1 },
  email: { share: 1 / 500_000, halvedBy: 4 },
  wallet: { share: 1 / 4_000_000, halvedBy: 32 },
  payment: { share: 1 / 1_000_000, halvedBy: 32 },
  link: { share: 1 / 200_000, halvedBy: 4 },
  domain: { share: 1 / 5_000, halvedBy: 1 },
};
/** Of what somebody wrote from. */
const senderHalvedBy = 1_000;
/** However rare a name is, it alone never links: people take the names of others. */
const rarestName = 1 / 8_000;
/** What a platform's or a shortener's own name says. */
const platformShare = 1 / 2;
/** Bits of a letter of a link's path, and what a path says at most. */
const ownPath = { perLetter: 0.5, most: Math.log2(40) };
const platformPath = { perLetter: 1, most: 10 };
/** Fewer reports than this say nothing of what is common. */
const fewestReports = 64;

/**
 * Count what reports have.
 *
 * @param reports - each once, ascending by id.
 * @param tied - pairs of places in the list that their wording makes one sender's.
 */
export function countRarity(
  reports: readonly ReportFacts[],
  tied: Iterable<readonly [number, number]> = [],
): Rarity {
  const keys = reports.map((report) => new Set(keysOf(report)));
  const owners = new Map<string, number[]>();
  keys.forEach((list, at) => {
    for (const key of list) push(owners, key, at);
  });
  const ties = new Map<number, number[]>();
  for (const [a, b] of tied) push(ties, a, b);
  const counted = new Map<string, Owners>();
  for (const [key, list] of owners) {
    // Two that have a value are the pair itself.
    if (list.length < 3) continue;
    const groups = groupOwners(list, key, keys, ties);
    const groupOf = new Map(list.map((at) => [reports[at]?.id ?? "", groups(at)] as const));
    counted.set(key, { groupOf, groups: new Set(groupOf.values()).size });
  }
  const doublings = Math.ceil(Math.log2(Math.max(fewestReports, reports.length)));
  return { reports: 2 ** doublings, owners: counted };
}

/** How many unrelated reports have a value beside two that have it; `a` and `b` are their ids. */
export function unrelatedOwners(
  { owners }: Rarity,
  { kind, value }: Pick<SharedValue, "kind" | "value">,
  a: string,
  b: string,
): number {
  const found = owners.get(keyOf(kind, value));
  if (found === undefined) return 0;
  const own = new Set([a, b].flatMap((id) => found.groupOf.get(id) ?? []));
  return Math.max(0, found.groups - own.size);
}

/** How likely two unrelated reports have a value in common, from 0 to 1. */
export function chanceOf(rarity: Rarity, shared: SharedValue, unrelated: number): number {
  const { share, halvedBy } = backgroundOf(shared);
  const chance = Math.min(1, (halvedBy + unrelated) / (halvedBy / share + rarity.reports));
  return isName(shared.kind) ? Math.max(rarestName, chance) : chance;
}

/**
 * The owners of a value by group: those that something else ties. What all of them have as well ties
 * nobody: a number and a link that are quoted together are still quoted.
 */
function groupOwners(
  owners: readonly number[],
  own: string,
  keys: readonly ReadonlySet<string>[],
  ties: ReadonlyMap<number, readonly number[]>,
): (at: number) => number {
  const union = makeUnion(owners);
  for (const at of owners) {
    for (const other of ties.get(at) ?? []) if (union.has(other)) union.join(at, other);
  }
  for (const list of sharedAmong(owners, own, keys)) {
    for (const at of list) union.join(at, list[0] ?? at);
  }
  return union.rootOf;
}

/** Of owners of a value, those that have another one in common. */
function sharedAmong(
  owners: readonly number[],
  own: string,
  keys: readonly ReadonlySet<string>[],
): readonly (readonly number[])[] {
  const lists = new Map<string, number[]>();
  for (const at of owners) {
    for (const key of keys[at] ?? []) if (key !== own && doesTie(key)) push(lists, key, at);
  }
  return [...lists.values()].filter(({ length }) => length < owners.length);
}

/** Names, links, and what stands for a part of a value tie nobody. */
function doesTie(key: string): boolean {
  return !/^(?:name|domain|bare_handle|link) /.test(key);
}

function backgroundOf({ kind, value, isSender }: SharedValue): Background {
  if (kind === "name" || kind === "display_name") return { share: nameShare(value), halvedBy: 1 };
  const background = kind === "link" ? pageBackground(value) : backgrounds[kind];
  return isSender ? { ...background, halvedBy: senderHalvedBy } : background;
}

/** A page says more than its domain, and a long path more than a short one. */
function pageBackground(value: string): Background {
  const domain = domainOf(value);
  const letters = Math.max(0, value.length - domain.length - 1);
  const isOwn = isTrusted(domain);
  const { perLetter, most } = isOwn ? ownPath : platformPath;
  const share = isOwn ? backgrounds.domain.share : platformShare;
  const { halvedBy } = isOwn ? backgrounds.link : backgrounds.domain;
  return { share: share * 2 ** -Math.min(most, perLetter * letters), halvedBy };
}

function isName(kind: RareKind): boolean {
  return kind === "name" || kind === "display_name";
}

function keyOf(kind: RareKind, value: string): string {
  return `${isName(kind) ? "name" : kind} ${value}`;
}

function keysOf({ identifiers, names }: ReportFacts): readonly string[] {
  return [
    ...identifiers.flatMap(({ kind, value }) => {
      const key = keyOf(kind, value);
      if (kind === "link") return [key, keyOf("domain", domainOf(value))];
      const isHandle = kind === "handle" || kind === "username";
      return isHandle ? [key, keyOf("bare_handle", bareHandle(value))] : [key];
    }),
    ...names.map((name) => keyOf("name", foldName(name))),
  ];
}

function push<Key>(lists: Map<Key, number[]>, key: Key, value: number): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}
