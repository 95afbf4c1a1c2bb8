/** The reader's thread: what it takes with it is a refusal, and the next file is read all the same. */
import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

import { type Bundle, bundle } from "../../../packages/store/test/processes.ts";
import type { MadeChunk } from "../server/make-reading.ts";
import { makeReader, type Reader } from "../server/reader.ts";
import type { ReadOrder } from "../server/reader-words.ts";
import { zip } from "./zip.ts";

let script: Bundle;
let reader: Reader;
beforeAll(async () => {
  script = await bundle("apps/desk/server/main.ts");
  reader = makeReader(script.script);
}, 120_000);
afterAll(async () => {
  await reader.close();
  await script.remove();
});

const order = (change: Partial<ReadOrder> = {}): ReadOrder => ({
  exhibit: "A",
  kind: "chat_export",
  name: "chat.txt",
  about: { numbers: [], names: ["Sam"], reporter: "", callingCode: "44" },
  choice: {},
  ...change,
});
const text = (words: string) => new TextEncoder().encode(words);
async function* inPieces(bytes: Uint8Array, length: number) {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}
async function readAll(bytes: Uint8Array, length = 65_536, change: Partial<ReadOrder> = {}) {
  const chunks: MadeChunk[] = [];
  const outcome = await reader.read(order(change), inPieces(bytes, length), (chunk) => {
    chunks.push(chunk);
    return Promise.resolve();
  });
  if (outcome === "failed") throw new Error("the thread did not survive it");
  return { outcome, chunks };
}
const conversation = (lines: number) =>
  text(
    Array.from({ length: lines }, (_, at) => `01/12/2025, 18:05 - Sam: message ${at}\n`).join(""),
  );

test("cut anywhere, a file gives the same reading", async () => {
  const bytes = conversation(1200);
  const whole = await readAll(bytes);
  expect(whole.chunks).toHaveLength(3);
  expect(whole.outcome).toMatchObject({
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    mediaType: "text/plain",
    read: { ok: true, made: { messages: 1200 } },
  });
  for (const length of [1, 7, 4096].filter((size) => bytes.length / size < 20_000)) {
    expect(await readAll(bytes, length)).toEqual(whole);
  }
  expect(bytes).toEqual(conversation(1200));
});

test("what is no text is told what it is, and not read", async () => {
  const { outcome } = await readAll(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2]), 2, {
    kind: "picture",
  });
  expect(outcome).toMatchObject({ mediaType: "image/jpeg", read: null, inner: [] });
  const film = await readAll(randomBytes(500_000), 65_536, { kind: "video" });
  expect(film.outcome).toMatchObject({ bytes: 500_000, read: null });
});

test("a file inside an archive comes out as it went in; none of another number does", async () => {
  const film = randomBytes(300_000);
  const archive = zip({ "a.txt": text("hello"), "b.mp4": film });
  const extractAll = async (numbers: readonly number[], most = 1_000_000) => {
    const found: [number, Uint8Array][] = [];
    await reader.extract(inPieces(archive, 50_000), numbers, most, (number, bytes) => {
      found.push([number, bytes]);
      return Promise.resolve();
    });
    return found;
  };
  const extract = async (number: number, most?: number) =>
    (await extractAll([number], most))[0]?.[1];
  expect(await extractAll([2, 7, 1])).toEqual([
    [2, new Uint8Array(film)],
    [1, text("hello")],
  ]);
  expect(await extract(2)).toEqual(new Uint8Array(film));
  expect(await extract(1)).toEqual(text("hello"));
  expect(await extract(3)).toBeUndefined();
  expect(await extract(0)).toBeUndefined();
  expect(await extract(2, 1000)).toBeUndefined();
  expect(await extract(1)).toEqual(text("hello"));
});

test("an error of what is read is the caller's, and the next file is read", async () => {
  async function* broken() {
    yield await Promise.resolve(text("01/12/2025, 18:05 - Sam: one\n"));
    throw new RangeError("altered");
  }
  const reading = reader.read(order(), broken(), () => Promise.resolve());
  await expect(reading).rejects.toThrow("altered");
  expect((await readAll(conversation(1))).outcome.read).toMatchObject({ ok: true });
});

test("a thread that ends takes the file with it and nothing else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "honeyguide-"));
  const path = join(folder, "thread.mjs");
  await writeFile(
    path,
    `import { parentPort } from "node:worker_threads";
    parentPort.once("message", () => process.exit(3));`,
  );
  const ending = makeReader(path, 32);
  const read = () => ending.read(order(), inPieces(conversation(1), 10), () => Promise.resolve());
  expect(await read()).toBe("failed");
  expect(await read()).toBe("failed");
  await writeFile(path, `const held = []; for (;;) held.push(new Array(1e6).fill({ a: 1 }));`);
  expect(await read()).toBe("failed");
  await ending.close();
  await rm(folder, { recursive: true });
});
