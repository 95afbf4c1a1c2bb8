/**
 * What a person writes is nowhere in the intake: not in its database, its logs, its temporary
 * folder, or its memory. Fifty strings are planted in a report that is sealed here, as the page
 * seals it, and sent through the real processes.
 */
import { createHash, randomBytes } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { type Evidence, type Report, ReportSchema } from "@honeyguide/domain";
import { makeKeyPair } from "@honeyguide/protocol/keys";
import { sealMailboxMessage, sealPlace } from "@honeyguide/protocol/mailbox";
import { sealEvidence, sealReport, wrapContentKey } from "@honeyguide/protocol/seal";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import type { Running } from "../../../packages/store/test/processes.ts";
import {
  begin,
  complete,
  completion,
  makePart,
  makePerson,
  type Person,
  type Send,
  upload,
  type Uploaded,
} from "./intake.ts";
import { type IntakeProcesses, makeIntakeProcesses, sendTo } from "./intake-process.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const word = () => `planted ${randomBytes(9).toString("hex")}`;
const planted: string[] = [];
const plant = (made = word()): string => {
  planted.push(made);
  return made;
};
const many = (count: number) => Array.from({ length: count }, () => plant());
const plantNumber = () => plant(`+447700900${String(100 + planted.length)}`);

let processes: IntakeProcesses;
let database: Running;
let intake: Running;
const person = makePerson();
beforeAll(async () => {
  processes = await makeIntakeProcesses();
  database = await processes.startDatabase();
  intake = await processes.startIntake(database);
  await reportEverything(sendTo(intake), person);
});
afterAll(() => processes.close());

async function reportEverything(send: Send, { mailboxId, key }: Person): Promise<void> {
  const [team, content, mailbox] = [await makeKeyPair(), await makeKeyPair(), await makeKeyPair()];
  await begin(send, person);
  const chats = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const text = Buffer.from(`[22/11/2026, 10:00] ${plant()}: ${many(6).join("\n")}`);
      const path = `evidence/chat-${planted.length}.txt`;
      const sealed = await sealEvidence(
        { path, bytes: text.length },
        new Blob([text]).stream(),
        content.recipient,
      );
      const part = partOf(new Uint8Array(await new Response(sealed).arrayBuffer()));
      const evidence: Evidence = {
        part: part.sent.part,
        path,
        kind: "chat_export",
        originalName: `${plant()}.txt`,
        mediaType: "text/plain",
        bytes: text.length,
        sha256: "0".repeat(64),
      };
      return { part, evidence };
    }),
  );
  const report = makeReport(
    chats.map(({ evidence }) => evidence),
    mailbox.recipient,
  );
  const account = partOf(await sealReport(report, content.recipient));
  const parts = [account, ...chats.map(({ part }) => part)];
  for (const part of parts) await upload(send, person, part);

  const answers = { draft: many(5) };
  const place = await sealPlace(
    { version: 1, contentIdentity: content.identity, answers },
    mailbox.recipient,
  );
  await send("PUT", `/v1/reports/${mailboxId}/place`, { key, bytes: place });
  const wrap = await wrapContentKey(content.identity, [team.recipient]);
  plant(content.identity);
  const json = completion(parts, { wrap: Buffer.from(wrap).toString("base64url") });
  expect((await complete(send, person, json)).status).toBe(201);

  for (const text of many(5)) {
    const letter = await sealMailboxMessage(
      { version: 1, from: "person", text, sentAt: "2026-11-22T10:00:00Z" },
      [team.recipient, mailbox.recipient],
    );
    const id = randomBytes(16).toString("base64url");
    const sealed = Buffer.from(letter).toString("base64url");
    const sent = { key, json: { version: 1, id, sealed } };
    expect((await send("POST", `/v1/mailbox/${mailboxId}/messages`, sent)).status).toBe(201);
  }
}

function partOf(bytes: Uint8Array): Uploaded {
  const { sent } = makePart(1);
  return { bytes, sent: { ...sent, bytes: bytes.length, sha256: hexSha256(bytes) } };
}

