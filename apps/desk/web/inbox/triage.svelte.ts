/** One key per outcome, the same in the inbox and in a report. */
import type { Decide, InboxRow } from "../../api.ts";
import type { Desk } from "../frame/desk.svelte.ts";
import { t } from "../i18n/t.ts";
import type { Act } from "../keys.ts";
import type { InboxState } from "./inbox.svelte.ts";

/** A question that an outcome asks first. */
export type Asking = "not_ours" | "later" | null;

export type Triage = ReturnType<typeof makeTriage>;

/**
 * @param row - The row that an outcome is for, asked at every key.
 * @param decided - Called once a decision is kept.
 */
export function makeTriage(
  desk: Desk,
  inbox: InboxState,
  row: () => InboxRow | null,
  decided: (decision: Decide) => void = () => undefined,
) {
  let asking = $state<Asking>(null);

  async function decide(decision: Decide): Promise<void> {
    const about = row();
    asking = null;
    if (about !== null && (await inbox.decide(about, decision))) decided(decision);
  }

  function link(about: InboxRow, outcome: "same" | "not_same" | "unsure"): void {
    if (about.sameAs === null) {
      desk.announce(t("inbox.no_suggestion", { label: about.label }));
      desk.complain(t("inbox.no_suggestion", { label: about.label }));
      return;
    }
    void decide({ outcome, campaignId: about.sameAs.campaignId });
  }

  const acts: Partial<Record<Act, (about: InboxRow) => void>> = {
    same: (about) => {
      link(about, "same");
    },
    not_same: (about) => {
      link(about, "not_same");
    },
    unsure: (about) => {
      link(about, "unsure");
    },
    new_campaign: () => void decide({ outcome: "new_campaign" }),
    done: () => void decide({ outcome: "done" }),
    assign: () => void decide({ outcome: "assign" }),
    not_ours: () => (asking = "not_ours"),
    later: () => (asking = "later"),
  };

  return {
    get asking() {
      return asking;
    },
    decide,
    stopAsking: () => {
      asking = null;
    },
    /** Does the act if it is an outcome. */
    act: (wanted: Act): boolean => {
      const about = row();
      const does = acts[wanted];
      if (about === null || does === undefined) return false;
      does(about);
      return true;
    },
  };
}
