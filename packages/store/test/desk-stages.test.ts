import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { MailboxId, PartId } from "@honeyguide/domain";

import { migrate } from "../src/database.ts";
import {
  type DeskDatabase,
  deskMigrations,
  deskSchema,
  type DeskTables,
  type Encrypted,
  insertReport,
  insertStageDecision,
  selectStageDecisions,
  updateStageUndone,
} from "../src/desk.ts";
import { engines, openTestDatabase, type TestDatabase } from "./postgres.ts";

const report = (mailboxId: string) => ({
  mailbox_id: mailboxId as MailboxId,
  drill: false,
  state: "sealed" as const,
  received_at: "2026-11-22T10:00:00.000Z",
  content_part: "content" as PartId,
  wrap: Uint8Array.from([1]),
});

describe.each(engines)("on %s", (engine) => {
  let opened: TestDatabase<DeskTables>;
  let db: DeskDatabase;
  beforeAll(async () => {
    opened = await openTestDatabase<DeskTables>(engine);
    await migrate(opened.db, deskSchema, deskMigrations);
    db = opened.db.withSchema(deskSchema);
    await insertReport(db, report("a")).execute();
    await insertReport(db, report("b")).execute();
  }, 60_000);
  afterAll(() => opened.close());

  const body = Uint8Array.from([1, 2, 3]) as Encrypted;
  const decide = (id: string, mailboxId: string) =>
    insertStageDecision(db, {
      id,
      mailbox_id: mailboxId as MailboxId,
      responder: "somebody",
      at: "2026-11-22T10:00:00.000Z",
      body,
    }).execute();
  const standing = async () => (await selectStageDecisions(db).execute()).map(({ id }) => id);

  test("a decision about a step is undone once, and goes with its report", async () => {
    await decide("one", "a");
    await decide("two", "b");
    await decide("three", "a");
    expect(await standing()).toEqual(["one", "two", "three"]);
    const undo = () =>
      updateStageUndone(db, "one", "2026-11-22T11:00:00.000Z").executeTakeFirstOrThrow();
    expect((await undo()).numUpdatedRows).toBe(1n);
    expect((await undo()).numUpdatedRows).toBe(0n);
    expect(await standing()).toEqual(["two", "three"]);
    await db
      .deleteFrom("report")
      .where("mailbox_id", "=", "b" as MailboxId)
      .execute();
    expect(await standing()).toEqual(["three"]);
  });

  test("the database refuses one about a report that is not there", async () => {
    await expect(decide("four", "nobody")).rejects.toThrow(/foreign key/);
  });
});
