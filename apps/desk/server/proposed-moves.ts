/** What a new version of the rules would change, for people to look at before anything moves. */
import type { MailboxId } from "@honeyguide/domain";

import { assignCampaigns, type KnownCampaign } from "./campaign-groups.ts";

/** A report that a new version of the rules would put elsewhere. */
export interface Move {
  readonly id: MailboxId;
  /** Campaigns; null is alone, or, for `to` with others, a new campaign. */
  readonly from: string | null;
  readonly to: string | null;
  /** Who it would be with. */
  readonly others: readonly MailboxId[];
}

/** Where a new version of the rules would put reports that stand elsewhere now. */
export function proposeMoves(
  proposed: readonly { readonly ids: readonly string[] }[],
  campaigns: ReadonlyMap<string, { readonly members: readonly { readonly id: MailboxId }[] }>,
  rows: readonly KnownCampaign[],
  isThere: (id: MailboxId) => boolean,
): readonly Move[] {
  const now = new Map(
    [...campaigns].flatMap(([id, { members }]) => members.map((one) => [one.id, id] as const)),
  );
  const groups = proposed.map(({ ids }) => ids as readonly MailboxId[]);
  const known = [...rows, ...[...campaigns.keys()].map((id) => ({ id, founder: null }))];
  const distinct = [...new Map(known.map((one) => [one.id, one])).values()];
  const assigned = assignCampaigns(groups, distinct, now, isThere);
  const then = new Map(assigned.flatMap((group) => group.ids.map((id) => [id, group] as const)));
  return [...new Set([...now.keys(), ...then.keys()])].sort().flatMap((id) => {
    const [from = null, group] = [now.get(id), then.get(id)];
    const to = group === undefined ? null : (group.campaign ?? null);
    const others = group?.ids.filter((other) => other !== id) ?? [];
    // A new campaign has no id yet.
    const isSame = from === to && (group === undefined || group.campaign !== undefined);
    return isSame ? [] : [{ id, from, to, others }];
  });
}
