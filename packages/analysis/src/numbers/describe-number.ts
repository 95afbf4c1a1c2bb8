/**
 * The number file: what can be said of a number from public lists and from our own reports. Each
 * statement has its source and its day. None of it says who holds the number now.
 */
import type { PhoneNumber } from "@honeyguide/domain";
import type { NumberType } from "@honeyguide/domain/number-type";

import { makeBlockIndex } from "./block-index.ts";
import { type HolderPrior, isOftenListed } from "./holder-priors.ts";
import { type NumberAgreement, numberAgreement } from "./number-agreement.ts";
import type { NumberBlock } from "./number-blocks.ts";
import type { NumberListing } from "./number-listing.ts";
import {
  type NumberSighting,
  type NumberUse,
  type PlaceOfDay,
  placeOfDay,
  type SetInterval,
  usesOf,
} from "./number-uses.ts";

/** Of an imported list: its name, and the day that it speaks of. */
export interface SourceName {
  readonly name: string;
  readonly asOf: string | null;
}

/** Rows of imported lists, as far as they concern the number. */
export type NumberSource = SourceName &
  (
    | { readonly kind: "ofcom-s7"; readonly blocks: readonly NumberBlock[] }
    | { readonly kind: "sms-sites"; readonly listings: readonly NumberListing[] }
  );

export interface NumberQuestion {
  readonly type: NumberType;
  /** `YYYY-MM-DD`. */
  readonly on?: string;
  readonly sources: readonly NumberSource[];
  readonly sightings: readonly NumberSighting[];
  readonly intervals?: readonly SetInterval[];
  /** The earliest day that a responder gave. */
  readonly recycledFrom?: string | null;
  /** Of the holders of blocks in `sources`. */
  readonly priors?: readonly HolderPrior[];
  /** See `numberAgreement`. */
  readonly halfLifeDays?: number;
}

/**
 * Why a number is called virtual. `listed`: it was on a public page for receiving text messages.
 * `type`: the number plan has it for calls over the internet. `range`: its range holder's numbers
 * are on such pages far more often than others, which makes it no more than likely.
 */
export type VirtualBecause = "listed" | "type" | "range";

export interface NumberFile {
  readonly number: PhoneNumber;
  readonly type: NumberType;
  readonly virtual: VirtualBecause | null;
  readonly block: (NumberBlock & { readonly source: SourceName }) | null;
  readonly prior: HolderPrior | null;
  /** The newest sighting first. */
  readonly listings: readonly { readonly lastSeen: string | null; readonly source: SourceName }[];
  readonly uses: readonly NumberUse[];
  /** Reports that have it and no date. */
  readonly undated: number;
  readonly recycledFrom: string | null;
  readonly on: OnDay | null;
}

export interface OnDay extends PlaceOfDay {
  readonly day: string;
  /** Across the gap; null inside an interval, and where there is none. */
  readonly agreement: NumberAgreement | null;
  /** Whatever is not inside an interval may be someone else's. */
  readonly code: NumberAgreement["code"];
}

/** What is known of a number, and what that means for a day. */
export function describeNumber(number: PhoneNumber, question: NumberQuestion): NumberFile {
  const { type, on, sources, sightings, intervals = [], recycledFrom = null } = question;
  const block = findBlock(number, sources);
  const prior = question.priors?.find(({ holder }) => holder === block?.holder) ?? null;
  const listings = findListings(number, sources);
  const virtual = whyVirtual(type, listings.length > 0, prior);
  const uses = usesOf(sightings, intervals);
  return {
    number,
    type,
    virtual,
    block,
    prior: block?.status === "allocated" ? prior : null,
    listings,
    uses,
    undated: sightings.filter(({ times }) => times === null).length,
    recycledFrom,
    on: on === undefined ? null : onDay(on, uses, virtual !== null, question),
  };
}

function onDay(
  day: string,
  uses: readonly NumberUse[],
  isVirtual: boolean,
  { recycledFrom = null, halfLifeDays }: NumberQuestion,
): OnDay {
  const { place, gapDays } = placeOfDay(uses, day, recycledFrom);
  const isInside = place === "inside" || place === "edge";
  const options = { isVirtual, ...(halfLifeDays !== undefined && { halfLifeDays }) };
  return {
    day,
    place,
    gapDays,
    agreement: isInside || gapDays === null ? null : numberAgreement(gapDays, options),
    code: isInside ? "same_use" : "may_be_someone_else",
  };
}

function whyVirtual(
  type: NumberType,
  isListed: boolean,
  prior: HolderPrior | null,
): VirtualBecause | null {
  if (isListed) return "listed";
  if (type === "voip") return "type";
  return prior !== null && isOftenListed(prior) ? "range" : null;
}

/** The block of the newest list that has one. */
function findBlock(number: PhoneNumber, sources: readonly NumberSource[]): NumberFile["block"] {
  const found = sources.flatMap((source) => {
    const block =
      source.kind === "ofcom-s7" ? makeBlockIndex(source.blocks).find(number) : undefined;
    return block === undefined ? [] : [{ ...block, source: nameOf(source) }];
  });
  return found.sort((a, b) => newest(a.source.asOf, b.source.asOf))[0] ?? null;
}

function findListings(
  number: PhoneNumber,
  sources: readonly NumberSource[],
): NumberFile["listings"] {
  return sources
    .flatMap((source) =>
      source.kind === "sms-sites"
        ? source.listings
            .filter((listing) => listing.number === number)
            .map(({ lastSeen }) => ({ lastSeen, source: nameOf(source) }))
        : [],
    )
    .sort((a, b) => newest(a.lastSeen, b.lastSeen));
}

function nameOf({ name, asOf }: SourceName): SourceName {
  return { name, asOf };
}

function newest(a: string | null, b: string | null): number {
  return (b ?? "").localeCompare(a ?? "", "en");
}
