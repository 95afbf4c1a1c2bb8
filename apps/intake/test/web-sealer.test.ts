import { randomBytes } from "node:crypto";

import type { Report } from "@honeyguide/domain";
import { type AgeKeyPair, makeKeyPair } from "@honeyguide/protocol/keys";
import { sealMailboxMessage } from "@honeyguide/protocol/mailbox";
import { openContentKey, openEvidence, openReport } from "@honeyguide/protocol/open";
import { ChangesSchema, type Site } from "@honeyguide/protocol/wire";
import * as v from "valibot";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { emptyAnswers } from "../web/form/answers.ts";
import type { FromWorker, Item, Resumed } from "../web/sealing/messages.ts";
import { makeSealer, refusalOf, type Sealer } from "../web/sealing/sealer.ts";
import { asDesk, startIntake } from "./intake.ts";

const them = "+44 7700 900123";
const chat = [
  `03/12/2023, 18:05 - ${them}: Long time no speak!`,
  "03/12/2023, 18:09 - Sam: Who is this?",
  `14/03/2024, 21:10 - ${them}: Miss you`,
  "",
].join("\n");
const chatName = `WhatsApp Chat with ${them}.txt`;

let intake: Awaited<ReturnType<typeof startIntake>>;
let team: AgeKeyPair;
let site: Site;
let after = 0;
beforeAll(async () => {
  intake = await startIntake("embedded");
  team = await makeKeyPair();
  site = { ...intake.site, recipients: [team.recipient] };
});
afterAll(() => intake.close());
beforeEach(async () => {
  after = (await changes(0)).next;
});

type Ask = typeof fetch;

/** The network is the intake's own app; a test may put something in its way. */
const direct: Ask = async (path, init = {}) => {
  const { body } = init;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : (body as Uint8Array);
  return intake.send(init.method ?? "GET", path as string, {
    headers: init.headers as Record<string, string>,
    ...(body === undefined ? {} : { bytes }),
  });
};

function openPage(ask: Ask = direct) {
  const items = new Map<string, Item>();
  const lines: unknown[] = [];
  const post = (message: FromWorker) => {
    if (message.kind === "item") items.set(message.item.id, message.item);
    if (message.kind === "line") lines.push(message.trouble);
  };
  const sealer = makeSealer({
    post,
    ask,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    now: () => new Date("2026-11-22T10:42:17Z"),
    patience: { wait: () => Promise.resolve(), tell: () => undefined },
  });
  const phase = (id: string) => items.get(id)?.phase;
  const until = (id: string, wanted: Item["phase"]) =>
    vi.waitFor(
      () => {
        expect(phase(id)).toBe(wanted);
      },
      { timeout: 20_000, interval: 5 },
    );
  return { sealer, items, until };
}

const answersFor = (opening: Report["opening"]) => ({
  ...emptyAnswers(),
  step: "check" as const,
  circumstances: ["threat" as const],
  opening,
});

async function changes(from: number) {
  const reply = await asDesk(intake.send, "GET", `/changes?after=${from}&limit=100`);
  return v.parse(ChangesSchema, await reply.json());
}

/** What the desk can read of the last report that reached it. */
async function openLast() {
  const { changes: all } = await changes(after);
  const report = all.findLast((change) => change.kind === "report" || change.kind === "released");
  if (report === undefined || !("wrap" in report) || report.wrap === null) return undefined;
  const key = await openContentKey(Buffer.from(report.wrap, "base64url"), [team.identity]);
  const part = async (id: string) => {
    const reply = await asDesk(intake.send, "GET", `/reports/${report.mailboxId}/parts/${id}`);
    return new Uint8Array(await reply.arrayBuffer());
  };
  const account = await openReport(await part(report.content), key);
  const texts = await Promise.all(
    account.evidence.map(async ({ part: id }) => {
      const { content } = await openEvidence(new Blob([await part(id)]).stream(), key);
      return new Response(content).text();
    }),
  );
  return { mailboxId: report.mailboxId, account, texts };
}

async function resume(words: readonly string[], sealer: Sealer): Promise<Resumed> {
  await sealer.meet({ site });
  const found = await sealer.resume({ typed: words.join(" ") });
  if (found.kind === "not_a_code") throw new Error("the code was not read");
  return found;
}

