/**
 * The lines of a long conversation, asked for by page as they come into view, with the pages
 * around them. What was read first comes with the report, so the first screen waits for nothing.
 */
import type { ConversationLine, LinesPage } from "../../api.ts";
import type { Client } from "../wire/client.ts";
import { makeLinePages } from "./line-pages.ts";
import { makeWanted } from "./wanted-pages.ts";

export const pageLines = 200;
const heldPages = 60;
const atOnce = 2;

/** What a list begins with. */
export interface LinesStart {
  /** Path of the report, and the one exhibit to show or null for all. */
  readonly base: string;
  readonly exhibit: string | null;
  /** Changes where the lines may have: another way of reading, another sender. */
  readonly key: string;
  /** Lines from the first on that are known already; null where none are. */
  readonly first: readonly ConversationLine[] | null;
  readonly total: number;
}

/** Makes a list that is empty until it is started. */
export function makeLines(client: Client) {
  let total = $state(0);
  let refused = $state(false);
  /** Goes up with every page that came, so that what is drawn looks again. */
  let came = $state(0);
  let start: LinesStart | null = null;
  const pages = makeLinePages(pageLines, heldPages);
  let asked: readonly number[] = [];
  let wanted: readonly number[] = [];

  function path(from: number, limit: number): string {
    const of = start?.exhibit ?? null;
    const exhibit = of === null ? "" : `&exhibit=${encodeURIComponent(of)}`;
    return `${start?.base ?? ""}/lines?from=${from}&limit=${limit}${exhibit}`;
  }

  function keep(page: number, lines: readonly ConversationLine[]): void {
    pages.keep(page, lines, wanted);
    came += 1;
  }

  async function fetchPage(page: number, of: LinesStart): Promise<void> {
    asked = [...asked, page];
    const answer = await client.read<LinesPage>(path(page * pageLines, pageLines));
    if (start?.key !== of.key || start.exhibit !== of.exhibit) return;
    asked = asked.filter((other) => other !== page);
    refused = !answer.ok;
    if (!answer.ok) return;
    total = answer.value.total;
    keep(page, answer.value.lines);
    askMore();
  }

  function askMore(): void {
    if (start === null || refused) return;
    for (const page of wanted) {
      if (asked.length >= atOnce) return;
      if (!pages.has(page) && !asked.includes(page)) void fetchPage(page, start);
    }
  }

  return {
    get total() {
      return total;
    },
    /** True after an answer that was none; what is held stays. */
    get refused() {
      return refused;
    },
    /** Shows other lines, or the same ones renewed. */
    show(next: LinesStart): void {
      const same = start?.key === next.key && start.exhibit === next.exhibit;
      start = next;
      if (!same) {
        pages.clear();
        asked = [];
        wanted = [];
        refused = false;
        total = next.total;
        came += 1;
      }
      if (next.first !== null && next.first.length > 0) keep(0, next.first);
      if (refused) {
        refused = false;
        askMore();
      }
    },
    /** The line at a position; undefined while it has not come. */
    line(index: number): ConversationLine | undefined {
      return came < 0 ? undefined : pages.line(index);
    },
    /** Says what is in view, so that it is asked for, and what stands around it. */
    want(first: number, last: number): void {
      wanted = makeWanted(first, last, total, pageLines);
      askMore();
    },
    /** Some lines that are not kept; null where the Desk does not answer. */
    async peek(from: number, limit: number): Promise<readonly ConversationLine[] | null> {
      const answer = await client.read<LinesPage>(path(from, limit));
      return answer.ok ? answer.value.lines : null;
    },
    tryAgain(): void {
      refused = false;
      askMore();
    },
  };
}
