/** The clock of the rounds: every second while something moves, slower while nothing does. */
import { setTimeout as wait } from "node:timers/promises";

import { errorCode, type Log } from "./log.ts";
import type { Pull } from "./pull.ts";

export interface Rounds {
  /** Do not wait any longer. */
  readonly hurry: () => void;
  /** Ends when the round that runs has ended. */
  readonly stop: () => Promise<void>;
}

const fastMs = 1000;
const slowMs = 5000;
const offlineMs = 15_000;
/** Rounds without news before it slows down. */
const patience = 30;

/** Run rounds until stopped. */
export function startRounds(pull: Pull, log: Log): Rounds {
  const ending = new AbortController();
  let waiting = new AbortController();
  let hurried = false;

  async function run(): Promise<void> {
    for (let quiet = 0; !ending.signal.aborted;) {
      hurried = false;
      const { active } = await pull.round().catch((error: unknown) => {
        // A bug in one round must not end the Desk; its code, never its words, goes to the log.
        log("round.failed", { error: errorCode(error) });
        return { active: false };
      });
      quiet = active || hurried ? 0 : quiet + 1;
      if (active) continue;
      const pause = quiet > patience ? slowMs : fastMs;
      waiting = new AbortController();
      const signal = AbortSignal.any([ending.signal, waiting.signal]);
      await wait(pull.state().connection.ok ? pause : offlineMs, undefined, { signal }).catch(
        () => undefined,
      );
    }
  }

  const ended = run();
  return {
    hurry() {
      hurried = true;
      waiting.abort();
    },
    async stop() {
      ending.abort();
      await ended;
    },
  };
}
