/** Numbers: public lists imported, looked up and replaced; decisions dated, audited and undone. */
import { createHash } from "node:crypto";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type {
  AuditLine,
  BlockCells,
  CampaignNumbers,
  CampaignRow,
  ImportBegun,
  ListingCells,
  NumberSourceRow,
  NumberView,
  Overview,
  UndoLine,
} from "../api.ts";
import { report, type ToldFile } from "./sealing.ts";
import {
  bodyOf,
  cliToken,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  type World,
} from "./world.ts";

const number = "+447700900123";
const blocks: readonly BlockCells[] = [
  ["+447700900", "allocated", "Practice Apps", 10, "2019-02-01"],
  ["+44771", "allocated", "Practice Network", 10, null],
];
const listings: readonly ListingCells[] = [
  [number, "2024-05-01"],
  ["+447700900124", null],
];

let world: World;
let open: OpenWorldDesk;
let campaign: CampaignRow;
const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token: cliToken }));
const act = (path: string, json: unknown = {}) => open.ask("POST", path, { token: cliToken, json });
const lookUp = (question: object) => bodyOf<NumberView>(act("/v1/numbers/look-up", question));
const numbersOf = () => read<CampaignNumbers>(`/v1/campaigns/${campaign.id}/numbers`);

const list = (change: object = {}) => ({
  kind: "sms-sites",
  name: "practice list",
  sha256: createHash("sha256").update(JSON.stringify(change)).digest("hex"),
  asOf: "2026-08-22",
  rows: 2,
  skipped: 1,
  ...change,
});
async function importList(head: object, rows: object): Promise<NumberSourceRow> {
  const { id } = await bodyOf<ImportBegun>(act("/v1/numbers/imports", head));
  expect((await act(`/v1/numbers/imports/${String(id)}/rows`, rows)).status).toBe(204);
  return bodyOf<NumberSourceRow>(act(`/v1/numbers/imports/${String(id)}/done`));
}
const importBlocks = () =>
  importList(list({ kind: "ofcom-s7", name: "ofcom-s7", asOf: "2025-09-13" }), { blocks });

function chatOn(day: string, name: string, text: string): ToldFile {
  const line = `${day}, 18:05 - ${name}: ${text}\n${day}, 18:09 - Me: who is this?\n`;
  return { kind: "chat_export", bytes: new TextEncoder().encode(line) };
}

beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
  for (const [name, day] of [
    ["Charlie", "13/01/2023"],
    ["Charlotte", "14/03/2024"],
  ] as const) {
    const files = [
      chatOn(day, name, `Long time no speak! How're you? Hope you get a break ${name}`),
    ];
    const told = { name, number, files, held: true };
    const sender = await report(world.intakeUrl, world.team.recipient, told);
    open.practice.add(sender.mailboxId);
    await sender.release();
  }
  await open.settle();
  campaign = (await read<readonly CampaignRow[]>("/v1/campaigns"))[0]!;
}, 120_000);
afterAll(async () => {
  await open.close();
  await world.close();
});

describe("without a list", () => {
  test("look-up says what our own reports say, and that no list is there", async () => {
    const { sources, numbers } = await numbersOf();
    expect(sources).toEqual([]);
    expect(numbers).toMatchObject([
      {
        number,
        type: "unknown",
        country: "GB",
        isForeign: false,
        virtual: null,
        block: null,
        prior: null,
        listings: [],
        undated: 0,
        recycled: null,
        uses: [
          {
            campaignId: campaign.id,
            campaignName: campaign.name,
            reports: ["R-1", "R-2"],
            first: "2023-01-13",
            last: "2024-03-14",
            because: "sightings",
          },
        ],
        on: { day: "2026-11-22", place: "after", code: "may_be_someone_else" },
      },
    ]);
  });

  // the day, its place, the code
  test.for([
    ["2023-06-01", "inside", "same_use"],
    ["2024-04-20", "after", "may_be_someone_else"],
    ["2023-01-12", "before", "may_be_someone_else"],
  ] as const)("on %s it is %s: %s", async ([on, place, code]) => {
    expect((await lookUp({ number, on })).on).toMatchObject({ day: on, place, code });
  });

  test("a number of which nobody wrote has no use", async () => {
    const found = await lookUp({ number: "+12025550143" });
    expect(found).toMatchObject({ isForeign: true, uses: [], on: { place: "no_use" } });
  });
});

