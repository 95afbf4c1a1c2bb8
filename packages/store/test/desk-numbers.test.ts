import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { migrate } from "../src/database.ts";
import {
  countRows,
  deleteComing,
  deleteReplacedRows,
  type DeskDatabase,
  deskMigrations,
  deskSchema,
  type DeskTables,
  type Encrypted,
  insertBlocks,
  insertListings,
  insertNumberDecision,
  insertNumberSource,
  selectBlocks,
  selectListingsFrom,
  selectNumberDecisions,
  selectNumberSources,
  updateNumberUndone,
  updateReplaced,
  updateStanding,
} from "../src/desk.ts";
import { engines, openTestDatabase, type TestDatabase } from "./postgres.ts";

const source = (id: string, change: object = {}) => ({
  id,
  kind: "sms-sites" as const,
  name: "practice list",
  sha256: "0".repeat(64),
  as_of: "2026-08-22",
  imported_at: "2026-11-22T10:00:00.000Z",
  responder: "somebody",
  rows: 2,
  skipped: 0,
  ...change,
});
const block = (prefix: string) => ({
  ...{ prefix, status: "allocated", holder: "Practice Apps", digits: 10 },
  allocated_on: "2019-02-01",
});
const listing = (number: string, last_seen: string | null = "2024-03-14") => ({
  number,
  last_seen,
});

describe.each(engines)("on %s", (engine) => {
  let opened: TestDatabase<DeskTables>;
  let db: DeskDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase<DeskTables>(engine);
    await migrate(opened.db, deskSchema, deskMigrations);
    db = opened.db.withSchema(deskSchema);
  }, 60_000);
  afterAll(() => opened.close());
  beforeEach(() => db.deleteFrom("number_source").execute());

  const list = { kind: "sms-sites", name: "practice list" } as const;
  const numbers = async (beginning: string) =>
    (await selectListingsFrom(db, beginning).execute()).map(({ number }) => number);

  test("what is still coming is not looked at; what stands is, by how it begins", async () => {
    await insertNumberSource(db, source("one")).execute();
    const rows = ["+447700900122", "+447700900123", "+44770090013", "+44770090"].map((number) =>
      listing(number),
    );
    await insertListings(db, "one", rows).execute();
    await insertListings(db, "one", rows.slice(1)).execute();
    expect(await countRows(db, "number_listing", "one").executeTakeFirst()).toEqual({ count: 4 });
    expect(await numbers("+44")).toEqual([]);
    await updateStanding(db, "one").execute();
    expect(await numbers("+447700900")).toEqual(["+447700900122", "+447700900123", "+44770090013"]);
    expect(await numbers("+44770091")).toEqual([]);
    expect(await selectListingsFrom(db, "+447700900122").execute()).toEqual([
      { source_id: "one", ...listing("+447700900122") },
    ]);
  });

  test("a newer import takes the place of one, of which the record stays", async () => {
    await insertNumberSource(db, source("old")).execute();
    await insertListings(db, "old", [listing("+447700900123")]).execute();
    await updateStanding(db, "old").execute();
    await insertNumberSource(db, source("new", { imported_at: "2026-11-23T10:00:00Z" })).execute();
    await insertListings(db, "new", [listing("+447700900124", null)]).execute();
    await expect(updateStanding(db, "new").execute()).rejects.toThrow(/number_source_standing/);
    await updateReplaced(db, list).execute();
    await updateStanding(db, "new").execute();
    await deleteReplacedRows(db, "number_listing").execute();
    expect(await numbers("+44")).toEqual(["+447700900124"]);
    expect((await selectNumberSources(db).execute()).map(({ id, state }) => [id, state])).toEqual([
      ["new", "standing"],
      ["old", "replaced"],
    ]);
    expect(await countRows(db, "number_listing", "old").executeTakeFirst()).toEqual({ count: 0 });
  });

  test("two lists of one kind stand side by side; one that was cut off goes with its rows", async () => {
    for (const [id, name] of [
      ["one", "practice list"],
      ["two", "another list"],
    ] as const) {
      await insertNumberSource(db, source(id, { name })).execute();
      await updateStanding(db, id).execute();
    }
    await insertNumberSource(db, source("cut")).execute();
    await insertListings(db, "cut", [listing("+447700900123")]).execute();
    await deleteComing(db, list).execute();
    expect((await selectNumberSources(db).execute()).map(({ id }) => id).sort()).toEqual([
      "one",
      "two",
    ]);
    expect(await countRows(db, "number_listing", "cut").executeTakeFirst()).toEqual({ count: 0 });
  });

  test("blocks come back as they went in", async () => {
    await insertNumberSource(db, source("s7", { kind: "ofcom-s7", as_of: null })).execute();
    const held = { ...block("+44770091"), status: "free", holder: "", allocated_on: null };
    await insertBlocks(db, "s7", [block("+4477009"), held]).execute();
    await updateStanding(db, "s7").execute();
    expect(await selectBlocks(db).execute()).toEqual([
      { source_id: "s7", ...block("+4477009") },
      { source_id: "s7", ...held },
    ]);
    expect(await selectNumberSources(db).execute()).toMatchObject([{ as_of: null, rows: 2 }]);
  });

  test.for([
    ["a kind that nobody knows", { kind: "rumours" }],
    ["a fingerprint that is none", { sha256: "abc" }],
    ["fewer rows than none", { rows: -1 }],
  ] as const)("the database refuses %s", async ([, change]) => {
    await expect(insertNumberSource(db, source("odd", change)).execute()).rejects.toThrow(/check/);
  });

  test("a decision is undone once, and its body says nothing in clear", async () => {
    const body = Uint8Array.from([1, 2, 3]) as Encrypted;
    const decision = (id: string) => ({
      ...{ id, responder: "somebody", at: "2026-11-22T10:00:00.000Z", body },
    });
    await insertNumberDecision(db, decision("a")).execute();
    await insertNumberDecision(db, decision("b")).execute();
    expect((await selectNumberDecisions(db).execute()).map(({ id }) => id)).toEqual(["a", "b"]);
    const undo = () =>
      updateNumberUndone(db, "a", "2026-11-22T11:00:00.000Z").executeTakeFirstOrThrow();
    expect((await undo()).numUpdatedRows).toBe(1n);
    expect((await undo()).numUpdatedRows).toBe(0n);
    expect(await selectNumberDecisions(db).execute()).toMatchObject([{ id: "b", body }]);
    const { rows } = await sql<{ columns: string }>`
      select string_agg(column_name, ' ' order by column_name) as columns
      from information_schema.columns
      where table_schema = 'desk' and table_name = 'number_decision'`.execute(db);
    expect(rows).toEqual([{ columns: "at body id responder sequence undone_at" }]);
  });
});
