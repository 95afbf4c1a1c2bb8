/**
 * Linking: the open reports, compared; the groups, as campaigns with names that stay.
 *
 * The engine is a pure function of reports and decisions. This is its memory: it runs the engine
 * when something changed, writes down who is in which campaign, and answers from the last result.
 */
import { randomUUID } from "node:crypto";

import {
  type Campaign,
  type KnownNumber,
  type Link,
  type OperationTie,
} from "@honeyguide/analysis";
import type { MailboxId } from "@honeyguide/domain";
import {
  type DeskDatabase,
  deleteMembers,
  insertCampaign,
  selectCampaigns,
  selectMembers,
  upsertMembers,
} from "@honeyguide/store/desk";

import type { Act, Audit } from "./audit.ts";
import { assignCampaigns, type Assigned } from "./campaign-groups.ts";
import { nameCampaign } from "./campaign-name.ts";
import type { Case, Corpus } from "./corpus.ts";
import type { World } from "./blinding.ts";
import { type CandidateIndex, openCandidateIndex } from "./candidate-index.ts";
import { readDecisions, type StandingDecision, toConstraints } from "./decisions.ts";
import type { AddMeanings } from "./meanings.ts";
import { places } from "./places.ts";
import type { Vault } from "./vault.ts";
import { words } from "./words.ts";

export interface LinkerDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  /** 32 bytes. */
  readonly dataKey: Uint8Array;
  readonly audit: Audit;
  readonly corpus: Corpus;
  readonly now: () => Date;
  readonly addMeanings: AddMeanings;
  /** What is known of numbers beside the reports. */
  readonly knownNumbers: () => ReadonlyMap<string, KnownNumber>;
}

/** A campaign with at least one report in it. */
export interface LiveCampaign {
  readonly id: string;
  readonly name: string;
  /** In the order of their numbers. */
  readonly members: readonly Case[];
  /** What the engine says of it; null for a campaign of one. */
  readonly found: Campaign | null;
}

/** The state of linking after the last run. */
export interface LinkState {
  readonly campaigns: ReadonlyMap<string, LiveCampaign>;
  readonly memberOf: ReadonlyMap<string, LiveCampaign>;
  /** All links and suggestions of a report, strongest first. */
  readonly linksOf: ReadonlyMap<string, readonly Link[]>;
  /** Campaigns that share a number, an account, a photo …; `a` and `b` are reports, one of each. */
  readonly ties: readonly OperationTie[];
  readonly decisions: readonly StandingDecision[];
  /** What was known of numbers when the reports were compared. */
  readonly numbers: ReadonlyMap<string, KnownNumber>;
}

export interface Linker {
  readonly state: () => LinkState;
  /** Compare again and write down what changed. Runs alone: the caller holds the turn. */
  readonly relink: () => Promise<LinkState>;
}

/** A linker over the open reports; it has compared them once when this resolves. */
export async function openLinker(deps: LinkerDeps): Promise<Linker> {
  let state: LinkState | undefined;
  const index = await openCandidateIndex(deps.db, deps.dataKey);
  const relink = async () => (state = await compare(deps, index));
  const first = await relink();
  return { state: () => state ?? first, relink };
}

