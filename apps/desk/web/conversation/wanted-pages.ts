/** Which pages of a list to ask for, the most needed first. */

/**
 * Pages in view in their order, then the one after them and the one before.
 *
 * @param first - First row in view.
 * @param last - Row behind the last one in view.
 */
export function makeWanted(
  first: number,
  last: number,
  total: number,
  pageLines: number,
): readonly number[] {
  if (total === 0) return [];
  const lastPage = Math.floor((total - 1) / pageLines);
  const from = Math.floor(Math.max(0, first) / pageLines);
  const to = Math.min(lastPage, Math.floor(Math.max(first, last - 1) / pageLines));
  const inView = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  return [...inView, to + 1, from - 1].filter((page) => page >= 0 && page <= lastPage);
}
