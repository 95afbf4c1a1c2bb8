/**
 * What the linking engine remembers, kept in the database as well: each report's keys, blinded, and
 * which reports turned out to have anything in common. A new report is looked up by its keys and
 * compared with what that finds; after a restart only those pairs are compared again.
 *
 * The database sees hashes under a key that it does not have. It can tell that two reports share
 * something, as it can from who is in one campaign, and not what.
 */
import { createHmac, hkdfSync } from "node:crypto";

import {
  chooseCandidates,
  type IndexKey,
  indexVersion,
  type LinkMemory,
  makeLinkMemory,
  mostPerKey,
  type ReportFacts,
} from "@honeyguide/analysis";
import type { MailboxId } from "@honeyguide/domain";
import {
  type DeskDatabase,
  deleteIndexed,
  deleteKeys,
  deletePairs,
  insertIndexed,
  insertKeys,
  insertPairs,
  selectByKeys,
  selectIndexed,
  selectIndexedKeys,
  selectOthers,
  selectPairs,
} from "@honeyguide/store/desk";

/** The practice case and what is real never meet. */
export type World = "practice" | "real";

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
  readonly digest: string;
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
  const blind = makeBlinding(dataKey);
  const memories = { practice: makeLinkMemory(), real: makeLinkMemory() };
  const entries = new Map<string, Entry>();
  const nameOf = new Map<number, string>();
  for (const { report, mailbox_id, version, digest } of await selectIndexed(db).execute()) {
    // What was made in another way matches nothing, so that it is made anew.
    const known = version === indexVersion ? Buffer.from(digest).toString("hex") : "";
    entries.set(mailbox_id, { report, digest: known });
    nameOf.set(report, mailbox_id);
  }

  async function remove(ids: readonly string[]): Promise<void> {
    const gone = ids.flatMap((id) => entries.get(id)?.report ?? []);
    if (gone.length === 0) return;
    await db.transaction().execute(async (trx) => {
      const keys = (await selectIndexedKeys(trx, gone).execute()).flatMap((row) => row.keys);
      const others = (await selectOthers(trx, gone).execute()).map(({ other }) => other);
      await deleteKeys(trx, keys, gone).execute();
      await deletePairs(trx, gone, [...others, ...gone]).execute();
      await deleteIndexed(trx, ids as readonly MailboxId[]).execute();
    });
    for (const id of ids) entries.delete(id);
    for (const report of gone) nameOf.delete(report);
  }

  /** Looks reports up, compares them and puts them into the index. */
  async function add(batch: readonly Linkable[]): Promise<void> {
    const coming = batch.map((one) => {
      const keys = memories[one.world].keysOf(one.facts);
      return { ...one, keys: keys.map((key) => ({ ...key, hash: blind.key(one.world, key) })) };
    });
    const numbers = await db.transaction().execute(async (trx) => {
      const rows = coming.map(({ world, known, keys }) => ({
        mailbox_id: known.id as MailboxId,
        version: indexVersion,
        digest: Buffer.from(blind.digest(world, known), "hex"),
        keys: keys.map(({ hash }) => hash),
      }));
      const inserted = await insertIndexed(trx, rows).execute();
      const numberOf = new Map(inserted.map(({ report, mailbox_id }) => [mailbox_id, report]));
      const all = [...new Set(rows.flatMap(({ keys }) => keys))];
      const postings = makePostings(await selectByKeys(trx, all).execute());
      for (const { world, facts, keys } of coming) {
        const report = numberOf.get(facts.id as MailboxId) ?? 0;
        nameOf.set(report, facts.id);
        const found = chooseCandidates(keys.map(postings.read));
        const others = found.flatMap((other) => nameOf.get(other) ?? []);
        const near = memories[world].compare(facts, others);
        postings.put(report, keys);
        await keepPairs(trx, report, near, (id) => numberOf.get(id) ?? entries.get(id)?.report);
      }
      if (postings.added.length > 0) await insertKeys(trx, postings.added).execute();
      return numberOf;
    });
    for (const { world, known } of coming) {
      const report = numbers.get(known.id as MailboxId) ?? 0;
      entries.set(known.id, { report, digest: blind.digest(world, known), known });
    }
  }

  let wasRead = false;
  return {
    memories,
    async update(reports) {
      const there = new Set(reports.map(({ known }) => known.id));
      const others = wasRead ? new Map<number, readonly number[]>() : await readPairs(db);
      const changed: Linkable[] = [];
      for (const one of reports) {
        const { world, known, facts } = one;
        const entry = entries.get(known.id);
        if (entry === undefined) changed.push(one);
        else if (entry.known === known) memories[world].replace(facts);
        else if (entry.digest !== blind.digest(world, known)) changed.push(one);
        else {
          const near = (others.get(entry.report) ?? []).flatMap((other) => nameOf.get(other) ?? []);
          if (entry.known === undefined) memories[world].compare(facts, near);
          else memories[world].replace(facts);
          entries.set(known.id, { ...entry, known });
        }
      }
      wasRead = true;
      const gone = [...entries.keys()].filter((id) => !there.has(id));
      for (const id of gone) for (const memory of Object.values(memories)) memory.forget(id);
      await remove([...gone, ...changed.map(({ known }) => known.id)]);
      for (let at = 0; at < changed.length; at += atOnce) {
        await add(changed.slice(at, at + atOnce));
      }
    },
  };
}

