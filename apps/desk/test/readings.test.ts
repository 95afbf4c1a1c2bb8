/** What is made of exhibits: pages, search, choices, archives, excerpts; all through a real intake. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { type ParsedMessage, writeExcerpt } from "@honeyguide/evidence";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { AuditLine, LinesPage, Reading, ReportView, SearchHits, Verified } from "../api.ts";
import { picture } from "./picture.ts";
import { report, type Sender, type ToldFile } from "./sealing.ts";
import {
  bodyOf,
  cliToken,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  type World,
} from "./world.ts";
import { zip } from "./zip.ts";

const require = createRequire(new URL("../package.json", import.meta.url));

let world: World;
let open: OpenWorldDesk;
const read = <Body>(path: string) => bodyOf<Body>(open.ask("GET", path, { token: cliToken }));
const act = (path: string, json: unknown = {}) => open.ask("POST", path, { token: cliToken, json });
const send = async (told: Parameters<typeof report>[2]): Promise<Sender> => {
  const sender = await report(world.intakeUrl, world.team.recipient, { ...told, held: true });
  open.practice.add(sender.mailboxId);
  await sender.release();
  await open.settle();
  return sender;
};
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const text = (words: string) => new TextEncoder().encode(words);
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 1, 2, 3]);

beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
}, 120_000);
afterAll(async () => {
  await open.close();
  await world.close();
});

/** A long export: every tenth message is the sender's. */
function longChat(messages: number, needles: ReadonlyMap<number, string>): ToldFile {
  const lines = Array.from({ length: messages }, (_, at) => {
    const minute = String(at % 60).padStart(2, "0");
    const hour = String(Math.floor(at / 60) % 24).padStart(2, "0");
    const day = String((Math.floor(at / 1440) % 28) + 1).padStart(2, "0");
    const who = at % 10 === 0 ? "Sam" : "Me";
    return `${day}/12/2025, ${hour}:${minute} - ${who}: ${needles.get(at) ?? `line ${at}`}`;
  });
  return { kind: "chat_export", bytes: text(`${lines.join("\n")}\n`), originalName: "chat.txt" };
}

