/** What people decided about proposed steps, and what of it stands. */
import type { MailboxId } from "@honeyguide/domain";
import { type DeskDatabase, selectStageDecisions } from "@honeyguide/store/desk";

import { places } from "./places.ts";
import type { StageDecideBody } from "./stage-body.ts";
import type { Vault } from "./vault.ts";

/** A decision about a step that stands. */
interface StageDecision {
  readonly id: string;
  readonly mailboxId: MailboxId;
  readonly responder: string;
  readonly at: string;
  readonly body: StageDecideBody;
}

export interface StageDecisions {
  /** In the order in which they were made. */
  readonly standing: () => readonly StageDecision[];
  /** After a decision, and after a report went. */
  readonly refresh: () => Promise<void>;
}

/** Read what stands. */
export async function openStageDecisions(db: DeskDatabase, vault: Vault): Promise<StageDecisions> {
  let decisions: readonly StageDecision[] = [];
  const refresh = async () => {
    const rows = await selectStageDecisions(db).execute();
    decisions = rows.map(({ id, mailbox_id: mailboxId, responder, at, body }) => ({
      ...{ id, mailboxId, responder, at },
      body: vault.open(places.stageDecision(id), body),
    }));
  };
  await refresh();
  return { standing: () => decisions, refresh };
}
