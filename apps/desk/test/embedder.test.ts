/** The same in other words, by an embedder that runs: a small server with the answers of a large one. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { CampaignRow, Inbox, ReportView } from "../api.ts";
import { type Embedder, makeEmbedder } from "../server/embedder.ts";
import { report } from "./sealing.ts";
import {
  bodyOf,
  cliToken,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  type World,
} from "./world.ts";

const summer = "Would you fancy a drink by the river when the summer recess begins, just us two?";
const bottle =
  "Perhaps once parliament rises we could share some wine on the embankment, you and me";
const parcel = "Parcel 2231 waits at locker seven, bring the voucher and ask for the manager there";
/** What each direction of the space stands for. */
const concepts = [
  /drink|wine|bottle/,
  /river|embankment/,
  /recess|parliament/,
  /us two|you and me/,
  /parcel|locker/i,
  /voucher/,
  /manager/,
];

let asked: { readonly authorization: string | undefined; readonly body: unknown }[] = [];
let answer: ((texts: readonly string[]) => unknown) | undefined;
let server: Server;
let url: string;

const vectorOf = (text: string) => concepts.map((concept) => (concept.test(text) ? 2 : 0.1));
const vectorsOf = (texts: readonly string[]) => ({
  // The order of an answer says nothing, the index does.
  data: texts.map((text, index) => ({ index, embedding: vectorOf(text) })).reverse(),
});

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (piece: string) => (body += piece));
    request.on("end", () => {
      const read = JSON.parse(body) as { readonly input: readonly string[] };
      asked.push({ authorization: request.headers.authorization, body: read });
      if (request.url === "/elsewhere/embeddings") {
        response.writeHead(307, { location: "http://192.0.2.1/" }).end();
        return;
      }
      response
        .writeHead(answer === undefined ? 500 : 200)
        .end(JSON.stringify(answer?.(read.input)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
afterAll(() => void server.close());

const embedder = (path = "/v1") =>
  makeEmbedder({ url: `${url}${path}`, model: "practice", key: "secret of the test" });
const ask = (embed: Embedder, texts: readonly string[]) => embed(texts, AbortSignal.timeout(5000));

describe("an embedder", () => {
  test("is asked as OpenAI's is, and gives vectors of length 1 in the order of the texts", async () => {
    answer = vectorsOf;
    asked = [];
    const [first, second] = await ask(embedder("/v1/"), [summer, parcel]);
    expect(asked).toEqual([
      {
        authorization: "Bearer secret of the test",
        body: { model: "practice", input: [summer, parcel] },
      },
    ]);
    expect(Math.hypot(...(first ?? []))).toBeCloseTo(1, 6);
    expect(first?.[0]).toBeGreaterThan(0.4);
    expect(second?.[4]).toBeGreaterThan(0.4);
  });

  test.for([
    ["leaves a text out", () => ({ data: [{ index: 0, embedding: [1, 0] }] })],
    [
      "has no direction",
      (texts: readonly string[]) => ({
        data: texts.map((_, index) => ({ index, embedding: [0, 0] })),
      }),
    ],
    ["is in another form", () => ({ embeddings: [[1, 0]] })],
    ["is no answer", undefined],
  ] as const)("is refused where its answer %s", async ([, answers]) => {
    answer = answers;
    await expect(ask(embedder(), [summer, parcel])).rejects.toMatchObject({
      code: "desk.embedder_failed",
    });
  });

  test("takes the messages nowhere else", async () => {
    await expect(ask(embedder("/elsewhere"), [summer])).rejects.toMatchObject({
      code: "desk.embedder_failed",
    });
    for (const far of ["https://api.example.org/v1", "http://8.8.8.8/v1", "http://172.32.0.1/v1"]) {
      expect(() => makeEmbedder({ url: far, model: "m" })).toThrow(RangeError);
    }
    for (const near of ["http://localhost:1/v1", "http://ollama:11434/v1", "http://[::1]:1/v1"]) {
      expect(() => makeEmbedder({ url: near, model: "m" })).not.toThrow();
    }
  });
});

describe("a Desk with an embedder", () => {
  let world: World;
  let open: OpenWorldDesk;
  const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token: cliToken }));
  const suggested = async () =>
    (await read<Inbox>("/v1/inbox")).rows.filter(({ sameAs }) => sameAs !== null);

  beforeAll(async () => {
    world = await makeWorld();
    open = await openWorldDesk(world);
    for (const [at, text] of [summer, bottle, parcel].entries()) {
      const chat = `14/03/2024, 18:05 - Sender ${String(at)}: ${text}\n14/03/2024, 18:09 - Me: who is this?\n`;
      const files = [{ kind: "chat_export" as const, bytes: new TextEncoder().encode(chat) }];
      const sender = await report(world.intakeUrl, world.team.recipient, { files, held: true });
      open.practice.add(sender.mailboxId);
      await sender.release();
    }
    await open.settle();
  }, 120_000);
  afterAll(async () => {
    await open.close();
    await world.close();
  });

  async function reopen(embed: Embedder | undefined): Promise<void> {
    await open.close();
    open = await openWorldDesk(world, undefined, undefined, embed);
  }

  test("off by default: other words are not suggested", async () => {
    expect(await suggested()).toEqual([]);
  });

  test("suggests what says the same, says why, and joins nothing", async () => {
    answer = vectorsOf;
    await reopen(embedder());
    const rows = await suggested();
    expect(rows.map(({ sameAs }) => sameAs?.verdict)).toEqual(["suggest", "suggest"]);
    expect(await read<readonly CampaignRow[]>("/v1/campaigns")).toEqual([]);
    const [row] = rows;
    const why = (await read<ReportView>(`/v1/reports/${row!.label}`)).because!;
    expect(why.reasons.map(({ feature }) => feature)).toEqual(["start", "meaning", "name"]);
    expect(open.logged).toEqual([]);
  });

  test("goes on by words alone while the embedder does not answer, and says so in its log", async () => {
    answer = undefined;
    await reopen(embedder());
    expect(await suggested()).toEqual([]);
    expect(open.logged).toEqual([
      JSON.stringify({ event: "embedder.failed", error: "desk.embedder_failed" }),
    ]);
  });
});
