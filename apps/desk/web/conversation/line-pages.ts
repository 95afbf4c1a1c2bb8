/** Pages of lines that are held, up to a number; the ones that came longest ago go first. */
import type { ConversationLine } from "../../api.ts";

export interface LinePages {
  readonly size: number;
  has(page: number): boolean;
  /** The line at a position, if its page is held. */
  line(index: number): ConversationLine | undefined;
  /** Holds a page; pages that are `wanted` do not go to make room. */
  keep(page: number, lines: readonly ConversationLine[], wanted: readonly number[]): void;
  clear(): void;
}

/**
 * Makes an empty store.
 *
 * @param pageLines - Lines of a page; only the last page may hold fewer.
 * @param most - Pages to hold at most, as long as not more are wanted at once.
 */
export function makeLinePages(pageLines: number, most: number): LinePages {
  const pages = new Map<number, readonly ConversationLine[]>();
  return {
    get size() {
      return pages.size;
    },
    has: (page) => pages.has(page),
    line: (index) => pages.get(Math.floor(index / pageLines))?.[index % pageLines],
    keep(page, lines, wanted) {
      pages.delete(page);
      pages.set(page, lines);
      for (const old of pages.keys()) {
        if (pages.size <= most) return;
        if (old !== page && !wanted.includes(old)) pages.delete(old);
      }
    },
    clear() {
      pages.clear();
    },
  };
}
