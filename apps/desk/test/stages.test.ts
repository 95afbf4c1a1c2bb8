/** Steps and personas: what stands open, what is sealed, and what people say of proposals. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type {
  AuditLine,
  CampaignPersonas,
  CampaignRow,
  CampaignStages,
  Overview,
  ReportView,
  SealedStages,
  StageProofView,
  StepKindView,
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

let world: World;
let open: OpenWorldDesk;
let campaign: CampaignRow;
const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token: cliToken }));
const act = (path: string, json: unknown = {}) => open.ask("POST", path, { token: cliToken, json });
const stagesOf = () => read<CampaignStages>(`/v1/campaigns/${campaign.id}/stages`);
const audit = async () => (await read<readonly AuditLine[]>("/v1/audit")).map((line) => line.act);

function chat(name: string, day: string, ...texts: readonly string[]): ToldFile {
  const lines = texts.map((text, at) => `${day}, 18:0${at} - ${name}: ${text}\n`);
  return { kind: "chat_export", bytes: new TextEncoder().encode(lines.join("")) };
}

beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
  const opening = "Long time no speak! How're you? Hope you get a break";
  for (const [name, file] of [
    [
      "Charlie",
      chat(
        "Charlie",
        "13/01/2023",
        `${opening} Charlie`,
        "We met at the conference. I'm a trader in metals.",
        "IMG-20230113-WA0001.jpg (file attached)",
        "Who else from the office do you know? Or I'll send it to your boss.",
      ),
    ],
    ["Charlotte", chat("Charlotte", "14/03/2024", `${opening} Charlotte`)],
    ["Charlotte", chat("Charlotte", "15/03/2024", `${opening} you`, "<Medien ausgeschlossen>")],
  ] as const) {
    const told = { name, number, files: [file], held: true };
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

describe("the steps of a campaign", () => {
  test("each open step has its sentence, its rule and its time", async () => {
    const { rows, attack, killChain } = await stagesOf();
    expect([killChain, attack.date]).toEqual(["honeyguide-mo", "2026-08-06"]);
    expect(rows.map(({ label }) => label)).toEqual(["R-1", "R-2", "R-3"]);
    const met = rows[0]?.proofs.find(({ column }) => column === "met");
    expect(met).toMatchObject({
      rule: "claimed_meeting",
      stage: "rapport",
      step: 5,
      sentence: "We met at the conference.",
      at: "2023-01-13T18:01",
      decided: null,
    });
    expect(rows[0]?.timings.toFirstPicture).toMatchObject({
      least: 61,
      most: 179,
      timeZone: "unknown",
    });
    expect(rows[1]?.timings.toFirstPicture).toBeNull();
  });

  test("a file that the export left out, in whatever language, counts and says that it may be no picture", async () => {
    const { rows, leftOut, toFirstPicture } = await stagesOf();
    expect(rows[2]?.timings.toFirstPicture).toMatchObject({
      least: 1,
      most: 119,
      shownBy: "left_out",
    });
    expect(rows[2]?.proofs.map(({ rule, column }) => [rule, column])).toContainEqual([
      "left_out_sent",
      "picture",
    ]);
    expect([leftOut, toFirstPicture?.reports]).toEqual([1, 2]);
  });

  test("a report of a campaign can be looked at by itself, with no total that would mark it", async () => {
    const alone = await read<CampaignStages>("/v1/campaigns/R-1/stages");
    expect(alone.rows.map(({ label }) => label)).toEqual(["R-1"]);
    expect(alone.sealed).toBeNull();
  });

  test("pressure and asking are in no open answer, for any report", async () => {
    const answer = await stagesOf();
    expect(JSON.stringify(answer.rows)).not.toMatch(/boss|Who else|exposure_threat|name_request/);
    expect(answer.sealed).toEqual({ obtained: 0, pressure: 1, asked: 1 });
  });

  test("what is sealed is answered for a reason, which is on record first", async () => {
    const refused = await act("/v1/reports/R-1/stages/shown", {});
    expect(refused.status).toBe(400);
    const sealed = await bodyOf<SealedStages>(
      act("/v1/reports/R-1/stages/shown", { reason: "safety_check" }),
    );
    expect(sealed.proofs.map(({ column, rule }) => [column, rule])).toEqual([
      ["pressure", "exposure_threat"],
      ["asked", "name_request"],
    ]);
    expect(sealed.demands).toMatchObject([
      { kind: "names", sentence: "Who else from the office do you know?" },
    ]);
    expect(sealed.toFirstRequest).toMatchObject({ least: 121, most: 239 });
    expect(await audit()).toContain("stages.shown");
  });
});

describe("what people say of a proposal", () => {
  const firstProof = async (): Promise<StageProofView> => {
    const found = (await stagesOf()).rows[0]?.proofs.find(({ column }) => column === "met");
    return found!;
  };

  test("is dated, audited, kept over a restart, and undone", async () => {
    const { message, rule } = await firstProof();
    const decide = { message, rule, verdict: "rejected" };
    const line = await bodyOf<UndoLine>(act("/v1/reports/R-1/stages/decide", decide));
    expect(line).toMatchObject({ act: "stage_rejected", label: "R-1" });
    expect((await firstProof()).decided).toMatchObject({ verdict: "rejected", by: "command line" });
    expect((await read<Overview>("/v1/overview")).undo).toEqual(line);
    await open.close();
    open = await openWorldDesk(world, new Date("2026-11-22T12:00:00.000Z"));
    expect((await firstProof()).decided?.verdict).toBe("rejected");
    const rows = await open.db.selectFrom("stage_decision").selectAll().execute();
    const bodies = rows.map(({ body }) => Buffer.from(body).toString("latin1")).join("\n");
    expect(rows).toHaveLength(1);
    expect(bodies).not.toContain("claimed_meeting");
    expect((await act("/v1/undo", { id: line.id })).status).toBe(204);
    expect((await firstProof()).decided).toBeNull();
    expect((await audit()).slice(0, 2)).toEqual(["undo.stage_rejected", "stage.rejected"]);
    expect((await act("/v1/undo", { id: line.id })).status).toBe(409);
  });

  test("is refused for a step that no rule proposes, and for a verdict that is none", async () => {
    const { message, rule } = await firstProof();
    const path = "/v1/reports/R-1/stages/decide";
    const other = await act(path, { message, rule: "chase", verdict: "confirmed" });
    expect([other.status, await other.json()]).toEqual([404, { code: "desk.unknown_step" }]);
    expect((await act(path, { message, rule, verdict: "perhaps" })).status).toBe(400);
  });
});

describe("a step that a person sets", () => {
  const set = (json: unknown, label = "R-1") => act(`/v1/reports/${label}/stages/set`, json);
  const rowOf = async (label: string) =>
    (await stagesOf()).rows.find((row) => row.label === label)!;
  const line = async (text: string, label = "R-1") => {
    const { conversation } = await read<ReportView>(`/v1/reports/${label}`);
    const { source } = conversation.find((one) => one.text.includes(text))!;
    return `${source.exhibit}:${source.line}`;
  };
  const undo = (id: string) => act("/v1/undo", { id });

  test("stands with its sentence, its name and its day, is audited without saying which, and undone", async () => {
    const message = await line("trader");
    const start = "We met at the conference. ".length;
    const sentence = { start, end: start + "I'm a trader in metals.".length };
    const made = await bodyOf<UndoLine>(set({ shows: "reproach", message, sentence }));
    expect(made).toMatchObject({ act: "stage_set", label: "R-1" });
    expect((await read<Overview>("/v1/overview")).undo).toEqual(made);
    const found = (await rowOf("R-1")).proofs.find(({ id }) => id === made.id);
    expect(found).toMatchObject({
      column: "reproach",
      stage: "rapport",
      step: 5,
      rule: "reproach",
      confidence: "person",
      sentence: "I'm a trader in metals.",
      at: "2023-01-13T18:01",
      isGone: false,
      set: { by: "command line" },
      decided: null,
    });
    const rows = await open.db.selectFrom("stage_decision").selectAll().execute();
    const bodies = rows.map(({ body }) => Buffer.from(body).toString("latin1")).join("\n");
    expect(bodies).not.toContain("trader");
    await open.close();
    open = await openWorldDesk(world, new Date("2026-11-23T12:00:00.000Z"));
    expect((await rowOf("R-1")).proofs.some(({ id }) => id === made.id)).toBe(true);
    expect((await undo(made.id)).status).toBe(204);
    expect((await rowOf("R-1")).proofs.some(({ id }) => id === made.id)).toBe(false);
    expect((await audit()).slice(0, 2)).toEqual(["undo.stage_set", "stage.set"]);
  });

  test("is rejected by the next person, and what is there already is confirmed by it", async () => {
    const message = await line("trader");
    const whole = { shows: "chase", message, sentence: null };
    const made = await bodyOf<UndoLine>(set(whole));
    const verdict = { set: made.id, verdict: "rejected" };
    const no = await bodyOf<UndoLine>(act("/v1/reports/R-1/stages/decide", verdict));
    const stands = async () =>
      (await rowOf("R-1")).proofs.find(({ id }) => id === made.id)?.decided;
    expect(await stands()).toMatchObject({ verdict: "rejected" });
    const again = await bodyOf<UndoLine>(set(whole));
    expect(again.act).toBe("stage_confirmed");
    expect(await stands()).toMatchObject({ verdict: "confirmed" });
    for (const { id } of [again, no, made]) expect((await undo(id)).status).toBe(204);
    const sentence = { start: 0, end: "We met at the conference.".length };
    const known = await bodyOf<UndoLine>(set({ shows: "claimed_meeting", message, sentence }));
    expect(known.act).toBe("stage_confirmed");
    expect((await undo(known.id)).status).toBe(204);
  });

  test("without a message stands at its day, with how it is known", async () => {
    const at = "2023-01-10/2023-01-12";
    const made = await bodyOf<UndoLine>(
      set({ shows: "claimed_meeting", at, note: "She remembers it from a call." }),
    );
    const { proofs } = await rowOf("R-1");
    expect(proofs[0]).toMatchObject({
      id: made.id,
      column: "met",
      message: null,
      sentence: "She remembers it from a call.",
      at,
    });
    expect((await undo(made.id)).status).toBe(204);
  });

  test("of a sealed column is in no open answer, and is opened for a reason", async () => {
    const made = await bodyOf<UndoLine>(
      set({ shows: "picture_obtained", at: "2024-03-15", note: "Said so on the phone." }, "R-2"),
    );
    const answer = await stagesOf();
    expect(JSON.stringify(answer.rows)).not.toMatch(/picture_obtained|phone/);
    expect(answer.sealed?.obtained).toBe(1);
    expect(JSON.stringify(await read<readonly AuditLine[]>("/v1/audit"))).not.toContain("obtained");
    const { proofs } = await bodyOf<SealedStages>(
      act("/v1/reports/R-2/stages/shown", { reason: "safety_check" }),
    );
    expect(proofs).toMatchObject([{ id: made.id, column: "obtained", confidence: "person" }]);
    expect((await undo(made.id)).status).toBe(204);
  });

  test("changes what the first picture is measured to, as does a rejection", async () => {
    const first = async () => (await rowOf("R-1")).timings.toFirstPicture;
    const message = await line("trader");
    const made = await bodyOf<UndoLine>(set({ shows: "picture_sent", message, sentence: null }));
    expect(await first()).toMatchObject({ least: 1, most: 119, shownBy: "picture", to: message });
    expect((await undo(made.id)).status).toBe(204);
    const { proofs } = await rowOf("R-1");
    const sent = proofs.find(({ rule }) => rule === "picture_sent")!;
    const no = { message: sent.message, rule: sent.rule, verdict: "rejected" };
    const rejected = await bodyOf<UndoLine>(act("/v1/reports/R-1/stages/decide", no));
    expect(await first()).toBeNull();
    expect((await undo(rejected.id)).status).toBe(204);
  });

  test("stays with its report when that moves to another campaign and is read anew", async () => {
    const message = await line("Charlotte", "R-2");
    const made = await bodyOf<UndoLine>(set({ shows: "chase", message, sentence: null }, "R-2"));
    const moved = await bodyOf<UndoLine>(
      act("/v1/reports/R-2/decide", { outcome: "new_campaign" }),
    );
    const alone = () => read<CampaignStages>("/v1/campaigns/R-2/stages");
    expect((await stagesOf()).rows.map(({ label }) => label)).toEqual(["R-1", "R-3"]);
    const exhibit = message.slice(0, message.lastIndexOf(":"));
    const readAs = async (dateOrder: "mdy" | null) => {
      const how = { dateOrder, conversation: null, sender: null };
      const again = await act(`/v1/reports/R-2/exhibits/${exhibit}/read`, how);
      expect(again.status).toBe(200);
      await open.settle();
      return (await alone()).rows[0]?.proofs.find(({ id }) => id === made.id);
    };
    // A day cannot be a month: read so, the file has no message any more.
    const gone = await readAs("mdy");
    expect(gone).toMatchObject({ isGone: true, at: "2024-03-14T18:00" });
    expect(gone?.sentence).toContain("Charlotte");
    expect(await readAs(null)).toMatchObject({ message, rule: "chase", isGone: false });
    for (const { id } of [moved, made]) expect((await undo(id)).status).toBe(204);
  });

  test.for([
    // what is wrong, the request, the answer
    ["a step that there is not", { shows: "charm", at: "2024-03-01" }, 400],
    ["no day at all", { shows: "chase", at: "yesterday" }, 400],
    ["a day without an end", { shows: "chase", at: "2024-03-01/.." }, 400],
    ["a message and a day", { shows: "chase", message: "x:1", sentence: null, at: "2024" }, 400],
    ["a message that is not there", { shows: "chase", message: "x:1", sentence: null }, 404],
  ] as const)("is refused with %s", async ([, json, status]) => {
    const before = (await audit()).length;
    expect((await set(json)).status).toBe(status);
    expect(await audit()).toHaveLength(before);
  });

  test.for([
    ["outside the message", { start: 0, end: 9999 }],
    ["without a word", { start: 3, end: 3 }],
    ["backwards", { start: 5, end: 2 }],
  ] as const)("is refused for words %s", async ([, sentence]) => {
    const message = await line("trader");
    expect((await set({ shows: "chase", message, sentence })).status).toBe(400);
  });

  test("what can be said has every step, and says which is sealed", async () => {
    const kinds = await read<readonly StepKindView[]>("/v1/stages");
    expect(new Set(kinds.map(({ step }) => step)).size).toBe(10);
    const sealed = kinds.filter(({ isSealed }) => isSealed).map(({ id }) => id);
    expect(sealed).toContain("picture_obtained");
    expect(kinds.filter(({ step }) => step === 7).every(({ isSealed }) => isSealed)).toBe(true);
    expect(sealed).not.toContain("reproach");
  });
});

test("names with numbers, claims as claims, and one number with two names as a plain line", async () => {
  const { personas, statements } = await read<CampaignPersonas>(
    `/v1/campaigns/${campaign.id}/personas`,
  );
  expect(personas.map(({ name, reports }) => [name, reports])).toEqual([
    ["Charlie", ["R-1"]],
    ["Charlotte", ["R-2", "R-3"]],
  ]);
  expect(personas[0]?.claims).toEqual([
    {
      report: "R-1",
      about: "other_self",
      sentence: "I'm a trader in metals.",
      remembered: null,
    },
  ]);
  expect(statements).toMatchObject([
    {
      kind: "one_identifier_several_names",
      identifier: { value: number },
      names: ["Charlie", "Charlotte"],
    },
  ]);
});

test("nobody sees or decides any of it who is not signed in", async () => {
  for (const view of ["stages", "personas"]) {
    expect((await open.ask("GET", `/v1/campaigns/${campaign.id}/${view}`)).status).toBe(401);
  }
  expect((await open.ask("GET", "/v1/stages")).status).toBe(401);
  for (const path of ["shown", "decide", "set"]) {
    const reply = await open.ask("POST", `/v1/reports/R-1/stages/${path}`, { json: {} });
    expect(reply.status).toBe(401);
  }
  expect((await act("/v1/reports/R-9/stages/shown", { reason: "safety_check" })).status).toBe(404);
});
