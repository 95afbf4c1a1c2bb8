import { createHash } from "node:crypto";

import {
  evidenceVersion,
  excerptSource,
  openZip,
  readEvidence,
  sourceOf,
} from "@honeyguide/evidence";
import { describe, expect, test } from "vitest";

import { partOfChat, partOfPicture } from "../web/sealing/chat-part.ts";
import { summariseChat } from "../web/sealing/chat-summary.ts";
import type { ChatChoice, ReadChat } from "../web/sealing/messages.ts";
import { natureOf } from "../web/sealing/nature.ts";
import { writeStoredZip } from "../web/sealing/stored-zip.ts";
import { toldByChat } from "../web/form/told-by-chat.ts";

const them = "+44 7700 900123";
const jpeg = (length: number) => Uint8Array.from({ length }, (_, at) => [255, 216, 255][at] ?? at);
type Content = string | Uint8Array | Blob;
const file = (content: Content, name = "a") =>
  new File([content instanceof Uint8Array ? new Uint8Array(content) : content], name);
const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

/** An archive of these files. */
const zipped = (files: Readonly<Record<string, string | Uint8Array>>) =>
  writeStoredZip(
    Object.entries(files).map(([path, content]) => ({ path, content: file(content) })),
  );

async function read(given: File, order?: "dmy" | "mdy"): Promise<ReadChat> {
  const summary = await summariseChat(given, order);
  if (!summary.isRead) throw new Error(summary.reason);
  return summary;
}

const choice = (changes: Partial<ChatChoice>): ChatChoice => ({
  take: "theirs",
  sender: undefined,
  conversation: undefined,
  without: [],
  dateOrder: undefined,
  ...changes,
});

async function part(given: File, changes: Partial<ChatChoice>) {
  const made = await partOfChat(given, choice(changes));
  if (made === "whole") return made;
  const bytes = new Uint8Array(await made.content.arrayBuffer());
  const parsed = await readEvidence(bytes);
  if (!parsed.ok) throw new Error(parsed.reason);
  return { ...made, bytes, parsed: parsed.value };
}

const android = [
  "something before",
  `03/12/2023, 18:05 - ${them}: Long time no speak!`,
  `03/12/2023, 18:06 - ${them}: IMG-1.jpg (file attached)`,
  "03/12/2023, 18:09 - Sam: IMG-2.jpg (file attached)",
  `28/03/2024, 21:10 - ${them}: Miss you`,
  "",
].join("\n");

describe("what was read", () => {
  test("is said with its dates, and every line that was not read with its number and words", async () => {
    const chat = await read(file(android, `WhatsApp Chat with ${them}.txt`));
    expect(chat).toMatchObject({
      messages: 4,
      first: "2023-12-03T18:05",
      last: "2024-03-28T21:10",
      guess: them,
      unit: "line",
      unreadCount: 1,
      unread: [{ line: 1, reason: "before_first_message", text: "something before" }],
      question: undefined,
    });
  });

  test("asks of a date that can be two days, and reads again as the person says", async () => {
    const undecided = file(`03/04/2024, 18:05 - ${them}: Hi\n05/04/2024, 18:05 - Sam: Hi\n`);
    const chat = await read(undecided);
    expect(chat.question).toEqual({
      printed: "03/04",
      dayFirst: "2024-04-03",
      monthFirst: "2024-03-04",
      answer: undefined,
    });
    expect(toldByChat(chat, undefined, them).began.kind).toBe("unknown");
    const again = await read(undecided, "mdy");
    expect(again.question).toMatchObject({ printed: "03/04", answer: "mdy" });
    expect(again.first).toBe("2024-03-04T18:05");
    expect(toldByChat(again, undefined, them).began.from.month).toBe("3");
  });

  type Unread = readonly [what: string, content: () => Content | Promise<Content>, reason: string];
  const unread: readonly Unread[] = [
    ["nothing but a picture", () => jpeg(40), "not_text"],
    ["an archive without a chat", () => zipped({ "a.jpg": jpeg(40) }), "zip_no_chat"],
    ["JSON of no known kind", () => '{"hello":[1,2]}', "json_unknown"],
  ];
  test.for(unread)("of %s is why nothing was", async ([, content, reason]) => {
    expect(await summariseChat(file(await content()), undefined)).toEqual({
      isRead: false,
      reason,
    });
  });
});

