/** The whole product on free ports and an empty data directory of its own. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const commandLine = join(root, "dist/cli/main.js");

/** A product that runs. */
export interface Service {
  readonly publicPage: string;
  readonly desk: string;
  readonly setupLink: string;
  readonly data: string;
  /**
   * Stops it and starts it again on the same data and ports.
   *
   * @param between - what happens while it does not run.
   * @returns the set-up link that it prints then.
   */
  readonly restart: (between: () => Promise<void>) => Promise<string>;
  /** Stops it, and removes its data. */
  readonly stop: () => Promise<void>;
}

/**
 * Start one.
 *
 * @param options - of `honeyguide start`, beside the ports and the directory.
 */
export async function startService(options: readonly string[]): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), "honeyguide-journey-"));
  const data = join(folder, "data");
  const [port, deskPort] = [await freePort(), await freePort()];
  const launch = () =>
    startProcess([
      ...["--data", data, ...options],
      ...["--port", String(port), "--desk-port", String(deskPort)],
    ]);
  let running = await launch();
  const { setupLink } = running;
  return {
    publicPage: `http://localhost:${String(port)}`,
    desk: `http://localhost:${String(deskPort)}`,
    setupLink,
    data,
    restart: async (between) => {
      await running.stop();
      await between();
      running = await launch();
      return running.setupLink;
    },
    stop: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startProcess(argv: readonly string[]) {
  const child = spawn(process.execPath, [commandLine, "start", ...argv], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const stopped = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
  });
  const setupLink = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const link = /http\S+#setup=\S+/.exec(said)?.[0];
      if (link !== undefined && said.includes("Ctrl C")) resolve(link);
    });
    void stopped.then(() => {
      reject(new Error(`the service stopped before it was ready:\n${said}`));
    });
  });
  return {
    setupLink,
    stop: async () => {
      child.kill("SIGTERM");
      await stopped;
    },
  };
}

/** Run the command line as an operator would, and give what it prints. */
export async function honeyguide(...argv: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [commandLine, ...argv], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  const code = await new Promise<number | null>((resolve) => {
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`honeyguide ${argv.join(" ")}: ${err.join("")}`);
  return out.join("");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
