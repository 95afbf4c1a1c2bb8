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
  let pause = new AbortController();
  const wish = { stopped: false, hurried: false };

  async function round(): Promise<boolean> {
    try {
      return (await pull.round()).active;
    } catch (error) {
      // A bug in one round must not end the Desk; its code, never its words, goes to the log.
      log("round.failed", { error: errorCode(error) });
      return false;
    }
  }

  async function run(): Promise<void> {
    for (let quiet = 0; !wish.stopped; quiet += 1) {
      wish.hurried = false;
      if (await round()) quiet = 0;
      pause = new AbortController();
      if (isWanted()) continue;
      const idle = quiet > patience ? slowMs : fastMs;
      const ms = pull.state().connection.ok ? idle : offlineMs;
      await wait(ms, undefined, { signal: pause.signal }).catch(() => undefined);
    }
  }

  /** Asked for while a round ran. */
  function isWanted(): boolean {
    return wish.stopped || wish.hurried;
  }

  const ended = run();
  return {
    hurry() {
      wish.hurried = true;
      pause.abort();
    },
    async stop() {
      wish.stopped = true;
      pause.abort();
      await ended;
    },
  };
}
