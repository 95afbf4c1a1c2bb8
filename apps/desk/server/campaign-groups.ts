/**
 * Which of the groups that the engine finds is which campaign. The engine's answer depends on its
 * input alone; a campaign has a name and a history, and keeps both while its members come and go.
 */
import type { MailboxId } from "@honeyguide/domain";

export interface KnownCampaign {
  readonly id: string;
  /** The report that a person started it with. */
  readonly founder: MailboxId | null;
}

export interface Assigned {
  /** A known campaign's id; undefined for a new one. */
  readonly campaign: string | undefined;
  readonly ids: readonly MailboxId[];
}

/**
 * Give every group its campaign.
 *
 * The pair with most members in common comes first, then the older campaign; each is given once.
 * A campaign that a person started keeps its first report even when nothing links to it.
 *
 * @param groups - disjoint.
 * @param known - oldest first.
 * @param memberOf - where each report was until now.
 * @param isThere - whether a report is open and compared at all.
 */
export function assignCampaigns(
  groups: readonly (readonly MailboxId[])[],
  known: readonly KnownCampaign[],
  memberOf: ReadonlyMap<MailboxId, string>,
  isThere: (id: MailboxId) => boolean,
): readonly Assigned[] {
  const claims = groups.flatMap((ids, group) =>
    known.map((campaign, age) => ({
      group,
      age,
      campaign: campaign.id,
      common: ids.filter((id) => memberOf.get(id) === campaign.id || id === campaign.founder)
        .length,
    })),
  );
  claims.sort((a, b) => b.common - a.common || a.age - b.age || a.group - b.group);
  const given = new Map<number, string>();
  const taken = new Set<string>();
  for (const { group, campaign, common } of claims) {
    if (common === 0 || given.has(group) || taken.has(campaign)) continue;
    given.set(group, campaign);
    taken.add(campaign);
  }
  const grouped = new Set(groups.flat());
  const alone = known.filter(
    ({ id, founder }) =>
      !taken.has(id) && founder !== null && !grouped.has(founder) && isThere(founder),
  );
  return [
    ...groups.map((ids, group) => ({ campaign: given.get(group), ids })),
    ...alone.map(({ id, founder }) => ({ campaign: id, ids: founder === null ? [] : [founder] })),
  ];
}
