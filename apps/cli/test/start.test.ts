/**
 * The whole installation, started here with the real servers as its children. One installation
 * serves the tests in order, since a first start takes seconds.
 */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { openContentKey, openEvidence, openReport } from "@honeyguide/protocol/open";
import { parseKeyFile } from "@honeyguide/protocol/keys";
import { SignedReceiptSchema } from "@honeyguide/protocol/wire";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { build } from "../../../tools/build.mjs";
import { readConversations } from "../src/practice/case.ts";
import { renderChat } from "../src/practice/render.ts";
import { childrenOf, isRunning, listenersOn, pidOf } from "./processes.ts";
import { emptyFolder, freePorts, type Ran, run } from "./run.ts";

interface Installation {
  readonly data: string;
  readonly ports: readonly [string, string];
  readonly ended: Promise<Ran>;
  readonly stop: () => Promise<Ran>;
}

let folder: string;
let data: string;
let first: Installation;
let said: string;

/** Start in this process and wait for the addresses. */
async function begin(
  command: readonly string[],
  at: string,
): Promise<Installation & { readonly said: string }> {
  const [port = "", deskPort = ""] = await freePorts(2);
  let ask: () => void = () => undefined;
  let hear: (text: string) => void = () => undefined;
  const said = new Promise<string>((resolve) => (hear = resolve));
  const ended = run([...command, "--port", port, "--desk-port", deskPort], {
    out: (text) => {
      hear(text);
      return Promise.resolve();
    },
    untilStopped: () => ({
      first: new Promise((resolve) => (ask = resolve)),
      second: new Promise(() => undefined),
    }),
  });
  const stop = () => {
    ask();
    return ended;
  };
  const text = await Promise.race([said, ended.then(({ err }) => Promise.reject(new Error(err)))]);
  return { data: at, ports: [port, deskPort], ended, stop, said: text };
}

