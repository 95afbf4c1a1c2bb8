import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { MalformedEvidenceError } from "@honeyguide/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { packTar, tarLength, unpackTar } from "../src/tar.ts";

/** A stream of these bytes, cut where `cuts` says, because networks cut anywhere. */
function streamOf(bytes: Uint8Array, cuts: readonly number[] = []): ReadableStream<Uint8Array> {
  const edges = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort(
    (a, b) => a - b,
  );
  return new ReadableStream({
    start(out) {
      for (const [at, edge] of edges.entries()) {
        const next = edges[at + 1];
        if (next !== undefined && next > edge) out.enqueue(bytes.subarray(edge, next));
      }
      out.close();
    },
  });
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const path = fc.stringMatching(/^evidence\/[a-z0-9-]{1,30}\.[a-z]{1,4}$/);
const content = fc.uint8Array({ maxLength: 5000 });
const cuts = fc.array(fc.nat(), { maxLength: 6 });

describe("packTar and unpackTar", () => {
  test("unpack undoes pack, wherever the stream is cut", async () => {
    await fc.assert(
      fc.asyncProperty(path, content, cuts, cuts, async (name, bytes, before, after) => {
        const packed = await bytesOf(
          packTar({ path: name, bytes: bytes.length }, streamOf(bytes, before)),
        );
        expect(packed.length).toBe(tarLength(bytes.length));
        const file = await unpackTar(streamOf(packed, after));
        expect(file.path).toBe(name);
        expect(await bytesOf(file.content)).toEqual(bytes);
      }),
    );
  });

  test.for([0, 1, 511, 512, 513, 70_000])(
    "the system's tar reads %i bytes back",
    async (length) => {
      const folder = mkdtempSync(join(tmpdir(), "honeyguide-tar-"));
      try {
        const bytes = Uint8Array.from({ length }, (_, at) => at % 251);
        const packed = await bytesOf(
          packTar({ path: "evidence/1.bin", bytes: length }, streamOf(bytes)),
        );
        execFileSync("tar", ["-x", "-C", folder], { input: packed });
        expect(new Uint8Array(readFileSync(join(folder, "evidence/1.bin")))).toEqual(bytes);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  test("archives of short texts are all of one length", () => {
    expect(tarLength(10)).toBe(tarLength(9000));
  });

  test.for([
    ["a name with a space", "a b", 1],
    ["a name over 100 letters", "x".repeat(101), 1],
    ["a negative length", "a", -1],
    ["a length over 8 GiB", "a", 8 ** 11],
  ] as const)("refuses %s", ([, name, bytes]) => {
    expect(() => packTar({ path: name, bytes }, streamOf(new Uint8Array(1)))).toThrow(RangeError);
  });

  test.for([
    ["longer", 3],
    ["shorter", 5],
  ] as const)("refuses a file that is %s than it was said to be", async ([, said]) => {
    const packed = packTar({ path: "a", bytes: said }, streamOf(new Uint8Array(4)));
    await expect(bytesOf(packed)).rejects.toThrow(RangeError);
  });

  test("refuses an archive that is shorter than a header", async () => {
    await expect(unpackTar(streamOf(new Uint8Array(100)))).rejects.toThrow(MalformedEvidenceError);
  });

  test("refuses an archive that ends inside the file", async () => {
    const packed = await bytesOf(packTar({ path: "a", bytes: 900 }, streamOf(new Uint8Array(900))));
    const file = await unpackTar(streamOf(packed.subarray(0, 800)));
    await expect(bytesOf(file.content)).rejects.toThrow(MalformedEvidenceError);
  });

  test("refuses a header with any byte changed", async () => {
    const packed = await bytesOf(packTar({ path: "a", bytes: 4 }, streamOf(new Uint8Array(4))));
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 511 }), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        // The checksum's own spaces are not part of the sum.
        fc.pre(at < 148 || at > 153);
        const changed = packed.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        const same = await unpackTar(streamOf(changed)).catch((error: unknown) => error);
        if (at === 154 || at === 155) return;
        expect(same).toBeInstanceOf(MalformedEvidenceError);
      }),
    );
  });

  test("refuses a symbolic link", async () => {
    const packed = await bytesOf(packTar({ path: "a", bytes: 0 }, streamOf(new Uint8Array(0))));
    packed[156] = 0x32;
    const sum = packed
      .subarray(0, 512)
      .reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 0x20 : byte), 0);
    packed.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
    await expect(unpackTar(streamOf(packed))).rejects.toThrow(MalformedEvidenceError);
  });

  test("passes over empty chunks", async () => {
    const bytes = new Uint8Array(600).fill(7);
    const packed = await bytesOf(packTar({ path: "a", bytes: 600 }, streamOf(bytes)));
    const chunks = [packed.subarray(0, 512), new Uint8Array(0), packed.subarray(512)];
    const file = await unpackTar(
      new ReadableStream({
        pull(out) {
          const next = chunks.shift();
          if (next === undefined) out.close();
          else out.enqueue(next);
        },
      }),
    );
    expect(await bytesOf(file.content)).toEqual(bytes);
  });

  test("stops reading when the reader leaves", async () => {
    const packed = await bytesOf(
      packTar({ path: "a", bytes: 90_000 }, streamOf(new Uint8Array(90_000))),
    );
    const file = await unpackTar(streamOf(packed, [1000, 2000]));
    await expect(file.content.cancel()).resolves.toBeUndefined();
  });
});
