/**
 * Turns on the line: at most so many requests at once, and what was added first goes first. With
 * that, memory is bounded however many files wait.
 */

export interface Turns {
  /**
   * Run `work` when there is room.
   *
   * @param order - smaller goes first among those who wait.
   */
  readonly take: <Result>(order: number, work: () => Promise<Result>) => Promise<Result>;
}

/** @param most - how many may run at once, 1 or more. */
export function makeTurns(most: number): Turns {
  const waiting: { readonly order: number; readonly start: () => void }[] = [];
  let running = 0;
  const next = () => {
    if (running >= most || waiting.length === 0) return;
    let first = 0;
    for (const [at, { order }] of waiting.entries()) {
      if (order < (waiting[first]?.order ?? Infinity)) first = at;
    }
    running += 1;
    waiting.splice(first, 1)[0]?.start();
  };
  return {
    async take(order, work) {
      await new Promise<void>((start) => {
        waiting.push({ order, start });
        next();
      });
      try {
        return await work();
      } finally {
        running -= 1;
        next();
      }
    },
  };
}

/** A door that the person can close and open: pause, and "try again". */
export interface Gate {
  readonly close: () => void;
  readonly open: () => void;
  /** Settles as soon as the door is open. */
  readonly pass: () => Promise<void>;
}

/** An open door. */
export function makeGate(): Gate {
  let waiting: (() => void)[] = [];
  let isOpen = true;
  return {
    close() {
      isOpen = false;
    },
    open() {
      isOpen = true;
      for (const go of waiting) go();
      waiting = [];
    },
    async pass() {
      while (!isOpen) {
        await new Promise<void>((go) => {
          waiting.push(go);
        });
      }
    },
  };
}
