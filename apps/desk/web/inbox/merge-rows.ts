/**
 * How rows that arrive meet rows that are on the screen. Nothing moves under the cursor: known
 * rows are renewed where they stand, rows that are gone leave, new ones wait to be shown.
 */
import type { InboxRow } from "../../api.ts";

export interface Merged {
  readonly rows: readonly InboxRow[];
  /** How many fresh rows are not shown yet. */
  readonly waiting: number;
}

/**
 * `shown` renewed from `fresh`.
 *
 * @param decided - The row that was just decided: it alone leaves its place for the one that the
 * order gives it now.
 */
export function mergeRows(
  shown: readonly InboxRow[],
  fresh: readonly InboxRow[],
  decided: string | null = null,
): Merged {
  const byId = new Map(fresh.map((row) => [row.id, row]));
  const rows = shown.flatMap(({ id }) => (id === decided ? [] : (byId.get(id) ?? [])));
  const moved = decided === null ? undefined : byId.get(decided);
  if (moved !== undefined && shown.some(({ id }) => id === decided)) {
    const above = new Set(fresh.slice(0, fresh.indexOf(moved)).map(({ id }) => id));
    const at = rows.findLastIndex(({ id }) => above.has(id)) + 1;
    rows.splice(at, 0, moved);
  }
  return { rows, waiting: fresh.length - rows.length };
}

/** Where the cursor goes when `id` leaves or is decided: the next row, else the one before. */
export function rowAfter(rows: readonly InboxRow[], id: string): InboxRow | null {
  const index = rows.findIndex((row) => row.id === id);
  return rows[index + 1] ?? (index > 0 ? (rows[index - 1] ?? null) : null);
}

/** Rows that have every typed word in what they show. */
export function findRows(
  rows: readonly InboxRow[],
  typed: string,
  shownWords: (row: InboxRow) => string,
): readonly InboxRow[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = shownWords(row).toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
