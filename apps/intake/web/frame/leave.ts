/**
 * Leaving: the page is empty at once, what it knew is gone, and the address in the history is
 * replaced. See P6 of the design: cover, forget, go.
 */

export interface Leaving {
  /** Drops keys, texts and object URLs from memory. */
  readonly forget: () => void;
  readonly to: string;
  /** The entry that makes the phone's Back act inside the form lies above the first one. */
  readonly hasSentinel: boolean;
}

/** Longest time to wait for the sentinel to go before leaving all the same, in milliseconds. */
const patienceMs = 150;

/** Leave now. */
export function leave({ forget, to, hasSentinel }: Leaving): void {
  // An empty page is the cover: nothing can be drawn over nothing.
  document.body.replaceChildren();
  forget();
  const go = () => {
    location.replace(to);
  };
  if (!hasSentinel) {
    go();
    return;
  }
  // Otherwise Back would lead from the other site to this page's first entry.
  addEventListener("popstate", go, { once: true });
  setTimeout(go, patienceMs);
  history.back();
}

/** Presses that leave, and the time they may take. */
export const pressesToLeave = 3;
const pressesWithinMs = 5000;

/**
 * Counts presses of Shift alone.
 *
 * @returns a function that takes the time of a press, in milliseconds, and gives how many count.
 */
export function makePressCounter(): (at: number) => number {
  let presses: readonly number[] = [];
  return (at) => {
    presses = [...presses.filter((press) => at - press < pressesWithinMs), at];
    return presses.length;
  };
}
