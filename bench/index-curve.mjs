// What one new report costs against 10 thousand, 100 thousand, 1 million and 10 million indexed
// messages, with the Desk's own code and statements, on PostgreSQL and on the embedded database.
//
//   node bench/index-curve.mjs [--sizes=10000,100000,1000000] [--engine=postgres,embedded]
//                              [--probes=500] [--data=FOLDER] [--keep=FOLDER]
//
// The messages are made from real ones that are not in this repository (bench/scale); without those
// the command says so and ends. PostgreSQL is whatever is installed, with fsync on.
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { findData } from "./evaluate/named-data.mjs";
import { bundle, root, start } from "./processes.mjs";
import { writeMessages } from "./scale/make-messages.mjs";

const option = (name, otherwise) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const say = (line) => process.stdout.write(`${line}\n`);
const sizes = option("sizes", "10000,100000,1000000").split(",").map(Number);
const engines = option("engine", "postgres,embedded").split(",");
const probes = Number(option("probes", "500"));
const warmUp = 50;
const perInsert = 100_000;
const dataKey = new Uint8Array(32).fill(7);

const data = findData(option("data"), "linking-dev/dev.json");
if (data === undefined)
  say("skipped: no linking-dev/dev.json in the folder of --data, or in ../shared/data");
else await run();

