/** The intake as it runs: a database process and a server process, bundled from the sources. */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  type Bundle,
  bundle,
  type Running,
  start,
  startDatabase,
} from "../../../packages/store/test/processes.ts";
import { pullToken, receiptKeyPem, requestOf, type Send, siteText } from "./intake.ts";

export interface IntakeProcesses {
  /** Everything that any of the processes may write to. */
  readonly folder: string;
  readonly startDatabase: () => Promise<Running>;
  /** Its temporary folder is inside `folder`. */
  readonly startIntake: (database: Running) => Promise<Running>;
  readonly close: () => Promise<void>;
}

export async function makeIntakeProcesses(): Promise<IntakeProcesses> {
  const bundles: readonly [Bundle, Bundle] = [
    await bundle("packages/store/test/database-process.ts"),
    await bundle("apps/intake/server/main.ts"),
  ];
  const folder = await mkdtemp(join(tmpdir(), "honeyguide-"));
  const [own, web, temporary] = ["intake", "web", "tmp"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  for (const path of [own, web, temporary]) await mkdir(path);
  await writeFile(join(web, "index.html"), "<!doctype html><title>Message help</title>");
  await writeFile(join(own, "site.json"), JSON.stringify(siteText));
  await writeFile(join(own, "receipt.key"), receiptKeyPem);
  const hash = createHash("sha256").update(pullToken).digest("base64url");
  await writeFile(join(own, "pull.hash"), `${hash}\n`);
  const running: Running[] = [];
  const keep = (one: Running) => {
    running.push(one);
    return one;
  };
  return {
    folder,
    startDatabase: async () => keep(await startDatabase(bundles[0], join(folder, "data"))),
    startIntake: async (database) =>
      keep(
        await start(
          bundles[1].script,
          [],
          {
            HONEYGUIDE_DATABASE_URL: String(database.ready.url),
            HONEYGUIDE_INTAKE_DIR: own,
            HONEYGUIDE_WEB_DIR: web,
            TMPDIR: temporary,
            PORT: "0",
          },
          ["server.listening"],
        ),
      ),
    close: async () => {
      for (const one of running) await one.kill("SIGKILL");
      for (const { remove } of bundles) await remove();
      await rm(folder, { recursive: true });
    },
  };
}

/** Over HTTP, as the page does it. */
export function sendTo({ ready }: Running): Send {
  return (method, path, init = {}) =>
    fetch(`http://127.0.0.1:${String(ready.port)}${path}`, requestOf(init, method));
}
