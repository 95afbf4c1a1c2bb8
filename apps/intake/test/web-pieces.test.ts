import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { cutPieces } from "../web/sealing/pieces.ts";
import { makeGate, makeTurns } from "../web/sealing/turns.ts";

const streamOf = (chunks: readonly Uint8Array[]) =>
  new Blob(chunks.map((c) => new Uint8Array(c))).stream();

describe("pieces", () => {
  test("are of one size but the last, in order, and together the stream", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 33 }),
        async (chunks, size) => {
          const found: number[] = [];
          const lengths: number[] = [];
          for await (const { index, bytes } of cutPieces(streamOf(chunks), size)) {
            expect(index).toBe(lengths.length);
            lengths.push(bytes.length);
            found.push(...bytes);
          }
          expect(found).toEqual(chunks.flatMap((chunk) => [...chunk]));
          expect(lengths.slice(0, -1).every((length) => length === size)).toBe(true);
          expect(lengths.every((length) => length > 0)).toBe(true);
        },
      ),
    );
  });

  test("are not read ahead of the reader, and the stream ends with him", async () => {
    let read = 0;
    let isCancelled = false;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(out) {
          read += 1;
          out.enqueue(new Uint8Array(10));
        },
        cancel() {
          isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    for await (const { index } of cutPieces(endless, 20)) if (index === 1) break;
    expect(read).toBe(4);
    expect(isCancelled).toBe(true);
  });

  test("already given are not overwritten by later ones", async () => {
    const pieces: Uint8Array[] = [];
    const chunks = [new Uint8Array(4).fill(1), new Uint8Array(4).fill(2)];
    for await (const { bytes } of cutPieces(streamOf(chunks), 4)) pieces.push(bytes);
    expect(pieces.map(([first]) => first)).toEqual([1, 2]);
  });
});

describe("turns", () => {
  test("run no more than allowed at once, all of them, first added first", async () => {
    const turns = makeTurns(2);
    let running = 0;
    let most = 0;
    const begun: number[] = [];
    const orders = [5, 4, 9, 1, 3];
    await Promise.all(
      orders.map((order) =>
        turns.take(order, async () => {
          begun.push(order);
          running += 1;
          most = Math.max(most, running);
          await new Promise((done) => setTimeout(done, 1));
          running -= 1;
        }),
      ),
    );
    expect(most).toBe(2);
    // The first two found room; those who waited went in their order.
    expect(begun).toEqual([5, 4, 1, 3, 9]);
  });

  test("are given back when the work fails", async () => {
    const turns = makeTurns(1);
    await expect(turns.take(1, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await turns.take(1, () => Promise.resolve(7))).toBe(7);
  });
});

test("a closed gate holds everybody until it opens", async () => {
  const gate = makeGate();
  await gate.pass();
  gate.close();
  let passed = 0;
  const all = [gate.pass(), gate.pass()].map((pass) => pass.then(() => (passed += 1)));
  await new Promise((done) => setTimeout(done, 2));
  expect(passed).toBe(0);
  gate.open();
  await Promise.all(all);
  expect(passed).toBe(2);
});