describe("a long conversation", { timeout: 60_000 }, () => {
  let path: string;
  const needles = new Map([
    [3, "Meet me at the Straße, Zoë"],
    [1000, "ＧＯＬＤ coins"],
    [4999, "meet me\nat the strasse, zoe"],
  ]);

  test("comes with its first lines, and says how much of it is compared", async () => {
    const { mailboxId } = await send({ name: "Sam", files: [longChat(5500, needles)] });
    path = `/v1/reports/${mailboxId}`;
    const view = await read<ReportView>(path);
    expect(view.conversation).toHaveLength(200);
    expect(view.readings).toMatchObject([
      {
        messages: 5500,
        refused: null,
        sender: { name: "Sam", because: "name" },
        compared: { messages: 400, of: 550 },
        coverage: { lines: 5501, parsed: 5500, continued: 1, unread: 0 },
        participants: [
          { name: "Me", messages: 4950 },
          { name: "Sam", messages: 550 },
        ],
      },
    ]);
  });

  test.for([
    // from, limit, the first and the last line
    [0, 2, "line 0", "line 1"],
    [499, 3, "line 499", "line 501"],
    [998, 3, "line 998", "ＧＯＬＤ coins"],
    [5498, 100, "line 5498", "line 5499"],
  ] as const)("is read by page: from %i, %i lines", async ([from, limit, first, last]) => {
    const page = await read<LinesPage>(`${path}/lines?from=${from}&limit=${limit}`);
    expect(page.total).toBe(5500);
    expect([page.lines[0]!.text, page.lines.at(-1)!.text]).toEqual([first, last]);
  });

  test("has no lines beyond its end, and refuses what is no page", async () => {
    expect((await read<LinesPage>(`${path}/lines?from=9000`)).lines).toEqual([]);
    for (const query of ["from=-1", "limit=0", "limit=1001", "from=x", "to=3"]) {
      const reply = await open.ask("GET", `${path}/lines?${query}`, { token: cliToken });
      expect([query, reply.status]).toEqual([query, 400]);
    }
  });

  test.for([
    // the query, the lines that have it
    ["strasse, ZOE", [3, 4999]],
    ["gold", [1000]],
    ["me at", [3, 4999]],
    ["line 5499", [5499]],
    ["nowhere", []],
    ["", []],
  ] as const)("is searched for %j", async ([query, hits]) => {
    const found = await read<SearchHits>(`${path}/search?q=${encodeURIComponent(query)}`);
    expect(found).toEqual({ total: hits.length, hits });
    open.desk.lines.drop(true);
    expect(await read<SearchHits>(`${path}/search?q=${encodeURIComponent(query)}`)).toEqual(found);
  });

  test("tells at most a thousand places, and how many there are", async () => {
    const found = await read<SearchHits>(`${path}/search?q=line`);
    expect([found.total, found.hits.length]).toEqual([5497, 1000]);
  });

  test("is read again with another order of dates, and back", async () => {
    const [exhibit] = (await read<ReportView>(path)).exhibits;
    const again = (dateOrder: string | null) =>
      bodyOf<Reading>(act(`${path}/exhibits/${exhibit!.part}/read`, { dateOrder }));
    expect((await again("mdy")).dateOrder).toMatchObject({ order: "mdy", decidedBy: "override" });
    expect((await again(null)).dateOrder).toMatchObject({ order: "dmy" });
    const { custody } = await read<ReportView>(path);
    expect(custody.map(({ event, by }) => [event, by])).toEqual([
      ["received", "intake"],
      ["sealed", "person"],
      ["opened", "Desk"],
      ["read", "Desk"],
      ["read_again", "command line"],
      ["read_again", "command line"],
    ]);
    const [line] = await read<readonly AuditLine[]>("/v1/audit?limit=1");
    expect(line).toMatchObject({ act: "exhibit.read_again", who: "command line" });
  });
});

