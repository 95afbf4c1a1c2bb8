/**
 * Which version of the rules groups reports. A new version never regroups by itself: whatever stood
 * somewhere when it came stays there until a person lets it go, and what comes later is grouped by
 * the new version.
 */
import { randomUUID } from "node:crypto";

import { type Pins, rulesVersion } from "@honeyguide/analysis";
import type { MailboxId } from "@honeyguide/domain";
import {
  type DeskDatabase,
  insertRules,
  selectMembers,
  selectRules,
  updateRules,
} from "@honeyguide/store/desk";

import type { StandingDecision } from "./decisions.ts";
import { places, type RulesBody } from "./places.ts";
import type { Vault } from "./vault.ts";

/** The newest version that this Desk has seen. */
export interface LinkingRules {
  readonly id: string;
  readonly version: number;
  readonly at: string;
  readonly body: RulesBody;
  /** Null while it is a proposal. */
  readonly decidedAt: string | null;
  readonly responder: string | null;
}

export interface RulesDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly now: () => Date;
}

/**
 * The version that stands; a newer one of this program is written down as a proposal.
 *
 * @param compared - the reports that are compared now.
 * @param sequence - of the last decision about a report.
 */
export async function openRules(
  deps: RulesDeps,
  compared: readonly MailboxId[],
  sequence: number,
): Promise<LinkingRules> {
  const { db, vault, now } = deps;
  const known = await readRules(deps);
  if (known?.version === rulesVersion) return known;
  const rows = await selectMembers(db).execute();
  const campaignOf = new Map(rows.map(({ mailbox_id, campaign_id }) => [mailbox_id, campaign_id]));
  const isNew = known === undefined && rows.length === 0;
  const id = randomUUID();
  const at = now().toISOString();
  const body: RulesBody = {
    stood: isNew ? [] : compared.map((one) => [one, campaignOf.get(one) ?? one]),
    sequence,
    from: known?.version ?? null,
    free: [],
  };
  await insertRules(db, {
    id,
    version: rulesVersion,
    at,
    responder: null,
    decided_at: isNew ? at : null,
    body: vault.seal(places.rules(id), body),
  }).execute();
  return { id, version: rulesVersion, at, body, decidedAt: isNew ? at : null, responder: null };
}

async function readRules({ db, vault }: RulesDeps): Promise<LinkingRules | undefined> {
  const [row] = await selectRules(db).execute();
  return (
    row && {
      id: row.id,
      version: row.version,
      at: row.at,
      decidedAt: row.decided_at,
      responder: row.responder,
      body: vault.open(places.rules(row.id), row.body),
    }
  );
}

/**
 * The rules after a decision.
 *
 * @param responder - null where nobody had to be asked.
 * @param free - reports to let go; null takes the decision back.
 */
export function decideAbout(
  rules: LinkingRules,
  now: Date,
  responder: string | null,
  free: readonly MailboxId[] | null,
): LinkingRules {
  const body = { ...rules.body, free: free ?? [] };
  return free === null
    ? { ...rules, body, responder: null, decidedAt: null }
    : { ...rules, body, responder, decidedAt: now.toISOString() };
}

/** Write a decision about rules down. */
export async function writeRules(
  { db, vault }: Pick<RulesDeps, "db" | "vault">,
  { id, responder, decidedAt, body }: LinkingRules,
): Promise<void> {
  const sealed = vault.seal(places.rules(id), body);
  await updateRules(db, id, { responder, decided_at: decidedAt, body: sealed }).execute();
}

/** What stays where it stood. A report that people decided about since goes where they said. */
export function pinsOf(
  { body: { stood, sequence, free } }: LinkingRules,
  decisions: readonly StandingDecision[],
): Pins {
  const moved = new Set<string>(free);
  for (const decision of decisions) {
    const isMove = ["same", "not_same", "new_campaign"].includes(decision.outcome);
    if (isMove && decision.sequence > sequence) moved.add(decision.mailboxId);
  }
  return new Map(stood.filter(([id]) => !moved.has(id)));
}
