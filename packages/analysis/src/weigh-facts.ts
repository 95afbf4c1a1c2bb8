/**
 * Evidence beside the text: numbers, accounts, handles, addresses, links, wallets, payment names and
 * names. Each agreement weighs log2(m / u), how often it occurs between reports of one sender against
 * how often between reports of different senders; `rarity.ts` estimates the latter.
 */
import { bareHandle } from "./identifiers/handles.ts";
import { domainOf, isTrusted } from "./identifiers/links.ts";
import { foldName } from "./names.ts";
import { type KnownNumber, weighSharedNumber } from "./numbers/shared-number.ts";
import { chanceOf, type Rarity, type SharedValue, unrelatedOwners } from "./rarity.ts";
import type { LinkReason } from "./reasons.ts";
import {
  type Identifier,
  type IdentifierKind,
  identifierKinds,
  type ReportFacts,
} from "./report-facts.ts";

/** What is known of numbers beside the reports, by number. */
export type KnownNumbers = ReadonlyMap<string, KnownNumber>;

/** What facts are weighed by, beside the two reports. */
export interface FactScale {
  readonly rarity: Rarity;
  readonly numbers?: KnownNumbers | undefined;
}

interface Pair extends FactScale {
  readonly a: ReportFacts;
  readonly b: ReportFacts;
}

type WeighedKind = Exclude<IdentifierKind, "display_name">;

/** Bits where both wrote from somewhere, and not from the same. Who rotates numbers has many. */
const differs: Readonly<Record<WeighedKind, number>> = {
  number: -0.5,
  account: -0.5,
  lid: -0.5,
  username: -0.5,
  handle: -0.5,
  email: -0.5,
  link: 0,
  wallet: 0,
  payment: 0,
};

/** All of one account: to agree in a second one is to agree in the same thing again. */
const ofOneAccount: ReadonlySet<string> = new Set(["number", "account", "lid", "username"]);

const ordinary: KnownNumber = { isVirtual: false };

/** Reasons from identifiers and names of two reports. */
export function weighFacts(a: ReportFacts, b: ReportFacts, scale: FactScale): LinkReason[] {
  const pair = { a, b, ...scale };
  const reasons = weighedKinds.flatMap((kind) => weighKind(kind, pair) ?? []);
  const handle = weighBareHandles(pair);
  const hasHandle = reasons.some(({ feature, agrees }) => isHandle(feature) && agrees);
  // One name at two networks is no sign of two senders.
  const kept =
    handle === undefined || hasHandle
      ? reasons
      : [...reasons.filter(({ feature }) => !isHandle(feature)), handle];
  return [...oncePerAccount(kept), ...weighNames(pair)];
}

/** Whether two reports share something that can join them by itself. */
export function isIdentifierReason({ agrees, bits, detail }: LinkReason): boolean {
  return agrees && bits >= 15 && (Object.hasOwn(differs, detail.kind) || isMedia(detail.kind));
}

const weighedKinds = identifierKinds.filter((kind): kind is WeighedKind => kind !== "display_name");

function isMedia(kind: string): boolean {
  return kind === "photo" || kind === "file";
}

function isHandle(feature: string): boolean {
  return feature === "handle" || feature === "username";
}

/** A value that both have is counted once for its kind: a second one of a kind is not independent. */
function weighKind(kind: WeighedKind, pair: Pair): LinkReason | undefined {
  const left = pair.a.identifiers.filter((entry) => entry.kind === kind);
  const right = pair.b.identifiers.filter((entry) => entry.kind === kind);
  const values = new Map(right.map((entry) => [entry.value, entry]));
  const agreeing = left.flatMap((one) => {
    const other = values.get(one.value);
    return other === undefined ? [] : [weighValue(one, other, kind, pair)];
  });
  const best = strongest(agreeing);
  if (best !== undefined) return best;
  if (kind === "link") return weighDomains(pair);
  const [a, b] = [firstSender(left), firstSender(right)];
  if (a === undefined || b === undefined || differs[kind] === 0) return undefined;
  const detail = { kind: "identifiers_differ", a, b } as const;
  return { feature: kind, agrees: false, bits: differs[kind], detail };
}

function weighValue(one: Identifier, other: Identifier, kind: WeighedKind, pair: Pair): LinkReason {
  const isSender = one.isWritten !== true && other.isWritten !== true;
  const reason = agree({ kind, value: one.value, isSender }, kind, pair);
  return kind === "number" ? inTime(reason, one, other, pair) : reason;
}