async function run() {
  const cache = join(root, "node_modules/.cache/honeyguide");
  mkdirSync(cache, { recursive: true });
  const built = mkdtempSync(join(cache, "bench-"));
  const kept = option("keep");
  const folder = kept ?? mkdtempSync(join(tmpdir(), "honeyguide-scale-"));
  try {
    const library = await load(built);
    const lines = makeLines(folder);
    for (const engine of engines) await tryEngine(engine, { built, folder, library, lines });
    lines.close();
  } finally {
    rmSync(built, { recursive: true, force: true });
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function load(built) {
  const entry = join(built, "library.ts");
  writeFileSync(
    entry,
    [
      `export { migrate, openDatabase } from "@honeyguide/store/database";`,
      `export * from "@honeyguide/store/desk";`,
      `export { bakeEmptyDatabase } from "@honeyguide/store/embedded";`,
      `export { makeLinkMemory, mostPerKey } from "@honeyguide/analysis";`,
      `export { makeBlinding } from "${root}apps/desk/server/blinding.ts";`,
      `export { putReports } from "${root}apps/desk/server/candidate-rows.ts";`,
      `export { startPostgres } from "${root}packages/store/test/postgres-server.ts";`,
      `export { sql } from "kysely";`,
    ].join("\n"),
  );
  return import(pathToFileURL(await bundle(built, entry, "library")));
}

/** The messages of the largest size, with some more at the end that are not indexed. */
function makeLines(folder) {
  const count = Math.max(...sizes) + warmUp + probes;
  const path = join(folder, `messages-index-${count}.txt`);
  if (!existsSync(path)) writeMessages(path, count, JSON.parse(readFileSync(data, "utf8")));
  const starts = new Float64Array(count + 1);
  const file = openSync(path, "r");
  const bytes = Buffer.alloc(1 << 20);
  let line = 0;
  for (let from = 0; from < statSync(path).size;) {
    const read = readSync(file, bytes, 0, bytes.length, from);
    for (let at = bytes.indexOf(10); at >= 0 && at < read; at = bytes.indexOf(10, at + 1)) {
      line += 1;
      starts[line] = from + at + 1;
    }
    from += read;
  }
  return {
    at(nth) {
      const text = Buffer.alloc(starts[nth + 1] - starts[nth] - 1);
      readSync(file, text, 0, text.length, starts[nth]);
      return text.toString("utf8");
    },
    close: () => closeSync(file),
  };
}

async function tryEngine(engine, { built, folder, library, lines }) {
  const server = await serve(engine, built, folder, library);
  if (server === undefined) return say(`skipped: no PostgreSQL server is installed`);
  const bare = library.openDatabase(server.url);
  try {
    await library.migrate(bare, library.deskSchema, library.deskMigrations);
    const db = bare.withSchema(library.deskSchema);
    say(`\n${engine}: ${(await library.sql`select version()`.execute(db)).rows[0].version}\n`);
    say(
      "| Messages | Keys looked up | Rows read | Compared | Database p50 | p99 | Whole p50 | p99 | Index |",
    );
    say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    const loader = makeLoader(db, library, lines);
    for (const size of [...sizes].sort((a, b) => a - b)) {
      await loader.loadTo(size);
      say(await measure(db, library, lines, size));
    }
  } finally {
    await bare.destroy();
    await server.stop();
  }
}

async function serve(engine, built, folder, library) {
  if (engine === "postgres") {
    const server = await library.startPostgres(["fsync=on", "max_wal_size=8GB"]);
    if (server === undefined) return undefined;
    const host = encodeURIComponent(server.folder);
    return { url: `postgres://postgres@${host}/postgres`, stop: server.stop };
  }
  const database = await bundle(built, "packages/store/test/database-process.ts", "database");
  const own = mkdtempSync(join(folder, "embedded-"));
  const empty = join(own, "empty.tgz");
  await library.bakeEmptyDatabase(empty);
  const children = [];
  const { url } = await start(children, database, [join(own, "data"), empty], {}, "listening");
  const stop = async () => {
    for (const child of children) child.removeAllListeners("exit").kill("SIGKILL");
    rmSync(own, { recursive: true, force: true });
  };
  return { url, stop };
}

function toFacts(id, text) {
  return { id, messages: [{ id: "m", text }], identifiers: [], names: [] };
}

/** Fills the index as the Desk would, with a key's first reports only, and without one report at a time. */
function makeLoader(db, { sql, makeLinkMemory, makeBlinding, mostPerKey }, lines) {
  const memory = makeLinkMemory();
  const { blind } = makeBlinding(dataKey);
  // Keys that fall together here are counted together: a few lists end a little early.
  const counts = new Uint8Array(2 ** 28);
  let loaded = 0;
  return {
    async loadTo(size) {
      await sql`alter table desk.candidate_key drop constraint candidate_key_pkey`.execute(db);
      let rows = [];
      const flush = async () => {
        const values = rows;
        rows = [];
        if (values.length === 0) return;
        await sql`insert into desk.candidate_key select * from unnest(${values.map(({ key }) => key)}::int8[], ${values.map(({ report }) => report)}::int4[])`.execute(
          db,
        );
      };
      let waiting = Promise.resolve();
      for (; loaded < size; loaded += 1) {
        for (const key of memory.keysOf(toFacts("r", lines.at(loaded)))) {
          const hashed = blind("real", key).key;
          const place = hashed % counts.length;
          if (counts[place] >= mostPerKey) continue;
          counts[place] += 1;
          rows.push({ key: hashed, report: loaded + 1 });
        }
        if (rows.length >= perInsert) {
          await waiting;
          waiting = flush();
        }
      }
      await waiting;
      await flush();
      await sql`alter table desk.candidate_key add primary key (key, report)`.execute(db);
      await sql`vacuum analyze desk.candidate_key`.execute(db);
      await sql`alter table desk.candidate_report alter column report restart with ${sql.lit(size + 1_000_000_000)}`.execute(
        db,
      );
      await sql`checkpoint`.execute(db);
    },
  };
}

async function measure(db, library, lines, size) {
  const { sql, makeLinkMemory, makeBlinding, putReports } = library;
  const { blind, digest } = makeBlinding(dataKey);
  const { plugin, rows } = counter();
  const counted = db.withPlugin(plugin);
  const times = [];
  const largest = Math.max(...sizes);
  for (let nth = 0; nth < warmUp + probes; nth += 1) {
    // A memory without forms that were made before: the worst case.
    const memory = makeLinkMemory();
    const text = lines.at(largest + nth);
    const known = toFacts(`probe-${size}-${nth}`, text);
    const before = rows();
    const started = performance.now();
    const keys = memory.keysOf(known).map((key) => blind("real", key));
    let comparing = 0;
    let compared = 0;
    const compare = (one, report, others) => {
      const from = performance.now();
      const old = others.filter((other) => other <= size);
      for (const other of old) memory.compare(toFacts(String(other), lines.at(other - 1)), []);
      compared = old.length;
      const near = memory.compare(known, old.map(String)).map(Number);
      comparing = performance.now() - from;
      return near;
    };
    const coming = [{ id: known.id, digest: digest("real", known), keys }];
    await counted.transaction().execute((trx) => putReports(trx, coming, compare));
    const whole = performance.now() - started;
    times.push({
      whole,
      database: whole - comparing,
      keys: keys.length,
      rows: rows() - before,
      compared,
    });
  }
  const used = times.slice(warmUp);
  const at = (name, share) =>
    used.map((one) => one[name]).sort((a, b) => a - b)[Math.floor(share * (used.length - 1))];
  const most = (name) => `${at(name, 0.5)}, at most ${at(name, 1)}`;
  const ms = (name, share) => `${at(name, share).toFixed(1)} ms`;
  const { bytes } = (
    await sql`select pg_total_relation_size('desk.candidate_key') as bytes`.execute(db)
  ).rows[0];
  return `| ${size.toLocaleString("en")} | ${most("keys")} | ${most("rows")} | ${most("compared")} | ${ms("database", 0.5)} | ${ms("database", 0.99)} | ${ms("whole", 0.5)} | ${ms("whole", 0.99)} | ${(bytes / 1e9).toFixed(2)} GB |`;
}

/** How many rows came back. */
function counter() {
  let rows = 0;
  const plugin = {
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      rows += result.rows.length;
      return Promise.resolve(result);
    },
  };
  return { plugin, rows: () => rows };
}