/** Ask until the answer is as wanted: the Desk opens reports in its own time. */
async function until<Answer>(ask: () => Promise<Answer>, wanted: (answer: Answer) => boolean) {
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const InboxSchema = v.looseObject({
  rows: v.array(
    v.looseObject({
      id: v.string(),
      label: v.string(),
      drill: v.boolean(),
      what: v.array(v.string()),
      sealedItems: v.number(),
      sameAs: v.nullable(v.looseObject({ campaignName: v.string() })),
    }),
  ),
});
const inbox = async () => {
  const { out } = await run(["inbox", "--all", "--json", "--data", data]);
  return v.parse(InboxSchema, JSON.parse(out)).rows;
};

beforeAll(async () => {
  await build();
  folder = await mkdtemp(join(tmpdir(), "honeyguide-start-"));
  data = join(folder, "data");
}, 300_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("honeyguide start", { timeout: 180_000 }, () => {
  test("comes up with two pages, a set-up link and the practice case", async () => {
    const begun = await begin(["start", "--data", data], data);
    first = begun;
    said = begun.said;
    expect(begun.said).toContain(`http://localhost:${begun.ports[0]}`);
    expect(begun.said).toMatch(new RegExp(`http://localhost:${begun.ports[1]}/#setup=[\\w-]{43}`));
    expect(begun.said).toContain("37 sealed reports around 17 quotations");
    expect(((await stat(data)).mode & 0o777).toString(8)).toBe("700");
    for (const port of begun.ports) expect(listenersOn(port)).toEqual(["0100007F"]);
    const listed = JSON.parse(await readFile(join(data, "practice.json"), "utf8")) as string[];
    expect(new Set(listed).size).toBe(37);
  });

  test("keeps no receipt code and no set-up token in a log", async () => {
    const code = /mailbox with:\n {2}(?<words>[a-z]+(?: [a-z]+){5})\n/.exec(said)?.groups?.words;
    expect(code).toBeDefined();
    const token = (await readFile(join(data, "keys/setup.token"), "utf8")).trim();
    for (const name of await readdir(join(data, "logs"))) {
      const log = await readFile(join(data, "logs", name), "utf8");
      expect(log, name).not.toContain(token);
      expect(log, name).not.toContain(code);
    }
  });

  test("lists one campaign of four, without a word of what anybody wrote", async () => {
    const rows = await until(
      inbox,
      (all) => all.length === 37 && all.filter(({ sameAs }) => sameAs).length === 4,
    );
    expect(rows.every(({ drill }) => drill)).toBe(true);
    const linked = rows.filter(({ sameAs }) => sameAs !== null);
    expect(new Set(linked.map(({ sameAs }) => sameAs?.campaignName))).toEqual(
      new Set(["Charlie number"]),
    );
    const { out } = await run(["inbox", "--all", "--json", "--data", data]);
    for (const words of ["Long time no speak", "netball", "Unsubscribe"])
      expect(out).not.toContain(words);
    const shown = await run(["inbox", "--all", "--data", data, "--show", "safety_check"]);
    expect(shown.out).toContain("Long time no speak");
    expect(shown.out).toMatch(/threat now/);
  });

  test("shows a report without its words, and with them for a reason", async () => {
    const [row] = (await inbox()).filter(({ what }) => what.includes("asked_for_people"));
    const label = row?.label ?? "";
    const plain = await run(["show", label, "--data", data]);
    expect(plain).toMatchObject({ code: 0, err: "" });
    expect(plain.out).toContain(label);
    for (const ran of [plain, await run(["show", label, "--data", data, "--json"])]) {
      expect(ran.out).not.toContain("netball");
      expect(ran.out).not.toContain("Charlotte");
    }
    // The account is opened first, its files a moment later.
    const full = await until(
      () => run(["show", label, "--data", data, "--show", "person_asked"]),
      ({ out }) => out.includes("netball"),
    );
    expect(full).toMatchObject({ code: 0, err: "" });
    expect(full.out).toContain("Charlotte");
    expect(await run(["show", "R-999", "--data", data])).toMatchObject({ code: 3, out: "" });
  });

  test("explains a link by reasons whose sum it prints", async () => {
    const [row] = (await inbox()).filter(({ sameAs }) => sameAs !== null);
    const label = row?.label ?? "";
    const ran = await run(["explain", label, "--data", data]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toContain("same number");
    expect(ran.out).not.toContain("900123");
    const named = await run([
      "explain",
      label,
      "charlie number",
      "--data",
      data,
      "--show",
      "identify_sender",
    ]);
    expect(named.out).toMatch(/900 ?123/);
    const json = await run(["explain", label, "--data", data, "--json"]);
    const { bits, reasons } = JSON.parse(json.out) as { bits: number; reasons: { bits: number }[] };
    expect(reasons.reduce((sum, reason) => sum + reason.bits, 0)).toBeCloseTo(bits, 6);
    expect(json.out).not.toContain("detail");
    const none = (await inbox()).find(({ sameAs }) => sameAs === null)?.label ?? "";
    expect(await run(["explain", none, "--data", data])).toMatchObject({ code: 3, out: "" });
    expect(await run(["explain", label, "No such", "--data", data])).toMatchObject({ code: 3 });
  });

  test("writes out sealed files that the team key opens", async () => {
    // The chat and the picture of the practice case; another report is a picture alone.
    const row = (await inbox()).find(({ what, sealedItems }) => {
      return sealedItems > 0 && what.includes("sent_pictures");
    });
    const to = join(await emptyFolder(), "sealed");
    const ran = await run(["sealed", row?.label ?? "", "--to", to, "--data", data, "--json"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect((await readdir(to)).sort()).toEqual([
      "content.age",
      "part-1.age",
      "part-2.age",
      "wrap.age",
    ]);
    const team = parseKeyFile(await readFile(join(data, "keys/team.key"), "utf8"));
    const key = await openContentKey(await readFile(join(to, "wrap.age")), team);
    const report = await openReport(await readFile(join(to, "content.age")), key);
    expect(report.evidence.map(({ kind }) => kind)).toEqual(["chat_export", "picture"]);
    const part = await openEvidence(
      new Blob([await readFile(join(to, "part-2.age"))]).stream(),
      key,
    );
    expect(part.bytes).toBe(report.evidence[1]?.bytes);
    await part.content.cancel();
    const nobody = ["sealed", "A".repeat(22), "--to", to, "--data", data];
    expect(await run(nobody)).toMatchObject({ code: 3, out: "" });
  });

  test("imports a folder as one report, each file once, and nothing the second time", async () => {
    const at = await emptyFolder();
    const path = join(at, "WhatsApp Chat with Charlie.txt");
    const chat = "13/12/2023, 18:05 - Charlie: How're you? Busy at work?\n";
    await mkdir(join(at, "more"));
    await writeFile(path, chat);
    await writeFile(join(at, "more", "the same.txt"), chat);
    await writeFile(join(at, "more", "note.txt"), "He rang twice.\n");
    await writeFile(join(at, "more", ".DS_Store"), "x");
    const argv = ["import", at, "--sender", "07700 900123", "--name", "Charlie", "--data", data];

    const dry = await run([...argv, "--dry-run"]);
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.out).toBe("Nothing was sent. It would be 2 files in 1 report.\n");
    expect(dry.err).toContain("Charlie.txt: a WhatsApp export from Android, 1 message on 13 Dec");
    expect(dry.err).toContain("the same.txt: the same file as");
    expect(dry.err).toContain(".DS_Store: a link or a file of the system");

    const ran = await run([...argv, "--json"]);
    expect(ran).toMatchObject({ code: 0 });
    const ImportedSchema = v.strictObject({
      code: v.strictObject({
        words: v.pipe(v.string(), v.regex(/^[a-z]+( [a-z]+){5}$/)),
        digits: v.string(),
      }),
      mailboxId: v.string(),
      files: v.literal(2),
      looked: v.array(v.looseObject({ path: v.string(), messages: v.number() })),
      receipt: SignedReceiptSchema,
    });
    const { mailboxId } = v.parse(ImportedSchema, JSON.parse(ran.out));
    // Real, not drill: before somebody has a passkey it stays sealed.
    const practice = await readFile(join(data, "practice.json"), "utf8");
    expect(practice).not.toContain(mailboxId);

    const again = await run([...argv, "--json"]);
    expect(again).toMatchObject({ code: 0, out: '{"files":0}\n' });
    expect(again.err.match(/is there already/g)).toHaveLength(3);
    await writeFile(join(at, "new.txt"), "And once more today.\n");
    const said = await run(argv, { isTerminal: true });
    expect(said.out).toContain("Sealed and handed in, with 1 file.");
    expect(said.out).toMatch(/Receipt code: [a-z]+( [a-z]+){5}\n/);
  });

  test("does not import what a report of the practice case holds already", async () => {
    const one = readConversations().find(({ key }) => key === "T9");
    const path = join(await emptyFolder(), "chat.txt");
    await writeFile(path, one === undefined ? "" : renderChat(one));
    const ran = await run(["import", path, "--data", data, "--json"]);
    expect(ran).toMatchObject({ code: 0, out: '{"files":0}\n' });
    expect(ran.err).toMatch(/chat\.txt: is there already, in R-\d+; not added/);
  });

  test("imports one conversation out of a backup, and each folder on its own", async () => {
    const at = await emptyFolder();
    const sms = (number: string, body: string) =>
      `<sms address="+4477009001${number}" date="1702490700000" type="1" body="${body}" contact_name="(Unknown)" />`;
    const path = join(at, "sms.xml");
    await writeFile(
      path,
      `<?xml version='1.0'?>\n<smses count="2">${sms("23", "Hello you")}${sms("45", "Milk")}</smses>\n`,
    );
    const one = ["import", path, "--conversation", "+447700900123", "--data", data, "--json"];
    const ran = await run(one);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.err).toContain("only “+447700900123”: 1 message");
    expect(await run(one)).toMatchObject({ code: 0, out: '{"files":0}\n' });
    const none = await run(["import", path, "--conversation", "Nobody", "--data", data, "--json"]);
    expect(none).toMatchObject({ code: 3, out: "" });

    const named = [join(at, "a.txt"), join(at, "b.txt")];
    for (const each of named) await writeFile(each, `${each} wrote again\n`);
    const two = await run(["import", ...named, "--each", "--data", data, "--json"]);
    const codes = two.out.trim().split("\n");
    expect(codes).toHaveLength(2);
  });

  test("checks everything again, at the Desk", async () => {
    const [row] = (await inbox()).filter(({ what, sealedItems }) => {
      return sealedItems > 0 && what.includes("sent_pictures");
    });
    const one = await run(["verify", row?.label ?? "", "--data", data]);
    expect(one).toMatchObject({ code: 0, err: "" });
    expect(one.out).toMatch(
      /^R-\d+ +2 originals, 2 match\. 1 reading, 1 match\. \d+ custody lines, chain complete\.\n$/,
    );
    expect(await run(["verify", "R-999", "--data", data])).toMatchObject({ code: 3, out: "" });
  });

  test("writes a look into the audit before it shows anything", async () => {
    const [row] = await inbox();
    const label = row?.label ?? "";
    await run(["show", label, "--data", data, "--show", "identify_sender"]);
    const AuditSchema = v.array(
      v.looseObject({
        act: v.string(),
        on: v.nullable(v.string()),
        reason: v.nullable(v.string()),
      }),
    );
    const [address, token] = await Promise.all(
      ["desk-address", "keys/cli.token"].map((name) => readFile(join(data, name), "utf8")),
    );
    const response = await fetch(new URL("/v1/audit?limit=20", address), {
      headers: { authorization: `Bearer ${token?.trim() ?? ""}` },
    });
    const lines = v.parse(AuditSchema, await response.json());
    expect(lines.map(({ reason }) => reason)).toContain("identify_sender");
  });

  test("is healthy, says doctor", async () => {
    const ran = await run(["doctor", "--data", data]);
    expect(ran.out).not.toMatch(/^FIX/m);
    expect(ran).toMatchObject({ code: 0, err: "" });
    expect(ran.out).toContain("The Desk answers");
  });

  test("refuses a second process on the same data, and leaves the first alone", async () => {
    const [port = "", deskPort = ""] = await freePorts(2);
    const ran = await run(["start", "--data", data, "--port", port, "--desk-port", deskPort]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toMatch(
      /^Another process \(pid \d+\) uses this data directory; nothing was changed\./,
    );
    expect(await run(["inbox", "--data", data])).toMatchObject({ code: 0 });
  });

  test("refuses a port that is taken, and says which and what to do", async () => {
    const [port, deskPort] = first.ports;
    const other = join(await emptyFolder(), "other");
    const argv = ["start", "--data", other, "--no-practice", "--quiet"];
    const ran = await run([...argv, "--port", port, "--desk-port", "1"]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toBe(
      `Port ${port} is in use by another program. Nothing is lost. Stop that program, or choose another port: npm start -- --port ${Number(port) + 1000}\n`,
    );
    const same = await run([...argv, "--port", deskPort, "--desk-port", deskPort]);
    expect(same).toMatchObject({ code: 1, out: "" });
    expect(same.err).toContain("two different ports");
  });

  test("refuses a directory that cannot be written, with one sentence", async () => {
    const ran = await run(["start", "--data", "/proc/honeyguide"]);
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toMatch(/^\/proc\/honeyguide cannot be written: .*--data\.\n$/);
  });

  test("takes the practice case out in one act", async () => {
    expect(await run(["demo", "--remove", "--data", data])).toMatchObject({ code: 0, out: "" });
    const rows = await inbox();
    expect(rows.filter(({ drill }) => drill)).toEqual([]);
  });

  test("stops in order when asked, and keeps everything", async () => {
    const ran = await first.stop();
    expect(ran.code).toBe(0);
    expect(ran.err).toMatch(/Stopping …\nStopped\. Everything is kept\.\n$/);
    await expect(stat(join(data, "desk-address"))).rejects.toThrow(/ENOENT/);
  });

  test("comes up again quickly, does not load the practice case again, and ends with its Desk", async () => {
    const started = performance.now();
    const again = await begin(["start", "--data", data, "--json"], data);
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(Object.keys(JSON.parse(again.said) as object)).toEqual([
      "intake",
      "desk",
      "setup",
      "data",
    ]);
    expect((await inbox()).filter(({ drill }) => drill)).toEqual([]);
    const pid = pidOf("dist/desk/server.js");
    process.kill(pid, "SIGKILL");
    const ran = await again.ended;
    expect(ran.code).toBe(1);
    expect(ran.err).toContain("The Desk stopped by itself (signal SIGKILL)");
    expect(ran.err).toContain("desk.log");
    expect(childrenOf(process.pid)).toEqual([]);
  });

  test("demo forgets everything at the end", async () => {
    const begun = await begin(["demo", "--quiet"], "");
    const at = /in (\S+)\./.exec(begun.said)?.[1];
    expect(begun.said).toContain("forget everything");
    const folders = (await readdir(tmpdir())).filter((name) => name.startsWith("honeyguide-demo-"));
    expect(at === undefined && folders.length).toBeGreaterThan(0);
    expect((await begun.stop()).code).toBe(0);
    const left = (await readdir(tmpdir())).filter((name) => name.startsWith("honeyguide-demo-"));
    expect(left.length).toBe(folders.length - 1);
  });
});

describe("the process itself", { timeout: 120_000 }, () => {
  test("ends its servers on SIGTERM, and when it is killed", async () => {
    const at = join(await emptyFolder(), "data");
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      const [port = "", deskPort = ""] = await freePorts(2);
      const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
      const argv = [
        "start",
        "--data",
        at,
        "--port",
        port,
        "--desk-port",
        deskPort,
        "--no-practice",
      ];
      const child = spawn(process.execPath, [main, ...argv], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      await new Promise((resolve) => child.stdout.once("data", resolve));
      const servers = childrenOf(child.pid ?? 0);
      expect(servers).toHaveLength(3);
      const closed = new Promise((resolve) => child.once("close", resolve));
      child.kill(signal);
      const code = await closed;
      if (signal === "SIGTERM") expect(code).toBe(0);
      await until(
        () => Promise.resolve(servers.filter(isRunning)),
        (left) => left.length === 0,
      );
    }
  });
});
