// How well screenshots of chats are read: characters, sides, times, telephone numbers and links.
// Bars: 2 % of characters, every side, every number and link.
//
// Without `--screens` every screen is drawn in every condition (10 minutes). Another font than the
// three below is taken if the system has it not.
//
//   node bench/ocr.mjs [--screens=2] [--only=dark] [--show] [--keep=folder]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

import { chromium } from "@playwright/test";

import { drawScreen, looks, makeScreens } from "./ocr-screens.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const from = createRequire(join(root, "apps/desk/package.json"));
const option = (name) =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const show = process.argv.includes("--show");
const keep = option("keep");
const bar = 0.02;

const say = (line) => process.stdout.write(`${line}\n`);

async function load(folder, source) {
  const { rolldown } = await import("rolldown");
  const input = join(root, source);
  const bundle = await rolldown({ input, platform: "node", logLevel: "silent" });
  const file = join(folder, `${basename(source)}.mjs`);
  await bundle.write({ file, format: "esm", codeSplitting: false });
  await bundle.close();
  return import(pathToFileURL(file).href);
}

async function openEngine({ makeTesseract }) {
  const wasmBinary = readFileSync(from.resolve("tesseract.js-core/tesseract-core-simd-lstm.wasm"));
  const open = from("tesseract.js-core/tesseract-core-simd-lstm.js");
  const core = await open({ wasmBinary, print: () => undefined, printErr: () => undefined });
  const data = from.resolve("@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz");
  return makeTesseract(core, gunzipSync(readFileSync(data)));
}

async function openDecoders() {
  const decode = {};
  for (const [name, wasm] of [
    ["png", "@jsquash/png/codec/pkg/squoosh_png_bg.wasm"],
    ["jpeg", "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm"],
  ]) {
    const module = await import(pathToFileURL(from.resolve(`@jsquash/${name}/decode.js`)).href);
    await module.init(new WebAssembly.Module(readFileSync(from.resolve(wasm))));
    decode[name] = (bytes) =>
      module.default(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  }
  return decode;
}

/** Fonts of the list that this system has: fontconfig gives another font for one it has not. */
function fontsHere() {
  const wanted = ["DejaVu Sans", "Liberation Sans", "Roboto", "Noto Sans", "DejaVu Serif"];
  const here = wanted.filter((name) =>
    execFileSync("fc-match", [name], { encoding: "utf8" }).includes(`"${name}"`),
  );
  return here.slice(0, 3);
}

const folder = mkdtempSync(join(tmpdir(), "honeyguide-ocr-"));
const browser = await chromium.launch({
  ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
  args: ["--no-sandbox"],
});
try {
  const evidence = await load(folder, "packages/evidence/src/index.ts");
  const { count } = await load(folder, "bench/ocr-score.ts");
  const tools = {
    evidence,
    count,
    engine: await openEngine(evidence),
    decode: await openDecoders(),
  };
  const fonts = fontsHere();
  const screens = makeScreens();
  const many = Math.min(screens.length, Number(option("screens") ?? screens.length));
  say(`fonts: ${fonts.join(", ")}; ${many} screens for each line`);
  const totals = new Map();
  for (const [turn, condition] of conditionsOf(fonts).entries()) {
    const chosen = screens.map((_, at) => screens[(turn * many + at) % screens.length]);
    const sum = await measure(condition, chosen.slice(0, many), tools);
    print(nameOf(condition), sum);
    const group = condition.look.startsWith("whatsapp") ? "WhatsApp-like" : "other programs";
    totals.set(group, add(totals.get(group) ?? {}, sum));
  }
  for (const [group, sum] of totals) {
    print(group, sum);
    const isBelow = sum.wrong / sum.characters <= bar && sum.wrongSides + sum.wrongExact === 0;
    if (!isBelow) process.exitCode = 1;
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

function conditionsOf(fonts) {
  return Object.keys(looks)
    .flatMap((look) => {
      const isMain = look.startsWith("whatsapp");
      return (isMain ? fonts : fonts.slice(-1)).flatMap((font) =>
        (isMain ? [2, 3] : [2]).flatMap((scale) =>
          ["png", "jpeg"].map((type) => ({ look, font, scale, type })),
        ),
      );
    })
    .filter((condition) => nameOf(condition).includes(option("only") ?? ""));
}

function nameOf({ look, font, scale, type }) {
  return `${look}, ${font}, ${scale}x, ${type}`;
}

async function measure({ look, font, scale, type }, screens, { evidence, count, engine, decode }) {
  const viewport = { width: 390, height: 844 };
  const page = await browser.newPage({ viewport, deviceScaleFactor: scale });
  let sum = {};
  for (const [at, screen] of screens.entries()) {
    await page.setContent(drawScreen(screen, looks[look], font));
    const quality = type === "jpeg" ? { quality: 60 } : {};
    const bytes = await page.screenshot({ fullPage: true, type, ...quality });
    const file = `${nameOf({ look, font, scale, type })} ${at}.${type}`.replace(/[, ]+/g, "_");
    if (keep !== undefined) writeFileSync(join(keep, file), bytes);
    const image = await decode[type](bytes);
    const begun = performance.now();
    const reading = evidence.readScreenshot({ image, readLine: engine.readLine });
    const ms = performance.now() - begun;
    const { lost, counts } = count(truthOf(screen, looks[look]), reading);
    const headers = Number(reading.header?.text !== screen.name);
    sum = add(sum, { ...counts, ms, pictures: 1, headers });
    for (const [one, other] of show ? lost : []) say(`   ${one}\n   ${other}\n`);
    if (show && headers > 0) say(`   header ${screen.name}\n   ${reading.header?.text}\n`);
  }
  await page.close();
  return sum;
}

function truthOf({ date, messages }, { time: place }) {
  const drawn = messages.map((one) => (place === "none" ? { ...one, time: null } : one));
  return [{ side: "middle", text: date, time: null }, ...drawn];
}

function add(sum, more) {
  const keys = Object.keys(more);
  return Object.fromEntries(keys.map((key) => [key, (sum[key] ?? 0) + more[key]]));
}

function print(name, sum) {
  const right = (all, wrong) => `${sum[all] - sum[wrong]}/${sum[all]}`;
  const share = ((100 * sum.wrong) / sum.characters).toFixed(2).padStart(5);
  say(
    [
      `${name.padEnd(38)}${share} % of ${sum.characters} characters`,
      `sides ${right("sides", "wrongSides")}`,
      `times ${right("times", "wrongTimes")}`,
      `numbers and links ${right("exact", "wrongExact")} (${sum.unmarked} wrong and not marked)`,
      `headers ${sum.pictures - sum.headers}/${sum.pictures}`,
      `${(sum.ms / sum.pictures).toFixed(0)} ms`,
    ].join(", "),
  );
}
