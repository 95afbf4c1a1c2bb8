/** The candidate index on a real database: the same links in any order, after a restart, and bounded. */
import { randomBytes } from "node:crypto";

import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type LinkResult, linkReports, type ReportFacts } from "@honeyguide/analysis";
import { migrate } from "@honeyguide/store/database";
import {
  type DeskDatabase,
  deskMigrations,
  deskSchema,
  type DeskTables,
} from "@honeyguide/store/desk";

import {
  engines,
  openTestDatabase,
  type TestDatabase,
} from "../../../packages/store/test/postgres.ts";
import type { World } from "../server/blinding.ts";
import { type Linkable, openCandidateIndex } from "../server/candidate-index.ts";

const dataKey = randomBytes(32);
const places = ["the bar", "the library", "the station", "the museum", "the harbour"];
const supper = (at: number) =>
  `Hello stranger, I think we met at the harvest supper near ${places[at % 5] ?? ""}, you were juggling satsumas and laughing ${at}`;
const parcel = (at: number) =>
  `Your parcel waits behind ${places[at % 5] ?? ""} until Thursday noon, quote the voucher ${at * 7919} and ask the manager`;
const facts = (id: string, text: string, number?: string): ReportFacts => ({
  id,
  messages: [{ id: "m", text }],
  identifiers: number === undefined ? [] : [{ kind: "number", value: number }],
  names: [],
});
const reports: readonly ReportFacts[] = [
  ...Array.from({ length: 6 }, (_, at) => facts(`s${at}`, supper(at))),
  ...Array.from({ length: 4 }, (_, at) => facts(`p${at}`, parcel(at))),
  facts("n1", "call me back when you can, it is about the tickets", "+447700900123"),
  facts("n2", "so sorry about yesterday evening", "+447700900123"),
  facts("alone", "the allotment gate is open again and the marrows are ready"),
];
const linkable = (list: readonly ReportFacts[], world: World = "real"): readonly Linkable[] =>
  list.map((one) => ({ world, known: one, facts: one }));
const groupsOf = ({ campaigns }: LinkResult) => campaigns.map(({ ids }) => ids);

describe.each(engines)("on %s", (engine) => {
  let opened: TestDatabase<DeskTables>;
  let db: DeskDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase<DeskTables>(engine);
    await migrate(opened.db, deskSchema, deskMigrations);
    db = opened.db.withSchema(deskSchema);
  }, 60_000);
  afterAll(() => opened.close());

  const rows = async () => ({
    keys: await db.selectFrom("candidate_key").select("key").execute(),
    pairs: await db.selectFrom("candidate_pair").selectAll().execute(),
    reports: await db.selectFrom("candidate_report").select("mailbox_id").execute(),
  });
  const empty = async () => {
    const index = await openCandidateIndex(db, dataKey);
    await index.update([]);
    expect(await rows()).toEqual({ keys: [], pairs: [], reports: [] });
  };

  test("one report after the other is linked as all at once, and nothing is left when they go", async () => {
    const expected = linkReports(reports);
    expect(groupsOf(expected).map(({ length }) => length)).toEqual([2, 4, 6]);
    for (const order of [reports, [...reports].reverse()]) {
      await empty();
      const index = await openCandidateIndex(db, dataKey);
      for (const at of order.keys()) await index.update(linkable(order.slice(0, at + 1)));
      expect(index.memories.real.link({})).toEqual(expected);
    }
    await empty();
  });

  test("after a restart the same links come from the pairs that were kept, and no key is read", async () => {
    await empty();
    const before = await openCandidateIndex(db, dataKey);
    await before.update(linkable(reports));
    const { count, plugin } = counter();
    const after = await openCandidateIndex(db.withPlugin(plugin), dataKey);
    await after.update(linkable(reports.map((one) => ({ ...one }))));
    expect(after.memories.real.link({})).toEqual(before.memories.real.link({}));
    expect(count()).toBe(2);
  });

  test("a report that changed is looked up anew; one that has only a new name is not", async () => {
    await empty();
    const index = await openCandidateIndex(db, dataKey);
    await index.update(linkable(reports));
    const changed = reports.map((one) => (one.id === "alone" ? facts("alone", supper(9)) : one));
    await index.update(linkable(changed));
    expect(index.memories.real.link({})).toEqual(linkReports(changed));
    const named = changed.map((one) => (one.id === "alone" ? { ...one, names: ["Robin"] } : one));
    const before = await rows();
    await index.update(linkable(named));
    expect(index.memories.real.link({})).toEqual(linkReports(named));
    expect(await rows()).toEqual(before);
  });

  test("what is practice never meets what is real, nor do two Desks' keys", async () => {
    await empty();
    const index = await openCandidateIndex(db, dataKey);
    const [first, second] = reports;
    await index.update([...linkable([first!], "practice"), ...linkable([second!], "real")]);
    const { keys, pairs } = await rows();
    expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
    expect(pairs).toEqual([]);
    const other = await openCandidateIndex(db, randomBytes(32));
    await other.update(linkable(reports.slice(0, 1), "practice"));
    const after = await rows();
    expect(after.keys.some(({ key }) => keys.some((old) => old.key === key))).toBe(false);
  });

  test("of a campaign of hundreds each new report costs as much as the first, and joins it", async () => {
    await empty();
    const { count, read, plugin } = counter();
    const index = await openCandidateIndex(db.withPlugin(plugin), dataKey);
    const campaign = Array.from({ length: 200 }, (_, at) => facts(`c${at}`, supper(at)));
    await index.update(linkable(campaign.slice(0, -2)));
    const costs: unknown[] = [];
    for (const length of [199, 200]) {
      const before = [count(), read()] as const;
      await index.update(linkable(campaign.slice(0, length)));
      costs.push([count() - before[0], read() - before[1] <= 32 * 64]);
    }
    // One insert, one read of all keys, one insert of pairs, one of keys.
    expect(costs).toEqual([
      [4, true],
      [4, true],
    ]);
    expect(groupsOf(index.memories.real.link({})).map(({ length }) => length)).toEqual([200]);
    const most = await db
      .selectFrom("candidate_key")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .groupBy("key")
      .orderBy("count", "desc")
      .limit(1)
      .execute();
    expect(most).toEqual([{ count: 64 }]);
  });
});

/** How many statements were sent, and how many rows came back. */
function counter() {
  let statements = 0;
  let rows = 0;
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      statements += 1;
      return node;
    },
    transformResult({ result }) {
      rows += result.rows.length;
      return Promise.resolve(result);
    },
  };
  return { count: () => statements, read: () => rows, plugin };
}
