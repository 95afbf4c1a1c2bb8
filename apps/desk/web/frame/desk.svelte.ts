/**
 * What every screen of the Desk shares: the session, the overview that is asked for every few
 * seconds, where we are, the undo line, the keys, and what is said to a screen reader.
 */
import { createContext } from "svelte";

import type { Overview, Session, UndoLine } from "../../api.ts";
import { t } from "../i18n/t.ts";
import type { Act } from "../keys.ts";
import { parseRoute, type Route, toFragment } from "../route.ts";
import { type Client, makeClient } from "../wire/client.ts";
import { refusalWords } from "../wire/refusal.ts";
import { storedLetterKeys, storedSession, storeLetterKeys, storeSession } from "./session.ts";
import { undoWords } from "./undo-words.ts";

/** Does an act, or returns false to leave it to the frame. */
export type ActHandler = (act: Act) => boolean;
/** Why the Desk is locked; the gate says it. */
export type LockReason = "locked" | "idle" | null;

export type Desk = ReturnType<typeof makeDesk>;
export const [useDesk, provideDesk] = createContext<Desk>();

/** Makes the state of one page. It asks nothing before it is entered. */
export function makeDesk() {
  let session = $state.raw<Session | null>(storedSession());
  let overview = $state.raw<Overview | null>(null);
  let reachedAt = $state.raw<string | null>(null);
  let reachable = $state(true);
  let lockReason = $state<LockReason>(null);
  let route = $state.raw<Route>(parseRoute(location.hash));
  let undo = $state.raw<UndoLine | null>(null);
  let said = $state("");
  let complaint = $state("");
  let letterKeys = $state(storedLetterKeys());
  let acts = $state(0);
  const stamp = $derived(JSON.stringify([acts, overview?.counts, overview?.undo?.id]));
  const handlers: ActHandler[] = [];

  const client: Client = makeClient(
    () => session?.session ?? null,
    () => {
      leave("idle");
    },
  );

  function leave(why: LockReason): void {
    session = null;
    overview = null;
    undo = null;
    complaint = "";
    said = "";
    lockReason = why;
    storeSession(null);
  }

  async function refresh(): Promise<void> {
    if (session === null) return;
    const answer = await client.read<Overview>("/v1/overview");
    reachable = answer.ok || answer.status !== 0;
    if (!answer.ok) return;
    overview = answer.value;
    undo = answer.value.undo;
    reachedAt = answer.value.now;
  }

  function announce(text: string): void {
    // The same words twice are still news to a screen reader.
    said = text === said ? `${text}\u00a0` : text;
  }

  return {
    client,
    get session() {
      return session;
    },
    get overview() {
      return overview;
    },
    get reachable() {
      return reachable;
    },
    get reachedAt() {
      return reachedAt;
    },
    get lockReason() {
      return lockReason;
    },
    get route() {
      return route;
    },
    get undo() {
      return undo;
    },
    /** Another text after each act, here or elsewhere; a screen that shows it asks again. */
    get stamp() {
      return stamp;
    },
    get said() {
      return said;
    },
    get complaint() {
      return complaint;
    },
    get letterKeys() {
      return letterKeys;
    },
    refresh,
    announce,
    enter(entered: Session) {
      session = entered;
      lockReason = null;
      storeSession(entered);
    },
    /** Forgets everything and ends the session at the Desk. */
    async lock(why: LockReason = "locked") {
      const ended = client.send("DELETE", "/v1/session");
      leave(why);
      await ended;
    },
    go(to: Route) {
      location.hash = toFragment(to);
    },
    /** Reads the address again, after it changed. */
    readRoute() {
      route = parseRoute(location.hash);
      complaint = "";
    },
    useLetterKeys(on: boolean) {
      letterKeys = on;
      storeLetterKeys(on);
    },
    complain(text: string) {
      complaint = text;
    },
    /** The last act, so that it can be undone at once, before the next overview. */
    acted(line: UndoLine) {
      undo = line;
      complaint = "";
      acts += 1;
    },
    /** Undoes the last act; false where there was none or it did not work. */
    async undoLast(): Promise<UndoLine | null> {
      const line = undo;
      if (line === null) {
        announce(t("undo.nothing"));
        return null;
      }
      undo = null;
      const answer = await client.send("POST", "/v1/undo", { id: line.id });
      if (!answer.ok) {
        undo = line;
        complaint = refusalWords(answer);
        return null;
      }
      // Only now: what a screen asked for before the answer is how it was before the undo.
      acts += 1;
      announce(t("undo.undone", { act: undoWords(line) }));
      await refresh();
      return line;
    },
    /** Adds a screen's keys; the newest is asked first. Returns how to take them away. */
    onAct(handler: ActHandler): () => void {
      handlers.unshift(handler);
      return () => {
        handlers.splice(handlers.indexOf(handler), 1);
      };
    },
    act(act: Act): boolean {
      return handlers.some((handler) => handler(act));
    },
  };
}
