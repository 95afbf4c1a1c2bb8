/**
 * The triage queue: rows on the screen, the row under the cursor, and what deciding does. It
 * outlives the screen, so that coming back from a report finds the same place.
 */
import { createContext } from "svelte";

import type { Decide, Inbox, InboxRow, UndoLine } from "../../api.ts";
import type { Desk } from "../frame/desk.svelte.ts";
import { undoWords } from "../frame/undo-words.ts";
import { t } from "../i18n/t.ts";
import { refusalWords } from "../wire/refusal.ts";
import { mergeRows, rowAfter } from "./merge-rows.ts";
import { rowClock } from "./row-words.ts";

export type InboxState = ReturnType<typeof makeInbox>;
export const [useInbox, provideInbox] = createContext<InboxState>();

/** Makes the queue of one page. */
export function makeInbox(desk: Desk) {
  let fresh = $state.raw<Inbox | null>(null);
  let rows = $state.raw<readonly InboxRow[]>([]);
  let waiting = $state(0);
  let selected = $state<string | null>(null);
  let all = $state(false);
  let refusal = $state("");
  /** Until the person has moved, rows may fall into place by themselves. */
  let touched = $state(false);

  function adopt(inbox: Inbox): void {
    rows = inbox.rows;
    waiting = 0;
    if (!rows.some(({ id }) => id === selected)) selected = rows[0]?.id ?? null;
  }

  /** Asks for the rows. They wait for "show" when someone is at work in the list. */
  async function load(adoptAll: boolean, decided: string | null = null): Promise<void> {
    const asked = all;
    const answer = await desk.client.read<Inbox>(`/v1/inbox?all=${asked ? 1 : 0}`);
    if (asked !== all) return;
    if (!answer.ok) {
      refusal = refusalWords(answer);
      return;
    }
    refusal = "";
    fresh = answer.value;
    if (adoptAll || !touched || rows.length === 0) {
      adopt(answer.value);
      return;
    }
    renew(answer.value, decided);
  }

  /** Renews what is shown; where the row under the cursor is gone, the cursor goes to the next. */
  function renew(inbox: Inbox, decided: string | null): void {
    const next = selected === null ? null : rowAfter(rows, selected);
    const merged = mergeRows(rows, inbox.rows, decided);
    rows = merged.rows;
    waiting = merged.waiting;
    const stays = (id: string | null | undefined) => rows.some((row) => row.id === id);
    if (!stays(selected)) selected = (stays(next?.id) ? next?.id : rows[0]?.id) ?? null;
  }

  function leaves(outcome: Decide["outcome"]): boolean {
    return !all && (outcome === "done" || outcome === "later" || outcome === "not_ours");
  }

  return {
    get rows() {
      return rows;
    },
    get waiting() {
      return waiting;
    },
    get selected() {
      return selected;
    },
    get all() {
      return all;
    },
    get loaded() {
      return fresh !== null;
    },
    get hidden() {
      return fresh?.hidden ?? 0;
    },
    get held() {
      return fresh?.held ?? 0;
    },
    get refusal() {
      return refusal;
    },
    load: () => load(false),
    /** Shows everything that has come, in its order, with the cursor on `label` if it is there. */
    async reload(label?: string) {
      await load(true);
      const found = rows.find((row) => row.label === label);
      if (found !== undefined) selected = found.id;
    },
    showNew: () => {
      if (fresh !== null) adopt(fresh);
    },
    async showAll(wanted: boolean) {
      all = wanted;
      await load(true);
    },
    select(id: string) {
      selected = id;
      touched = true;
    },
    /** The row after or before the one with this id or label, or null at the end. */
    neighbour(id: string, step: 1 | -1): InboxRow | null {
      const index = rows.findIndex((row) => row.id === id || row.label === id);
      return index < 0 ? null : (rows[index + step] ?? null);
    },
    /** Decides at once on the screen; the Desk's refusal puts everything back. True when kept. */
    async decide(row: InboxRow, decision: Decide): Promise<boolean> {
      const before = rows;
      const next = rowAfter(rows, row.id);
      touched = true;
      if (leaves(decision.outcome)) rows = rows.filter(({ id }) => id !== row.id);
      if (decision.outcome !== "assign" && selected === row.id && next !== null) selected = next.id;
      const answer = await desk.client.send<UndoLine>(
        "POST",
        `/v1/reports/${encodeURIComponent(row.id)}/decide`,
        decision,
      );
      if (!answer.ok) {
        rows = before;
        selected = row.id;
        desk.complain(t("error.act", { label: row.label, why: refusalWords(answer) }));
        return false;
      }
      desk.acted(answer.value);
      const act = undoWords(answer.value);
      desk.announce(
        next === null
          ? t("inbox.last", { act })
          : t("inbox.next", { act, label: next.label, clock: rowClock(next) }),
      );
      await Promise.all([load(false, row.id), desk.refresh()]);
      return true;
    },
    forget() {
      fresh = null;
      rows = [];
      waiting = 0;
      selected = null;
      all = false;
      touched = false;
      refusal = "";
    },
  };
}
