/** A new version of the rules proposes what it would move, and moves nothing by itself. */
import { rulesVersion } from "@honeyguide/analysis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { AuditLine, CampaignRow, Overview, RulesView, UndoLine } from "../api.ts";
import { report } from "./sealing.ts";
import {
  bodyOf,
  cliToken,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  type World,
} from "./world.ts";

const places = ["the library", "the museum", "the chapel", "the harbour"];
const supper = (place: string) =>
  `Hello stranger, I think we met at the harvest supper near ${place}, you were juggling satsumas and laughing`;
const parcel = (place: string) =>
  `Your parcel waits behind ${place} until Thursday noon, quote the voucher and ask the manager for it`;

let world: World;
let open: OpenWorldDesk;
const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token: cliToken }));
const act = (path: string, json: unknown) => open.ask("POST", path, { token: cliToken, json });
const rules = () => read<RulesView>("/v1/rules");
const sizes = async () =>
  (await read<readonly CampaignRow[]>("/v1/campaigns")).map(({ reports }) => reports);
/** The campaign of each report, by its name; undefined where it stands alone. */
const where = async (): Promise<Readonly<Record<string, string | undefined>>> => {
  const campaigns = await read<readonly CampaignRow[]>("/v1/campaigns");
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  const members = await open.db
    .selectFrom("campaign_member")
    .innerJoin("report", "report.mailbox_id", "campaign_member.mailbox_id")
    .select(["ordinal", "campaign_id"])
    .execute();
  return Object.fromEntries(
    members.map(({ ordinal, campaign_id }) => [`R-${ordinal}`, names.get(campaign_id)]),
  );
};
const told = async (text: string) => {
  const line = `13/01/2023, 18:05 - Robin: ${text}\n13/01/2023, 18:09 - Me: who is this?\n`;
  const files = [{ kind: "chat_export" as const, bytes: new TextEncoder().encode(line) }];
  const sender = await report(world.intakeUrl, world.team.recipient, { files, held: true });
  open.practice.add(sender.mailboxId);
  await sender.release();
  await open.settle();
};
const restart = async () => {
  await open.close();
  open = await openWorldDesk(world);
};
/** As if an older version had left one report out of the suppers and put a parcel among them. */
const pretendOlder = async () => {
  const { db } = open;
  const members = await db.selectFrom("campaign_member").selectAll().execute();
  const labels = new Map(
    (await db.selectFrom("report").select(["mailbox_id", "ordinal"]).execute()).map(
      ({ mailbox_id, ordinal }) => [ordinal, mailbox_id],
    ),
  );
  const campaignOf = new Map(members.map((row) => [row.mailbox_id, row.campaign_id]));
  const [left, moved] = [labels.get(1)!, labels.get(5)!];
  const suppers = campaignOf.get(labels.get(2)!)!;
  await db.deleteFrom("campaign_member").where("mailbox_id", "=", left).execute();
  await db
    .updateTable("campaign_member")
    .set({ campaign_id: suppers })
    .where("mailbox_id", "=", moved)
    .execute();
  await db.updateTable("linking_rules").set({ version: 1 }).execute();
};

beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
  for (const place of places) await told(supper(place));
  for (const place of places) await told(parcel(place));
}, 120_000);
afterAll(async () => {
  await open.close();
  await world.close();
});

describe("a new version of the rules", { timeout: 60_000 }, () => {
  test("on a new Desk there is nothing to ask", async () => {
    expect(await sizes()).toEqual([4, 4]);
    expect(await rules()).toMatchObject({ version: rulesVersion, from: null, moves: [], kept: 0 });
    await restart();
    expect((await rules()).moves).toEqual([]);
  });

  test("says what it would move, and nothing has moved; not after another start either", async () => {
    await pretendOlder();
    for (let starts = 0; starts < 2; starts += 1) {
      await restart();
      expect(await sizes()).toEqual([4, 3]);
      const { from, moves } = await rules();
      expect(from).toBe(1);
      const names = await where();
      expect(moves).toMatchObject([
        { label: "R-1", from: null, to: { name: names["R-2"] } },
        { label: "R-5", from: { name: names["R-2"] }, to: { name: names["R-6"] } },
      ]);
      expect((await read<Overview>("/v1/overview")).counts.moves).toBe(2);
    }
  });

  test("what comes later is linked by it", async () => {
    await told(parcel("the station"));
    expect((await where())["R-9"]).toBe((await where())["R-6"]);
    expect((await rules()).moves.map(({ label }) => label)).toEqual(["R-1", "R-5"]);
  });

  test("moves those that are chosen and leaves the others; undo puts all back", async () => {
    const [first] = (await rules()).moves;
    const before = await where();
    const line = await bodyOf<UndoLine>(act("/v1/rules/decide", { move: [first!.id] }));
    expect(line).toMatchObject({ act: "rules_moved", label: String(rulesVersion) });
    expect((await read<Overview>("/v1/overview")).undo).toEqual(line);
    const after = await where();
    expect(after["R-1"]).toBe(after["R-2"]);
    expect(after["R-5"]).toBe(after["R-2"]);
    expect(await rules()).toMatchObject({ moves: [], kept: 7 });
    await restart();
    expect(await where()).toEqual(after);
    expect((await act("/v1/undo", { id: line.id })).status).toBe(204);
    expect(await where()).toEqual(before);
    expect((await rules()).moves.map(({ label }) => label)).toEqual(["R-1", "R-5"]);
  });

  test("leaves all where they are for good, but for what a person decides", async () => {
    const { id } = await bodyOf<UndoLine>(act("/v1/rules/decide", { move: [] }));
    await restart();
    expect((await rules()).moves).toEqual([]);
    const campaigns = await read<readonly CampaignRow[]>("/v1/campaigns");
    const names = await where();
    const suppers = campaigns.find(({ name }) => name === names["R-2"])!;
    const same = { outcome: "same", campaignId: suppers.id };
    const line = await bodyOf<UndoLine>(act("/v1/reports/R-1/decide", same));
    expect((await where())["R-1"]).toBe(names["R-2"]);
    expect((await act("/v1/undo", { id: line.id })).status).toBe(204);
    expect(await where()).toEqual(names);
    expect((await act("/v1/undo", { id })).status).toBe(204);
  });

  test("moves all, with a line of the audit for each", async () => {
    expect((await act("/v1/rules/decide", { move: "all" })).status).toBe(200);
    expect(await sizes()).toEqual([5, 4]);
    const lines = await read<readonly AuditLine[]>("/v1/audit?limit=500");
    const acts = lines.map((line) => line.act);
    expect(acts).toContain("rules.moved");
    expect(acts).toContain("rules.kept");
    expect(acts.filter((name) => name === "undo.rules")).toHaveLength(2);
    expect(lines.find((line) => line.act === "rules.moved")?.reason).toBe(String(rulesVersion));
  });

  test("refuses what is not proposed", async () => {
    const none = await act("/v1/rules/decide", { move: "all" });
    expect([none.status, await none.json()]).toEqual([404, { code: "desk.unknown_move" }]);
    expect((await act("/v1/rules/decide", { move: 3 })).status).toBe(400);
  });
});
