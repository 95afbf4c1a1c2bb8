// A world for benchmarks: the real database in a process of its own, the real intake, the real Desk,
// each bundled from the sources. Reports are sealed and handed over as the public page does it.
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { bundle, root, start } from "./processes.mjs";

export const say = (line) => {
  process.stdout.write(`${line}\n`);
};

export const seconds = (since) => ((performance.now() - since) / 1000).toFixed(2);

/** Start all of it, run `bench` with the opened Desk, and leave nothing behind. */
export async function withDesk(files, bench) {
  const cache = join(root, "node_modules/.cache/honeyguide");
  mkdirSync(cache, { recursive: true });
  const built = mkdtempSync(join(cache, "bench-"));
  const folder = mkdtempSync(join(tmpdir(), "honeyguide-"));
  const children = [];
  try {
    await bench(await openWorld({ built, folder, children, files }));
  } finally {
    for (const child of children) child.removeAllListeners("exit").kill("SIGKILL");
    rmSync(built, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openWorld({ built, folder, children, files }) {
  writeFileSync(
    join(built, "library.ts"),
    [
      `export { makeKeyPair } from "@honeyguide/protocol/keys";`,
      `export { sealEvidence, sealReport, wrapContentKey } from "@honeyguide/protocol/seal";`,
      `export { pieceBytes } from "@honeyguide/protocol/wire";`,
      `export { migrate, openDatabase } from "@honeyguide/store/database";`,
      `export { deskMigrations, deskSchema } from "@honeyguide/store/desk";`,
      `export { makeApp } from "${root}apps/desk/server/app.ts";`,
      `export { makeIntakeClient } from "${root}apps/desk/server/intake-client.ts";`,
      `export { makePictures } from "${root}apps/desk/server/pictures.ts";`,
      `export { makeReader } from "${root}apps/desk/server/reader.ts";`,
      `export { openDesk } from "${root}apps/desk/server/open-desk.ts";`,
      `export { copyWaitingParts } from "${root}apps/desk/server/copy-parts.ts";`,
      `export { takeChanges } from "${root}apps/desk/server/take-changes.ts";`,
      `export { bakeEmptyDatabase } from "@honeyguide/store/embedded";`,
    ].join("\n"),
  );
  const entry = join(built, "library.ts").slice(root.length);
  const library = await import(pathToFileURL(await bundle(built, entry, "library")));
  const database = await bundle(built, "packages/store/test/database-process.ts", "database");
  const intakeScript = await bundle(built, "apps/intake/server/main.ts", "intake");
  const deskScript = await bundle(built, "apps/desk/server/main.ts", "desk");

  const team = await library.makeKeyPair();
  const token = randomBytes(32).toString("base64url");
  writeIntakeFiles(folder, team, token);
  const empty = join(folder, "empty.tgz");
  await library.bakeEmptyDatabase(empty);
  const { url } = await start(children, database, [join(folder, "data"), empty], {}, "listening");
  const environment = {
    HONEYGUIDE_DATABASE_URL: url,
    HONEYGUIDE_INTAKE_DIR: join(folder, "intake"),
    HONEYGUIDE_WEB_DIR: join(folder, "web"),
    PORT: "0",
  };
  const { port } = await start(children, intakeScript, [], environment, "server.listening");
  const intakeUrl = `http://127.0.0.1:${port}`;
  const sealing = performance.now();
  for (let at = 0; at < files.length; at += 10) {
    const some = files.slice(at, at + 10);
    await Promise.all(some.map((file) => sealOne(library, intakeUrl, team, file)));
  }
  say(`sealed and handed over ${files.length} reports in ${seconds(sealing)} s`);

  const bare = library.openDatabase(url);
  await library.migrate(bare, library.deskSchema, library.deskMigrations);
  const db = bare.withSchema(library.deskSchema);
  const intake = library.makeIntakeClient(intakeUrl, token);
  const now = () => new Date();
  // Everything is drill here, so that the first passkey is not in the way.
  const practice = async () => ({ has: () => true });
  const cliToken = "a".repeat(32);
  const reader = library.makeReader(deskScript);
  // Never started: no report here has a picture.
  const pictures = library.makePictures(join(built, "pictures.mjs"));
  const opened = () =>
    library.openDesk({
      db,
      intake,
      team: [team.identity],
      dataKey,
      cliToken,
      setupToken: "b".repeat(32),
      forgetSetupToken: () => Promise.resolve(),
      facts: () => ({ team: "Practice team", callingCode: "44", promiseMinutes: 120 }),
      reader,
      pictures,
      practice,
      origin: "http://localhost:8787",
      idleMinutes: 30,
      hurry: () => undefined,
      now,
      log: (event, fields) => say(`${event} ${JSON.stringify(fields)}`),
    });
  const dataKey = randomBytes(32);
  const { desk, pull } = await opened();
  const app = library.makeApp({ desk, files: new Map(), origins: ["http://localhost:8787"] });
  return {
    desk,
    pull,
    reopen: opened,
    /** Everything that waits at the intake, to the Desk's own database. */
    copy: async () => {
      const taking = { ...desk, db, intake, practice, now };
      while ((await library.takeChanges(taking)).more);
      while ((await library.copyWaitingParts(db, intake, 100)) > 0);
    },
    ask: async (path) => {
      const headers = { authorization: `Bearer ${cliToken}` };
      const reply = await app.request(`http://localhost:8787${path}`, { headers });
      if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
      return reply.json();
    },
    close: async () => {
      await reader.close();
      await pictures.close();
      await bare.destroy();
    },
  };
}

function writeIntakeFiles(folder, team, token) {
  const own = join(folder, "intake");
  mkdirSync(own);
  mkdirSync(join(folder, "web"));
  writeFileSync(join(folder, "web/index.html"), "<!doctype html>");
  writeFileSync(join(own, "pull.hash"), createHash("sha256").update(token).digest("base64url"));
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileSync(join(own, "receipt.key"), privateKey.export({ type: "pkcs8", format: "pem" }));
  const site = {
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
  };
  writeFileSync(join(own, "site.json"), JSON.stringify(site));
}

async function sealOne(library, intakeUrl, team, file) {
  const { makeKeyPair, pieceBytes, sealEvidence, sealReport, wrapContentKey } = library;
  const part = (bytes) => {
    const id = randomBytes(16).toString("base64url");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { bytes, sent: { part: id, bytes: bytes.length, sha256 } };
  };
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
    reach: { how: "code", name: "", number: "", times: "", trusted: "", role: "staff", unsafe: "" },
    opening: "now",
    mayKnow: [],
    mailbox: content.recipient,
  };
  const account = part(await sealReport(report, content.recipient));
  const wrap = await wrapContentKey(content.identity, [team.recipient]);
  await send("POST", "/v1/reports", { version: 1, mailboxId, verifier });
  for (const { sent, bytes } of [account, exhibit]) {
    for (let at = 0; at * pieceBytes < bytes.length; at += 1) {
      const piece = bytes.subarray(at * pieceBytes, (at + 1) * pieceBytes);
      await send("PUT", `/v1/reports/${mailboxId}/parts/${sent.part}/${at}`, piece);
    }
  }
  await send("POST", `/v1/reports/${mailboxId}/complete`, {
    version: 1,
    wrap: Buffer.from(wrap).toString("base64url"),
    content: account.sent.part,
    parts: [account.sent, exhibit.sent],
  });
}
