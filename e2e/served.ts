/**
 * Starts the whole product as `npm start` does, on free ports and an empty data directory with the
 * practice case, and stops it when the journeys are over.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

export default async function serve(): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), "honeyguide-journey-"));
  const [port, deskPort] = [await freePort(), await freePort()];
  const child = spawn(
    process.execPath,
    [
      ...[join(root, "dist/cli/main.js"), "start", "--data", join(data, "data")],
      ...["--port", String(port), "--desk-port", String(deskPort)],
    ],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  );
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
  process.env.HONEYGUIDE_PUBLIC = `http://localhost:${String(port)}`;
  process.env.HONEYGUIDE_DESK = `http://localhost:${String(deskPort)}`;
  process.env.HONEYGUIDE_SETUP_LINK = setupLink;
  process.env.HONEYGUIDE_JOURNEY_DATA = join(data, "data");
  return async () => {
    child.kill("SIGTERM");
    await stopped;
    await rm(data, { recursive: true, force: true });
  };
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