function agree(
  shared: SharedValue & { readonly kind: WeighedKind | "domain" | "bare_handle" },
  feature: WeighedKind,
  { rarity, a, b }: Pair,
): LinkReason {
  const { kind, value } = shared;
  const unrelated = unrelatedOwners(rarity, shared, a.id, b.id);
  const chance = chanceOf(rarity, shared, unrelated);
  const isWritten = !shared.isSender && Object.hasOwn(differs, kind);
  const detail = { kind, value, chance, unrelated, ...(isWritten && { isWritten }) };
  return { feature, agrees: true, bits: -Math.log2(chance), detail };
}

/**
 * A number is one sender's for a time only: the odds that it speaks for are multiplied by the share
 * of such numbers that still have the same holder, and what is left is chance.
 */
function inTime(
  reason: LinkReason,
  one: Identifier,
  other: Identifier,
  { a, b, numbers }: Pair,
): LinkReason {
  const { detail } = reason;
  const [first, second] = [timesOf(one, a), timesOf(other, b)];
  if (detail.kind !== "number" || first === undefined || second === undefined) return reason;
  const known = numbers?.get(detail.value) ?? ordinary;
  const { share, gapDays, because, code } = weighSharedNumber(first, second, known);
  const bits = reason.bits + Math.log2(share + (1 - share) * detail.chance);
  const holder = because === "recycled" ? because : code === "same_use" ? undefined : code;
  return { ...reason, bits, detail: { ...detail, gapDays, ...(holder && { holder }) } };
}

function timesOf(identifier: Identifier, report: ReportFacts): ReportFacts["times"] {
  return identifier.times === undefined ? report.times : identifier.times;
}

/** Another page of one domain. */
function weighDomains(pair: Pair): LinkReason | undefined {
  const right = domainsOf(pair.b);
  const both = domainsOf(pair.a).filter((domain) => right.includes(domain));
  return strongest(
    both.map((value) => agree({ kind: "domain", value, isSender: false }, "link", pair)),
  );
}

function domainsOf({ identifiers }: ReportFacts): readonly string[] {
  return identifiers
    .flatMap(({ kind, value }) => (kind === "link" ? [domainOf(value)] : []))
    .filter(isTrusted);
}

/** One name at two networks, or at one and at an unknown one. */
function weighBareHandles(pair: Pair): LinkReason | undefined {
  const right = bareHandlesOf(pair.b);
  const both = bareHandlesOf(pair.a).filter((name) => right.includes(name));
  return strongest(
    both.map((value) => agree({ kind: "bare_handle", value, isSender: false }, "handle", pair)),
  );
}

function bareHandlesOf({ identifiers }: ReportFacts): readonly string[] {
  return identifiers.flatMap(({ kind, value }) => (isHandle(kind) ? [bareHandle(value)] : []));
}

/** Of what agrees in one account only the strongest counts. */
function oncePerAccount(reasons: readonly LinkReason[]): readonly LinkReason[] {
  const agreeing = reasons.filter(({ feature, agrees }) => agrees && ofOneAccount.has(feature));
  const best = strongest(agreeing);
  return reasons.filter((one) => one === best || !agreeing.includes(one));
}

function strongest(reasons: readonly LinkReason[]): LinkReason | undefined {
  return [...reasons].sort((x, y) => y.bits - x.bits || (valueOf(x) < valueOf(y) ? -1 : 1))[0];
}

function valueOf({ detail }: LinkReason): string {
  return "value" in detail ? detail.value : "";
}

function firstSender(identifiers: readonly Identifier[]): string | undefined {
  return identifiers
    .filter(({ isWritten }) => isWritten !== true)
    .map(({ value }) => value)
    .sort()[0];
}

/** Of two reports of one sender about half name a different persona or none. */
const keptName = 0.5;
const differentNameBits = -1;

function weighNames(pair: Pair): LinkReason[] {
  const pairs = pair.a.names.flatMap((left) => pair.b.names.map((right) => [left, right] as const));
  const [first] = pairs;
  if (first === undefined) return [];
  const agreeing = pairs
    .filter(([left, right]) => foldName(left) === foldName(right))
    .map(([left, right]) => sameName(left, right, pair))
    .sort((x, y) => y.bits - x.bits);
  const [best] = agreeing;
  if (best !== undefined) return [best];
  const [left, right] = first;
  const detail = { kind: "name", a: left, b: right, chance: 1, unrelated: 0 } as const;
  return [{ feature: "name", agrees: false, bits: differentNameBits, detail }];
}

function sameName(left: string, right: string, { rarity, a, b }: Pair): LinkReason {
  const shared = { kind: "name", value: foldName(left), isSender: false } as const;
  const unrelated = unrelatedOwners(rarity, shared, a.id, b.id);
  const chance = chanceOf(rarity, shared, unrelated);
  const detail = { kind: "name", a: left, b: right, chance, unrelated } as const;
  return { feature: "name", agrees: true, bits: Math.log2(keptName / chance), detail };
}
