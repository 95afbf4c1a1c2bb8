/** Custody and verifying: what fits says so, and each way of altering something is named. */
import { randomBytes } from "node:crypto";

import type { MailboxId, PartId } from "@honeyguide/domain";
import { selectReadings } from "@honeyguide/store/desk";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import type { AuditCheck, AuditLine, ReportView, Verified } from "../api.ts";
import { unpack } from "../server/keep-chunks.ts";
import { makeReadingHash } from "../server/make-reading.ts";
import { places } from "../server/places.ts";
import { chat, report, type Sender } from "./sealing.ts";
import {
  bodyOf,
  cliToken,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  type World,
} from "./world.ts";
import { zip } from "./zip.ts";

let world: World;
let open: OpenWorldDesk;
let sender: Sender;
let id: MailboxId;
let part: PartId;
const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token: cliToken }));
const act = (path: string, json: unknown = {}) => open.ask("POST", path, { token: cliToken, json });
const verify = () => bodyOf<Verified>(act(`/v1/reports/${id}/verify`));

beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
}, 120_000);
afterAll(async () => {
  await open.close();
  await world.close();
});

beforeEach(async () => {
  const text = chat("Sam", "Long time no speak!", "Miss you");
  const files = [
    text,
    {
      kind: "chat_export" as const,
      mediaType: "application/zip",
      bytes: zip({ "_chat.txt": text.bytes, "a.pdf": new TextEncoder().encode("%PDF-1.4") }),
    },
  ];
  sender = await report(world.intakeUrl, world.team.recipient, { name: "Sam", files, held: true });
  id = sender.mailboxId;
  open.practice.add(id);
  await sender.release();
  await open.settle();
  part = (await read<ReportView>(`/v1/reports/${id}`)).exhibits[0]!.part as PartId;
});

test("what nobody altered matches, and that it was checked is on record", async () => {
  const expected = {
    exhibits: 4,
    matching: 4,
    readings: 2,
    readingsMatching: 2,
    chainComplete: true,
    faults: [],
  };
  expect(await verify()).toEqual({ ...expected, custodyLines: 5 });
  // The line that says so is of the log as well.
  expect(await verify()).toEqual({ ...expected, custodyLines: 6 });
  const { custody, custodyComplete } = await read<ReportView>(`/v1/reports/${id}`);
  expect(custodyComplete).toBe(true);
  expect(custody.map(({ event }) => event)).toEqual([
    ...["received", "sealed", "opened", "read", "read"],
    ...["checked", "checked"],
  ]);
  const line = custody.find(({ exhibit }) => exhibit === part);
  expect(line).toMatchObject({ event: "read", tool: "Honeyguide" });
  expect(line!.version).toMatch(/^\d+\.\d+$/);
  const [act1] = await read<readonly AuditLine[]>("/v1/audit?limit=1");
  expect(act1).toMatchObject({ act: "report.verified" });
});

test("a byte of a sealed original", async () => {
  await sql`update desk.piece set bytes = set_byte(bytes, 300, get_byte(bytes, 300) # 1)
    where mailbox_id = ${id} and part = ${part} and piece = 0`.execute(open.db);
  const verified = await verify();
  expect(verified).toMatchObject({ matching: 3, readingsMatching: 1, chainComplete: true });
  expect(verified.faults).toContainEqual({ exhibit: part, fault: "original_altered" });
});

test("a file inside an archive that is another than was read", async () => {
  const view = await read<ReportView>(`/v1/reports/${id}`);
  const inner = view.exhibits.find(({ mediaType }) => mediaType === "application/pdf")!;
  const [archive, number] = inner.part.split(".") as [PartId, string];
  const key = places.inner(id, inner.part);
  const row = await open.db
    .selectFrom("inner_exhibit")
    .select("body")
    .where("part", "=", archive)
    .where("number", "=", Number(number))
    .executeTakeFirstOrThrow();
  const file = open.desk.vault.open(key, row.body);
  const body = open.desk.vault.seal(key, { ...file, sha256: "0".repeat(64) });
  await open.db
    .updateTable("inner_exhibit")
    .set({ body })
    .where("part", "=", archive)
    .where("number", "=", Number(number))
    .execute();
  expect((await verify()).faults).toEqual([{ exhibit: inner.part, fault: "original_altered" }]);
});

test("a chunk of a reading that is gone", async () => {
  await open.db.deleteFrom("reading_chunk").where("exhibit", "=", part).execute();
  const verified = await verify();
  expect(verified).toMatchObject({ matching: 4, readingsMatching: 1 });
  expect(verified.faults).toEqual([{ exhibit: part, fault: "reading_altered" }]);
});

test("a chunk of a reading that was sealed for another", async () => {
  await sql`update desk.reading_chunk set body = (
      select body from desk.reading_chunk where mailbox_id = ${id} and exhibit <> ${part} limit 1)
    where mailbox_id = ${id} and exhibit = ${part}`.execute(open.db);
  expect((await verify()).faults).toEqual([{ exhibit: part, fault: "reading_altered" }]);
});