const file = (text: string, name = "a.txt") => new File([text], name);

describe("a report", () => {
  test("reaches the desk whole, with only their words of the chat", async () => {
    const { sealer, until, items } = openPage();
    await sealer.start({ site });
    await sealer.add({ id: "chat", file: file(chat, chatName), addedAs: "chat" });
    await until("chat", "choose");
    expect(items.get("chat")?.chat).toMatchObject({ isRead: true, guess: them, messages: 3 });
    const theirs = { take: "later", sender: them, conversation: undefined, without: [] } as const;
    await sealer.choose({ id: "chat", choice: { ...theirs, dateOrder: undefined } });
    await sealer.add({ id: "text", file: file("They called on Sunday."), addedAs: "text" });
    await until("chat", "stored");
    await until("text", "stored");

    const answers = answersFor("now");
    answers.sender.typedNumber = "07700 900123";
    const sent = await sealer.send({ answers, language: "en-GB" });
    expect(sent.signature).toBe("good");

    const opened = await openLast();
    expect(opened?.account.sender.number).toBe("+447700900123");
    expect(opened?.texts).toEqual([
      `03/12/2023, 18:05 - ${them}: Long time no speak!\n14/03/2024, 21:10 - ${them}: Miss you\n`,
      "They called on Sunday.",
    ]);
    expect(opened?.account.evidence[0]?.whole?.bytes).toBe(new TextEncoder().encode(chat).length);
  });

  test("that is kept sealed has no key for anybody until the person says so", async () => {
    const { sealer } = openPage();
    const { words } = await sealer.start({ site });
    await sealer.send({ answers: answersFor("until_i_say"), language: "en-GB" });
    expect(await openLast()).toBeUndefined();

    const later = openPage().sealer;
    const found = await resume(words, later);
    expect(found).toMatchObject({ kind: "mailbox", mailbox: { state: "held" } });
    await later.release(null);
    expect((await openLast())?.account.opening).toBe("until_i_say");
  });

  test("that was begun is finished on another device, with four letters of each word", async () => {
    const first = openPage();
    const { words } = await first.sealer.start({ site });
    await first.sealer.add({ id: "kept", file: file("kept"), addedAs: "text" });
    await first.until("kept", "stored");
    const answers = answersFor("now");
    answers.sender.name = "Charlie";
    await first.sealer.save({ answers });

    const second = openPage().sealer;
    const found = await resume(
      words.map((word) => word.slice(0, 4)),
      second,
    );
    if (found.kind !== "draft" || found.answers === undefined) throw new Error("no draft");
    expect(found.items.map(({ id, phase }) => [id, phase])).toEqual([["kept", "stored"]]);
    await second.send({ answers: found.answers, language: "en-GB" });
    const opened = await openLast();
    expect(opened?.account.sender.name).toBe("Charlie");
    expect(opened?.texts).toEqual(["kept"]);
  });

  test("does not have a file that was removed", async () => {
    const { sealer, until } = openPage();
    await sealer.start({ site });
    await sealer.add({ id: "gone", file: file("gone"), addedAs: "text" });
    await sealer.add({ id: "stays", file: file("stays"), addedAs: "text" });
    await until("gone", "stored");
    await until("stays", "stored");
    await sealer.remove({ id: "gone" });
    await sealer.send({ answers: answersFor("now"), language: "en-GB" });
    expect((await openLast())?.texts).toEqual(["stays"]);
  });
});

