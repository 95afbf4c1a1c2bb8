/** What can be undone with one key: the last act of a responder, whatever it was about. */
import type { UndoLine } from "../api.ts";
import type { Desk } from "./desk.ts";
import { lastNumber } from "./number-decisions.ts";
import { lastRules } from "./rules-decision.ts";
import type { Responder } from "./sessions.ts";
import { lastStage } from "./stage-decisions.ts";
import { lastTriage } from "./triage.ts";

/** The last act that stands. */
export function lastAct(desk: Desk, responder: Responder): UndoLine | null {
  const acts = [
    lastRules(desk, responder),
    lastStage(desk, responder),
    lastNumber(desk, responder),
    lastTriage(desk.linker.state(), desk.corpus, responder),
  ];
  const [last] = acts
    .flatMap((act) => act ?? [])
    .sort((x, y) => (x.at === y.at ? 0 : x.at < y.at ? 1 : -1));
  return last?.line ?? null;
}