describe("several conversations in one file", { timeout: 60_000 }, () => {
  const message = (
    line: number,
    conversation: string,
    sender: string,
    direction: "sent" | "received",
    words: string,
  ): ParsedMessage => ({
    at: `2025-12-0${line}T18:00`,
    sender,
    kind: "text",
    text: words,
    conversation,
    direction,
    source: { line, lines: 1, offset: line },
  });
  const messages = [
    message(1, "Bank", "Bank", "received", "Your code is 112233"),
    message(2, "Charlie", "Charlie", "received", "Long time no speak! Hope you get a break"),
    message(3, "Charlie", "Owner", "sent", "who is this?"),
    message(4, "Mum", "Mum", "received", "call me"),
  ];
  const whole = {
    sha256: "ab".repeat(32),
    bytes: 9,
    format: "telegram-json",
    tool: "a tool",
    version: "1",
    corrected: false,
  };
  const file = (kind: ToldFile["kind"] = "chat_export"): ToldFile => ({
    kind,
    bytes: writeExcerpt(whole, messages),
  });

  test("nothing is compared until a responder chooses one", async () => {
    const { mailboxId } = await send({ name: "", files: [file()] });
    const path = `/v1/reports/${mailboxId}`;
    const before = await read<ReportView>(path);
    expect(before.readings).toMatchObject([
      {
        conversation: null,
        sender: { name: null, because: "several_conversations" },
        compared: { messages: 0, of: 0 },
        conversations: [{ name: "Charlie", messages: 2 }, { name: "Bank" }, { name: "Mum" }],
      },
    ]);
    expect(before.conversation).toHaveLength(4);
    const compared = () => open.desk.corpus.find(mailboxId)!.facts!.messages.map((m) => m.text);
    expect(compared()).toEqual([]);

    const { part } = before.exhibits[0]!;
    const at = `${path}/exhibits/${part}/read`;
    const chosen = await bodyOf<Reading>(act(at, { conversation: "Charlie" }));
    expect(chosen).toMatchObject({ conversation: "Charlie", messages: 2, compared: { of: 1 } });
    const after = await read<ReportView>(path);
    expect(after.conversation.map(({ from, who }) => [from, who])).toEqual([
      ["sender", "Charlie"],
      ["target", "Owner"],
    ]);
    expect(compared()).toEqual([messages[1]!.text]);

    // The first choice is taken back as well: nobody has chosen, and nothing is compared.
    const { sender } = await bodyOf<Reading>(act(at, { undecided: true }));
    expect([sender.because, compared()]).toEqual(["several_conversations", []]);
  });

  test("the one of the report's name is taken, and somebody else in it can be chosen", async () => {
    const { mailboxId } = await send({ name: "Mum", files: [file()] });
    const path = `/v1/reports/${mailboxId}`;
    const { readings, exhibits } = await read<ReportView>(path);
    expect(readings).toMatchObject([{ conversation: "Mum", sender: { because: "name" } }]);
    const { part } = exhibits[0]!;
    const at = `${path}/exhibits/${part}/read`;
    const all = await bodyOf<Reading>(act(at, { conversation: null, sender: "Bank" }));
    expect(all).toMatchObject({
      conversation: null,
      messages: 4,
      sender: { name: "Bank", because: "chosen" },
    });
    // What the file's owner sent is never the sender's, whoever asks for it.
    const owner = await bodyOf<Reading>(act(at, { sender: "Owner" }));
    expect(owner.sender.name).not.toBe("Owner");
  });

  test.for([
    [{ dateOrder: "ydm" }, 400],
    [{ anything: 1 }, 400],
    [{ conversation: 3 }, 400],
  ] as const)("refuses to read again as %j", async ([body, status]) => {
    const { exhibits } = await read<ReportView>("/v1/reports/R-1");
    const reply = await act(`/v1/reports/R-1/exhibits/${exhibits[0]!.part}/read`, body);
    expect(reply.status).toBe(status);
  });

  test("an excerpt beside its whole counts once", async () => {
    const export1 = longChat(40, new Map([[0, "Long time no speak! Hope you get a break"]]));
    const excerpt = {
      kind: "text" as const,
      bytes: writeExcerpt({ ...whole, sha256: sha256(export1.bytes) }, [
        { ...message(1, "x", "Sam", "received", "Long time no speak! Hope you get a break") },
      ]),
      derived: { from: sha256(export1.bytes), tool: "a tool", version: "1", corrected: false },
    };
    const { mailboxId } = await send({ name: "Sam", files: [excerpt, export1, export1] });
    const { readings, exhibits } = await read<ReportView>(`/v1/reports/${mailboxId}`);
    expect(readings.map(({ sender, compared }) => [sender.because, compared.messages])).toEqual([
      ["counted_elsewhere", 0],
      ["name", 4],
      ["counted_elsewhere", 0],
    ]);
    expect(exhibits[0]!.derivedFrom).toMatchObject({ sha256: sha256(export1.bytes) });
    expect(open.desk.corpus.find(mailboxId)!.facts!.messages).toHaveLength(4);
  });
});

