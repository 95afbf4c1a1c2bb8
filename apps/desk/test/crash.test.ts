/** A round cut off at any step, and taken up by a Desk that starts anew: nothing lost or doubled. */
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";

import type { CampaignRow, Inbox, ReportView } from "../api.ts";
import { chat, report, type Sender } from "./sealing.ts";
import { bodyOf, cliToken, makeWorld, openWorldDesk, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await makeWorld();
}, 120_000);
afterAll(() => world.close());

const now = new Date("2026-11-22T10:42:17.123Z");

test("cut off at every step in turn", { timeout: 240_000 }, async () => {
  const practice = new Set<string>();
  const senders: Sender[] = [];
  for (const name of ["Charlie", "Charlotte"]) {
    const told = { name, number: "+447700900123", held: true, files: [chat(name, "Miss you x")] };
    const sender = await report(world.intakeUrl, world.team.recipient, told);
    practice.add(sender.mailboxId);
    await sender.release();
    await sender.write("One more thing.");
    senders.push(sender);
  }

  let cuts = 0;
  for (let at = 0; ; at += 1) {
    let left = Number.POSITIVE_INFINITY;
    const open = await openWorldDesk(world, now, () => {
      left -= 1;
      if (left < 0) throw new Error("cut off");
    });
    for (const id of practice) open.practice.add(id);
    left = at;
    const isCut = await open.settle().then(
      () => false,
      (error: unknown) => error instanceof Error && error.message === "cut off",
    );
    await open.close();
    if (!isCut) break;
    cuts += 1;
  }
  // Otherwise nothing was tested: the way has at least this many steps.
  expect(cuts).toBeGreaterThan(5);

  const open = await openWorldDesk(world, now);
  const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token: cliToken }));
  const { rows } = await read<Inbox>("/v1/inbox?all=1");
  expect(rows.map(({ label, status }) => [label, status])).toEqual([
    ["R-1", "new"],
    ["R-2", "new"],
  ]);
  expect(await read<readonly CampaignRow[]>("/v1/campaigns")).toMatchObject([{ reports: 2 }]);
  for (const sender of senders) {
    const view = await read<ReportView>(`/v1/reports/${sender.mailboxId}`);
    expect(view.conversation).toHaveLength(2);
    expect(view.letters.map(({ text }) => text)).toEqual(["One more thing."]);
    expect(await sender.state()).toBe("opened");
  }
  const audit = await read<readonly { act: string; on: string }[]>("/v1/audit");
  const opened = audit.filter(({ act }) => act === "report.opened").map(({ on }) => on);
  expect(opened.sort()).toEqual(["R-1", "R-2"]);
  expect(await open.desk.audit.check(open.db)).toBeUndefined();
  await open.close();
});

test(
  "a line of the audit that was changed breaks the chain there",
  { timeout: 60_000 },
  async () => {
    const open = await openWorldDesk(world, now);
    await sql`alter table desk.audit disable trigger audit_is_append_only`.execute(open.db);
    await sql`update desk.audit set at = at - interval '1 day' where sequence = 2`.execute(open.db);
    expect(await open.desk.audit.check(open.db)).toBe(2);
    await open.close();
  },
);
