/** The whole way, through a real intake: sealed, pulled, opened, linked, decided, answered. */
import { sniffMediaType } from "@honeyguide/evidence";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type {
  CampaignRow,
  CampaignView,
  Gate,
  Inbox,
  Letter,
  Overview,
  ReportView,
  Session,
  UndoLine,
} from "../api.ts";
import { picture } from "./picture.ts";
import { chat, report, type Sender } from "./sealing.ts";
import {
  bodyOf,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  setupToken,
  type World,
} from "./world.ts";

const script = "Long time no speak! How're you? Hope you get a break over";
const png = picture(6);

let world: World;
let open: OpenWorldDesk;
let token: string;
const send = (told: Parameters<typeof report>[2]) =>
  report(world.intakeUrl, world.team.recipient, told);
const drill = async (told: Parameters<typeof report>[2]) => {
  const sender = await send({ ...told, held: true });
  open.practice.add(sender.mailboxId);
  await sender.release();
  return sender;
};
const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token }));
const act = (path: string, json: unknown = {}) => open.ask("POST", path, { token, json });

beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
}, 120_000);
afterAll(async () => {
  await open.close();
  await world.close();
});

describe("the journey", { timeout: 60_000 }, () => {
  let first: Sender;
  let second: Sender;
  let real: Sender;

  test("the printed link signs in for the drill", async () => {
    expect(await bodyOf<Gate>(open.ask("GET", "/v1/gate"))).toMatchObject({
      team: "Practice team",
      door: "setup",
      waitingForPasskey: 0,
    });
    const reply = await open.ask("POST", "/v1/session/setup", { json: { token: setupToken } });
    expect(reply.status).toBe(200);
    const session = await bodyOf<Session>(reply);
    expect(session.drillOnly).toBe(true);
    token = session.session;
  });

  test("two reports of one number become one campaign with two names", async () => {
    first = await drill({
      name: "Charlie",
      number: "+447700900123",
      files: [
        chat("Charlie", `${script} Christmas x`),
        { kind: "picture", bytes: png, mediaType: "image/png" },
      ],
    });
    second = await drill({
      name: "Charlotte",
      number: "+447700900123",
      circumstances: ["threat"],
      files: [chat("Charlotte", `${script} Easter x`, "Miss you in Westminster.")],
    });
    await drill({
      name: "Sam",
      files: [chat("Sam", "Shall we look at the flat on Tuesday at nine?")],
    });
    await open.settle();

    const inbox = await read<Inbox>("/v1/inbox");
    expect(inbox.rows.map(({ label, clock }) => [label, clock.tier])).toEqual([
      ["R-2", "threat"],
      ["R-1", "new_linked"],
      ["R-3", "new"],
    ]);
    const campaigns = await read<readonly CampaignRow[]>("/v1/campaigns");
    expect(campaigns).toMatchObject([
      {
        name: "Charlie number",
        reports: 2,
        numbers: ["+447700900123"],
        names: ["Charlie", "Charlotte"],
      },
    ]);
    const campaign = await read<CampaignView>(`/v1/campaigns/${campaigns[0]!.id}`);
    expect(campaign.members.map(({ label }) => label)).toEqual(["R-1", "R-2"]);
    expect(campaign.oneNumberManyNames).toEqual([
      {
        number: "+447700900123",
        names: expect.arrayContaining(["Charlie", "Charlotte"]) as string[],
      },
    ]);
    expect(campaign.template.text).toContain("Long time no speak");
    expect(await first.state()).toBe("opened");
  });

  test("a report shows its conversation with places, its sealed picture and its because", async () => {
    const view = await read<ReportView>("/v1/reports/r-1");
    expect(view.conversation.map(({ from, text, source }) => [from, text, source.line])).toEqual([
      ["sender", `${script} Christmas x`, 1],
      ["target", "who is this?", 2],
    ]);
    expect(
      view.conversation[0]!.slots.map(({ start, end }) =>
        view.conversation[0]!.text.slice(start, end),
      ),
    ).toEqual(["Christmas"]);
    expect(view.exhibits.map(({ kind, ordinal, state }) => [kind, ordinal, state])).toEqual([
      ["chat_export", 1, "copied"],
      ["picture", 1, "copied"],
    ]);
    const because = view.because!;
    expect(because.campaignName).toBe("Charlie number");
    expect(because.against).toBe("R-2");
    const sum = because.reasons.reduce((bits, reason) => bits + reason.bits, 0);
    expect(sum).toBeCloseTo(because.bits, 6);
    expect(because.reasons.some(({ detail }) => detail.kind === "number")).toBe(true);
  });

  test("a picture is revealed with a reason, on record before it leaves", async () => {
    const { exhibits } = await read<ReportView>("/v1/reports/R-1");
    const [text, sealed] = exhibits;
    const path = (part: string) => `/v1/reports/R-1/exhibits/${part}/reveal`;
    expect((await act(path(sealed!.part))).status).toBe(400);
    expect((await act(path(text!.part), { reason: "safety_check" })).status).toBe(415);
    expect((await act(path("A".repeat(22)), { reason: "safety_check" })).status).toBe(404);
    const reply = await act(path(sealed!.part), { reason: "safety_check" });
    expect(reply.status).toBe(200);
    // The pixels drawn again: never a byte of the original.
    const shown = new Uint8Array(await reply.arrayBuffer());
    expect(sniffMediaType(shown)).toBe(reply.headers.get("content-type"));
    expect(shown).not.toEqual(png);
    expect(reply.headers.get("content-security-policy")).toContain("sandbox");
    const [line] =
      await read<readonly { act: string; reason: string; on: string }[]>("/v1/audit?limit=1");
    expect(line).toMatchObject({ act: "reveal", reason: "safety_check", on: "R-1" });
    expect((await read<ReportView>("/v1/reports/R-1")).revealsToday).toBe(1);
  });

  test("not the same, and undone: everything is as it was", async () => {
    const before = await read<Inbox>("/v1/inbox?all=1");
    const campaigns = await read<readonly CampaignRow[]>("/v1/campaigns");
    const { campaignId } = before.rows.find(({ label }) => label === "R-1")!.sameAs!;
    const undo = await bodyOf<UndoLine>(
      act("/v1/reports/R-1/decide", { outcome: "not_same", campaignId }),
    );
    expect(undo).toMatchObject({ act: "not_same", label: "R-1" });
    expect(await read<readonly CampaignRow[]>("/v1/campaigns")).toEqual([]);
    expect((await read<Overview>("/v1/overview")).undo).toEqual(undo);
    expect((await act("/v1/undo", { id: undo.id })).status).toBe(204);
    expect(await read<Inbox>("/v1/inbox?all=1")).toEqual(before);
    expect(await read<readonly CampaignRow[]>("/v1/campaigns")).toEqual(campaigns);
    expect((await act("/v1/undo", { id: undo.id })).status).toBe(409);
  });

  test.for([
    { outcome: "done" },
    { outcome: "later", until: "2026-11-22T12:00:00Z" },
    { outcome: "not_ours", kind: "commercial" },
    { outcome: "new_campaign" },
    { outcome: "assign" },
  ] as const)("$outcome, and undone: everything is as it was", async (decision) => {
    const state = async () => [
      await read<Inbox>("/v1/inbox?all=1"),
      await read<readonly CampaignRow[]>("/v1/campaigns"),
    ];
    const before = await state();
    const undo = await bodyOf<UndoLine>(act("/v1/reports/R-2/decide", decision));
    expect(await state()).not.toEqual(before);
    expect((await act("/v1/undo", { id: undo.id })).status).toBe(204);
    expect(await state()).toEqual(before);
  });

  test("what comes back later is new again when its time has come", async () => {
    await act("/v1/reports/R-3/decide", { outcome: "later", until: "2026-11-22T12:00:00Z" });
    const labels = async () => (await read<Inbox>("/v1/inbox")).rows.map(({ label }) => label);
    expect(await labels()).not.toContain("R-3");
    const { now } = open.clock;
    open.clock.now = new Date("2026-11-22T11:05:00Z");
    expect(await labels()).not.toContain("R-3");
    open.clock.now = now;
  });

  test("same, for a report that no rule would link, and undone", async () => {
    const [campaign] = await read<readonly CampaignRow[]>("/v1/campaigns");
    const decision = {
      outcome: "same",
      campaignId: campaign!.id,
      reason: "same voice on the phone",
    };
    const undo = await bodyOf<UndoLine>(act("/v1/reports/R-3/decide", decision));
    expect(undo).toMatchObject({ act: "same", campaignName: "Charlie number" });
    const joined = await read<ReportView>("/v1/reports/R-3");
    expect(joined.row.sameAs).toMatchObject({ campaignId: campaign!.id, decided: true });
    expect(joined.because!.decided).toBe("same");
    await act("/v1/undo", { id: undo.id });
    expect((await read<readonly CampaignRow[]>("/v1/campaigns"))[0]!.reports).toBe(2);
  });

  test("a reply reaches the person, and theirs the Desk", async () => {
    const reply = { text: "You did nothing wrong.", nextUpdateBy: "2026-11-24T18:00:00Z" };
    const letter = await bodyOf<Letter>(act("/v1/reports/R-2/reply", reply));
    expect(letter).toMatchObject({ from: "team", state: "queued", ...reply });
    await open.settle();
    expect(await second.read()).toMatchObject([{ from: "team", ...reply }]);
    await second.write("Thank you. You may tell the police.", { mayKnow: ["police"] });
    await open.settle();
    const view = await read<ReportView>("/v1/reports/R-2");
    expect(view.letters.map(({ from, state, text }) => [from, state, text])).toEqual([
      ["team", "sent", reply.text],
      ["person", "received", "Thank you. You may tell the police."],
    ]);
    expect(view.consent.mayKnow).toEqual(["police"]);
  });

  test("a real report stays sealed until somebody protects the Desk; then the link is dead", async () => {
    real = await send({ name: "Alex", files: [chat("Alex", "we met at the conference last May")] });
    await open.settle();
    expect((await read<Overview>("/v1/overview")).waitingForPasskey).toBe(1);
    expect((await open.ask("GET", "/v1/reports/R-4", { token })).status).toBe(403);
    expect(await real.state()).toBe("received");
    expect(open.isLinkAlive()).toBe(true);

    const other = await bodyOf<Session>(
      open.ask("POST", "/v1/session/setup", { json: { token: setupToken } }),
    );
    const { code } = await bodyOf<{ code: string }>(act("/v1/recovery-sheet"));
    expect(open.isLinkAlive()).toBe(false);
    expect(
      (await open.ask("POST", "/v1/session/setup", { json: { token: setupToken } })).status,
    ).toBe(403);
    expect((await open.ask("GET", "/v1/overview", { token: other.session })).status).toBe(401);
    expect((await open.ask("GET", "/v1/overview", { token })).status).toBe(200);

    const again = await bodyOf<Session>(
      open.ask("POST", "/v1/session/recovery", {
        json: { code: code.toLowerCase().replaceAll("-", " ") },
      }),
    );
    expect(again.drillOnly).toBe(false);
    token = again.session;
    await open.settle();
    expect(await real.state()).toBe("opened");
    expect((await read<ReportView>("/v1/reports/R-4")).row).toMatchObject({
      drill: false,
      status: "new",
    });
  });

  test("a held report opens when its person says so, and what is taken back is gone", async () => {
    const held = await send({ name: "Kim", held: true, files: [chat("Kim", "hello stranger")] });
    await open.settle();
    const row = (await read<Inbox>("/v1/inbox?all=1")).rows.find(
      ({ id }) => id === held.mailboxId,
    )!;
    expect(row).toMatchObject({ status: "held", preview: "" });
    await held.release();
    await open.settle();
    expect((await read<ReportView>(`/v1/reports/${held.mailboxId}`)).row.preview).toBe(
      "hello stranger",
    );
    await held.takeBack();
    await open.settle();
    const view = await read<ReportView>(`/v1/reports/${held.mailboxId}`);
    expect(view.row.status).toBe("taken_back");
    expect([view.conversation, view.exhibits, view.said.senderName]).toEqual([[], [], ""]);
    const pieces = await open.db
      .selectFrom("piece")
      .select("part")
      .where("mailbox_id", "=", held.mailboxId)
      .execute();
    expect(pieces).toEqual([]);
  });

  test("what cannot be read is kept as a row that says so, and stops nothing", async () => {
    const odd = await send({ instead: new TextEncoder().encode("no age file") });
    const lying = await send({ files: [{ ...chat("Jo", "hi there"), sha256: "0".repeat(64) }] });
    const torn = await send({ files: [{ ...chat("Jo", "hi there"), altered: true }] });
    const long = await send({
      files: [{ kind: "file", bytes: new Uint8Array(700_000), altered: true }],
    });
    await open.settle();
    for (const { mailboxId } of [torn, long]) {
      const { exhibits, row } = await read<ReportView>(`/v1/reports/${mailboxId}`);
      expect([row.status, exhibits[0]!.state]).toEqual(["new", "damaged"]);
    }
    const { rows } = await read<Inbox>("/v1/inbox");
    expect(rows.find(({ id }) => id === odd.mailboxId)!.status).toBe("unreadable");
    const view = await read<ReportView>(`/v1/reports/${lying.mailboxId}`);
    expect(view.exhibits[0]!.state).toBe("damaged");
  });

  test("a restart knows everything, and the audit fits together", async () => {
    const before = await read<Inbox>("/v1/inbox?all=1");
    const campaigns = await read<readonly CampaignRow[]>("/v1/campaigns");
    const { clock, practice } = open;
    await open.close();
    open = await openWorldDesk(world, clock.now);
    for (const id of practice) open.practice.add(id);
    const token2 = "command-line-token-of-the-test";
    const again = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token: token2 }));
    expect(await again<Inbox>("/v1/inbox?all=1")).toEqual(before);
    expect(await again<readonly CampaignRow[]>("/v1/campaigns")).toEqual(campaigns);
    expect((await bodyOf<Gate>(open.ask("GET", "/v1/gate"))).door).toBe("passkey");
    expect(open.isLinkAlive()).toBe(false);
    expect(await open.desk.audit.check(open.db)).toBeUndefined();
    token = token2;
  });

  test("the drill ends whole; what is real stays", async () => {
    expect((await open.ask("DELETE", "/v1/drill", { token })).status).toBe(204);
    const { rows } = await read<Inbox>("/v1/inbox?all=1");
    expect(rows.some((row) => row.drill)).toBe(false);
    expect(rows.find(({ id }) => id === real.mailboxId)).toBeDefined();
    expect(await read<readonly CampaignRow[]>("/v1/campaigns")).toEqual([]);
  });
});
