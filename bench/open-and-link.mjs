// How long the Desk takes to open and link 500 sealed reports. The bar is 10 s.
//
//   node bench/open-and-link.mjs [reports]
//
// The real database in a process of its own, the real intake, the real Desk, each bundled from the
// sources. The reports are sealed and handed over first, outside the measured time; they are copied
// (which is the network's time, told apart), then opened, read and linked.
import { spawn } from "node:child_process";
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

import { rolldown } from "rolldown";

const say = (line) => {
  process.stdout.write(`${line}\n`);
};

const root = fileURLToPath(new URL("..", import.meta.url));
const count = Number(process.argv[2] ?? 500);
const barSeconds = 10;
const cache = join(root, "node_modules/.cache/honeyguide");
mkdirSync(cache, { recursive: true });
const built = mkdtempSync(join(cache, "bench-"));
const folder = mkdtempSync(join(tmpdir(), "honeyguide-"));
const children = [];

async function bundle(entry, name) {
  const file = join(built, `${name}.mjs`);
  const input = join(root, entry);
  const external = [/^@electric-sql\/pglite/, /^pg($|-|\/)/];
  const result = await rolldown({ input, external, platform: "node", logLevel: "silent" });
  await result.write({ file, format: "esm", codeSplitting: false });
  await result.close();
  return file;
}

function start(script, args, env, event) {
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("{") && JSON.parse(line).event === event) resolve(JSON.parse(line));
    });
  });
}

