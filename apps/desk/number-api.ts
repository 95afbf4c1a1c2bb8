/** What is asked of the Desk about numbers. Part of `api.ts`, which hands it on. */
import type { FuzzyTime } from "@honeyguide/domain";

/** A kind of public list that the Desk takes. */
type NumberListKind = "ofcom-s7" | "sms-sites";

/** `GET /v1/numbers/sources`: every import, newest first; those that were replaced as well. */
export interface NumberSourceRow {
  readonly kind: NumberListKind;
  readonly name: string;
  /** The day that the list speaks of. */
  readonly asOf: string | null;
  readonly importedAt: string;
  readonly by: string;
  readonly rows: number;
  /** Rows of the file that were not understood. */
  readonly skipped: number;
  /** Of the file. */
  readonly sha256: string;
  readonly standing: boolean;
}

// POST /v1/numbers/imports BeginImport -> ImportBegun. A list older than the one that stands is refused.
export interface BeginImport {
  readonly kind: NumberListKind;
  readonly name: string;
  readonly sha256: string;
  readonly asOf: string | null;
  readonly rows: number;
  readonly skipped: number;
}
export interface ImportBegun {
  /** Null where this very file stands already: nothing is to be done. */
  readonly id: string | null;
}
// POST /v1/numbers/imports/:id/rows ImportRows -> 204. As many requests as it takes.
export type ImportRows =
  { readonly blocks: readonly BlockCells[] } | { readonly listings: readonly ListingCells[] };
export type BlockCells = readonly [
  prefix: string,
  status: string,
  holder: string,
  digits: number,
  allocatedOn: string | null,
];
export type ListingCells = readonly [number: string, lastSeen: string | null];
// POST /v1/numbers/imports/:id/done {} -> NumberSourceRow. From then on it stands in place of the one before.

/** A number between its ends, and why it is believed. */
interface LiftView {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * `POST /v1/numbers/look-up {number, on?}`: the number file. The number is in the body, so that no
 * address and no log has it. `GET /v1/campaigns/:id/numbers` has one for each number.
 */
export interface NumberView {
  readonly number: string;
  /** By the number plan of its country. */
  readonly type: string;
  /** ISO 3166-1 alpha-2; says nothing of where anybody is. */
  readonly country: string | null;
  /** Of the team's site; a number of another country is foreign. */
  readonly isForeign: boolean;
  /** Why it is called virtual; `range` makes it no more than likely. */
  readonly virtual: "listed" | "type" | "range" | null;
  /** Who was given its block. Not the network of the number. */
  readonly block: {
    readonly prefix: string;
    readonly status: string;
    readonly holder: string;
    readonly allocatedOn: string | null;
    readonly source: NumberSourceName;
  } | null;
  readonly prior: {
    readonly holder: string;
    readonly listed: number;
    readonly allocated: number;
    readonly lift: LiftView;
    readonly isOftenListed: boolean;
  } | null;
  readonly listings: readonly {
    readonly lastSeen: string | null;
    readonly source: NumberSourceName;
  }[];
  readonly uses: readonly NumberUseView[];
  /** Reports that have it and no date. */
  readonly undated: number;
  readonly recycled: {
    readonly id: string;
    readonly from: string;
    readonly by: string;
    readonly at: string;
    readonly reason: string | null;
  } | null;
  /** Where the day of the question lies; today where none was given. */
  readonly on: {
    readonly day: string;
    readonly place: "inside" | "edge" | "before" | "after" | "between" | "recycled" | "no_use";
    readonly gapDays: number | null;
    /** Of numbers like this one, how many still have the same holder after the gap. */
    readonly share: number | null;
    readonly halfLife: { readonly days: number; readonly source: string } | null;
    readonly code: "same_use" | "may_be_someone_else";
  };
}

export interface NumberSourceName {
  readonly name: string;
  readonly asOf: string | null;
}

/** From when to when one sender used it. */
export interface NumberUseView {
  readonly campaignId: string | null;
  readonly campaignName: string | null;
  readonly reports: readonly string[];
  readonly first: FuzzyTime;
  readonly last: FuzzyTime;
  /** `person`: a responder said so. */
  readonly because: "sightings" | "person";
}

/** `GET /v1/campaigns/:id/numbers`. */
export interface CampaignNumbers {
  readonly id: string;
  /** Kinds of list that stand; without any, look-up is off. */
  readonly sources: readonly NumberListKind[];
  readonly numbers: readonly NumberView[];
}

/** `POST /v1/numbers/decide`. Answers with an `UndoLine`. */
export type NumberDecide =
  | {
      readonly kind: "interval";
      readonly number: string;
      readonly campaignId: string;
      readonly first: FuzzyTime;
      readonly last: FuzzyTime;
    }
  | {
      readonly kind: "recycled";
      readonly number: string;
      /** From this day on it may belong to someone else. */
      readonly from: string;
      readonly reason?: string;
    };
