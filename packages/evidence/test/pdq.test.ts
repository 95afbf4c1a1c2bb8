import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";

import { pdqDistance, pdqHash, type PixelImage } from "../src/index.ts";

const folder = join(import.meta.dirname, "fixtures/pdq");
const vectors = readFileSync(join(folder, "hashes.csv"), "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(",") as [hash: string, quality: string, path: string]);
const vectorOf = (name: string) => vectors.find(([, , path]) => path.endsWith(`/${name}`))!;

// The decoder is the Desk's; the hash is this room's.
const desk = createRequire(join(import.meta.dirname, "../../../apps/desk/package.json"));
let decode: (bytes: ArrayBuffer) => Promise<PixelImage>;

beforeAll(async () => {
  class Pixels {
    readonly data: Uint8ClampedArray;
    readonly width: number;
    readonly height: number;
    constructor(data: Uint8ClampedArray, width: number, height: number) {
      this.data = data;
      this.width = width;
      this.height = height;
    }
  }
  Object.assign(globalThis, { ImageData: Pixels });
  const jpeg = (await import(desk.resolve("@jsquash/jpeg/decode.js"))) as {
    readonly init: (wasm: WebAssembly.Module) => Promise<void>;
    readonly default: typeof decode;
  };
  const wasm = readFileSync(desk.resolve("@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm"));
  await jpeg.init(await WebAssembly.compile(wasm));
  decode = jpeg.default;
});

const pictureOf = (name: string) => decode(new Uint8Array(readFileSync(join(folder, name))).buffer);

describe("pdqHash", () => {
  test.for(["square-128x128.jpg", "square-256x256.jpg", "shrink-a-lot.jpg"])(
    "%s as Meta's reference hashes it",
    async (name) => {
      const { hash, quality } = pdqHash(await pictureOf(name));
      const [expected, expectedQuality] = vectorOf(name);
      expect(pdqDistance(hash, expected)).toBeLessThanOrEqual(10);
      expect(quality).toBe(Number(expectedQuality));
    },
  );

  test("variants of one photo are near, and its mirror image is not", () => {
    const [original] = vectorOf("aaa-orig.jpg");
    for (const [hash, , path] of vectors) {
      const isVariant = path.includes("bridge-mods") || path.endsWith("original.jpg");
      expect(pdqDistance(original, hash) <= 31, path).toBe(isVariant);
    }
  });

  test("a plain picture has no quality, a tiny one no hash", () => {
    const plain = { width: 100, height: 80, data: new Uint8Array(100 * 80 * 4).fill(200) };
    expect(pdqHash(plain).quality).toBe(0);
    const tiny = { width: 4, height: 80, data: new Uint8Array(4 * 80 * 4).fill(200) };
    expect(pdqHash(tiny)).toEqual({ hash: "0".repeat(64), quality: 0 });
  });

  test("half the bits are set in what has anything to see", async () => {
    const { hash } = pdqHash(await pictureOf("square-256x256.jpg"));
    expect(pdqDistance(hash, "0".repeat(64))).toBe(128);
  });

  test("pixels that do not fit the size are an error of the caller", () => {
    expect(() => pdqHash({ width: 9, height: 9, data: new Uint8Array(8) })).toThrow(RangeError);
  });
});

test("pdqDistance counts bits, and is the same either way", () => {
  const hash = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => Buffer.from(bytes).toString("hex"));
  fc.assert(
    fc.property(hash, hash, (a, b) => {
      const bits = (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll("0", "").length;
      expect(pdqDistance(a, b)).toBe(bits);
      expect(pdqDistance(b, a)).toBe(bits);
    }),
  );
});
