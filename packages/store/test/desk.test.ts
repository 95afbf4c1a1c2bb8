import type { MailboxId, PartId } from "@honeyguide/domain";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { migrate } from "../src/database.ts";
import {
  type DeskDatabase,
  deskMigrations,
  deskSchema,
  type DeskTables,
  type Encrypted,
  deleteOtherChunks,
  insertAudit,
  insertChunks,
  insertCustody,
  insertLetter,
  insertParts,
  insertPieces,
  insertReport,
  lockAudit,
  selectAudit,
  selectAuditHead,
  selectChunks,
  selectCompared,
  selectCursor,
  selectCustody,
  selectCustodyHeads,
  selectFolded,
  selectInner,
  selectMembers,
  selectOpenable,
  selectPieces,
  selectReadings,
  selectUnhashed,
  selectUnreadParts,
  selectWaitingParts,
  selectWaitingReal,
  updateCursor,
  updateInner,
  updatePart,
  updateReleased,
  upsertInner,
  upsertMembers,
  upsertReading,
} from "../src/desk.ts";
import { engines, openTestDatabase, type TestDatabase } from "./postgres.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const encrypted = bytes(1, 2, 3) as Encrypted;
const mailbox = (id: string) => id as MailboxId;
const part = (id: string) => id as PartId;
const report = (id: string, change: object = {}) => ({
  mailbox_id: mailbox(id),
  drill: false,
  state: "sealed" as const,
  received_at: "2026-11-22T10:00:00.000Z",
  content_part: part(`${id}-account`),
  wrap: bytes(9),
  ...change,
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

  test("a report keeps its number, and comes once however often it is told of", async () => {
    const first = await insertReport(db, report("a")).executeTakeFirst();
    expect(first).toEqual({ mailbox_id: "a", ordinal: 1 });
    expect(await insertReport(db, report("a")).executeTakeFirst()).toBeUndefined();
    const held = await insertReport(
      db,
      report("b", { state: "held", wrap: null }),
    ).executeTakeFirst();
    expect(held!.ordinal).toBe(2);
    await insertReport(db, report("c", { drill: true })).execute();
    expect(await selectWaitingReal(db).executeTakeFirst()).toEqual({ count: 1 });
  });

  test("the cursor only goes forward", async () => {
    await updateCursor(db, 7).execute();
    await updateCursor(db, 3).execute();
    expect(await selectCursor(db).executeTakeFirst()).toEqual({ next: 7 });
  });

  test("accounts are copied first, then the small; what is copied can be opened", async () => {
    const row = (id: string, name: string, size: number) => ({
      mailbox_id: mailbox(id),
      part: part(name),
      bytes: size,
      sha256: "0",
      letter_id: null,
    });
    await insertParts(db, [
      row("a", "film", 900),
      row("a", "text", 10),
      row("a", "a-account", 500),
    ]).execute();
    await insertParts(db, [row("a", "text", 10), row("b", "b-account", 600)]).execute();
    const waiting = await selectWaitingParts(db, 10).execute();
    expect(waiting.map((found) => found.part)).toEqual(["a-account", "b-account", "text", "film"]);
    expect(await selectOpenable(db, 10, true).execute()).toEqual([]);
    for (const { mailbox_id, part: name } of waiting) {
      await updatePart(db, { mailbox_id, part: name }, { state: "copied" }).execute();
    }
    const openable = await selectOpenable(db, 10, true).execute();
    // The held one waits for its person.
    expect(openable.map(({ mailbox_id }) => mailbox_id)).toEqual(["a"]);
    expect(await selectOpenable(db, 10, false).execute()).toEqual([]);
    await updateReleased(db, mailbox("b"), bytes(8)).execute();
    expect(
      (await selectOpenable(db, 10, true).execute()).map(({ mailbox_id }) => mailbox_id),
    ).toEqual(["a", "b"]);
  });

  test("pieces come back in order, to the last bit", async () => {
    const long = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251);
    const key = { mailbox_id: mailbox("a"), part: part("text") };
    await insertPieces(db, [{ ...key, piece: 1, bytes: bytes(0) }]).execute();
    await insertPieces(db, [
      { ...key, piece: 1, bytes: bytes(4, 5) },
      { ...key, piece: 0, bytes: long },
    ]).execute();
    const rows = await selectPieces(db, [key]).execute();
    expect(rows.map((row) => row.bytes)).toEqual([long, bytes(4, 5)]);
  });

  test("evidence is read once its report is open, and a letter's once the letter is", async () => {
    const names = async () => (await selectUnreadParts(db, 10).execute()).map((row) => row.part);
    expect(await names()).toEqual([]);
    await db
      .updateTable("report")
      .set({ state: "opened", body: encrypted })
      .where("mailbox_id", "=", mailbox("a"))
      .execute();
    expect((await names()).sort()).toEqual(["film", "text"]);
    const letter = {
      mailbox_id: mailbox("a"),
      id: "l",
      author: "person" as const,
      state: "received" as const,
    };
    const at = "2026-11-22T11:00:00.000Z";
    await insertLetter(db, { ...letter, at, sealed: bytes(1), body: null }).execute();
    await insertParts(db, [
      { mailbox_id: mailbox("a"), part: part("later"), bytes: 1, sha256: "0", letter_id: "l" },
    ]).execute();
    await updatePart(
      db,
      { mailbox_id: mailbox("a"), part: part("later") },
      { state: "copied" },
    ).execute();
    expect(await names()).not.toContain("later");
    await db.updateTable("letter").set({ body: encrypted }).where("id", "=", "l").execute();
    expect(await names()).toContain("later");
  });

  test.for([
    ["an open report without its text", { state: "opened", body: null }],
    ["a text of a report that is not open", { state: "sealed", body: encrypted }],
    ["a sealed one without its wrap", { state: "sealed", wrap: null }],
    ["later without a time", { outcome: "later" }],
    ["a state that nobody knows", { state: "lost" }],
  ] as const)("the database refuses %s", async ([, change]) => {
    const changed = db
      .updateTable("report")
      .set(change as object)
      .where("mailbox_id", "=", mailbox("c"));
    await expect(changed.execute()).rejects.toThrow(/check/);
  });

  test("a report is in one campaign at most, and gone from it when it is gone", async () => {
    const campaign = (id: string) => ({
      id,
      founder: null,
      made_at: "2026-11-22T10:00:00Z",
      name: encrypted,
    });
    await db
      .insertInto("campaign")
      .values([campaign("one"), campaign("two")])
      .execute();
    await upsertMembers(db, "one", [mailbox("a"), mailbox("c")]).execute();
    await upsertMembers(db, "two", [mailbox("a")]).execute();
    expect(await selectMembers(db).execute()).toEqual([
      { mailbox_id: "a", campaign_id: "two" },
      { mailbox_id: "c", campaign_id: "one" },
    ]);
    await db.deleteFrom("report").where("mailbox_id", "=", mailbox("a")).execute();
    expect((await selectMembers(db).execute()).map((row) => row.mailbox_id)).toEqual(["c"]);
    const { rows } = await sql`select count(*)::int4 as left from desk.piece`.execute(db);
    expect(rows).toEqual([{ left: 0 }]);
  });

  test("the audit is only added to", async () => {
    const line = (sequence: number) => ({
      sequence,
      at: "2026-11-22T10:00:00.000Z",
      body: encrypted,
      hash: new Uint8Array(32).fill(sequence),
    });
    await db.transaction().execute(async (trx) => {
      await lockAudit(trx).execute();
      await insertAudit(trx, [line(1), line(2)]).execute();
    });
    expect(await selectAuditHead(db).executeTakeFirst()).toMatchObject({ sequence: 2 });
    await expect(insertAudit(db, [line(2)]).execute()).rejects.toThrow(/duplicate/);
    await expect(
      db.updateTable("audit").set({ at: "2020-01-01T00:00:00Z" }).execute(),
    ).rejects.toThrow(/only added to/);
    await expect(db.deleteFrom("audit").execute()).rejects.toThrow(/only added to/);
    await expect(sql`truncate desk.audit`.execute(db)).rejects.toThrow(/only added to/);
    expect(await selectAudit(db, 5).execute()).toEqual([line(2), line(1)]);
  });

  const custodyLine = (sequence: number) => ({
    mailbox_id: mailbox("gone"),
    sequence,
    at: "2026-11-22T10:00:00.000Z",
    body: encrypted,
    hash: new Uint8Array(32).fill(sequence),
  });

  test("custody is only added to, and stays when its report is gone", async () => {
    await insertReport(db, report("gone")).execute();
    await insertCustody(db, [custodyLine(1), custodyLine(2)]).execute();
    await db.deleteFrom("report").where("mailbox_id", "=", mailbox("gone")).execute();
    await expect(insertCustody(db, [custodyLine(2)]).execute()).rejects.toThrow(/duplicate/);
    await expect(
      db.updateTable("custody").set({ at: "2020-01-01T00:00:00Z" }).execute(),
    ).rejects.toThrow(/only added to/);
    await expect(db.deleteFrom("custody").execute()).rejects.toThrow(/only added to/);
    await expect(sql`truncate desk.custody`.execute(db)).rejects.toThrow(/only added to/);
    expect(await selectCustody(db, mailbox("gone")).execute()).toEqual([
      custodyLine(1),
      custodyLine(2),
    ]);
    expect(await selectCustodyHeads(db, [mailbox("gone"), mailbox("a")]).execute()).toMatchObject([
      { mailbox_id: "gone", sequence: 2 },
    ]);
  });

  test.for(["audit", "custody"])("the owner of %s itself may not change a line", async (table) => {
    const owner = sql.id(`owner_${table}`);
    await sql`create role ${owner} nosuperuser`.execute(db);
    await sql`grant usage on schema desk to ${owner}`.execute(db);
    await sql`alter table ${sql.table(`desk.${table}`)} owner to ${owner}`.execute(db);
    const asOwner = (statement: ReturnType<typeof sql>) =>
      db.transaction().execute(async (trx) => {
        await sql`set local role ${owner}`.execute(trx);
        // Without it, only the missing right is left to say no.
        await sql`alter table ${sql.table(`desk.${table}`)} disable trigger user`.execute(trx);
        return statement.execute(trx);
      });
    const name = sql.table(`desk.${table}`);
    await expect(asOwner(sql`update ${name} set at = now()`)).rejects.toThrow(/permission denied/);
    await expect(asOwner(sql`delete from ${name}`)).rejects.toThrow(/permission denied/);
    await expect(asOwner(sql`truncate ${name}`)).rejects.toThrow(/permission denied/);
    const { rows } = await asOwner(sql`select count(*)::int4 as lines from ${name}`);
    expect(rows).toEqual([{ lines: 2 }]);
  });

  test("a reading takes the place of the one before, chunks and all", async () => {
    const key = { mailbox_id: mailbox("c"), exhibit: "export" };
    const row = { ...key, part: part("export") };
    await insertParts(db, [
      { mailbox_id: mailbox("c"), part: part("export"), bytes: 9, sha256: "0", letter_id: null },
    ]).execute();
    const write = async (generation: string, chunks: number) => {
      const made = Array.from({ length: chunks }, (_, chunk) => ({
        ...row,
        generation,
        chunk,
        body: bytes(chunk) as Encrypted,
        folded: bytes(chunk, 1) as Encrypted,
      }));
      await insertChunks(db, made).execute();
      const head = { generation, lines: chunks, body: encrypted, compared: encrypted };
      await upsertReading(db, { ...row, ...head }).execute();
      await deleteOtherChunks(db, { ...key, generation }).execute();
    };
    await write("first", 3);
    await write("second", 2);
    expect(await selectReadings(db, mailbox("c")).execute()).toEqual([
      { ...row, generation: "second", lines: 2, body: encrypted },
    ]);
    expect(await selectChunks(db, { ...key, generation: "first" }, 0, 9).execute()).toEqual([]);
    expect(await selectChunks(db, { ...key, generation: "second" }, 1, 9).execute()).toEqual([
      { chunk: 1, body: bytes(1) },
    ]);
    expect(await selectFolded(db, { ...key, generation: "second" }, 0, 1).execute()).toEqual([
      { chunk: 0, folded: bytes(0, 1) },
    ]);
    await db.deleteFrom("part").where("part", "=", part("export")).execute();
    const { rows } = await sql`select count(*)::int4 as left from desk.reading_chunk`.execute(db);
    expect(rows).toEqual([{ left: 0 }]);
    expect(await selectCompared(db).execute()).toEqual([]);
  });

  test("what an archive holds is looked at with what is not in one", async () => {
    const key = { mailbox_id: mailbox("d"), part: part("zip") };
    await insertReport(db, report("d")).execute();
    await db
      .updateTable("report")
      .set({ state: "opened", body: encrypted })
      .where("mailbox_id", "=", key.mailbox_id)
      .execute();
    await insertParts(db, [{ ...key, bytes: 9, sha256: "0", letter_id: null }]).execute();
    await updatePart(db, key, { state: "copied", body: encrypted }).execute();
    const inner = (number: number, picture: Encrypted | null) => ({
      ...key,
      number,
      body: encrypted,
      picture,
    });
    await upsertInner(db, [inner(1, null), inner(2, encrypted)]).execute();
    await updateInner(db, { ...key, number: 1 }, { label: encrypted }).execute();
    expect(await selectUnhashed(db, 9).execute()).toEqual([
      { ...key, number: 0 },
      { ...key, number: 1 },
    ]);
    await updatePart(db, key, { picture: encrypted }).execute();
    await updateInner(db, { ...key, number: 1 }, { picture: encrypted }).execute();
    expect(await selectUnhashed(db, 9).execute()).toEqual([]);
    // Said again after a second reading: the label and the picture stay.
    await upsertInner(db, [inner(1, null)]).execute();
    expect(await selectInner(db, [key.mailbox_id]).execute()).toMatchObject([
      { number: 1, label: encrypted, picture: encrypted },
      { number: 2, label: null },
    ]);
  });
});
