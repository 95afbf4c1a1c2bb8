/** The search in a conversation: what was asked for, where it stands, and which of them is next. */
import type { SearchHits } from "../../api.ts";
import type { Client } from "../wire/client.ts";

const pauseMs = 120;

export type Search = ReturnType<typeof makeSearch>;

/**
 * Makes a search that looks for nothing yet.
 *
 * @param where - Path of the report and the exhibit that is shown, or null for all.
 */
export function makeSearch(
  client: Client,
  where: () => { readonly base: string; readonly exhibit: string | null },
) {
  let words = $state("");
  let found = $state.raw<SearchHits | null>(null);
  let at = $state(-1);
  let busy = $state(false);
  let refused = $state(false);
  let turn = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;

  async function ask(mine: number): Promise<void> {
    const { base, exhibit } = where();
    const of = exhibit === null ? "" : `&exhibit=${encodeURIComponent(exhibit)}`;
    const answer = await client.read<SearchHits>(
      `${base}/search?q=${encodeURIComponent(words.trim())}${of}`,
    );
    if (mine !== turn) return;
    busy = false;
    refused = !answer.ok;
    found = answer.ok ? answer.value : null;
    at = -1;
  }

  function begin(wait: number): Promise<void> {
    clearTimeout(pause);
    turn += 1;
    const mine = turn;
    if (words.trim() === "") {
      found = null;
      busy = false;
      refused = false;
      return Promise.resolve();
    }
    busy = true;
    return new Promise((resolve) => {
      pause = setTimeout(() => {
        void ask(mine).then(resolve);
      }, wait);
    });
  }

  return {
    get words() {
      return words;
    },
    /** What is looked for; the answer comes a moment after the last key. */
    set words(wanted: string) {
      words = wanted;
      void begin(pauseMs);
    },
    get found() {
      return found;
    },
    get busy() {
      return busy;
    },
    get refused() {
      return refused;
    },
    /** The place of the current hit among {@link SearchHits.hits}, from 0; -1 before the first. */
    get at() {
      return at;
    },
    isHit: (index: number) => found?.hits.includes(index) === true,
    /** Looks again at once, because what is shown has changed. */
    again: () => begin(0),
    /**
     * The next or last hit; the first one from `near` on where none was stepped to yet.
     *
     * @returns its position in the conversation, or null without hits.
     */
    step(by: 1 | -1, near: number): number | null {
      const list = found?.hits ?? [];
      if (list.length === 0) return null;
      if (at < 0) {
        const after = list.findIndex((hit) => hit >= near);
        at = by > 0 ? Math.max(0, after) : (after <= 0 ? list.length : after) - 1;
      } else {
        at = (at + by + list.length) % list.length;
      }
      return list[at] ?? null;
    },
    end(): void {
      words = "";
      void begin(0);
      at = -1;
    },
  };
}
