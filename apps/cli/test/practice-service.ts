/** The installation with the practice case, as a process on ports of its own. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "../../../tools/build.mjs";
import { freePorts, type Ran, runProcess } from "./run.ts";

const launcher = fileURLToPath(new URL("../bin/honeyguide.mjs", import.meta.url));

/** An installation that runs. */
export interface PracticeService {
  /** A folder for files of the test; the data lies in `data`. */
  readonly folder: string;
  readonly data: string;
  /** Runs a command on its data, as a process. */
  readonly ran: (...argv: readonly string[]) => Promise<Ran>;
  /** Stops it, and removes its data. */
  readonly stop: () => Promise<void>;
}

/** Build what runs and start it. The Desk opens the practice case in its own time. */
export async function startPractice(): Promise<PracticeService> {
  await build({ say: () => undefined });
  const folder = await mkdtemp(join(tmpdir(), "honeyguide-practice-"));
  const data = join(folder, "data");
  const [port = "", deskPort = ""] = await freePorts(2);
  const service = spawn(
    process.execPath,
    [launcher, "start", "--data", data, "--port", port, "--desk-port", deskPort],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await new Promise<void>((resolve, reject) => {
    service.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("Ctrl C")) resolve();
    });
    service.once("exit", () => {
      reject(new Error("the installation did not start"));
    });
  });
  return {
    folder,
    data,
    ran: (...argv) => runProcess([...argv, "--data", data]),
    stop: async () => {
      service.kill("SIGTERM");
      await new Promise((resolve) => service.once("exit", resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
