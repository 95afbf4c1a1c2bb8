// Reads a large chat export with Honeyguide and with the npm package whatsapp-chat-parser, each in a
// process of its own, in turns, and exports in the date formats of the world with both. On a machine
// with other work one turn says little: each figure is the median of the rounds.
//
//   node bench/parse-large.mjs [megabytes = 200] [rounds = 5]
import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const locales =
  "af am ar ar-EG ar-SA as az be bg bn bo br bs ca ckb cs cy da de de-AT dz ee el en en-AU en-CA en-GB en-IN en-US en-ZA es es-MX es-US et eu fa fi fil fo fr fr-CA fy ga gd gl gu ha he hi hr hu hy id ig is it ja jv ka kk km kn ko ku ky lb lo lt lv mai mk ml mn mni mr ms mt my nb ne nl nn or pa pl ps pt pt-PT rm ro ru rw sa sd si sk sl so sq sr sv sw ta te tg th ti tk to tr tt ug uk ur uz vi wo xh yo yue zh zh-HK zh-TW zu".split(
    " ",
  );
/** Days over 12 and time that passes, so that the order of the dates can be told. */
const instants = [
  Date.UTC(2024, 2, 3, 0, 5, 7),
  Date.UTC(2024, 2, 14, 6, 30, 59),
  Date.UTC(2024, 2, 14, 12, 0, 0),
  Date.UTC(2024, 2, 25, 18, 5, 33),
  Date.UTC(2024, 10, 30, 21, 45, 1),
  Date.UTC(2025, 0, 9, 23, 59, 59),
];
const words =
  "hello I am at the station now and it rains again see you later did get my picture tomorrow perhaps we could meet for lunch or dinner where do live what is your name sorry wrong number thank so much call me when home there nothing new here really tired today work was long but fun weekend plans".split(
    " ",
  );

const [mode, ...rest] = process.argv.slice(2);
if (mode === "child") await child(...rest);
else await compare(Number(mode ?? 200), Number(rest[0] ?? 5));