describe("importing", () => {
  test("rows stand when all of them are here, and not before", async () => {
    const { id } = await bodyOf<ImportBegun>(act("/v1/numbers/imports", list()));
    const path = `/v1/numbers/imports/${String(id)}`;
    await act(`${path}/rows`, { listings: listings.slice(0, 1) });
    const early = await act(`${path}/done`);
    expect([early.status, await early.json()]).toEqual([409, { code: "desk.import_incomplete" }]);
    expect((await lookUp({ number })).listings).toEqual([]);
    await act(`${path}/rows`, { listings: listings.slice(1) });
    expect(await bodyOf(act(`${path}/done`))).toMatchObject({
      name: "practice list",
      asOf: "2026-08-22",
      by: "command line",
      rows: 2,
      skipped: 1,
      standing: true,
    });
    expect(await lookUp({ number })).toMatchObject({
      virtual: "listed",
      listings: [{ lastSeen: "2024-05-01", source: { name: "practice list", asOf: "2026-08-22" } }],
    });
    expect((await act(`${path}/done`)).status).toBe(404);
  });

  test("the same file again adds nothing", async () => {
    expect(await bodyOf(act("/v1/numbers/imports", list()))).toEqual({ id: null });
    expect(await read("/v1/numbers/sources")).toHaveLength(1);
  });

  test("an older list is refused; a newer one takes its place, and the record stays", async () => {
    const older = await act("/v1/numbers/imports", list({ asOf: "2025-01-01" }));
    expect([older.status, await older.json()]).toEqual([409, { code: "desk.older_list" }]);
    open.clock.now = new Date("2026-11-22T11:00:00.000Z");
    await importList(list({ asOf: "2026-09-01", rows: 1 }), { listings: listings.slice(1) });
    expect((await lookUp({ number })).listings).toEqual([]);
    const sources = await read<readonly NumberSourceRow[]>("/v1/numbers/sources");
    expect(sources.map(({ asOf, standing }) => [asOf, standing])).toEqual([
      ["2026-09-01", true],
      ["2026-08-22", false],
    ]);
  });

  test("one that was cut off is begun anew, and leaves nothing", async () => {
    const head = list({ name: "another list", rows: 1 });
    const first = await bodyOf<ImportBegun>(act("/v1/numbers/imports", head));
    await act(`/v1/numbers/imports/${String(first.id)}/rows`, { listings });
    await importList(head, { listings: listings.slice(0, 1) });
    expect((await act(`/v1/numbers/imports/${String(first.id)}/done`)).status).toBe(404);
    expect((await lookUp({ number })).listings).toHaveLength(1);
    expect((await lookUp({ number: "+447700900124" })).listings).toHaveLength(1);
  });

  test("a block names its holder and the day that the list speaks of", async () => {
    await importBlocks();
    expect(await lookUp({ number })).toMatchObject({
      block: {
        prefix: "+447700900",
        holder: "Practice Apps",
        source: { name: "ofcom-s7", asOf: "2025-09-13" },
      },
      prior: { holder: "Practice Apps", listed: 2, allocated: 1000, isOftenListed: true },
    });
    expect((await numbersOf()).sources).toEqual(["ofcom-s7", "sms-sites"]);
  });

  // what is sent, to which path
  test.for([
    [{ ...list(), asOf: "2026-02-30" }, "imports"],
    [{ ...list(), sha256: "abc" }, "imports"],
    [{ ...list(), kind: "rumours" }, "imports"],
    [{ ...list(), more: 1 }, "imports"],
    [{ number: "07700 900123" }, "look-up"],
    [{ number, on: "yesterday" }, "look-up"],
    [{ kind: "recycled", number, from: "2024" }, "decide"],
    [{ kind: "interval", number, campaignId: "x", first: "2024-13", last: "2024" }, "decide"],
    [{ kind: "rumour", number }, "decide"],
  ] as const)("refuses %j to %s", async ([json, path]) => {
    const reply = await act(`/v1/numbers/${path}`, json);
    expect([reply.status, await reply.json()]).toEqual([400, { code: "desk.malformed_request" }]);
  });

  test("refuses rows of another kind, and odd ones, and keeps none", async () => {
    const head = list({ name: "odd list" });
    const { id } = await bodyOf<ImportBegun>(act("/v1/numbers/imports", head));
    const path = `/v1/numbers/imports/${String(id)}/rows`;
    for (const rows of [
      { blocks },
      { listings: [["07700 900123", null]] },
      { listings: [] },
      { listings: [[number, "soon"]] },
      {},
    ]) {
      expect((await act(path, rows)).status).toBe(400);
    }
    expect((await act(`/v1/numbers/imports/${String(id)}/done`)).status).toBe(409);
    expect((await act("/v1/numbers/imports/nobody/rows", { listings })).status).toBe(404);
  });

  test("nobody does any of it who is not signed in", async () => {
    for (const path of ["look-up", "imports", "decide", "imports/x/rows", "imports/x/done"]) {
      expect((await open.ask("POST", `/v1/numbers/${path}`, { json: {} })).status).toBe(401);
    }
    expect((await open.ask("GET", "/v1/numbers/sources")).status).toBe(401);
  });
});