async function compare(deps: LinkerDeps, index: CandidateIndex): Promise<LinkState> {
  const { db, vault, audit, corpus, now, addMeanings, knownNumbers } = deps;
  const cases = new Map(
    corpus
      .cases()
      .filter(isCompared)
      .map((entry) => [entry.id, entry]),
  );
  const isThere = (id: MailboxId) => cases.has(id);
  const decisions = await readDecisions(db, vault);
  const constraints = toConstraints(decisions, isThere);
  const numbers = knownNumbers();
  const known = [...cases.values()].flatMap((entry) => entry.facts ?? []);
  const facts = await addMeanings(known);
  await index.update(
    known.map((one, at) => ({
      world: worldOf(cases.get(one.id as MailboxId)),
      known: one,
      facts: facts[at] ?? one,
    })),
  );
  const worlds = Object.values(index.memories).map((memory) =>
    memory.link({ decisions: constraints, numbers }),
  );
  const found = worlds.flatMap(({ campaigns }) => campaigns);

  const rows = await selectCampaigns(db).execute();
  const before = new Map(
    (await selectMembers(db).execute()).map((row) => [row.mailbox_id, row.campaign_id]),
  );
  const groups = found.map(({ ids }) => ids as readonly MailboxId[]);
  const assigned = assignCampaigns(groups, rows, before, isThere);
  const names = new Map(rows.map(({ id, name }) => [id, vault.open(places.campaign(id), name)]));

  const campaigns = new Map<string, LiveCampaign>();
  const moves = makeMoves(before);
  for (const group of assigned) {
    const members = membersOf(group, cases);
    const id = group.campaign ?? randomUUID();
    const name = names.get(id) ?? nameCampaign(members, [...names.values()]);
    if (!names.has(id)) moves.started.push({ id, name });
    names.set(id, name);
    moves.place(id, members);
    const first = members[0]?.id ?? "";
    const engine = found.find(({ ids }) => ids.includes(first)) ?? null;
    campaigns.set(id, { id, name, members, found: engine });
  }
  moves.leave([...campaigns.values()].flatMap(({ members }) => members.map(({ id }) => id)));
  await keepMoves({ db, vault, audit, now }, moves, (id) => corpus.find(id)?.label ?? null);
  return {
    campaigns,
    memberOf: new Map(
      [...campaigns.values()].flatMap((entry) => entry.members.map(({ id }) => [id, entry])),
    ),
    linksOf: byReport(worlds.flatMap(({ links, suggestions }) => [...links, ...suggestions])),
    ties: worlds.flatMap(({ operations }) => operations.flatMap(({ ties }) => ties)),
    decisions,
    numbers,
  };
}

/** What is not ours, or was taken back, does not speak for or against a link. */
function isCompared({ row, facts }: Case): boolean {
  return facts !== null && row.state === "opened" && row.outcome !== "not_ours";
}

/** The practice case is never compared with anything real. */
function worldOf(entry: Case | undefined): World {
  return entry?.row.drill === true ? "practice" : "real";
}

function membersOf(group: Assigned, cases: ReadonlyMap<MailboxId, Case>): readonly Case[] {
  return group.ids
    .flatMap((id) => cases.get(id) ?? [])
    .sort((a, b) => a.row.ordinal - b.row.ordinal);
}

interface Moves {
  readonly started: { readonly id: string; readonly name: string }[];
  readonly joined: Map<string, MailboxId[]>;
  readonly left: MailboxId[];
  readonly place: (campaign: string, members: readonly Case[]) => void;
  readonly leave: (placed: readonly MailboxId[]) => void;
}

function makeMoves(before: ReadonlyMap<MailboxId, string>): Moves {
  const joined = new Map<string, MailboxId[]>();
  const left: MailboxId[] = [];
  return {
    started: [],
    joined,
    left,
    place(campaign, members) {
      const ids = members.map(({ id }) => id).filter((id) => before.get(id) !== campaign);
      if (ids.length > 0) joined.set(campaign, ids);
    },
    leave(placed) {
      const still = new Set(placed);
      left.push(...[...before.keys()].filter((id) => !still.has(id)));
    },
  };
}

async function keepMoves(
  { db, vault, audit, now }: Pick<LinkerDeps, "db" | "vault" | "audit" | "now">,
  { started, joined, left }: Moves,
  labelOf: (id: MailboxId) => string | null,
): Promise<void> {
  if (started.length === 0 && joined.size === 0 && left.length === 0) return;
  const act = (name: string, id: MailboxId, reason: string | null): Act => ({
    who: words.desk,
    act: name,
    on: labelOf(id),
    reason,
  });
  const acts: Act[] = left.map((id) => act("campaign.left", id, null));
  await db.transaction().execute(async (trx) => {
    for (const { id, name } of started) {
      const made_at = now().toISOString();
      const sealed = vault.seal(places.campaign(id), name);
      await insertCampaign(trx, { id, founder: null, made_at, name: sealed }).execute();
    }
    if (left.length > 0) await deleteMembers(trx, left).execute();
    for (const [campaign, ids] of joined) {
      await upsertMembers(trx, campaign, ids).execute();
      acts.push(...ids.map((id) => act("campaign.joined", id, campaign)));
    }
    await audit.write(trx, now(), ...acts);
  });
}

function byReport(links: readonly Link[]): ReadonlyMap<string, readonly Link[]> {
  const index = new Map<string, Link[]>();
  for (const link of [...links].sort((a, b) => b.bits - a.bits)) {
    for (const end of [link.a, link.b]) {
      const list = index.get(end);
      if (list === undefined) index.set(end, [link]);
      else list.push(link);
    }
  }
  return index;
}
