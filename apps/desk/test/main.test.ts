/** The Desk as it runs: one process from the bundle, on both addresses of this machine. */
import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { toKeyFile } from "@honeyguide/protocol/keys";
import { afterAll, beforeAll, expect, test } from "vitest";

import {
  type Bundle,
  bundle,
  type Running,
  start,
} from "../../../packages/store/test/processes.ts";
import type { Gate, Overview, Session } from "../api.ts";
import { report } from "./sealing.ts";
import { bodyOf, cliToken, makeWorld, pullToken, setupToken, type World } from "./world.ts";

let world: World;
let built: Bundle;
let desk: Running;
const environment = (change: NodeJS.ProcessEnv = {}) => ({
  HONEYGUIDE_DATABASE_URL: world.databaseUrl,
  HONEYGUIDE_KEYS_DIR: join(world.folder, "keys"),
  HONEYGUIDE_DATA_DIR: world.folder,
  HONEYGUIDE_INTAKE_URL: world.intakeUrl,
  HONEYGUIDE_WEB_DIR: join(world.folder, "web"),
  // Its own address is part of what the Desk checks, so it must know it beforehand.
  PORT: String(49_152 + Math.floor(Math.random() * 16_000)),
  ...change,
});

beforeAll(async () => {
  world = await makeWorld();
  built = await bundle("apps/desk/server/main.ts");
  const keys = join(world.folder, "keys");
  await mkdir(keys);
  await writeFile(join(keys, "team.key"), toKeyFile(world.team, "2026-11-22T10:00:00Z"));
  await writeFile(join(keys, "desk-data.key"), randomBytes(32).toString("base64"));
  await writeFile(join(keys, "pull.token"), `${pullToken}\n`);
  await writeFile(join(keys, "cli.token"), `${cliToken}\n`);
  await writeFile(join(keys, "setup.token"), `${setupToken}\n`);
  desk = await start(built.script, [], environment(), ["server.listening"]);
}, 120_000);
afterAll(async () => {
  await desk.kill("SIGKILL");
  await built.remove();
  await world.close();
});

const at = (host: string, path: string, init?: RequestInit) =>
  fetch(`http://${host}:${String(desk.ready.port)}${path}`, init);

test(
  "serves its page and its gate on both addresses of this machine",
  { timeout: 30_000 },
  async () => {
    for (const host of ["127.0.0.1", "[::1]", "localhost"]) {
      const page = await at(host, "/");
      expect(page.headers.get("content-type")).toContain("text/html");
      expect((await bodyOf<Gate>(at(host, "/v1/gate"))).team).toBe("Practice team");
    }
  },
);

test("pulls by itself, and the link signs in", { timeout: 60_000 }, async () => {
  await report(world.intakeUrl, world.team.recipient);
  const { session } = await bodyOf<Session>(
    at("localhost", "/v1/session/setup", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: setupToken }),
    }),
  );
  const overview = () =>
    bodyOf<Overview>(
      at("localhost", "/v1/overview", { headers: { authorization: `Bearer ${session}` } }),
    );
  await expect
    .poll(async () => (await overview()).waitingForPasskey, { timeout: 30_000, interval: 200 })
    .toBe(1);
});

test("logs events and numbers, and ends in order", { timeout: 30_000 }, async () => {
  await desk.kill("SIGTERM");
  expect(desk.child.exitCode).toBe(0);
  for (const line of desk.written().trim().split("\n")) {
    expect(Object.keys(JSON.parse(line) as object)).toContain("event");
  }
});

test("says what is missing, and not what was given", { timeout: 30_000 }, async () => {
  const wrong = environment({ HONEYGUIDE_INTAKE_URL: "no-address", HONEYGUIDE_KEYS_DIR: "" });
  const ended = start(built.script, [], wrong, ["server.listening"]);
  await expect(ended).rejects.toThrow(/HONEYGUIDE_KEYS_DIR, HONEYGUIDE_INTAKE_URL/);
  await expect(ended).rejects.not.toThrow(/no-address/);
});
