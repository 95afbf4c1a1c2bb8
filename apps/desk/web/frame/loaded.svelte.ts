/**
 * What a screen or a section shows of the Desk: asked for at once and again after each act, here or
 * elsewhere. The last good answer stays where the Desk does not answer, with when it was given.
 */
import { refusalWords } from "../wire/refusal.ts";
import { useDesk } from "./desk.svelte.ts";

export interface Loaded<T> {
  readonly view: T | null;
  /** Why the last request was refused, in words; "" where it was not. */
  readonly refusal: string;
  /** The status of the last answer; 0 where there was none. */
  readonly status: number;
  /** When what is shown was given, in milliseconds since 1970. */
  readonly shownAt: number;
  readonly load: () => Promise<void>;
  /** Says in the same place that an act was refused, or with "" that it was not. */
  readonly refuse: (words: string) => void;
}

/**
 * Makes the state of one. Called while a component is made.
 *
 * @param path - where it is asked for; asked anew when it changes.
 */
export function makeLoaded<T>(path: () => string): Loaded<T> {
  const desk = useDesk();
  let view = $state.raw<T | null>(null);
  let refusal = $state("");
  let status = $state(0);
  let shownAt = $state(0);
  let loads = 0;

  async function load(): Promise<void> {
    const mine = (loads += 1);
    const answer = await desk.client.read<T>(path());
    // An answer that was overtaken says how it was before.
    if (mine !== loads) return;
    refusal = answer.ok ? "" : refusalWords(answer);
    status = answer.ok ? 200 : answer.status;
    if (!answer.ok) return;
    view = answer.value;
    shownAt = Date.now();
  }

  $effect(() => {
    if (desk.stamp !== "") void load();
  });

  return {
    get view() {
      return view;
    },
    get refusal() {
      return refusal;
    },
    get status() {
      return status;
    },
    get shownAt() {
      return shownAt;
    },
    load,
    refuse(words) {
      refusal = words;
    },
  };
}
