/**
 * A PostgreSQL server for the length of a test run: private, on a Unix socket in a temporary
 * directory, from whatever is installed.
 */
import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";

export interface PostgresServer {
  readonly folder: string;
  readonly stop: () => Promise<void>;
}

/**
 * Nothing where no server is installed.
 *
 * @param settings - `name=value`, such as `fsync=on`.
 */
export async function startPostgres(
  settings: readonly string[] = ["fsync=off"],
): Promise<PostgresServer | undefined> {
  const bin = findBinaries();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "honeyguide-pg-"));
  // The server refuses to run as root; its own user is there where its package is.
  const user = process.getuid?.() === 0 ? userOf("postgres") : undefined;
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  execFileSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
    { ...user, stdio: "pipe", env: { PATH: process.env.PATH, LC_ALL: "C.UTF-8" } },
  );
  const server = spawn(
    join(bin, "postgres"),
    [
      ...["-D", data, "-k", folder, "-N", "100"],
      ...["listen_addresses=", ...settings].flatMap((setting) => ["-c", setting]),
    ],
    { ...user, stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) =>
    server.once("exit", () => {
      resolve();
    }),
  );
  await waitFor(join(folder, ".s.PGSQL.5432"));
  return {
    folder,
    stop: async () => {
      server.kill("SIGQUIT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function findBinaries(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    : [];
  const onPath = (process.env.PATH ?? "").split(":");
  return [...versions.map((version) => join(debian, version, "bin")), ...onPath].find(
    (folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")),
  );
}

function userOf(name: string): { readonly uid: number; readonly gid: number } {
  const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function waitFor(path: string): Promise<void> {
  for (let tries = 0; !existsSync(path); tries += 1) {
    if (tries > 300) throw new Error(`PostgreSQL did not start in ${dirname(path)}`);
    await setTimeout(100);
  }
}
