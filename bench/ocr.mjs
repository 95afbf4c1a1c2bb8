// How well screenshots of chats are read: characters, sides, times, telephone numbers and links.
// Bars: 2 % of characters, every side, every number and link.
//
//   node bench/ocr.mjs [--quick] [--show]
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";

import { chromium } from "@playwright/test";

import { drawScreen, looks, makeScreens } from "./ocr-screens.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const from = createRequire(join(root, "apps/desk/package.json"));
const quick = process.argv.includes("--quick");
const show = process.argv.includes("--show");
const only = process.argv.find((arg) => arg.startsWith("--only="))?.slice(7) ?? "";
const keep = process.argv.find((arg) => arg.startsWith("--keep="))?.slice(7);
const bar = 0.02;

const say = (line) => process.stdout.write(`${line}\n`);

async function load(folder) {
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({
    input: join(root, "packages/evidence/src/index.ts"),
    platform: "node",
    logLevel: "silent",
  });
  const file = join(folder, "evidence.mjs");
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

function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

/** Which reading belongs to which message: the pairing in order with the fewest wrong characters. */
function pair(truth, read) {
  const cost = (one, other) =>
    one === undefined ? other.length : other === undefined ? one.length : distance(one, other);
  const best = Array.from({ length: truth.length + 1 }, () => []);
  for (let i = truth.length; i >= 0; i -= 1) {
    for (let j = read.length; j >= 0; j -= 1) {
      const options = [];
      if (i < truth.length)
        options.push({
          c: cost([...truth[i].text]) + best[i + 1][j].c,
          pairs: [[truth[i], undefined], best[i + 1][j]],
        });
      if (j < read.length)
        options.push({
          c: cost(undefined, [...flat(read[j].text)]) + best[i][j + 1].c,
          pairs: [[undefined, read[j]], best[i][j + 1]],
        });
      if (i < truth.length && j < read.length)
        options.push({
          c: cost([...truth[i].text], [...flat(read[j].text)]) + best[i + 1][j + 1].c,
          pairs: [[truth[i], read[j]], best[i + 1][j + 1]],
        });
      best[i][j] = options.length === 0 ? { c: 0 } : options.sort((a, b) => a.c - b.c)[0];
    }
  }
  const pairs = [];
  for (let at = best[0][0]; at.pairs !== undefined; at = at.pairs[1]) pairs.push(at.pairs[0]);
  return pairs;
}

// Apostrophes are drawn alike in some fonts; marks of direction are not drawn at all.
// An emoji is not read: its place is, which counts as right.
const flat = (text) =>
  text
    .replace(/\p{Extended_Pictographic}\ufe0f?/gu, "▢")
    .replace(/[\u200e\u200f]/g, "")
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, " ")
    .trim();
const exactPattern =
  /https?:\/\/\S+|www\.[^\s?]+|\S+@[\w.]+|\+?\d[\d ]{8,}\d|example\.org\/\S+|\b[A-Z]{2}-\d+\/\d\b/g;

const nothing = { text: "", time: null, side: undefined };

/** What is right and wrong of a whole reading. */
function judge(truth, reading) {
  const sum = {};
  for (const [one, read] of pair(truth, reading.messages)) {
    const said = one ?? nothing;
    const seen = { ...(read ?? nothing), text: flat(read?.text ?? "") };
    for (const found of [judgeText(said, seen), judgePlace(said, seen), judgeExact(said, seen)]) {
      for (const [key, value] of Object.entries(found)) sum[key] = (sum[key] ?? 0) + value;
    }
    if (show) tell(said, seen);
  }
  return sum;
}

function judgeText(said, seen) {
  const letters = [...said.text];
  return { wrong: distance(letters, [...seen.text]), characters: letters.length };
}

function judgePlace(said, seen) {
  const isTimed = said.time !== null;
  return {
    sides: 1,
    wrongSides: said.side === seen.side ? 0 : 1,
    times: isTimed ? 1 : 0,
    wrongTimes: isTimed && seen.time !== said.time ? 1 : 0,
  };
}

/** Numbers and links: exactly right, or marked as doubtful. */
function judgeExact(said, seen) {
  const found = [...said.text.matchAll(exactPattern)].map(([word]) => word);
  const wrong = found.filter((word) => !seen.text.includes(word));
  if (show) for (const word of wrong) say(`   EXACT ${word} <> ${seen.text}`);
  const isSaid = (seen.doubtful ?? []).length > 0;
  return { exact: found.length, wrongExact: wrong.length, said: isSaid ? wrong.length : 0 };
}