describe("deciding", () => {
  const decide = (json: object) => bodyOf<UndoLine>(act("/v1/numbers/decide", json));
  const audit = async () => (await read<readonly AuditLine[]>("/v1/audit")).map((line) => line.act);

  test("an interval that a person sets stands in place of what was seen, until it is undone", async () => {
    const interval = { first: "2023-01", last: "2024-03-14/2024-03-28" };
    const line = await decide({ kind: "interval", number, campaignId: campaign.id, ...interval });
    expect(line).toMatchObject({
      act: "number_interval",
      label: number,
      campaignName: campaign.name,
    });
    expect((await numbersOf()).numbers[0]?.uses).toMatchObject([
      { ...interval, because: "person" },
    ]);
    expect((await lookUp({ number, on: "2024-03-20" })).on.place).toBe("edge");
    expect((await read<Overview>("/v1/overview")).undo).toEqual(line);
    expect((await act("/v1/undo", { id: line.id })).status).toBe(204);
    expect((await numbersOf()).numbers[0]?.uses[0]?.because).toBe("sightings");
    expect((await audit()).slice(0, 2)).toEqual(["undo.number_interval", "number.interval"]);
    expect((await act("/v1/undo", { id: line.id })).status).toBe(409);
  });

  test("from a day on it may belong to someone else, and says who said so and why", async () => {
    const line = await decide({ kind: "recycled", number, from: "2024-04-02", reason: "answered" });
    const found = await lookUp({ number, on: "2024-04-02" });
    expect(found).toMatchObject({
      recycled: { from: "2024-04-02", by: "command line", reason: "answered" },
      on: { place: "recycled", code: "may_be_someone_else" },
    });
    expect((await lookUp({ number, on: "2024-03-01" })).on.place).toBe("inside");
    await decide({ kind: "recycled", number, from: "2024-05-02" });
    expect((await lookUp({ number })).recycled?.from).toBe("2024-05-02");
    expect((await act("/v1/undo", { id: line.id })).status).toBe(204);
    expect((await lookUp({ number })).recycled?.from).toBe("2024-05-02");
    expect(await audit()).toContain("number.recycled");
  });

  test("is refused for a campaign that is not there, and for an end before the beginning", async () => {
    const interval = { kind: "interval", number, first: "2024-03", last: "2024-03" };
    const unknown = await act("/v1/numbers/decide", { ...interval, campaignId: "nobody" });
    expect(unknown.status).toBe(404);
    const turned = { ...interval, campaignId: campaign.id, first: "2024-04", last: "2024-03" };
    expect((await act("/v1/numbers/decide", turned)).status).toBe(400);
  });

  test("is still there after a restart, and no number is in a log or in clear", async () => {
    await open.close();
    const { logged } = open;
    open = await openWorldDesk(world, new Date("2026-11-22T12:00:00.000Z"));
    expect(await lookUp({ number })).toMatchObject({
      recycled: { from: "2024-05-02" },
      block: { holder: "Practice Apps" },
    });
    expect([...logged, ...open.logged].join("\n")).not.toContain("7700900123");
    const rows = await open.db.selectFrom("number_decision").selectAll().execute();
    expect(rows.length).toBeGreaterThan(0);
    const bodies = rows.map(({ body }) => Buffer.from(body).toString("latin1")).join("\n");
    expect(bodies).not.toContain("7700900123");
  });
});
