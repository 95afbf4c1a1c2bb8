/**
 * Evidence beside the text: numbers, accounts, handles, addresses, links, wallets, payment names
 * and names. Each agreement weighs log2(m / u), how often it occurs between reports of one sender against how often between
 * reports of different senders.
 */
import { type KnownNumber, weighSharedNumber } from "./numbers/shared-number.ts";
import type { LinkReason } from "./reasons.ts";
import {
  type Identifier,
  type IdentifierKind,
  identifierKinds,
  type ReportFacts,
} from "./report-facts.ts";

/** How likely two unrelated reports have the same value, and related reports different ones. */
const chances: Readonly<Record<IdentifierKind, { same: number; differs: number }>> = {
  number: { same: 1 / 1_000_000, differs: -0.5 },
  account: { same: 1 / 2_000_000, differs: -0.5 },
  handle: { same: 1 / 250_000, differs: -0.5 },
  email: { same: 1 / 500_000, differs: -0.5 },
  link: { same: 1 / 200_000, differs: 0 },
  wallet: { same: 1 / 4_000_000, differs: 0 },
  payment: { same: 1 / 1_000_000, differs: 0 },
};

// Hosts on which many senders meet: the same host alone says next to nothing.
const sharedHosts =
  /^(?:[\w-]+\.)*(?:facebook|instagram|youtube|youtu|twitter|x|whatsapp|wa|t|tiktok|google|goo|bbc|wikipedia|linkedin|snapchat|reddit|amazon|apple|microsoft|bit|tinyurl|spotify|eventbrite|zoom|theguardian|gov|parliament)\.(?:com|co\.uk|org|me|be|gl|ly|uk|us)$/;

/** What is known of numbers beside the reports, by number. */
export type KnownNumbers = ReadonlyMap<string, KnownNumber>;

/** Reasons from identifiers and names of two reports. */
export function weighFacts(
  a: ReportFacts,
  b: ReportFacts,
  known: KnownNumbers = new Map(),
): LinkReason[] {
  const identifiers = weighIdentifiers(a.identifiers, b.identifiers).map((reason) =>
    reason.detail.kind === "number" ? inTime(reason, a, b, known) : reason,
  );
  return [...identifiers, ...weighNames(a.names, b.names)];
}

/**
 * A number is one sender's for a time only: the odds that it speaks for are multiplied by the share
 * of such numbers that still have the same holder, and what is left is chance.
 */
function inTime(
  reason: LinkReason,
  a: ReportFacts,
  b: ReportFacts,
  known: KnownNumbers,
): LinkReason {
  const { detail } = reason;
  if (detail.kind !== "number" || a.times === undefined || b.times === undefined) return reason;
  const options = known.get(detail.value) ?? { isVirtual: false };
  const { share, gapDays, because, code } = weighSharedNumber(a.times, b.times, options);
  const bits = reason.bits + Math.log2(share + (1 - share) * detail.chance);
  const holder = because === "recycled" ? because : code === "same_use" ? undefined : code;
  return { ...reason, bits, detail: { ...detail, gapDays, ...(holder && { holder }) } };
}

/** A value that both have is counted once for its kind: a second one of a kind is not independent. */
function weighIdentifiers(a: readonly Identifier[], b: readonly Identifier[]): LinkReason[] {
  const reasons: LinkReason[] = [];
  for (const kind of identifierKinds) {
    const left = valuesOf(a, kind);
    const right = valuesOf(b, kind);
    const value = strongest(
      kind,
      left.filter((entry) => right.includes(entry)),
    );
    if (value !== undefined) {
      const chance = chanceOf(kind, value);
      const detail = { kind, value, chance };
      reasons.push({ feature: kind, agrees: true, bits: -Math.log2(chance), detail });
    } else if (left[0] !== undefined && right[0] !== undefined && chances[kind].differs < 0) {
      const detail = { kind: "identifiers_differ", a: left[0], b: right[0] } as const;
      reasons.push({ feature: kind, agrees: false, bits: chances[kind].differs, detail });
    }
  }
  return reasons;
}

function valuesOf(identifiers: readonly Identifier[], kind: IdentifierKind): readonly string[] {
  const values = identifiers.filter((entry) => entry.kind === kind).map(({ value }) => value);
  return [...new Set(values)].sort();
}

function strongest(kind: IdentifierKind, values: readonly string[]): string | undefined {
  return [...values].sort((x, y) => chanceOf(kind, x) - chanceOf(kind, y) || (x < y ? -1 : 1))[0];
}

function chanceOf(kind: IdentifierKind, value: string): number {
  if (kind !== "link") return chances[kind].same;
  const [host = "", ...path] = value.split("/");
  if (sharedHosts.test(host)) return path.length === 0 ? 1 / 2 : 1 / 2_000;
  return path.length === 0 ? 1 / 20_000 : chances.link.same;
}

/** Whether two reports share something that can join them by itself. */
export function isIdentifierReason({ agrees, bits, detail }: LinkReason): boolean {
  return agrees && bits >= 15 && (detail.kind in chances || isMedia(detail.kind));
}

function isMedia(kind: string): boolean {
  return kind === "photo" || kind === "file";
}

// Of two unrelated senders, one pair in about 300 uses the same first name; of two reports of one
// sender about half name a different persona or none.
const sameName = 1 / 300;
const differentNameBits = -1;

function weighNames(a: readonly string[], b: readonly string[]): LinkReason[] {
  const pairs = a.flatMap((left) => b.map((right) => [left, right] as const));
  const [first] = pairs;
  if (first === undefined) return [];
  const same = pairs.find(([left, right]) => foldName(left) === foldName(right));
  const [left, right] = same ?? first;
  const agrees = same !== undefined;
  const bits = agrees ? Math.log2(0.5 / sameName) : differentNameBits;
  const detail = { kind: "name", a: left, b: right, chance: sameName } as const;
  return [{ feature: "name", agrees, bits, detail }];
}

/** A name as it is compared. */
function foldName(name: string): string {
  return name
    .normalize("NFKC")
    .toLocaleLowerCase("und")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