/** An export of one conversation; every fifth report is of a campaign, with its own slot. */
function conversation(at) {
  const word = () => randomBytes(4).toString("hex");
  const isCampaign = at % 5 === 0;
  const text = isCampaign
    ? `Long time no speak! How're you? Hope you get a break over ${word()} x`
    : `${word()} ${word()} ${word()} about the ${word()} ${word()} on ${word()}`;
  const lines = Array.from(
    { length: 10 },
    (_, line) =>
      `0${(line % 9) + 1}/12/2025, 18:0${line % 10} - Sam: ${line === 0 ? text : word()}`,
  );
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

async function sealAll(library, intakeUrl, team) {
  const { makeKeyPair, sealEvidence, sealReport, wrapContentKey } = library;
  const part = (bytes) => {
    const id = randomBytes(16).toString("base64url");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { bytes, sent: { part: id, bytes: bytes.length, sha256 } };
  };
  const one = async (at) => {
    const key = randomBytes(32);
    const mailboxId = randomBytes(16).toString("base64url");
    const verifier = createHash("sha256").update(key).digest("base64url");
    const send = async (method, path, body) => {
      const isBytes = body instanceof Uint8Array;
      const reply = await fetch(`${intakeUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key.toString("base64url")}`,
          "content-type": isBytes ? "application/octet-stream" : "application/json",
        },
        body: isBytes ? body : JSON.stringify(body),
      });
      if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status}`);
    };
    const content = await makeKeyPair();
    const file = conversation(at);
    const path = "evidence/1-chat.txt";
    const sealed = await sealEvidence(
      { path, bytes: file.length },
      new Blob([file]).stream(),
      content.recipient,
    );
    const exhibit = part(new Uint8Array(await new Response(sealed).arrayBuffer()));
    const report = {
      version: 1,
      id: randomUUID(),
      sealedAt: "2026-11-22T09:30:00Z",
      language: "en",
      circumstances: ["odd_messages"],
      evidence: [
        {
          part: exhibit.sent.part,
          path,
          kind: "chat_export",
          originalName: "chat.txt",
          mediaType: "text/plain",
          bytes: file.length,
          sha256: createHash("sha256").update(file).digest("hex"),
        },
      ],
      unopened: false,
      sender: { typedNumber: "", handle: "", name: "Sam", claimedMeeting: "", knew: [] },
      people: [],
      reach: {
        how: "code",
        name: "",
        number: "",
        times: "",
        trusted: "",
        role: "staff",
        unsafe: "",
      },
      opening: "now",
      mayKnow: [],
      mailbox: content.recipient,
    };
    const account = part(await sealReport(report, content.recipient));
    const wrap = await wrapContentKey(content.identity, [team.recipient]);
    await send("POST", "/v1/reports", { version: 1, mailboxId, verifier });
    for (const { sent, bytes } of [account, exhibit]) {
      await send("PUT", `/v1/reports/${mailboxId}/parts/${sent.part}/0`, bytes);
    }
    await send("POST", `/v1/reports/${mailboxId}/complete`, {
      version: 1,
      wrap: Buffer.from(wrap).toString("base64url"),
      content: account.sent.part,
      parts: [account.sent, exhibit.sent],
    });
  };
  for (let at = 0; at < count; at += 10) {
    await Promise.all(Array.from({ length: Math.min(10, count - at) }, (_, k) => one(at + k)));
  }
}

async function main() {
  writeFileSync(
    join(built, "library.ts"),
    [
      `export { makeKeyPair } from "@honeyguide/protocol/keys";`,
      `export { sealEvidence, sealReport, wrapContentKey } from "@honeyguide/protocol/seal";`,
      `export { migrate, openDatabase } from "@honeyguide/store/database";`,
      `export { deskMigrations, deskSchema } from "@honeyguide/store/desk";`,
      `export { makeIntakeClient } from "${root}apps/desk/server/intake-client.ts";`,
      `export { openDesk } from "${root}apps/desk/server/open-desk.ts";`,
      `export { copyWaitingParts } from "${root}apps/desk/server/copy-parts.ts";`,
      `export { takeChanges } from "${root}apps/desk/server/take-changes.ts";`,
      `export { bakeEmptyDatabase } from "@honeyguide/store/embedded";`,
    ].join("\n"),
  );
  const entry = join(built, "library.ts").slice(root.length);
  const library = await import(pathToFileURL(await bundle(entry, "library")));
  const database = await bundle("packages/store/test/database-process.ts", "database");
  const intakeScript = await bundle("apps/intake/server/main.ts", "intake");

  const team = await library.makeKeyPair();
  const token = randomBytes(32).toString("base64url");
  const own = join(folder, "intake");
  mkdirSync(own);
  mkdirSync(join(folder, "web"));
  writeFileSync(join(folder, "web/index.html"), "<!doctype html>");
  writeFileSync(join(own, "pull.hash"), createHash("sha256").update(token).digest("base64url"));
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileSync(join(own, "receipt.key"), privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(
    join(own, "site.json"),
    JSON.stringify({
      version: 1,
      team: "Practice team",
      cannotRead: "nobody else",
      recipients: [team.recipient],
      callingCode: "44",
      promise: { ordinaryMinutes: 120, threatMinutes: 15, hours: "always" },
      alternatives: [
        { kind: "call", text: "+44 7700 900000" },
        { kind: "visit", text: "Room 1" },
      ],
      leaveUrl: "https://example.org/",
      retentionMonths: 24,
      drill: true,
    }),
  );
  const empty = join(folder, "empty.tgz");
  await library.bakeEmptyDatabase(empty);
  const { url } = await start(database, [join(folder, "data"), empty], {}, "listening");
  const { port } = await start(
    intakeScript,
    [],
    {
      HONEYGUIDE_DATABASE_URL: url,
      HONEYGUIDE_INTAKE_DIR: own,
      HONEYGUIDE_WEB_DIR: join(folder, "web"),
      PORT: "0",
    },
    "server.listening",
  );
  const intakeUrl = `http://127.0.0.1:${port}`;
  const sealing = performance.now();
  await sealAll(library, intakeUrl, team);
  say(`sealed and handed over ${count} reports in ${seconds(sealing)} s`);

  const bare = library.openDatabase(url);
  await library.migrate(bare, library.deskSchema, library.deskMigrations);
  const db = bare.withSchema(library.deskSchema);
  const intake = library.makeIntakeClient(intakeUrl, token);
  const now = () => new Date();
  const { desk, pull } = await library.openDesk({
    db,
    intake,
    team: [team.identity],
    dataKey: randomBytes(32),
    cliToken: "a".repeat(32),
    setupToken: "b".repeat(32),
    forgetSetupToken: () => Promise.resolve(),
    facts: () => ({ team: "Practice team", callingCode: "44", promiseMinutes: 120 }),
    // Everything is drill here, so that the first passkey is not in the way.
    practice: async () => ({ has: () => true }),
    origin: "http://localhost:8787",
    idleMinutes: 30,
    hurry: () => undefined,
    now,
    log: (event, fields) => say(`${event} ${JSON.stringify(fields)}`),
  });

  const copying = performance.now();
  const taking = { ...desk, db, intake, practice: async () => ({ has: () => true }), now };
  while ((await library.takeChanges(taking)).more);
  while ((await library.copyWaitingParts(db, intake, 100)) > 0);
  say(`copied in ${seconds(copying)} s`);

  await desk.corpus.refresh();
  const opening = performance.now();
  const cpu = process.cpuUsage();
  await pull.round();
  const took = seconds(opening);
  const { user, system } = process.cpuUsage(cpu);
  const sizes = [...desk.linker.state().campaigns.values()].map(({ members }) => members.length);
  say(
    `opened, read and linked ${count} reports in ${took} s (${((user + system) / 1e6).toFixed(1)} s of CPU in the Desk); bar ${barSeconds} s`,
  );
  say(
    `largest campaign: ${Math.max(0, ...sizes)} of ${Math.ceil(count / 5)}; campaigns: ${sizes.length}`,
  );
  const restart = performance.now();
  await desk.corpus.refresh();
  await desk.linker.relink();
  say(`read all from the database and linked again in ${seconds(restart)} s`);
  say(`memory of the Desk: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB with this script`);
  await bare.destroy();
  if (count <= 500 && Number(took) > barSeconds) process.exitCode = 1;
}

function seconds(since) {
  return ((performance.now() - since) / 1000).toFixed(2);
}

try {
  await main();
} finally {
  for (const child of children) child.removeAllListeners("exit").kill("SIGKILL");
  rmSync(built, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