describe("a backup of a whole phone", () => {
  const sms = (from: string, name: string, type: 1 | 2, ms: number, body: string) =>
    `<sms address="${from}" contact_name="${name}" type="${type}" date="${ms}" body="${body}" />`;
  const backup = file(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<smses count="4">',
      sms("+447700900123", "Charlie", 1, 1_701_626_700_000, "Long time no speak!"),
      sms("+447700900123", "Charlie", 2, 1_701_626_800_000, "Who is this?"),
      sms("+447700900456", "Mum", 1, 1_701_626_900_000, "Call me"),
      sms("+447700900456", "Mum", 2, 1_701_627_000_000, "Later"),
      "</smses>",
    ].join("\n"),
  );

  test("has its conversations, and in each only those who are not its owner", async () => {
    const chat = await read(backup);
    expect(chat.format).toBe("sms-backup-xml");
    expect(chat.threads).toHaveLength(2);
    for (const thread of chat.threads) {
      expect(thread).toMatchObject({ messages: 2, isDirected: true });
      expect(thread.senders).toHaveLength(1);
    }
  });

  test("goes as an excerpt of what one sender wrote, with the fingerprint of the whole", async () => {
    const chat = await read(backup);
    const charlie = chat.threads.find(({ senders }) => senders[0]?.sender.includes("123"));
    const made = await part(backup, { conversation: charlie?.name ?? "" });
    if (made === "whole") throw new Error("the whole phone went");
    const whole = { bytes: backup.size, sha256: sha256(await backup.text()) };
    expect(made.whole).toEqual(whole);
    expect(made.derived).toMatchObject({ from: whole.sha256, tool: "honeyguide" });
    expect(excerptSource(made.bytes)).toMatchObject({ ...whole, format: "sms-backup-xml" });
    expect(made.parsed.messages.map(({ text }) => text)).toEqual(["Long time no speak!"]);
    expect(toldByChat(chat, charlie?.name, "+447700900123")).toMatchObject({
      channel: "sms",
      number: "+447700900123",
      began: { kind: "day" },
    });
  });

  test("goes with both sides of one conversation, or whole, only if that was chosen", async () => {
    const chat = await read(backup);
    const name = chat.threads[0]?.name ?? "";
    const one = await part(backup, { take: "conversation", conversation: name });
    if (one === "whole") throw new Error("the whole phone went");
    expect(one.parsed.messages.map(({ text }) => text)).toEqual(["Call me", "Later"]);
    expect(await part(backup, { take: "whole" })).toBe("whole");
  });

  test("is found under another button too", async () => {
    expect(await natureOf(backup, "other")).toEqual({ kind: "file", mediaType: "text/plain" });
  });

  test("is refused where nothing answers to the choice", async () => {
    await expect(partOfChat(backup, choice({ conversation: "nobody" }))).rejects.toThrow();
  });
});

describe("a chat with its files", () => {
  const media = { "IMG-1.jpg": jpeg(3000), "IMG-2.jpg": jpeg(4000), "x.bin": jpeg(0) };
  const given = zipped({ "_chat.txt": android, ...media });
  const archiveFile = async () => new File([await given], "WhatsApp Chat.zip");

  test("lists them from their first bytes, with who sent them", async () => {
    const { media: files, messages } = await read(await archiveFile());
    expect(messages).toBe(4);
    expect(files).toEqual([
      { path: "IMG-1.jpg", bytes: 3000, kind: "picture", sender: them },
      { path: "IMG-2.jpg", bytes: 4000, kind: "picture", sender: "Sam" },
    ]);
  });

  test("goes as it is, while nothing is left out", async () => {
    expect(await part(await archiveFile(), { take: "whole" })).toBe("whole");
  });

  test("goes without what was left out, everything else to the letter", async () => {
    const made = await part(await archiveFile(), { take: "whole", without: ["IMG-2.jpg"] });
    if (made === "whole") throw new Error("all of it went");
    expect(made.mediaType).toBe("application/zip");
    expect(made.whole?.bytes).toBe((await given).size);
    expect(made.parsed.format).toBe("whatsapp-zip");
    expect(made.parsed.messages).toHaveLength(4);
    expect(made.parsed.attachments).toEqual([
      { name: "IMG-1.jpg", bytes: 3000, sha256: sha256(jpeg(3000)), message: 1 },
    ]);
  });

  test("of which only their words go is a text again", async () => {
    const made = await part(await archiveFile(), {
      sender: them,
      without: ["IMG-1.jpg", "IMG-2.jpg"],
    });
    if (made === "whole") throw new Error("all of it went");
    expect(made.mediaType).toBe("text/plain");
    expect(new Set(made.parsed.messages.map(({ sender }) => sender))).toEqual(new Set([them]));
  });
});

test("an archive without compression is read back with every length and checksum right", async () => {
  const contents = new Map([
    ["a.txt", Uint8Array.of(1, 2, 3)],
    ["папка/фото.jpg", jpeg(3_000_000)],
    ["empty", new Uint8Array(0)],
  ]);
  const zip = await zipped(Object.fromEntries(contents));
  const opened = await openZip(sourceOf(new Uint8Array(await zip.arrayBuffer())));
  if (!opened.ok) throw new Error(opened.reason);
  expect(opened.entries.map(({ path }) => path)).toEqual([...contents.keys()]);
  for (const entry of opened.entries) {
    const hash = createHash("sha256");
    for await (const piece of entry.stream()) hash.update(piece);
    expect(hash.digest("hex")).toBe(sha256(contents.get(entry.path)!));
  }
});

test("the words of a picture say which picture, with what, and whether they were put right", async () => {
  const picture = { bytes: 5, sha256: sha256("x"), mediaType: "image/png" };
  const made = partOfPicture(picture, {
    tool: "tesseract.js",
    version: "7.0.0",
    corrected: true,
    messages: [
      { sender: null, kind: "text", text: "Hi", direction: "received", confidence: 0.9 },
      { sender: null, kind: "text", text: "Who is this?", direction: "sent" },
    ],
  });
  expect(made.derived).toEqual({
    from: picture.sha256,
    tool: "tesseract.js",
    version: `7.0.0, honeyguide ${evidenceVersion}`,
    corrected: true,
  });
  const parsed = await readEvidence(new Uint8Array(await made.content.arrayBuffer()));
  if (!parsed.ok) throw new Error(parsed.reason);
  expect(parsed.value.messages.map(({ text, direction }) => [direction, text])).toEqual([
    ["received", "Hi"],
    ["sent", "Who is this?"],
  ]);
});
