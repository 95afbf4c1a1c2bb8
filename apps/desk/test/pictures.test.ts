import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";

import { createMediaReader, pdqDistance } from "@honeyguide/evidence";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { makePictures, type Pictures } from "../server/pictures.ts";
import { buildPictures } from "./pictures-script.ts";

const fixtures = join(import.meta.dirname, "../../../packages/evidence/test/fixtures");
const fixture = (path: string) => new Uint8Array(readFileSync(join(fixtures, path)));
const text = (words: string) => Uint8Array.from(Buffer.from(words, "latin1"));

let script = "";
let pictures: Pictures;

beforeAll(async () => {
  script = await buildPictures();
  pictures = makePictures(script);
});

afterAll(() => pictures.close());

/** A PNG of one colour; its pixels take next to nothing in the file. */
function plainPng(width: number, height: number, rows = height): Uint8Array {
  const chunk = (type: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), body]);
    const head = Buffer.alloc(4);
    head.writeUInt32BE(body.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([head, named, sum]);
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc((width + 1) * rows), { level: 9 });
  return Uint8Array.from(
    Buffer.concat([
      text("\x89PNG\r\n\x1a\n"),
      chunk("IHDR", size),
      chunk("IDAT", pixels),
      chunk("IEND", Buffer.alloc(0)),
    ]),
  );
}

describe("hash", () => {
  test("is that of Meta's reference", async () => {
    const answer = await pictures.hash(fixture("pdq/square-256x256.jpg"));
    const expected = "d8f8f0cec4f4a84f0637022a078f67f0b36e2ee5b6621e1d33e6339c4e9c9b22";
    expect(answer.ok && pdqDistance(answer.value.hash, expected)).toBeLessThanOrEqual(10);
    expect(answer).toMatchObject({ ok: true, value: { quality: 100 } });
  });

  test.for(["photo.jpg", "photo.png", "photo.webp"])("of %s is made", async (name) => {
    expect((await pictures.hash(fixture(`media/${name}`))).ok).toBe(true);
  });
});

describe("redraw", () => {
  test.for(["photo.jpg", "photo.png", "photo.webp"])(
    "%s comes out as pixels, upright where its decoder turns it, and nothing else",
    async (name) => {
      const before = fixture(`media/${name}`);
      const answer = await pictures.redraw(before);
      if (!answer.ok) throw new Error(answer.reason);
      const { bytes, mediaType, width, height } = answer.value;
      const facts = read(bytes);
      expect(facts).toMatchObject({ mediaType, width, height, claims: [], warnings: [] });
      expect(read(before).claims.length).toBeGreaterThan(3);
      const drawn = Buffer.from(bytes).toString("latin1");
      for (const word of ["Exif", "Maker", "Phone 1", "Camera 2", "Sam", "http"]) {
        expect(drawn).not.toContain(word);
      }
    },
  );

  test("bytes hidden behind a picture do not come through", async () => {
    const hidden = text("<html><script>alert(1)</script></html>PK\x05\x06");
    const both = Buffer.concat([fixture("media/photo.png"), hidden, new Uint8Array(18)]);
    const answer = await pictures.redraw(Uint8Array.from(both));
    if (!answer.ok) throw new Error(answer.reason);
    expect(Buffer.from(answer.value.bytes).toString("latin1")).not.toContain("script");
    expect(read(answer.value.bytes).warnings).toEqual([]);
  });

  test("a large picture is drawn smaller, and a first look is small and grey", async () => {
    const large = await pictures.redraw(plainPng(6000, 1000));
    expect(large).toMatchObject({ ok: true, value: { width: 4096, height: 683 } });
    const first = await pictures.redraw(fixture("pdq/square-256x256.jpg"), {
      most: 160,
      grey: true,
    });
    expect(first).toMatchObject({ ok: true, value: { width: 160, height: 160 } });
  });
});

