/** Writing down who came into a campaign and who left, with a line of the audit for each. */
import type { MailboxId } from "@honeyguide/domain";
import {
  type DeskDatabase,
  deleteMembers,
  insertCampaign,
  upsertMembers,
} from "@honeyguide/store/desk";

import type { Act, Audit } from "./audit.ts";
import type { Case } from "./corpus.ts";
import { places } from "./places.ts";
import type { Vault } from "./vault.ts";
import { words } from "./words.ts";

export interface Moves {
  readonly started: { readonly id: string; readonly name: string }[];
  readonly joined: Map<string, MailboxId[]>;
  readonly left: MailboxId[];
  readonly place: (campaign: string, members: readonly Case[]) => void;
  readonly leave: (placed: readonly MailboxId[]) => void;
}

/** Nothing moved yet. */
export function makeMoves(before: ReadonlyMap<MailboxId, string>): Moves {
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

interface MoveDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly audit: Audit;
  readonly now: () => Date;
}

/** Writes it down, if there is anything. */
export async function keepMoves(
  { db, vault, audit, now }: MoveDeps,
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
