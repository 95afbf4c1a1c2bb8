// DuckDB: block on the three rarest words of each message, score by the sum of bits of shared words.
import { createRequire } from "node:module";

import { runJobs, toWords } from "./jobs.mjs";

const { DuckDBInstance } = createRequire(`${process.env.PEERS}/`)("@duckdb/node-api");

await runJobs(async ({ texts, probes }) => {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const db = await instance.connect();
  await db.run("CREATE TABLE word (id INTEGER, word VARCHAR)");
  const appender = await db.createAppender("word");
  texts.forEach((text, id) => {
    for (const word of new Set(toWords(text))) {
      appender.appendInteger(id);
      appender.appendVarchar(word);
      appender.endRow();
    }
  });
  appender.closeSync();
  await db.run(`CREATE TABLE weighed AS
    SELECT id, word, df, log2(${texts.length} / df) AS bits,
      row_number() OVER (PARTITION BY id ORDER BY df, word) AS rank
    FROM word JOIN (SELECT word, count(*) AS df FROM word GROUP BY word) USING (word)`);
  await db.run(`CREATE TABLE candidate AS
    SELECT DISTINCT x.id AS a, y.id AS b FROM weighed x JOIN weighed y USING (word)
    WHERE x.rank <= 3 AND y.rank <= 3 AND x.id < y.id AND x.df <= 64`);
  await db.run(`CREATE TABLE scored AS
    SELECT a, b, sum(x.bits) AS bits FROM candidate
    JOIN weighed x ON x.id = a JOIN weighed y ON y.id = b AND y.word = x.word GROUP BY a, b`);
  const reader = await db.runAndReadAll(
    `SELECT a, b, bits FROM scored WHERE a < ${probes} AND bits >= 10`,
  );
  const pairs = reader.getRows().map(([a, b, bits]) => [Number(a), Number(b), Number(bits)]);
  db.closeSync();
  return { pairs };
});
