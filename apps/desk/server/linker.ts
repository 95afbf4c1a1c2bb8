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
  type Pins,
  type Rarity,
} from "@honeyguide/analysis";
import type { MailboxId } from "@honeyguide/domain";
import { type DeskDatabase, selectCampaigns, selectMembers } from "@honeyguide/store/desk";

import type { Audit } from "./audit.ts";
import { assignCampaigns, type Assigned } from "./campaign-groups.ts";
import { keepMoves, makeMoves } from "./campaign-moves.ts";
import { nameCampaign } from "./campaign-name.ts";
import type { Case, Corpus } from "./corpus.ts";
import type { World } from "./blinding.ts";
import { type CandidateIndex, openCandidateIndex } from "./candidate-index.ts";
import { readDecisions, type StandingDecision, toConstraints } from "./decisions.ts";
import { decideAbout, type LinkingRules, openRules, pinsOf, writeRules } from "./linking-rules.ts";
import type { AddMeanings } from "./meanings.ts";
import { places } from "./places.ts";
import { type Move, proposeMoves } from "./proposed-moves.ts";
import type { Responder } from "./sessions.ts";
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
  /** How common what reports have was found to be, among the practice reports and among the real. */
  readonly rarity: Readonly<Record<World, Rarity>>;
  /** The version of the rules that groups reports, or asks to. */
  readonly rules: LinkingRules;
  /** What that version would move, while nobody has decided; otherwise nothing. */
  readonly moves: readonly Move[];
}

export interface Linker {
  readonly state: () => LinkState;
  /** Compare again and write down what changed. Runs alone: the caller holds the turn. */
  readonly relink: () => Promise<LinkState>;
  /**
   * Let reports go where the new rules put them, the others stay; null takes that back. Runs
   * alone, and links again.
   */
  readonly decideRules: (
    responder: Responder | null,
    free: readonly MailboxId[] | null,
  ) => Promise<LinkState>;
}

/** A linker over the open reports; it has compared them once when this resolves. */
export async function openLinker(deps: LinkerDeps): Promise<Linker> {
  let state: LinkState | undefined;
  const index = await openCandidateIndex(deps.db, deps.dataKey);
  const kept = new Map([...deps.corpus.cases()].filter(isCompared).map((one) => [one.id, one]));
  const last = (await readDecisions(deps.db, deps.vault)).at(-1)?.sequence ?? 0;
  let rules = await openRules(deps, [...kept.keys()], last);
  const relink = async () => (state = await compare(deps, index, rules));
  const decideRules: Linker["decideRules"] = async (responder, free) => {
    const { db, audit, now } = deps;
    const changed = decideAbout(rules, now(), responder?.id ?? null, free);
    await db.transaction().execute(async (trx) => {
      await writeRules({ ...deps, db: trx }, changed);
      const act = free === null ? "undo.rules" : free.length > 0 ? "rules.moved" : "rules.kept";
      const who = responder?.name ?? words.desk;
      await audit.write(trx, now(), { who, act, on: null, reason: String(rules.version) });
    });
    rules = changed;
    return relink();
  };
  let first = await relink();
  // Where a new version moves nothing there is nothing to ask: what stands is let go where it stands.
  const isNothing = rules.decidedAt === null && first.moves.length === 0;
  if (isNothing) first = await decideRules(null, [...kept.keys()]);
  return { state: () => state ?? first, relink, decideRules };
}

async function compare(
  deps: LinkerDeps,
  index: CandidateIndex,
  rules: LinkingRules,
): Promise<LinkState> {
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
  const linkWorld = (world: World, pins?: Pins) =>
    index.memories[world].link({ decisions: constraints, numbers, ...(pins && { pins }) });
  const link = (pins?: Pins) => [linkWorld("practice", pins), linkWorld("real", pins)] as const;
  const worlds = link(pinsOf(rules, decisions));
  const [practice, real] = worlds;
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
  const proposed =
    rules.decidedAt === null ? link().flatMap(({ campaigns }) => campaigns) : undefined;
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
    rarity: { practice: practice.rarity, real: real.rarity },
    rules,
    moves: proposed === undefined ? [] : proposeMoves(proposed, campaigns, rows, isThere),
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