type BlindedKey = Pick<IndexKey, "kind"> & { readonly hash: number };

/** What was read for a few reports, and what they add to it. */
function makePostings(rows: readonly { readonly key: number; readonly report: number }[]) {
  const reportsOf = new Map<number, number[]>();
  const under = (key: number) => {
    const known = reportsOf.get(key) ?? [];
    reportsOf.set(key, known);
    return known;
  };
  for (const { key, report } of rows) under(key).push(report);
  const added: { key: number; report: number }[] = [];
  return {
    added,
    read: ({ kind, hash }: BlindedKey) => ({ kind, reports: [...under(hash)] }),
    put(report: number, keys: readonly BlindedKey[]) {
      for (const { hash: key } of keys) {
        const list = under(key);
        if (list.length >= mostPerKey) continue;
        list.push(report);
        added.push({ key, report });
      }
    },
  };
}

async function keepPairs(
  trx: DeskDatabase,
  report: number,
  near: readonly string[],
  numberOf: (id: MailboxId) => number | undefined,
): Promise<void> {
  const others = near.flatMap((id) => numberOf(id as MailboxId) ?? []);
  if (others.length === 0) return;
  const rows = others.flatMap((other) => [
    { report, other },
    { report: other, other: report },
  ]);
  await insertPairs(trx, rows).execute();
}

async function readPairs(db: DeskDatabase): Promise<ReadonlyMap<number, readonly number[]>> {
  const pairs = new Map<number, number[]>();
  for (const { report, other } of await selectPairs(db).execute()) {
    const known = pairs.get(report);
    if (known === undefined) pairs.set(report, [other]);
    else known.push(other);
  }
  return pairs;
}

/** Hashes under a key of their own, derived from the data key (RFC 5869). */
function makeBlinding(dataKey: Uint8Array) {
  const info = "honeyguide desk candidate index v1";
  const key = new Uint8Array(hkdfSync("sha256", dataKey, new Uint8Array(0), info, 32));
  const hash = (text: string) => createHmac("sha256", key).update(text).digest();
  return {
    /** 48 bits: an `int8` that is also a safe integer. */
    key: (world: World, { hash: value }: IndexKey) =>
      hash(`key|${world}|${value}`).readUIntBE(0, 6),
    /** Over all that keys are made from, hex. */
    digest(world: World, { messages, identifiers }: ReportFacts) {
      const texts = messages.map(({ text }) => text);
      const values = identifiers.map(({ kind, value }) => [kind, value]);
      return hash(`digest|${world}|${JSON.stringify([texts, values])}`).toString("hex");
    },
  };
}