function tell(said, seen) {
  const line = ({ side, time, text }) => `   ${side ?? "-"} ${time ?? "-"} ${text || "(nothing)"}`;
  if (line(said) !== line(seen)) {
    say(`${line(said)}\n${line(seen)}  [${(seen.confidence ?? 0).toFixed(2)}]\n`);
  }
}

const folder = mkdtempSync(join(tmpdir(), "honeyguide-ocr-"));
const browser = await chromium.launch({
  ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
  args: ["--no-sandbox"],
});
try {
  const evidence = await load(folder);
  const engine = await openEngine(evidence);
  const decode = await openDecoders();
  const screens = makeScreens();
  const fonts = fontsHere();
  say(`fonts: ${fonts.join(", ")}; ${screens.length} screens to choose from`);
  const conditions = Object.keys(looks)
    .flatMap((look) =>
      (look.startsWith("whatsapp") ? fonts : fonts.slice(-1)).flatMap((font) =>
        (look.startsWith("whatsapp") && !quick ? [2, 3] : [2]).flatMap((scale) =>
          (quick ? ["png"] : ["png", "jpeg"]).map((type) => ({ look, font, scale, type })),
        ),
      ),
    )
    .filter(({ look, font, scale, type }) => `${look} ${font} ${scale} ${type}`.includes(only));
  const totals = new Map();
  let turn = 0;
  const perCondition = quick ? 1 : 2;
  for (const { look, font, scale, type } of conditions) {
    const page = await browser.newPage({
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: scale,
    });
    const sum = { ms: 0 };
    for (let at = 0; at < perCondition; at += 1) {
      const screen = screens[turn++ % screens.length];
      await page.setContent(drawScreen(screen, looks[look], font));
      const bytes = await page.screenshot({
        fullPage: true,
        type,
        ...(type === "jpeg" ? { quality: 60 } : {}),
      });
      if (keep !== undefined)
        writeFileSync(
          join(keep, `${look}-${font}-${scale}-${at}.${type}`.replaceAll(" ", "_")),
          bytes,
        );
      const image = await decode[type](bytes);
      const begun = performance.now();
      const reading = evidence.readScreenshot({ image, readLine: engine.readLine });
      sum.ms += performance.now() - begun;
      const hasTime = looks[look].time !== "none";
      const truth = [
        { side: "middle", text: screen.date, time: null },
        ...screen.messages.map(({ side, text, time }) => ({
          side,
          text: flat(text),
          time: hasTime ? time : null,
        })),
      ];
      if (reading.header?.text !== screen.name) {
        sum.header = (sum.header ?? 0) + 1;
        if (show) say(`   header ${screen.name} <> ${reading.header?.text}`);
      }
      for (const [key, value] of Object.entries(judge(truth, reading)))
        sum[key] = (sum[key] ?? 0) + value;
    }
    await page.close();
    print(`${look}, ${font}, ×${scale}, ${type}`, sum);
    const group = look.startsWith("whatsapp") ? "WhatsApp-like" : "other programs";
    const total = totals.get(group) ?? {};
    for (const [key, value] of Object.entries(sum)) total[key] = (total[key] ?? 0) + value;
    total.pictures = (total.pictures ?? 0) + perCondition;
    totals.set(group, total);
  }
  for (const [group, sum] of totals) {
    print(group, { ...sum, ms: (sum.ms / sum.pictures) * perCondition });
    if (sum.wrong / sum.characters > bar || sum.wrongSides > 0 || sum.wrongExact > 0)
      process.exitCode = 1;
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}

function print(
  name,
  {
    characters,
    wrong,
    sides,
    wrongSides,
    times,
    wrongTimes,
    exact,
    wrongExact,
    said,
    ms,
    header = 0,
  },
) {
  say(
    `${name.padEnd(44)} ${((100 * wrong) / characters).toFixed(2).padStart(6)} % of ${String(characters).padStart(5)} characters, sides ${sides - wrongSides}/${sides}, times ${times - wrongTimes}/${times}, exact ${exact - wrongExact}/${exact} (${said} said so), headers wrong ${header}, ${(ms / (quick ? 1 : 2)).toFixed(0)} ms`,
  );
}