describe("an archive", { timeout: 60_000 }, () => {
  let path: string;
  let view: ReportView;
  const chatText = text(
    "01/12/2025, 18:05 - Sam: IMG-1.png (file attached)\n01/12/2025, 18:06 - Me: no\n",
  );
  const archive = zip({
    "WhatsApp Chat with Sam.txt": chatText,
    "IMG-1.png": png,
    "notes.pdf": text("%PDF-1.4 nothing"),
  });

  test("is a list of exhibits of their own, matched to the messages that name them", async () => {
    const file = { kind: "chat_export" as const, bytes: archive, mediaType: "application/zip" };
    const { mailboxId } = await send({ name: "Sam", files: [file] });
    path = `/v1/reports/${mailboxId}`;
    view = await read<ReportView>(path);
    const [whole, ...inner] = view.exhibits;
    expect(
      inner.map(({ part, kind, mediaType, sha256: hash, inside }) => [
        part,
        kind,
        mediaType,
        hash,
        inside,
      ]),
    ).toEqual([
      [`${whole!.part}.1`, "text", "text/plain", sha256(chatText), whole!.part],
      [`${whole!.part}.2`, "picture", "image/png", sha256(png), whole!.part],
      [
        `${whole!.part}.3`,
        "file",
        "application/pdf",
        sha256(text("%PDF-1.4 nothing")),
        whole!.part,
      ],
    ]);
    expect(view.conversation[0]).toMatchObject({
      from: "sender",
      attachments: [`${whole!.part}.2`],
    });
    expect(view.readings).toMatchObject([{ format: "whatsapp-zip", messages: 2 }]);
  });

  test("a file inside is labelled and found by its hash like any other", async () => {
    const picture = view.exhibits.find(({ kind }) => kind === "picture")!;
    const reply = await act(`${path}/exhibits/${picture.part}/label`, { label: "a label" });
    expect(reply.status).toBe(204);
    const again = await read<ReportView>(path);
    expect(again.exhibits.find(({ part }) => part === picture.part)!.label).toBe("a label");
    const { row } = view;
    for (const hash of [sha256(png), sha256(archive)]) {
      expect(await read(`/v1/exhibits/by-hash/${hash}`)).toEqual({ labels: [row.label] });
    }
    expect(await read(`/v1/exhibits/by-hash/${"0".repeat(64)}`)).toEqual({ labels: [] });
  });

  test.for(["A".repeat(22), ".1", "x.2"])("has no exhibit %s", async (part) => {
    const reply = await act(`${path}/exhibits/${part}/label`, { label: "a label" });
    expect(reply.status).toBe(404);
  });

  test.for([
    ["one that is cut short", archive.subarray(0, archive.length - 30), /^zip_/],
    ["one without a chat", zip({ "a.pdf": text("%PDF-1.4") }), /^zip_no_chat$/],
    ["one that leads out of its folder", zip({ "../../a.txt": chatText }), /^zip_unsafe_path$/],
  ] as const)("%s is kept, and says why it was not read", async ([, bytes, reason]) => {
    const file = { kind: "chat_export" as const, bytes, mediaType: "application/zip" };
    const { mailboxId } = await send({ name: "Sam", files: [file] });
    const odd = await read<ReportView>(`/v1/reports/${mailboxId}`);
    expect(odd.readings[0]!.refused).toMatch(reason);
    expect(odd.exhibits[0]).toMatchObject({ state: "copied", parsed: null });
    expect(odd.conversation).toEqual([]);
  });
});

