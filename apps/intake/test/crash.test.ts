import { ChangesSchema, MailboxSchema, pieceBytes } from "@honeyguide/protocol/wire";
import * as v from "valibot";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import type { Running } from "../../../packages/store/test/processes.ts";
import {
  asDesk,
  begin,
  complete,
  completion,
  cut,
  file,
  makePart,
  makePerson,
  type Person,
  putPiece,
  type Send,
  type Uploaded,
} from "./intake.ts";
import { type IntakeProcesses, makeIntakeProcesses, sendTo } from "./intake-process.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let processes: IntakeProcesses;
let database: Running;
beforeAll(async () => {
  processes = await makeIntakeProcesses();
  database = await processes.startDatabase();
});
afterAll(() => processes.close());

interface Upload {
  readonly person: Person;
  readonly part: Uploaded;
  /** Numbers of the pieces that were answered with 204. */
  readonly acknowledged: Set<number>;
  handedOver: boolean;
}

/** Uploads until it is done or the server is gone. */
async function uploadUntilBroken(send: Send, upload: Upload): Promise<void> {
  try {
    await begin(send, upload.person);
    for (const [at, bytes] of cut(upload.part.bytes).entries()) {
      const reply = await putPiece(send, upload.person, upload.part.sent.part, at, bytes);
      if (reply.status === 204) upload.acknowledged.add(at);
    }
    const reply = await complete(send, upload.person, completion([upload.part]));
    upload.handedOver = reply.status === 201;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

async function changes(send: Send) {
  const reply = await asDesk(send, "GET", "/changes?limit=500");
  return v.parse(ChangesSchema, await reply.json()).changes;
}

async function expectKept(send: Send, uploads: readonly Upload[]): Promise<void> {
  const seen = new Map((await changes(send)).map((change) => [change.mailboxId, change]));
  for (const { person, part, acknowledged, handedOver } of uploads) {
    const reply = await send("GET", `/v1/mailbox/${person.mailboxId}`, { key: person.key });
    if (acknowledged.size === 0 && reply.status === 404) continue;
    const { state, parts } = v.parse(MailboxSchema, await reply.json());
    const pieces = parts.find((one) => one.part === part.sent.part)?.pieces ?? 0;
    expect(pieces).toBeGreaterThanOrEqual(acknowledged.size);
    if (handedOver) expect(state).toBe("received");
    // The desk sees a report whole or not at all.
    expect(seen.has(person.mailboxId)).toBe(state === "received");
    if (state === "received") {
      const path = `/reports/${person.mailboxId}/parts/${part.sent.part}`;
      const bytes = Buffer.from(await (await asDesk(send, "GET", path)).arrayBuffer());
      expect(bytes.equals(part.bytes)).toBe(true);
    }
  }
}

test("kill -9 in the middle of 20 uploads: what was acknowledged is there, nothing half is shown", async () => {
  const first = await processes.startIntake(database);
  const uploads = Array.from({ length: 20 }, (_, at): Upload => ({
    person: makePerson(),
    // A few are done before the end, most are not.
    part: makePart(at < 4 ? 500 : 40 * pieceBytes),
    acknowledged: new Set(),
    handedOver: false,
  }));
  const send = sendTo(first);
  const sending = uploads.map((upload) => uploadUntilBroken(send, upload));
  const stored = () => uploads.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
  while (stored() < 60) await new Promise((resolve) => setTimeout(resolve, 10));
  await first.kill("SIGKILL");
  await Promise.all(sending);
  expect(uploads.filter(({ handedOver }) => handedOver).length).toBeLessThan(20);

  const second = await processes.startIntake(database);
  await expectKept(sendTo(second), uploads);

  // An interrupted upload goes on where it stopped.
  const open = uploads.find(({ handedOver }) => !handedOver)!;
  await uploadUntilBroken(sendTo(second), open);
  expect(open.handedOver).toBe(true);
  await second.kill("SIGTERM");
  expect(second.child.exitCode).toBe(0);
});

test("kill -9 of the database: the intake says it is unavailable, goes on after, and lost nothing", async () => {
  const intake = await processes.startIntake(database);
  const send = sendTo(intake);
  const uploads = Array.from({ length: 6 }, (): Upload => ({
    person: makePerson(),
    part: makePart(30 * pieceBytes),
    acknowledged: new Set(),
    handedOver: false,
  }));
  const sending = uploads.map((upload) => uploadUntilBroken(send, upload));
  while (!uploads.every(({ acknowledged }) => acknowledged.size > 2)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await database.kill("SIGKILL");
  await Promise.all(sending);
  const reply = await begin(send, makePerson());
  expect([reply.status, await reply.json()]).toEqual([503, { code: "intake.unavailable" }]);

  database = await processes.startDatabase();
  await expectKept(send, uploads);
  expect((await file(send)).receipt).toBeDefined();
});

test("50 reports in a minute and 64 clients at once, without an error", async () => {
  const send = sendTo(await processes.startIntake(database));
  const started = performance.now();
  await Promise.all(Array.from({ length: 64 }, () => file(send, { sizes: [700, 3000] })));
  expect(performance.now() - started).toBeLessThan(60_000);
});