describe("a bad line", () => {
  test("that swallows the answer makes no second report", async () => {
    let isLost = false;
    const { sealer } = openPage(async (path, init) => {
      const answer = await direct(path, init);
      if (!(path as string).endsWith("/complete") || isLost) return answer;
      isLost = true;
      throw new TypeError("the answer is lost");
    });
    await sealer.start({ site });
    await sealer.send({ answers: answersFor("now"), language: "en-GB" });
    const { changes: all } = await changes(after);
    expect(isLost).toBe(true);
    expect(all.filter(({ kind }) => kind === "report")).toHaveLength(1);
  });

  test("of more than two minutes asks, and goes on at the piece that failed", async () => {
    let isDown = true;
    const { sealer, until } = openPage((path, init) => {
      if (isDown && /\/parts\/[\w-]+\/1$/.test(path as string)) {
        return Promise.reject(new TypeError("no line"));
      }
      return direct(path, init);
    });
    await sealer.start({ site });
    const big = "x".repeat(600_000);
    await sealer.add({ id: "big", file: file(big), addedAs: "text" });
    await until("big", "stuck");
    isDown = false;
    await sealer.proceed({ id: "big" });
    await until("big", "stored");
    await sealer.send({ answers: answersFor("now"), language: "en-GB" });
    expect((await openLast())?.texts).toEqual([big]);
  });

  test("or a false intake cannot pass off another receipt", async () => {
    const { sealer } = openPage(async (path, init) => {
      const answer = await direct(path, init);
      if (!(path as string).endsWith("/complete")) return answer;
      const receipt = (await answer.json()) as { signature: string };
      const signature = `${receipt.signature.startsWith("A") ? "B" : "A"}${receipt.signature.slice(1)}`;
      return Response.json({ ...receipt, signature });
    });
    await sealer.start({ site });
    const refusal = await sealer
      .send({ answers: answersFor("now"), language: "en-GB" })
      .then(() => "sent", refusalOf);
    expect(refusal).toBe("bad_receipt");
  });
});

describe("the mailbox", () => {
  test("carries letters both ways and keeps who may know", async () => {
    const { sealer } = openPage();
    const { words } = await sealer.start({ site });
    await sealer.send({ answers: answersFor("now"), language: "en-GB" });
    const opened = await openLast();
    if (opened === undefined) throw new Error("nothing reached the desk");

    const later = openPage().sealer;
    await resume(words, later);
    await later.write({ text: "One more thing.", mayKnow: null });
    await later.write({ text: "", mayKnow: ["police"] });
    const reply = await sealMailboxMessage(
      {
        version: 1,
        from: "team",
        text: "Thank you.",
        sentAt: "2026-11-22T11:00:00Z",
        nextUpdateBy: "2026-11-26T18:00:00Z",
      },
      [opened.account.mailbox as `age1${string}`],
    );
    await asDesk(intake.send, "POST", `/mailbox/${opened.mailboxId}/messages`, {
      version: 1,
      id: randomBytes(16).toString("base64url"),
      sealed: Buffer.from(reply).toString("base64url"),
      parts: [],
    });

    const view = await later.look(null);
    expect(view.letters.map(({ from, text }) => [from, text])).toEqual([
      ["person", "One more thing."],
      ["person", ""],
      ["team", "Thank you."],
    ]);
    expect(view.mayKnow).toEqual(["police"]);
    expect(view.letters.at(-1)?.nextUpdateBy).toBe("2026-11-26T18:00:00Z");
  });

  test("is emptied when the report is taken back", async () => {
    const { sealer } = openPage();
    await sealer.start({ site });
    await sealer.send({ answers: answersFor("now"), language: "en-GB" });
    const view = await sealer.takeBack(null);
    expect(view).toMatchObject({ state: "taken_back", letters: [] });
  });

  test("of an unknown code is unknown, and a wrong word is named", async () => {
    const { sealer } = openPage();
    await sealer.meet({ site });
    const refusal = await sealer
      .resume({ typed: "00000000000000000042" })
      .then(() => "", refusalOf);
    expect(refusal).toBe("unknown");
    expect(await sealer.resume({ typed: "garden copper lemon rivver ladder window" })).toEqual({
      kind: "not_a_code",
      complaint: expect.objectContaining({ position: 4, suggestion: "river" }) as unknown,
    });
  });
});

test("a file that is empty or too large is refused alone", async () => {
  const { sealer, items, until } = openPage();
  await sealer.start({ site });
  const large = new File(["x"], "large");
  Object.defineProperty(large, "size", { value: 500_000_001 });
  await sealer.add({ id: "empty", file: file(""), addedAs: "other" });
  await sealer.add({ id: "large", file: large, addedAs: "other" });
  await sealer.add({ id: "good", file: file("good"), addedAs: "text" });
  await until("good", "stored");
  expect(items.get("empty")?.trouble).toBe("empty");
  expect(items.get("large")?.trouble).toBe("too_large");
});
