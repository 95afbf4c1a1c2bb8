/**
 * What the linking engine remembers, kept in the database as well: each report's keys, blinded, and
 * which reports turned out to have anything in common. A new report is looked up by its keys and
 * compared with what that finds; after a restart only those pairs are compared again.
 *
 * The database sees hashes under a key that it does not have. It can tell that two reports share
 * something, as it can from who is in one campaign, and not what.
 */
import {
  indexVersion,
  type LinkMemory,
  makeLinkMemory,
  type ReportFacts,
} from "@honeyguide/analysis";
import type { MailboxId } from "@honeyguide/domain";
import { type DeskDatabase, selectIndexed } from "@honeyguide/store/desk";

import { makeBlinding, type World } from "./blinding.ts";
import { putReports, readPairs, takeReports } from "./candidate-rows.ts";

/** A report to be linked. */
export interface Linkable {
  readonly world: World;
  /** As the corpus holds it: another object where anything in the report changed. */
  readonly known: ReportFacts;
  /** The same with whatever is added for linking. */
  readonly facts: ReportFacts;
}

export interface CandidateIndex {
  /** Take over what is new, what changed and what is gone. Runs alone. */
  readonly update: (reports: readonly Linkable[]) => Promise<void>;
  readonly memories: Readonly<Record<World, LinkMemory>>;
}

/** A report as the index has it. */
interface Entry {
  readonly report: number;
  /** Empty where its keys were made in another way than today. */
  readonly digest: Uint8Array;
  /** Undefined before the first update. */
  readonly known?: ReportFacts;
}

/** So many new reports are looked up at once. */
const atOnce = 32;

/** An index over a database. */
export async function openCandidateIndex(
  db: DeskDatabase,
  dataKey: Uint8Array,
): Promise<CandidateIndex> {
  const { blind, digest } = makeBlinding(dataKey);
  const memories = { practice: makeLinkMemory(), real: makeLinkMemory() };
  const entries = new Map<string, Entry>();
  const idOf = new Map<number, string>();
  for (const row of await selectIndexed(db).execute()) {
    const isOurs = row.version === indexVersion;
    const digest = isOurs ? row.digest : new Uint8Array(0);
    entries.set(row.mailbox_id, { report: row.report, digest });
    idOf.set(row.report, row.mailbox_id);
  }

  async function remove(ids: readonly string[]): Promise<void> {
    const gone = ids.flatMap((id) => entries.get(id)?.report ?? []);
    if (gone.length === 0) return;
    await db.transaction().execute((trx) => takeReports(trx, ids as readonly MailboxId[], gone));
    for (const id of ids) entries.delete(id);
    for (const report of gone) idOf.delete(report);
  }

  /** Looks reports up, compares them and puts them into the index. */
  async function add(batch: readonly Linkable[]): Promise<void> {
    const numberOf = new Map([...entries].map(([id, { report }]) => [id, report]));
    const coming = batch.map(({ world, known }) => ({
      id: known.id as MailboxId,
      digest: digest(world, known),
      keys: memories[world].keysOf(known).map((key) => blind(world, key)),
    }));
    const found = new Map(batch.map((one) => [one.known.id, one]));
    const reports = await db.transaction().execute((trx) =>
      putReports(trx, coming, ({ id }, report, others) => {
        idOf.set(report, id);
        numberOf.set(id, report);
        const one = found.get(id);
        if (one === undefined) return [];
        const ids = others.flatMap((other) => idOf.get(other) ?? []);
        const near = memories[one.world].compare(one.facts, ids);
        return near.flatMap((other) => numberOf.get(other) ?? []);
      }),
    );
    batch.forEach(({ known }, at) => {
      const own = coming[at]?.digest ?? new Uint8Array(0);
      entries.set(known.id, { report: reports[at] ?? 0, digest: own, known });
    });
  }

  let pairs: ReadonlyMap<number, readonly number[]> | undefined;
  /** Whether a report stands in the index as it is; what is not in memory yet comes there. */
  async function takeOver({ world, known, facts }: Linkable): Promise<boolean> {
    const entry = entries.get(known.id);
    if (entry === undefined) return false;
    if (entry.known !== known) {
      if (!isEqual(entry.digest, digest(world, known))) return false;
      entries.set(known.id, { ...entry, known });
    }
    if (entry.known !== undefined) memories[world].replace(facts);
    else {
      pairs ??= await readPairs(db);
      const others = pairs.get(entry.report) ?? [];
      memories[world].compare(
        facts,
        others.flatMap((other) => idOf.get(other) ?? []),
      );
    }
    return true;
  }

  return {
    memories,
    async update(reports) {
      const there = new Set(reports.map(({ known }) => known.id));
      const gone = [...entries.keys()].filter((id) => !there.has(id));
      for (const id of gone) for (const memory of Object.values(memories)) memory.forget(id);
      const changed: Linkable[] = [];
      for (const one of reports) if (!(await takeOver(one))) changed.push(one);
      pairs = undefined;
      await remove([...gone, ...changed.map(({ known }) => known.id)]);
      for (let at = 0; at < changed.length; at += atOnce) {
        await add(changed.slice(at, at + atOnce));
      }
    },
  };
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