const hexSha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function makeReport(evidence: readonly Evidence[], mailbox: string): Report {
  const people = Array.from({ length: 4 }, () => ({
    who: plant(),
    number: plantNumber(),
    state: "they_asked",
  }));
  return v.parse(ReportSchema, {
    version: 1,
    id: crypto.randomUUID(),
    sealedAt: "2026-11-22T10:00:00Z",
    language: "en",
    circumstances: ["threat"],
    evidence,
    unopened: false,
    sender: {
      channel: "whatsapp",
      typedNumber: plantNumber(),
      number: plantNumber(),
      handle: plant(),
      name: plant(),
      claimedMeeting: plant(),
      knew: [],
    },
    people,
    reach: {
      how: "call",
      name: plant(),
      number: plantNumber(),
      times: plant(),
      trusted: plant(),
      role: "staff",
      unsafe: plant(),
    },
    opening: "now",
    mayKnow: [],
    mailbox,
  });
}

/** How a string may lie in memory or in a file. */
const shapes = (text: string) =>
  (["utf8", "utf16le", "hex"] as const).map((encoding) =>
    encoding === "hex"
      ? Buffer.from(Buffer.from(text).toString("hex"))
      : Buffer.from(text, encoding),
  );

/** How every planted string starts. Where no beginning is, no string is: nine searches, not 160. */
const beginnings = ["planted ", "+447700900", "AGE-SECRET-KEY-1"];

function found(haystack: Buffer, texts: readonly string[]): readonly string[] {
  const has = (text: string) => shapes(text).some((shape) => haystack.includes(shape));
  const begun = beginnings.filter(has);
  return texts.filter((text) => {
    const beginning = beginnings.find((one) => text.startsWith(one));
    return (beginning === undefined || begun.includes(beginning)) && has(text);
  });
}

async function everyFile(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name))));
}

/** Every readable and writable region of a process. */
async function* memoryOf(pid: number): AsyncGenerator<Buffer> {
  const maps = await readFile(`/proc/${pid}/maps`, "utf8");
  const memory = openSync(`/proc/${pid}/mem`, "r");
  try {
    for (const [, from = "", to = ""] of maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)) {
      const start = Number.parseInt(from, 16);
      const length = Number.parseInt(to, 16) - start;
      // In steps, since reservations are large; a little overlap, since strings may lie across.
      const step = 64 * 1024 * 1024;
      for (let at = 0; at < length; at += step) {
        const region = Buffer.alloc(Math.min(step + 256, length - at));
        try {
          yield region.subarray(0, readSync(memory, region, 0, region.length, start + at));
        } catch {
          // A region that the kernel does not hand out, such as a guard page.
        }
      }
    }
  } finally {
    closeSync(memory);
  }
}

async function foundInMemory(pid: number, texts: readonly string[]): Promise<string[]> {
  const all = new Set<string>();
  for await (const region of memoryOf(pid)) for (const text of found(region, texts)) all.add(text);
  return [...all];
}

test("there are fifty strings or more to look for", () => {
  expect(new Set(planted).size).toBeGreaterThanOrEqual(50);
});

test("none is in a file: database, log of the database, temporary folder, page", async () => {
  const files = await everyFile(processes.folder);
  expect(files.some((file) => found(file, [person.mailboxId]).length > 0)).toBe(true);
  expect(files.flatMap((file) => found(file, planted))).toEqual([]);
});

test("none is in what the processes wrote", () => {
  const written = Buffer.from(intake.written() + database.written());
  expect(found(written, [person.mailboxId])).toEqual([person.mailboxId]);
  expect(found(written, planted)).toEqual([]);
});

describe.runIf(process.platform === "linux")("memory", () => {
  test("none is in the intake's, and the search finds what is there", async () => {
    expect(await foundInMemory(intake.pid, [person.mailboxId])).toEqual([person.mailboxId]);
    expect(await foundInMemory(intake.pid, planted)).toEqual([]);
  });

  test("none is in the database's", async () => {
    expect(await foundInMemory(database.pid, [person.mailboxId])).toEqual([person.mailboxId]);
    expect(await foundInMemory(database.pid, planted)).toEqual([]);
  });

  test("the search would find them: they are in the memory of this test", async () => {
    const some = planted.slice(0, 3);
    expect((await foundInMemory(process.pid, some)).sort()).toEqual([...some].sort());
  });
});
