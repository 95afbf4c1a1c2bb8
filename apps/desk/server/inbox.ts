/**
 * The inbox: one row a report, in the order of a stated rule (P1). Nothing here is learned: threat
 * now, others at risk, waiting beyond the promise, new and linked, new, rest; oldest first.
 */
import type { Clock, Inbox, InboxRow } from "../api.ts";
import { type LinkView, toSameAs } from "./because.ts";
import type { Case } from "./corpus.ts";

export interface InboxView extends LinkView {
  readonly now: Date;
  /** The promise of a first answer, in minutes. */
  readonly promiseMinutes: number;
  readonly nameOf: (responder: string | null) => string | null;
}

const tiers = ["threat", "others_at_risk", "waiting", "new_linked", "new", "rest"] as const;

/**
 * The rows that wait, or all of them.
 *
 * @param all - what is done, later, not ours or taken back as well.
 */
export function makeInbox(view: InboxView, all: boolean): Inbox {
  // Real reports wait, uncounted here, until they may be opened.
  const cases = view.corpus.cases().filter(({ row }) => row.state !== "sealed");
  const rows = cases.map((entry) => ({ entry, row: makeRow(view, entry) }));
  const waits = rows.filter(({ row }) => isWaiting(row.status));
  const shown = all ? rows : waits;
  return {
    rows: shown.sort(inOrder).map(({ row }) => row),
    hidden: rows.filter(({ row }) => !isWaiting(row.status) && row.status !== "held").length,
    held: rows.filter(({ row }) => row.status === "held").length,
  };
}

/** One report as a row. */
export function makeRow(view: InboxView, entry: Case): InboxRow {
  const { row, body } = entry;
  const sameAs = toSameAs(view, entry);
  const status = statusOf(entry, view.now);
  const waitsMinutes = minutesBetween(waitsSince(entry), view.now);
  return {
    id: entry.id,
    label: entry.label,
    status,
    drill: row.drill,
    clock: clockOf(view, entry, { linked: sameAs !== null, waitsMinutes, status }),
    what: body?.report.circumstances ?? [],
    from: body?.report.reach.how === "code" || body === null ? "code" : "named",
    role: body?.report.reach.role ?? "not_said",
    sameAs,
    receivedAt: row.received_at,
    waitsMinutes,
    laterUntil: status === "later" ? row.later_until : null,
    holder: view.nameOf(row.holder),
    preview: entry.preview,
    sealedItems: entry.sealedItems,
  };
}

function statusOf({ row }: Case, now: Date): InboxRow["status"] {
  if (row.state === "held" || row.state === "sealed") return "held";
  if (row.state === "taken_back" || row.state === "unreadable") return row.state;
  const isBack = row.later_until !== null && Date.parse(row.later_until) <= now.getTime();
  return row.outcome === "later" && isBack ? "new" : row.outcome;
}

function isWaiting(status: InboxRow["status"]): boolean {
  return status === "new" || status === "unreadable";
}

function clockOf(
  { promiseMinutes, state }: InboxView,
  entry: Case,
  row: {
    readonly linked: boolean;
    readonly waitsMinutes: number;
    readonly status: InboxRow["status"];
  },
): Clock {
  const report = entry.body?.report;
  if (report === undefined || row.status !== "new") return { tier: "rest" };
  const asked = report.circumstances.includes("asked_for_people");
  if (report.circumstances.includes("threat")) return { tier: "threat" };
  if (asked || report.people.length > 0) return { tier: "others_at_risk" };
  const isAnswered = !isOwed(entry);
  if (!isAnswered && row.waitsMinutes > promiseMinutes) {
    return { tier: "waiting", minutes: row.waitsMinutes };
  }
  const isDecided = state.decisions.some(({ mailboxId }) => mailboxId === entry.id);
  if (isAnswered || isDecided) return { tier: "rest" };
  return { tier: row.linked ? "new_linked" : "new" };
}

/** Whether the person waits for us: nothing was written yet, or they wrote last. */
function isOwed({ lastTeamLetterAt, lastPersonLetterAt }: Case): boolean {
  if (lastTeamLetterAt === null) return true;
  return lastPersonLetterAt !== null && lastPersonLetterAt > lastTeamLetterAt;
}

function waitsSince(entry: Case): string {
  return (isOwed(entry) ? entry.lastPersonLetterAt : null) ?? entry.row.received_at;
}

function minutesBetween(since: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 60_000));
}

function inOrder(
  a: { readonly entry: Case; readonly row: InboxRow },
  b: { readonly entry: Case; readonly row: InboxRow },
): number {
  return (
    tiers.indexOf(a.row.clock.tier) - tiers.indexOf(b.row.clock.tier) ||
    Date.parse(a.row.receivedAt) - Date.parse(b.row.receivedAt) ||
    a.entry.row.ordinal - b.entry.row.ordinal
  );
}