async function compare(megabytes, count) {
  const folder = mkdtempSync(join(root, "test-results-bench-"));
  try {
    const file = join(folder, "chat.txt");
    const expected = writeExport(file, megabytes * 1e6);
    const bundle = join(folder, "evidence.mjs");
    const { rolldown } = await import("rolldown");
    const input = join(root, "packages/evidence/src/index.ts");
    const built = await rolldown({ input, platform: "node" });
    await built.write({ dir: folder, entryFileNames: "evidence.mjs" });
    const rounds = Array.from({ length: count }, () => [
      runChild("ours", file, bundle),
      runChild("theirs", file, bundle),
    ]);
    print(
      `${megabytes} MB, ${expected.messages} messages, ${expected.lines} lines, seeded; ` +
        `Node ${process.versions.node}, a process for each, ${count} rounds`,
    );
    ["Honeyguide", "whatsapp-chat-parser"].forEach((name, at) => {
      const of = (value) => median(rounds.map((round) => value(round[at])));
      print(
        `${name.padEnd(20)} ${rounds[0][at].messages} messages, ` +
          `${of(({ cpu }) => cpu).toFixed(1)} s CPU, ${of(({ wall }) => wall).toFixed(1)} s wall, ` +
          `${Math.round(of(({ messages, cpu }) => messages / cpu))} messages/s CPU, ` +
          `${of(({ cpu }) => megabytes / cpu).toFixed(0)} MB/s CPU, ` +
          `${Math.round(of(({ rss }) => rss))} MB resident`,
      );
    });
    const [byCpu, byWall] = ["cpu", "wall"].map((clock) =>
      rounds.map(([our, their]) => (our.messages / our[clock]) * (their[clock] / their.messages)),
    );
    print(`messages/s: ${ratioWords(byCpu)} by CPU, ${ratioWords(byWall)} by wall`);
    printLocales("Honeyguide", runChild("ours-locales", file, bundle));
    printLocales("whatsapp-chat-parser", runChild("theirs-locales", file, bundle));
    if (rounds.some(([our]) => our.messages !== expected.messages))
      throw new Error("not all messages were read");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

function ratioWords(ratios) {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${median(ratios).toFixed(1)} times (${least.toFixed(1)}-${most.toFixed(1)})`;
}

function printLocales(name, found) {
  const of = (verdict) => locales.filter((locale) => found[locale] === verdict);
  print(
    `${name}: ${of("right").length} of ${locales.length} locales right (Android and iOS); ` +
      `not read: ${of("unread").join(" ") || "none"}; ` +
      `wrong times without a word: ${of("wrong").join(" ") || "none"}`,
  );
}

function runChild(what, file, bundle) {
  const script = fileURLToPath(import.meta.url);
  const ran = spawnSync(process.execPath, [script, "child", what, file, bundle], {
    encoding: "utf8",
    env: { ...process.env, TZ: "UTC" },
  });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout);
}

async function child(what, file, bundle) {
  const isOurs = what.startsWith("ours");
  const module = await import(isOurs ? pathToFileURL(bundle).href : "whatsapp-chat-parser");
  const read = isOurs ? readOurs : readTheirs;
  if (what.endsWith("-locales")) {
    print(
      JSON.stringify(
        Object.fromEntries(locales.map((locale) => [locale, judge(locale, module, read)])),
      ),
    );
    return;
  }
  const started = performance.now();
  const before = process.cpuUsage();
  let messages = 0;
  if (isOurs) {
    const onMessage = () => {
      messages += 1;
    };
    const reader = module.createChatReader({ onMessage });
    for (const chunk of chunksOf(file)) reader.push(chunk);
    if (reader.end().coverage === undefined) throw new Error("a second reading was needed");
  } else {
    messages = module.parseString(readFileSync(file, "utf8")).length;
  }
  const { user, system } = process.cpuUsage(before);
  print(
    JSON.stringify({
      messages,
      cpu: (user + system) / 1e6,
      wall: (performance.now() - started) / 1000,
      rss: process.resourceUsage().maxRSS / 1024,
    }),
  );
}

function* chunksOf(file) {
  const handle = openSync(file, "r");
  try {
    const chunk = new Uint8Array(1024 * 1024);
    for (let read = readSync(handle, chunk); read > 0; read = readSync(handle, chunk)) {
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(handle);
  }
}

/** Times of each message, to the minute, or null where the reader says that it does not know. */
function readOurs(evidence, text) {
  const result = evidence.parseEvidence(new TextEncoder().encode(text));
  return result.ok ? result.value.messages.map(({ at }) => at?.slice(0, 16) ?? null) : [];
}

function readTheirs(peer, text) {
  return peer
    .parseString(text)
    .map(({ date }) => (Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 16)));
}

function judge(locale, module, read) {
  const expected = instants.map((instant) => new Date(instant).toISOString().slice(0, 16));
  const verdicts = ["android", "ios"].map((shape) => {
    const format = new Intl.DateTimeFormat(locale, {
      dateStyle: "short",
      timeStyle: shape === "android" ? "short" : "medium",
      timeZone: "UTC",
    });
    const lines = instants.map((instant, at) => {
      const stamp = format.format(instant);
      return shape === "android" ? `${stamp} - Abi: text ${at}` : `[${stamp}] Abi: text ${at}`;
    });
    const times = read(module, lines.join("\n"));
    if (times.length !== instants.length || times.includes(null)) return "unread";
    return times.every((time, at) => time === expected[at]) ? "right" : "wrong";
  });
  return (
    verdicts.find((verdict) => verdict === "wrong") ??
    verdicts.find((verdict) => verdict === "unread") ??
    "right"
  );
}

/** Four people, some lines below the first, some pictures, some emoji; the same each time. */
function writeExport(file, bytes) {
  let state = 20240314;
  const random = (most) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  const two = (number) => String(number).padStart(2, "0");
  const names = ["Abi", "Charlie", "Sam (work)", "+44 7700 900123"];
  const handle = openSync(file, "w");
  let written = 0;
  let messages = 0;
  let lines = 0;
  let minutes = Date.UTC(2018, 0, 1) / 60000;
  while (written < bytes) {
    const block = [];
    for (let n = 0; n < 5000; n += 1) {
      minutes += random(4);
      const at = new Date(minutes * 60000);
      const stamp = `${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
      const said = Array.from({ length: 4 + random(20) }, () => words[random(words.length)]).join(
        " ",
      );
      const chance = random(100);
      const body =
        chance < 3
          ? "<Media omitted>"
          : chance < 5
            ? `${said} 😀`
            : chance < 10
              ? `${said}\n${said}`
              : said;
      block.push(`${stamp} - ${names[random(4)]}: ${body}\n`);
      messages += 1;
      lines += chance >= 5 && chance < 10 ? 2 : 1;
    }
    written += writeSync(handle, block.join(""));
  }
  closeSync(handle);
  return { messages, lines };
}

function print(text) {
  process.stdout.write(`${text}\n`);
}
