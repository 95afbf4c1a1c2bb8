// PostgreSQL's pg_trgm with a GIN index, similarity of at least 0.3. Only the copies ask: a message
// takes one query, and the rate is queries in a second of the server's CPU.
import { execFileSync } from "node:child_process";

import { importSource } from "../../../packages/analysis/scripts/import-source.mjs";
import { runJobs } from "./jobs.mjs";

const { startPostgres } = await importSource("../../store/test/postgres-server.ts");
const server = await startPostgres();
if (server === undefined) throw new Error("no PostgreSQL server is installed");
try {
  await runJobs(link);
} finally {
  await server.stop();
}

function link({ texts, probes }) {
  const rows = texts.map((text, at) => `${at}\t${text.replace(/[\\\t\n\r]/gu, " ")}`).join("\n");
  const before = "SELECT pg_read_file('/proc/self/stat', 0, 4000);";
  const output = psql(
    `CREATE EXTENSION IF NOT EXISTS pg_trgm; DROP TABLE IF EXISTS message;
CREATE TABLE message (id integer PRIMARY KEY, text text);
COPY message FROM STDIN;
${rows}
\\.
CREATE INDEX ON message USING gin (text gin_trgm_ops);
ANALYZE message;
SET pg_trgm.similarity_threshold = 0.3; SET enable_seqscan = off;
${before}
SELECT a.id, b.id, similarity(a.text, b.text) FROM message a JOIN message b
  ON a.text % b.text AND (b.id > a.id) WHERE a.id < ${probes};
${before}
SELECT substring(pg_read_file('/proc/self/status', 0, 4000) from 'VmHWM:\\s+(\\d+)');
`,
  );
  const lines = output.split("\n").filter((line) => line !== "");
  const stats = lines.filter((line) => /^\d+ \(/.test(line)).map(ticks);
  const pairs = lines
    .map((line) => line.split("|"))
    .filter(({ length }) => length === 3)
    .map((cells) => cells.map(Number));
  return {
    pairs,
    messages: probes,
    seconds: (stats[1] - stats[0]) / 100,
    megabytes: Number(lines.at(-1)) / 1024,
  };
}

// Fields 14 and 15 of proc(5) stat, in hundredths of a second.
function ticks(line) {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

function psql(input) {
  const args = ["-h", server.folder, "-U", "postgres", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"];
  return execFileSync("psql", args, { input, encoding: "utf8", maxBuffer: 2 ** 30 });
}