/** A reading, otherwise whole, that says something else, as an earlier version may have. */
async function rewriteReading(version: string, isInCustody: boolean): Promise<void> {
  const { vault, custody } = open.desk;
  const rows = await selectReadings(open.db, id).execute();
  const row = rows.find(({ exhibit }) => exhibit === part)!;
  const place = places.reading(id, part);
  const body = vault.open(place, row.body);
  const reading = { ...body.reading, why: "told otherwise" };
  const hash = makeReadingHash();
  const chunk = await open.db
    .selectFrom("reading_chunk")
    .select("body")
    .where("exhibit", "=", part)
    .executeTakeFirstOrThrow();
  hash.add(unpack(vault.openBytes(places.chunkLines(id, part, row.generation, 0), chunk.body)));
  const madeSha256 = hash.end(reading);
  const sealed = vault.seal(place, { ...body, reading, version, madeSha256 });
  await open.db.updateTable("reading").set({ body: sealed }).where("exhibit", "=", part).execute();
  if (!isInCustody) return;
  await open.db.transaction().execute((trx) =>
    custody.write(trx, open.clock.now, [
      {
        mailboxId: id,
        event: "read",
        by: "Desk",
        exhibit: part,
        sha256: body.sha256,
        tool: "Honeyguide",
        version,
        made: madeSha256,
      },
    ]),
  );
}

test("a reading of another version is not called altered", async () => {
  await rewriteReading("0.9", true);
  const verified = await verify();
  expect(verified).toMatchObject({ matching: 4, readings: 2, readingsMatching: 1 });
  expect(verified.faults).toEqual([{ exhibit: part, fault: "other_version" }]);
});

test("a reading of this version that comes out otherwise", async () => {
  const { readings } = await read<ReportView>(`/v1/reports/${id}`);
  await rewriteReading(readings[0]!.version, true);
  expect((await verify()).faults).toEqual([{ exhibit: part, fault: "reading_differs" }]);
});

test("a reading of which custody knows nothing", async () => {
  await rewriteReading("0.9", false);
  expect((await verify()).faults).toEqual([{ exhibit: part, fault: "reading_altered" }]);
});

test.for([
  ["a time", sql`update desk.custody set at = at - interval '1 day'`],
  ["a line that is gone", sql`delete from desk.custody`],
  ["a line that is sealed otherwise", sql`update desk.custody set body = ${randomBytes(60)}`],
] as const)("in the custody log: %s", async ([, change]) => {
  await sql`alter table desk.custody disable trigger custody_is_append_only`.execute(open.db);
  await sql`${change} where mailbox_id = ${id} and sequence = 2`.execute(open.db);
  await sql`alter table desk.custody enable trigger custody_is_append_only`.execute(open.db);
  const view = await read<ReportView>(`/v1/reports/${id}`);
  expect([view.custodyComplete, view.custody.length]).toEqual([false, 1]);
  const verified = await verify();
  expect(verified).toMatchObject({ chainComplete: false, matching: 4 });
  expect(verified.faults).toContainEqual({ exhibit: null, fault: "custody_altered" });
});

test("the log stays when the report is taken back, and holds no words", async () => {
  await sender.takeBack();
  await open.settle();
  const view = await read<ReportView>(`/v1/reports/${id}`);
  expect(view.custody.map(({ event }) => event)).toEqual([
    "received",
    "sealed",
    "opened",
    "read",
    "read",
  ]);
  expect(view.custodyComplete).toBe(true);
  expect([view.exhibits, view.readings]).toEqual([[], []]);
  expect(JSON.stringify(view.custody)).not.toContain("Long time");
  for (const table of ["reading", "reading_chunk", "inner_exhibit"] as const) {
    const left = await open.db
      .selectFrom(table)
      .select("part")
      .where("mailbox_id", "=", id)
      .execute();
    expect(left).toEqual([]);
  }
  expect((await act(`/v1/reports/${id}/verify`)).status).toBe(409);
});

test("the command line says that it shows the words, and the audit is checked", async () => {
  expect((await act(`/v1/reports/${id}/shown`, {})).status).toBe(400);
  const reply = await act(`/v1/reports/${id}/shown`, { reason: "police_request" });
  expect(reply.status).toBe(204);
  const { custody } = await read<ReportView>(`/v1/reports/${id}`);
  expect(custody.at(-1)).toMatchObject({ event: "revealed", by: "command line", exhibit: null });
  const [line] = await read<readonly AuditLine[]>("/v1/audit?limit=1");
  expect(line).toMatchObject({ act: "words.shown", reason: "police_request" });
  const checked = () => read<AuditCheck>("/v1/audit/check");
  expect(await checked()).toEqual({ complete: true, firstFault: null });
  await sql`alter table desk.audit disable trigger audit_is_append_only`.execute(open.db);
  await sql`update desk.audit set at = at - interval '1 day' where sequence = 3`.execute(open.db);
  expect(await checked()).toEqual({ complete: false, firstFault: 3 });
});