describe("a picture", { timeout: 60_000 }, () => {
  const file = (bytes: Uint8Array, derived?: ToldFile["derived"]): ToldFile => ({
    kind: derived === undefined ? "picture" : "text",
    bytes,
    mediaType: "image/png",
    ...(derived !== undefined && { derived }),
  });

  test("is found again in another report and in an archive, not as another picture", async () => {
    const first = await send({ files: [file(picture(9)), file(picture(9, 5))] });
    const archive = { kind: "file" as const, mediaType: "application/zip" };
    const second = await send({
      files: [{ ...archive, bytes: zip({ "b.txt": text("hello"), "a.png": picture(1) }) }],
    });
    const one = await read<ReportView>(`/v1/reports/${first.mailboxId}`);
    const other = await read<ReportView>(`/v1/reports/${second.mailboxId}`);
    expect(one.exhibits[0]).toMatchObject({
      sameAs: [{ label: other.row.label, ordinal: 1, distance: 0 }],
      facts: { width: 256, height: 256, warnings: [] },
    });
    expect(one.exhibits[1]!.sameAs).toEqual([]);
    expect(other.exhibits.find(({ kind }) => kind === "picture")!.sameAs).toEqual([
      { label: one.row.label, ordinal: 1, distance: 0 },
    ]);
  });

  test("of which the words were read is linked by them, and not by how it looks", async () => {
    const screen = picture(9, 3);
    const before = await send({ files: [file(picture(1, 3))] });
    const tool = { tool: "a tool", version: "1", corrected: true };
    const words = writeExcerpt(
      { sha256: sha256(screen), bytes: screen.length, format: "image/png", ...tool },
      [{ at: null, sender: null, kind: "text", text: "Long time no speak!", source: place }],
    );
    const after = await send({
      files: [file(screen), file(words, { from: sha256(screen), ...tool })],
    });
    for (const { mailboxId } of [before, after]) {
      const { exhibits } = await read<ReportView>(`/v1/reports/${mailboxId}`);
      expect(exhibits[0]).toMatchObject({ kind: "picture", sameAs: [] });
    }
    const { messages } = open.desk.corpus.find(after.mailboxId)!.facts!;
    expect(messages.map((one) => one.text)).toEqual(["Long time no speak!"]);
  });
});

describe("the words of a screenshot", { timeout: 120_000 }, () => {
  const path = async () => {
    const bytes = new Uint8Array(
      await readFile(new URL("../../../practice/screenshot.png", import.meta.url)),
    );
    const screen = { kind: "picture" as const, bytes, mediaType: "image/png" };
    const { mailboxId } = await send({ name: "Frankie", files: [screen] });
    return `/v1/reports/${mailboxId}`;
  };

  test("are read on the Desk with a reason, compared, and verified", async () => {
    const report1 = await path();
    const [exhibit] = (await read<ReportView>(report1)).exhibits;
    const words = `${report1}/exhibits/${exhibit!.part}/words`;
    expect((await act(words)).status).toBe(400);
    const reading = await bodyOf<Reading>(act(words, { reason: "identify_sender" }));
    const core = await readFile(require.resolve("tesseract.js-core/package.json"), "utf8");
    expect(reading).toMatchObject({
      format: "excerpt",
      sender: { name: "Frankie", because: "name" },
      compared: { messages: 2, of: 2 },
      tool: "tesseract.js-core",
      version: (JSON.parse(core) as { version: string }).version,
      sha256: exhibit!.sha256,
    });
    expect(reading.confidence).toBeGreaterThan(0.5);
    const view = await read<ReportView>(report1);
    expect(view.conversation.map(({ from }) => from)).toEqual([
      "system",
      "sender",
      "target",
      "sender",
    ]);
    expect(view.custody.at(-1)).toMatchObject({ event: "read", exhibit: exhibit!.part });
    const [line] = await read<readonly AuditLine[]>("/v1/audit?limit=1");
    expect(line).toMatchObject({ act: "words.read", reason: "identify_sender" });
    const verified = await bodyOf<Verified>(act(`${report1}/verify`));
    expect(verified).toMatchObject({ matching: 1, readings: 1, readingsMatching: 1, faults: [] });
  });

  test("stay unread where the picture is stopped, or is none", async () => {
    const report1 = await path();
    const [exhibit] = (await read<ReportView>(report1)).exhibits;
    const of = `${report1}/exhibits/${exhibit!.part}`;
    await act(`${of}/label`, { label: "stop:may_be_under_18" });
    expect((await act(`${of}/words`, { reason: "safety_check" })).status).toBe(403);
    const { exhibits } = await read<ReportView>("/v1/reports/R-1");
    const text1 = `/v1/reports/R-1/exhibits/${exhibits[0]!.part}/words`;
    expect((await act(text1, { reason: "safety_check" })).status).toBe(415);
  });
});

const place = { line: 1, lines: 1, offset: 0 };
