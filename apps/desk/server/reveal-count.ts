/** How often each responder has opened something sealed today: what others see is care, not blame. */
import type { DeskDatabase } from "@honeyguide/store/desk";

import type { Audit } from "./audit.ts";

/** The name of the act in the audit. */
export const revealAct = "reveal";
/** Enough for a day on which nobody did anything else. */
const linesRead = 1000;

export interface RevealCount {
  readonly today: (responder: string) => number;
  readonly add: (responder: string) => void;
}

/** How often each responder has revealed something today, by the audit. */
export async function openRevealCount(
  db: DeskDatabase,
  audit: Audit,
  now: () => Date,
): Promise<RevealCount> {
  const dayOf = (at: string) => at.slice(0, 10);
  const today = () => dayOf(now().toISOString());
  let counted = today();
  let counts = new Map<string, number>();
  const add = (responder: string) => {
    if (counted !== today()) counts = new Map();
    counted = today();
    counts.set(responder, (counts.get(responder) ?? 0) + 1);
  };
  for (const line of await audit.read(db, linesRead)) {
    if (line.act === revealAct && dayOf(line.at) === counted) add(line.who);
  }
  return {
    today: (responder) => (counted === today() ? (counts.get(responder) ?? 0) : 0),
    add,
  };
}
