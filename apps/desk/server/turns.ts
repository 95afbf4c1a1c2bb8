/**
 * One at a time: acts that read the state, decide and write it. The Desk is one process, so a
 * queue in memory is enough.
 */

/** Runs each act when those before it have ended, well or not. */
export type Turns = <Result>(act: () => Promise<Result>) => Promise<Result>;

/** An empty queue. */
export function makeTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
}
