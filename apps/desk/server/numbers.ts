/**
 * What the Desk knows of numbers beside its reports: the public lists that stand, what they say of
 * range holders, and what people decided. Lists are large and change seldom, so that what is counted
 * from them is kept until the next import.
 */
import {
  countHolders,
  type HolderPrior,
  type NumberBlock,
  type NumberListing,
  type NumberSource,
} from "@honeyguide/analysis";
import type { PhoneNumber } from "@honeyguide/domain";
import {
  type DeskDatabase,
  type NumberSourceTable,
  selectBlocks,
  selectListingsFrom,
  selectNumberDecisions,
  selectNumberSources,
} from "@honeyguide/store/desk";
import type { Selectable } from "kysely";

import type { NumberDecideBody } from "./number-body.ts";
import { places } from "./places.ts";
import type { Vault } from "./vault.ts";

/** An import, as the database has it. */
export type SourceRow = Selectable<NumberSourceTable>;

/** A decision about a number that stands. */
export interface NumberDecision {
  readonly id: string;
  readonly responder: string;
  readonly at: string;
  readonly body: NumberDecideBody;
}

export interface Numbers {
  /** Imports that came to their end, newest first. */
  readonly sources: () => readonly SourceRow[];
  /** In the order in which they were made. */
  readonly decisions: () => readonly NumberDecision[];
  /** Of all range holders; empty without both kinds of list. */
  readonly priors: () => Promise<readonly HolderPrior[]>;
  /** Rows of the lists that stand, of all numbers that begin as this one does. */
  readonly around: (number: PhoneNumber) => Promise<readonly NumberSource[]>;
  /** After an import or a decision. */
  readonly refresh: () => Promise<void>;
}

/** The last digits are not said when a number is looked up: the answer holds up to ten thousand. */
const digitsKept = 4;
/** Listings that a range holder can be known of: those of the plan that blocks are of. */
const planOfBlocks = "+447";

/** Read what stands. */
export async function openNumbers(db: DeskDatabase, vault: Vault): Promise<Numbers> {
  let sources: readonly SourceRow[] = [];
  let decisions: readonly NumberDecision[] = [];
  let counted: Promise<Counted> | undefined;
  const refresh = async () => {
    const before = standing(sources);
    const all = await selectNumberSources(db).execute();
    sources = all.filter(({ state }) => state !== "coming");
    decisions = await readNumberDecisions(db, vault);
    if (standing(sources) !== before) counted = undefined;
  };
  const count = () => {
    const running = (counted ??= countLists(db));
    // What failed is tried again by whoever asks next.
    running.catch(() => (counted = undefined));
    return running;
  };
  await refresh();
  return {
    sources: () => sources,
    decisions: () => decisions,
    priors: async () => (await count()).priors,
    around: async (number) => {
      const { blocks } = await count();
      const near = await selectListingsFrom(db, number.slice(0, -digitsKept)).execute();
      return sources
        .filter(({ state }) => state === "standing")
        .map(({ id, kind, name, as_of: asOf }): NumberSource => {
          if (kind === "ofcom-s7") return { kind, name, asOf, blocks: blocks.get(id) ?? [] };
          const rows = near.filter(({ source_id }) => source_id === id);
          return { kind, name, asOf, listings: rows.map(toListing) };
        });
    },
    refresh,
  };
}

interface Counted {
  readonly priors: readonly HolderPrior[];
  readonly blocks: ReadonlyMap<string, readonly NumberBlock[]>;
}

async function countLists(db: DeskDatabase): Promise<Counted> {
  const rows = await selectBlocks(db).execute();
  const blocks = new Map<string, NumberBlock[]>();
  for (const row of rows) {
    const list = blocks.get(row.source_id) ?? [];
    blocks.set(row.source_id, list);
    list.push({
      prefix: row.prefix,
      status: row.status as NumberBlock["status"],
      holder: row.holder,
      digits: row.digits,
      allocatedOn: row.allocated_on,
    });
  }
  const listings = await selectListingsFrom(db, planOfBlocks).execute();
  // A number on two lists is one number.
  const distinct = new Map(listings.map((row) => [row.number, toListing(row)]));
  const newest = blocks.values().next().value ?? [];
  const hasBoth = newest.length > 0 && distinct.size > 0;
  const priors = hasBoth ? countHolders(newest, [...distinct.values()]).holders : [];
  return { priors, blocks };
}

function toListing(row: { readonly number: string; readonly last_seen: string | null }) {
  const listing: NumberListing = { number: row.number as PhoneNumber, lastSeen: row.last_seen };
  return listing;
}

function standing(sources: readonly SourceRow[]): string {
  return sources.flatMap(({ id, state }) => (state === "standing" ? id : [])).join(" ");
}

async function readNumberDecisions(
  db: DeskDatabase,
  vault: Vault,
): Promise<readonly NumberDecision[]> {
  const rows = await selectNumberDecisions(db).execute();
  return rows.map(({ id, responder, at, body }) => ({
    ...{ id, responder, at },
    body: vault.open(places.numberDecision(id), body),
  }));
}
