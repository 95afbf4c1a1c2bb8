import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type Migration, migrate, openDatabase } from "../src/database.ts";
import { NewerDatabaseError } from "../src/errors.ts";
import { engines, openTestDatabase, type TestDatabase } from "./postgres.ts";

interface Tables {
  "room.thing": { id: number; bytes: Uint8Array | null; at: string | null; day: string | null };
}

const first: Migration = {
  name: "2026-01-01-thing",
  up: async (db) => {
    await db.schema
      .createTable("thing")
      .addColumn("id", "int8", (column) => column.primaryKey())
      .addColumn("bytes", "bytea")
      .addColumn("at", "timestamptz")
      .addColumn("day", "date")
      .execute();
  },
};
const broken: Migration = {
  name: "2026-01-02-broken",
  up: async (db) => {
    await db.schema.createTable("half").addColumn("id", "int4").execute();
    await sql`select * from room.nothing_of_that_name`.execute(db);
  },
};

test.for(["", "mysql://x", "socket:relative", "/var/run"])("refuses the address %j", (url) => {
  expect(() => openDatabase(url)).toThrow(RangeError);
});

describe.each(engines)("on %s", (engine) => {
  let opened: TestDatabase<Tables>;
  let db: Kysely<Tables>;
  beforeAll(async () => {
    opened = await openTestDatabase<Tables>(engine);
    db = opened.db;
  });
  afterAll(() => opened.close());

  test("two that start together migrate once", async () => {
    const other = openDatabase<Tables>(opened.url);
    const taken = await Promise.all([
      migrate(db, "room", [first]),
      migrate(other, "room", [first]),
    ]);
    expect(taken.flat()).toEqual([first.name]);
    await other.destroy();
  });

  test("a step that fails leaves nothing of itself and can be tried again", async () => {
    await expect(migrate(db, "room", [first, broken])).rejects.toThrow(/nothing_of_that_name/);
    const { rows } = await sql`select to_regclass('room.half') as half`.execute(db);
    expect(rows).toEqual([{ half: null }]);
    expect(await migrate(db, "room", [first])).toEqual([]);
  });

  test("refuses a database that a newer version has written", async () => {
    await expect(migrate(db, "room", [])).rejects.toThrow(NewerDatabaseError);
  });

  test("refuses steps out of order", async () => {
    await expect(migrate(db, "room", [broken, first])).rejects.toThrow(RangeError);
  });

  test("values arrive as documented, bytes to the last bit", async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => (at * 31) % 256);
    const at = "2026-11-22T12:00:00+02:00";
    await db.insertInto("room.thing").values({ id: 1, bytes, at, day: "2026-11-22" }).execute();
    const row = await db.selectFrom("room.thing").selectAll().executeTakeFirstOrThrow();
    expect(row).toEqual({ id: 1, bytes, at: "2026-11-22T10:00:00.000Z", day: "2026-11-22" });
    expect(row.bytes?.constructor).toBe(Uint8Array);
  });

  test("a number that JavaScript would round does not arrive at all", async () => {
    await expect(sql`select 9007199254740993::int8`.execute(db)).rejects.toThrow(RangeError);
    expect((await sql`select 1::int8 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  });

  test("clients at once do not see each other's statements or transactions", async () => {
    const others = [openDatabase<Tables>(opened.url), openDatabase<Tables>(opened.url)];
    const ids = Array.from({ length: 64 }, (_, at) => at + 100);
    await Promise.all(
      ids.map((id) => {
        const mine = others[id % 2]!;
        return mine
          .transaction()
          .execute(async (trx) => {
            const text = "x".repeat(id);
            const { rows } = await sql`select ${id}::int4 as id, ${text} as text`.execute(trx);
            expect(rows).toEqual([{ id, text }]);
            await trx
              .insertInto("room.thing")
              .values({ id, bytes: null, at: null, day: null })
              .execute();
            if (id % 4 === 0) throw new Error("changed its mind");
          })
          .catch((error: unknown) => {
            if (!(error instanceof Error) || error.message !== "changed its mind") throw error;
          });
      }),
    );
    const kept = await db.selectFrom("room.thing").select("id").where("id", ">=", 100).execute();
    expect(kept.map(({ id }) => id).sort()).toEqual(ids.filter((id) => id % 4 !== 0));
    await Promise.all(others.map((other) => other.destroy()));
  });
});
