/**
 * What people decided about links, as the engine takes it: pairs that must or must not be
 * together. A later word about a pair replaces an earlier one.
 */
import type { Decision } from "@honeyguide/analysis";
import type { MailboxId } from "@honeyguide/domain";
import { type DeskDatabase, type Encrypted, selectDecisions } from "@honeyguide/store/desk";

import { type DecisionBody, type Pair, places } from "./places.ts";
import type { Vault } from "./vault.ts";

/** A decision that stands. */
export interface StandingDecision {
  readonly id: string;
  readonly sequence: number;
  readonly mailboxId: MailboxId;
  readonly outcome: string;
  readonly campaignId: string | null;
  readonly responder: string;
  readonly at: string;
  readonly body: DecisionBody;
}

/** All that stand, in order. */
export async function readDecisions(
  db: DeskDatabase,
  vault: Vault,
): Promise<readonly StandingDecision[]> {
  const rows = await selectDecisions(db).execute();
  return rows.map((row) => ({
    id: row.id,
    sequence: row.sequence,
    mailboxId: row.mailbox_id,
    outcome: row.outcome,
    campaignId: row.campaign_id,
    responder: row.responder,
    at: row.at,
    body: openBody(vault, row.id, row.body),
  }));
}

/** The last word about each pair of which both are still there. */
export function toConstraints(
  decisions: readonly StandingDecision[],
  isThere: (id: MailboxId) => boolean,
): readonly Decision[] {
  const last = new Map<string, Pair>();
  for (const pair of decisions.flatMap(({ body }) => body.pairs)) {
    last.set([pair.a, pair.b].sort().join(" "), pair);
  }
  return [...last.values()].flatMap(({ kind, a, b }) =>
    kind === "none" || !isThere(a) || !isThere(b) ? [] : [{ kind, a, b }],
  );
}

/** How a decision reads as a word about a link. */
const saidBy: Readonly<Record<string, "same" | "not_same" | "unsure">> = {
  same: "same",
  not_same: "not_same",
  new_campaign: "not_same",
  unsure: "unsure",
};

/** The last word about a report and the members of a campaign, said of either side. */
export function lastWord(
  decisions: readonly StandingDecision[],
  mailboxId: MailboxId,
  campaign: { readonly id: string; readonly members: readonly { readonly id: MailboxId }[] },
): "same" | "not_same" | "unsure" | null {
  const members = new Set(campaign.members.map(({ id }) => id));
  const isAbout = ({ body, ...decision }: StandingDecision) =>
    (decision.mailboxId === mailboxId && decision.campaignId === campaign.id) ||
    body.pairs.some(
      ({ a, b }) => (a === mailboxId && members.has(b)) || (b === mailboxId && members.has(a)),
    );
  const last = decisions.findLast(
    (decision) =>
      decision.outcome in saidBy &&
      isAbout(decision) &&
      !(decision.outcome === "new_campaign" && decision.campaignId === campaign.id),
  );
  return last === undefined ? null : (saidBy[last.outcome] ?? null);
}

function openBody(vault: Vault, id: string, body: Encrypted): DecisionBody {
  return vault.open(places.decision(id), body);
}
