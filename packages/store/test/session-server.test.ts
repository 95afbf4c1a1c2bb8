import { connect, type Socket } from "node:net";
import { join } from "node:path";

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

import { greeting, simpleQuery } from "../src/wire-messages.ts";
import { openTestDatabase, type TestDatabase } from "./postgres.ts";

let opened: TestDatabase<unknown>;
let folder: string;
beforeAll(async () => {
  opened = await openTestDatabase("embedded");
  folder = opened.url.slice("socket:".length);
  const client = await connected();
  await client.query("create table note (text text not null)");
  await client.end();
});
afterAll(() => opened.close());

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ host: folder, user: "postgres", database: "postgres" });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

const count = async (client: pg.Client) =>
  (await client.query<{ count: string }>("select count(*) from note")).rows[0]?.count;

test("an error in a transaction is the client's own, and a rollback ends it", async () => {
  const [one, two] = [await connected(), await connected()];
  await one.query("begin");
  await one.query("insert into note values ('lost')");
  await expect(one.query("select 1/0")).rejects.toThrow("division by zero");
  await expect(one.query("select 1")).rejects.toThrow("current transaction is aborted");
  const waiting = count(two);
  await one.query("rollback");
  expect(await waiting).toBe("0");
  await Promise.all([one.end(), two.end()]);
});

test("a client that vanishes in a transaction undoes it and holds nobody up", async () => {
  const [one, two] = [await connected(), await connected()];
  await one.query("begin");
  await one.query("insert into note values ('lost')");
  const waiting = count(two);
  (one as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  expect(await waiting).toBe("0");
  await two.end();
});

test("a client that vanishes while it waits loses its turn and no other", async () => {
  const [one, two, three] = [await connected(), await connected(), await connected()];
  await one.query("begin");
  two.query("insert into note values ('too late')").catch(() => undefined);
  const waiting = count(three);
  (two as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await one.query("commit");
  expect(await waiting).toBe("0");
  await Promise.all([one.end(), three.end()]);
});

test("a statement with a name is refused: it would be shared with every client", async () => {
  const client = await connected();
  await expect(client.query({ name: "mine", text: "select 1" })).rejects.toThrow(
    "does not offer this",
  );
});

test("a statement of several megabytes goes both ways", async () => {
  const client = await connected();
  const text = "h".repeat(3_000_000);
  const { rows } = await client.query<{ text: string }>("select $1::text as text", [text]);
  expect(rows[0]?.text).toBe(text);
  await client.end();
});

test("a statement is understood however the network cuts it", async () => {
  const startup = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0]);
  const sent = Buffer.concat([startup, simpleQuery("select 'whole'")]);
  const socket = connect(join(folder, ".s.PGSQL.5432"));
  const received: Buffer[] = [];
  socket.on("data", (bytes: Buffer) => received.push(bytes));
  socket.setNoDelay(true);
  for (const byte of sent) {
    socket.write(Buffer.of(byte));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const wanted = greeting().length + 20;
  while (Buffer.concat(received).length < wanted) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(Buffer.concat(received).toString("latin1")).toContain("whole");
  socket.destroy();
});

test.for([
  ["a stranger's protocol", Buffer.from("GET / HTTP/1.1\r\n\r\n")],
  ["a cancel request", Buffer.from([0, 0, 0, 16, 4, 210, 22, 46, 0, 0, 0, 0, 0, 0, 0, 0])],
] as const)("hangs up on %s", async ([, bytes]) => {
  const socket = connect(join(folder, ".s.PGSQL.5432"));
  socket.write(bytes);
  await new Promise((resolve) => socket.once("close", resolve));
});