describe("what is refused, and the next picture is still drawn", () => {
  const jpeg = fixture("pdq/shrink-a-lot.jpg");
  test.for([
    // what, bytes, reason
    ["HEIC", fixture("media/photo.heic"), "not_decoded"],
    ["AVIF", fixture("media/plain.avif"), "not_decoded"],
    ["GIF", fixture("media/moving.gif"), "not_decoded"],
    ["TIFF", fixture("media/photo.tiff"), "not_decoded"],
    ["SVG", text("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "not_decoded"],
    ["HTML", text("<!doctype html><p>hello</p>"), "not_decoded"],
    ["PDF", text("%PDF-1.7\n1 0 obj"), "not_decoded"],
    ["an office document", text("PK\x03\x04\x14\0\0\0\0\0word/document.xml"), "not_decoded"],
    ["nothing", new Uint8Array(0), "not_decoded"],
    ["a bomb of 900 million pixels", plainPng(30_000, 30_000, 1), "too_many_pixels"],
    ["a head without a picture", jpeg.subarray(0, 40), "damaged"],
    ["a PNG whose pixels are missing", plainPng(500, 500, 1), "damaged"],
  ] as const)("%s", async ([, bytes, reason]) => {
    expect(await pictures.redraw(bytes)).toEqual({ ok: false, reason });
    expect(await pictures.hash(bytes)).toEqual({ ok: false, reason });
    expect((await pictures.hash(jpeg)).ok).toBe(true);
  });

  test("altered pictures are drawn or refused, never more", async () => {
    const photo = fixture("media/photo.jpg");
    for (let at = 20; at < photo.length; at += 97) {
      const altered = photo.slice();
      altered[at] = (altered[at]! + 101) % 256;
      const answer = await pictures.hash(altered);
      if (!answer.ok)
        expect(["damaged", "not_decoded", "too_many_pixels"]).toContain(answer.reason);
    }
  });

  test("what takes too long, and what needs too much memory", async () => {
    const photo = fixture("pdq/square-256x256.jpg");
    const slow = makePictures(script, { redrawSeconds: 0.001 });
    expect(await slow.redraw(photo)).toEqual({ ok: false, reason: "too_slow" });
    expect((await slow.hash(photo)).ok).toBe(true);
    await slow.close();
    if (process.platform !== "linux") return;
    const poor = makePictures(script, { memoryBytes: 10_000_000 });
    expect(await poor.redraw(plainPng(7000, 7000))).toEqual({ ok: false, reason: "too_much" });
    await poor.close();
  });

  test("a process that was ended from outside is started again", async () => {
    const broken = makePictures(join(script, "../there-is-none.mjs"));
    expect(await broken.hash(jpeg)).toEqual({ ok: false, reason: "too_much" });
    expect(await broken.hash(jpeg)).toEqual({ ok: false, reason: "too_much" });
    await broken.close();
    const [first, second] = await Promise.all([pictures.hash(jpeg), pictures.hash(jpeg)]);
    expect(first).toEqual(second);
  });

  test("the process has no environment, reads no other folder, writes and starts nothing", async () => {
    const probes = await mkdtemp(join(tmpdir(), "honeyguide-"));
    const probe = join(probes, "main.mjs");
    await writeFile(probe, probeScript);
    const asked = makePictures(probe);
    expect(await asked.hash(jpeg)).toEqual({ ok: false, reason: "damaged" });
    // An answer that its own code never gives ends it.
    expect(await asked.redraw(jpeg)).toEqual({ ok: false, reason: "too_much" });
    await asked.close();
    await rm(probes, { recursive: true });
  });

  test("after the end, every picture is refused", async () => {
    const closed = makePictures(script);
    await closed.close();
    expect(await closed.hash(jpeg)).toEqual({ ok: false, reason: "too_much" });
  });
});

/** Tries what must not work; `damaged` where nothing of it did, and what is no answer to `redraw`. */
const probeScript = `
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";

const works = (attempt) => {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
};
const names = Object.keys(process.env).filter((name) => !name.startsWith("NODE_CHANNEL"));
process.on("message", ({ job }) => {
  const worked = [
    works(() => readFileSync(process.execPath)),
    works(() => readFileSync("/etc/passwd")),
    works(() => writeFileSync("written.txt", "")),
    works(() => { if (spawnSync(process.execPath, ["-v"]).error) throw new Error(); }),
    works(() => new Worker("1", { eval: true })),
    names.length > 0,
  ];
  const isHeld = worked.every((one) => !one);
  if (job === "redraw") process.send({ ok: true, value: { mediaType: "text/html", bytes: "x" } });
  else process.send({ ok: false, reason: isHeld ? "damaged" : "not_decoded" });
});
`;

function read(bytes: Uint8Array) {
  const reader = createMediaReader();
  reader.push(bytes);
  return reader.end();
}
