// PDQ: how far our hashes are from those of Meta's reference, and how many we make in a second.
//
//   node bench/pdq.mjs [folder]   a folder with bridge-mods/ and dih/ of ThreatExchange's pdq/data;
//                                 without one, the three pictures in the tests of `evidence`
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const fixtures = join(root, "packages/evidence/test/fixtures/pdq");
const folder = process.argv[2] ?? fixtures;

globalThis.ImageData = function ImageData(data, width, height) {
  return { data, width, height };
};

async function load(entry) {
  const file = join(tmpdir(), `honeyguide-${process.pid}-${basename(entry, ".ts")}.mjs`);
  const bundled = await rolldown({
    input: join(root, entry),
    platform: "node",
    logLevel: "silent",
  });
  await bundled.write({ file, format: "esm" });
  return import(pathToFileURL(file).href);
}

const { pdqDistance, pdqHash } = await load("packages/evidence/src/media/pdq.ts");
const jpeg = join(root, "node_modules/@jsquash/jpeg");
const { default: decode, init } = await import(pathToFileURL(join(jpeg, "decode.js")).href);
await init(await WebAssembly.compile(readFileSync(join(jpeg, "codec/dec/mozjpeg_dec.wasm"))));

const vectors = readFileSync(join(fixtures, "hashes.csv"), "utf8").trim().split("\n");
const pictures = [];
for (const line of vectors) {
  const [expected, quality, path] = line.split(",");
  const places = [join(basename(dirname(path)), basename(path)), basename(path)];
  const file = places.map((place) => join(folder, place)).find(existsSync);
  if (file === undefined) continue;
  const image = await decode(new Uint8Array(readFileSync(file)).buffer);
  const made = pdqHash(image);
  pictures.push(image);
  const distance = String(pdqDistance(made.hash, expected)).padStart(3);
  const size = `${image.width}x${image.height}`.padStart(10);
  process.stdout.write(
    `${distance} bits  quality ${made.quality} of ${quality} ${size}  ${path}\n`,
  );
  if (Number(distance) > 10) process.exitCode = 1;
}

const started = performance.now();
let hashed = 0;
while (performance.now() - started < 5000) {
  pdqHash(pictures[hashed % pictures.length]);
  hashed += 1;
}
const rate = (hashed * 1000) / (performance.now() - started);
process.stdout.write(`${rate.toFixed(1)} hashes a second, decoding not counted\n`);
