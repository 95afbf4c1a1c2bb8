/** How far something has come: a bar for a person at a terminal, nothing anywhere else. */
import type { Outside } from "../outside.ts";

/** A bar that lines can be said above. */
export interface Progress {
  /** So many bytes more are done. */
  readonly advance: (bytes: number) => void;
  /** A line that stays, above the bar. */
  readonly say: (line: string) => void;
  /** Take the bar away. */
  readonly end: () => void;
}

const cells = 24;
/** Redrawn at most this often, so that a fast disk is not slowed by its bar. Milliseconds. */
const restMs = 100;
const erase = "\r\u001b[2K";

/**
 * Begin.
 *
 * @param total - all bytes there are to do.
 */
export function makeProgress(
  total: number,
  { err, now, isProgressSeen }: Pick<Outside, "err" | "now" | "isProgressSeen">,
): Progress {
  let done = 0;
  let drawnAt = 0;
  const draw = () => {
    drawnAt = now().getTime();
    err(`${erase}${barOf(done, total)}`);
  };
  return {
    advance: (bytes) => {
      done += bytes;
      if (isProgressSeen && now().getTime() - drawnAt >= restMs) draw();
    },
    say: (line) => {
      if (isProgressSeen) err(erase);
      err(line);
      if (isProgressSeen) draw();
    },
    end: () => {
      if (isProgressSeen) err(erase);
    },
  };
}

/** `[######..................]  25 %`. */
export function barOf(done: number, total: number): string {
  const part = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.floor(part * cells);
  return `[${"#".repeat(full)}${".".repeat(cells - full)}] ${String(Math.floor(part * 100)).padStart(3)} %`;
}
