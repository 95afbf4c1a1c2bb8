/**
 * The boundary check is seen to fail: in a copy of the repository, the intake is given an import
 * of what opens a report, directly and through another room.
 */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const root = join(import.meta.dirname, "../../..");
const rooms = ["domain", "protocol", "store"];
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), "honeyguide-boundary-"));
  const modules = join(copy, "node_modules");
  await mkdir(join(modules, "@honeyguide"), { recursive: true });
  for (const name of await readdir(join(root, "node_modules"))) {
    if (name === "@honeyguide" || name === ".cache") continue;
    await symlink(join(root, "node_modules", name), join(modules, name));
  }
  for (const room of rooms) {
    await copyOver(`packages/${room}/src`);
    await copyOver(`packages/${room}/package.json`);
    await symlink(join(copy, "packages", room), join(modules, "@honeyguide", room));
  }
  for (const path of [".dependency-cruiser.cjs", "tsconfig.base.json", "tsconfig.test.json"]) {
    await copyOver(path);
  }
});
beforeEach(async () => {
  await rm(join(copy, "apps"), { recursive: true, force: true });
  await copyOver("apps/intake/server");
});
afterAll(() => rm(copy, { recursive: true }));

const copyOver = (path: string) => cp(join(root, path), join(copy, path), { recursive: true });

function check(): Promise<{ readonly passed: boolean; readonly said: string }> {
  const cruise = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cruise, "packages", "apps"],
      { cwd: copy },
      (error, stdout, stderr) => {
        resolve({ passed: error === null, said: stdout + stderr });
      },
    );
  });
}

test("as it is, the intake passes", async () => {
  const { passed, said } = await check();
  expect(said).toContain("no dependency violations found");
  expect(passed).toBe(true);
});

test("an import of what opens a report is refused", async () => {
  await writeFile(
    join(copy, "apps/intake/server/planted.ts"),
    'export { openReport } from "@honeyguide/protocol/open";\n',
  );
  const { passed, said } = await check();
  expect(passed).toBe(false);
  expect(said).toContain("intake-cannot-open: apps/intake/server/planted.ts");
});

test("so is one by way of another module", async () => {
  await writeFile(
    join(copy, "apps/intake/server/planted.ts"),
    'export { openPlace } from "@honeyguide/protocol/mailbox";\n',
  );
  const { passed, said } = await check();
  expect(passed).toBe(false);
  expect(said).toContain("intake-cannot-open: apps/intake/server/planted.ts");
});
