/**
 * The rounds of the Desk: ask the intake, copy, open, read, link, send. A round can be cut off at
 * any point and begun again; each step finds what the last one left to be done.
 */
import type { MailboxId } from "@honeyguide/domain";
import { type DeskDatabase, selectOpenable, selectUntold } from "@honeyguide/store/desk";

import { copyWaitingParts } from "./copy-parts.ts";
import type { Corpus } from "./corpus.ts";
import { hashPictures, type HashingDeps } from "./hash-pictures.ts";
import { type IntakeClient, IntakeError } from "./intake-client.ts";
import { type LetterDeps, openSealedLetters, sendQueuedLetters } from "./letters.ts";
import type { Lines } from "./lines.ts";
import type { Linker } from "./linker.ts";
import type { Log } from "./log.ts";
import { openSealedReports } from "./open-reports.ts";
import { type ReadingDeps, readUnreadExhibits } from "./read-exhibits.ts";
import { takeChanges } from "./take-changes.ts";
import type { Turns } from "./turns.ts";

export interface PullDeps extends LetterDeps, ReadingDeps, HashingDeps {
  readonly db: DeskDatabase;
  readonly intake: IntakeClient;
  readonly lines: Lines;
  readonly corpus: Corpus;
  readonly linker: Linker;
  readonly turns: Turns;
  readonly practice: () => Promise<ReadonlySet<string>>;
  readonly mayOpenReal: () => boolean;
  readonly log: Log;
}

export interface PullState {
  readonly connection: { readonly ok: boolean; readonly since: string };
  readonly opening: { readonly done: number; readonly of: number };
  readonly reading: { readonly done: number; readonly of: number };
}

export interface Pull {
  readonly state: () => PullState;
  /** One round. Never throws for what the intake did or did not answer. */
  readonly round: () => Promise<{ readonly active: boolean }>;
}

const partsAtOnce = 40;
const reportsAtOnce = 50;
const most = 100_000;
const compareMs = 2000;
/** Pictures looked at in one round; each takes up to some seconds. */
const picturesAtOnce = 8;

/** The rounds of one Desk. Only one may run at a time: {@link runRounds} sees to it. */
export function makePull(deps: PullDeps): Pull {
  const { db, intake, corpus, linker, turns, now, log } = deps;
  let connection = { ok: true, since: now().toISOString() };
  let opening = { done: 0, of: 0 };
  let reading = { done: 0, of: 0 };
  let isStale = false;

  function onBytes(done: number, of: number) {
    reading = { done, of };
  }

  function connected(ok: boolean) {
    if (connection.ok !== ok) connection = { ok, since: now().toISOString() };
  }

  /** False where the intake cannot be reached; what needs no intake goes on. */
  async function reach(step: () => Promise<boolean>): Promise<boolean> {
    try {
      const active = await step();
      connected(true);
      return active;
    } catch (error) {
      if (!(error instanceof IntakeError)) throw error;
      if (connection.ok) log("intake.unreachable", { status: error.status ?? 0 });
      connected(false);
      return false;
    }
  }

  async function take(): Promise<boolean> {
    const touched = new Set<MailboxId>();
    for (let more = true; more;) {
      const taken = await takeChanges(deps);
      for (const id of taken.touched) touched.add(id);
      more = taken.more;
    }
    await news([...touched]);
    return touched.size > 0;
  }

  /** Accounts come before evidence, so the first reports open while the rest still arrives. */
  async function open(): Promise<boolean> {
    const rows = await selectOpenable(db, most, deps.mayOpenReal()).execute();
    if (rows.length === 0) return false;
    opening = { done: 0, of: rows.length };
    const waiting = new Set<MailboxId>();
    let compared = 0;
    for (let at = 0; at < rows.length; at += reportsAtOnce) {
      const batch = rows.slice(at, at + reportsAtOnce);
      await openSealedReports(deps, batch, ({ ordinal }, isReadable) => {
        if (!isReadable) log("report.unreadable", { ordinal });
        opening = { ...opening, done: opening.done + 1 };
      });
      await readUnreadExhibits(deps, onBytes);
      for (const { mailbox_id } of batch) waiting.add(mailbox_id);
      // Comparing takes time of its own; in a wave it is worth it every now and then.
      if (now().getTime() - compared < compareMs) continue;
      await news([...waiting]);
      waiting.clear();
      compared = now().getTime();
    }
    await news([...waiting]);
    opening = { done: 0, of: 0 };
    return true;
  }

  /** These reports changed: read them again and compare. */
  async function news(ids: readonly MailboxId[]): Promise<void> {
    if (ids.length === 0) return;
    await turns(async () => {
      await corpus.refresh(ids);
      await linker.relink();
    });
  }

  async function tell(): Promise<boolean> {
    const rows = await selectUntold(db, partsAtOnce).execute();
    for (const { mailbox_id } of rows) {
      await intake.setState(mailbox_id, "opened").catch(unlessRefused);
      await db
        .updateTable("report")
        .set({ told: true })
        .where("mailbox_id", "=", mailbox_id)
        .execute();
    }
    return rows.length > 0;
  }

  async function send(): Promise<boolean> {
    const sent = await sendQueuedLetters(db, intake);
    await turns(() => corpus.refresh([...new Set(sent)]));
    return sent.length > 0;
  }

  return {
    state: () => ({ connection, opening, reading }),
    async round() {
      deps.lines.drop(false);
      if (isStale) await turns(catchUp);
      isStale = true;
      const active = await steps();
      isStale = false;
      return { active };
    },
  };

  async function steps(): Promise<boolean> {
    const took = await reach(take);
    const copied = connection.ok && (await reach(copy));
    const opened = await open();
    const letters = await openSealedLetters(deps);
    const exhibits = await readUnreadExhibits(deps, onBytes);
    await news([...new Set([...letters, ...exhibits])]);
    const sent = connection.ok && (await reach(send));
    const told = connection.ok && (await reach(tell));
    // Last: nobody waits for it.
    const looked = await hashPictures(deps, picturesAtOnce);
    await news([...looked]);
    return took || copied || opened || sent || told || letters.length > 0 || looked.size > 0;
  }

  /** The last round broke off between writing something down and knowing it. */
  async function catchUp(): Promise<void> {
    await corpus.refresh();
    await linker.relink();
  }

  async function copy(): Promise<boolean> {
    return (await copyWaitingParts(db, intake, partsAtOnce)) > 0;
  }
}

/** A report that was taken back since: nothing is left to tell. */
function unlessRefused(error: unknown): void {
  const status = error instanceof IntakeError ? error.status : undefined;
  if (status !== 404 && status !== 409) throw error;
}
