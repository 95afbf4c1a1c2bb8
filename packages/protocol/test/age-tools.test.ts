/**
 * The ordinary tools open what we seal, and we open what they seal: Debian's `age` and `tar`.
 * Skipped, loudly, where `age` is not installed.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { example, report } from "@honeyguide/domain/testing";
import { afterAll, describe, expect, test } from "vitest";

import { makeKeyPair, parseKeyFile, toKeyFile } from "../src/keys.ts";
import { openContentKey } from "../src/open.ts";
import { sealEvidence, sealReport, wrapContentKey } from "../src/seal.ts";

const hasAge = spawnSync("age", ["--version"]).status === 0;
if (!hasAge)
  process.stderr.write("SKIPPED: `age` is not installed; interoperation is not tested\n");
const folder = mkdtempSync(join(tmpdir(), "honeyguide-age-"));
const at = (name: string) => join(folder, name);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.skipIf(!hasAge)("age and tar", () => {
  test("open a report with the team key and nothing of ours", async () => {
    const team = await makeKeyPair();
    const own = await makeKeyPair();
    const original = example(report);
    const picture = Uint8Array.from({ length: 200_000 }, (_, index) => index % 255);
    writeFileSync(at("team.key"), toKeyFile(team, "2026-11-23T00:00:00Z"));
    writeFileSync(at("wrap.age"), await wrapContentKey(own.identity, [team.recipient]));
    writeFileSync(at("content.age"), await sealReport(original, own.recipient));
    const sealed = await sealEvidence(
      { path: "evidence/1-picture.jpg", bytes: picture.length },
      new Blob([picture]).stream(),
      own.recipient,
    );
    writeFileSync(at("part.age"), new Uint8Array(await new Response(sealed).arrayBuffer()));

    const sh = (command: string) => execFileSync("sh", ["-c", command], { cwd: folder });
    sh("age -d -i team.key wrap.age > report.key");
    sh("age -d -i report.key content.age | tar x && age -d -i report.key part.age | tar x");
    expect(JSON.parse(readFileSync(at("report.json"), "utf8"))).toEqual(original);
    expect(new Uint8Array(readFileSync(at("evidence/1-picture.jpg")))).toEqual(picture);
  });

  test("seal what we open, with a key that age-keygen made", async () => {
    execFileSync("age-keygen", ["-o", at("made.key")], { stdio: "ignore" });
    const file = readFileSync(at("made.key"), "utf8");
    const [identity] = parseKeyFile(file);
    const recipient = /age1[a-z0-9]+/.exec(file)![0];
    const own = await makeKeyPair();
    const wrap = execFileSync("age", ["-r", recipient], { input: `${own.identity}\n` });
    expect(await openContentKey(wrap, [identity])).toBe(own.identity);
  });
});
