/** The rows of the candidate index: looking reports up, putting them in, taking them out. */
import { chooseCandidates, indexVersion, mostPerKey } from "@honeyguide/analysis";
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
  selectIndexedKeys,
  selectOthers,
  selectPairs,
} from "@honeyguide/store/desk";

import type { BlindedKey } from "./blinding.ts";

/** A report that comes into the index. */
export interface Coming {
  readonly id: MailboxId;
  readonly digest: Uint8Array;
  readonly keys: readonly BlindedKey[];
}

/**
 * Look reports up and put them in, one after the other: four statements, however many there are.
 *
 * @param compare - is told what a report is worth comparing with, and says with which of those it has
 * anything in common; all by their numbers in the index.
 * @returns the number that each got, in order.
 */
export async function putReports(
  trx: DeskDatabase,
  coming: readonly Coming[],
  compare: (one: Coming, report: number, others: readonly number[]) => readonly number[],
): Promise<readonly number[]> {
  const rows = coming.map(({ id, digest, keys }) => ({
    mailbox_id: id,
    version: indexVersion,
    digest,
    keys: keys.map(({ key }) => key),
  }));
  const inserted = await insertIndexed(trx, rows).execute();
  const numberOf = new Map(inserted.map(({ report, mailbox_id }) => [mailbox_id, report]));
  const keys = [...new Set(rows.flatMap((row) => row.keys))];
  const postings = makePostings(await selectByKeys(trx, keys).execute());
  const pairs: { report: number; other: number }[] = [];
  const reports = coming.map((one) => {
    const report = numberOf.get(one.id) ?? 0;
    const others = chooseCandidates(one.keys.map(postings.read));
    for (const other of compare(one, report, others)) {
      pairs.push({ report, other }, { report: other, other: report });
    }
    postings.put(report, one.keys);
    return report;
  });
  if (pairs.length > 0) await insertPairs(trx, pairs).execute();
  if (postings.added.length > 0) await insertKeys(trx, postings.added).execute();
  return reports;
}

/** Take reports out again, with their keys and pairs. */
export async function takeReports(
  trx: DeskDatabase,
  ids: readonly MailboxId[],
  reports: readonly number[],
): Promise<void> {
  const keys = (await selectIndexedKeys(trx, reports).execute()).flatMap((row) => row.keys);
  const others = (await selectOthers(trx, reports).execute()).map(({ other }) => other);
  await deleteKeys(trx, keys, reports).execute();
  await deletePairs(trx, reports, [...others, ...reports]).execute();
  await deleteIndexed(trx, ids).execute();
}

/** With which others each report has anything in common. */
export async function readPairs(db: DeskDatabase): Promise<ReadonlyMap<number, readonly number[]>> {
  const pairs = new Map<number, number[]>();
  for (const { report, other } of await selectPairs(db).execute()) {
    const known = pairs.get(report);
    if (known === undefined) pairs.set(report, [other]);
    else known.push(other);
  }
  return pairs;
}

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
    read: ({ kind, key }: BlindedKey) => ({ kind, reports: under(key) }),
    put(report: number, keys: readonly BlindedKey[]) {
      for (const { key } of keys) {
        const list = under(key);
        if (list.length >= mostPerKey) continue;
        list.push(report);
        added.push({ key, report });
      }
    },
  };
}
