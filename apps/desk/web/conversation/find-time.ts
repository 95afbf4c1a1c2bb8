/** Finding the line nearest to a time by asking for few lines: a binary search over pages. */
import type { ConversationLine } from "../../api.ts";

/** Lines from a position on; empty behind the end, null where the Desk does not answer. */
type AskLines = (
  from: number,
  limit: number,
) => Promise<readonly Pick<ConversationLine, "at">[] | null>;

/** How many lines are looked through for one that has a time. */
const window = 40;

/**
 * Position of the first line that is not before `wanted`, in lines that are in the order of their
 * times. Lines without a time take that of the next one that has it.
 *
 * @param wanted - A wall clock, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`; compared as it is printed.
 * @returns `total` where every line is before it; null where the Desk did not answer.
 */
export async function findTime(
  wanted: string,
  total: number,
  ask: AskLines,
): Promise<number | null> {
  let low = 0;
  let high = total;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const lines = await ask(middle, Math.min(window, high - middle));
    if (lines === null) return null;
    const step = lines.findIndex(({ at }) => at !== null);
    const time = lines[step]?.at ?? null;
    // Nothing here has a time: what is wanted stands before or is not to be found here.
    if (time === null || time >= wanted) high = middle;
    else low = middle + step + 1;
  }
  return low;
}
