// What the tests need from the machine: a Chromium, a PostgreSQL server, `age`. Looks for each, and
// where it may (root on Debian) installs what is missing. Says what it did, and what it could not.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";

const say = (line) => process.stderr.write(`${line}\n`);
let listsAreFresh = false;

function runs(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

function installFromDebian(...packages) {
  if (process.getuid?.() !== 0 || !runs("apt-get", ["--version"])) return false;
  say(`installing ${packages.join(" ")} from Debian's packages`);
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) =>
    spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env: environment })
      .status === 0;
  if (!listsAreFresh) listsAreFresh = apt("update", "-qq");
  return apt("install", "-y", "-qq", "--no-install-recommends", ...packages);
}

function systemChromium() {
  const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  return [process.env.CHROMIUM, ...known].find((path) => path && existsSync(path));
}

/** The path of a Chromium, or undefined where only Playwright's own can be used. */
export function ensureChromium() {
  const found = systemChromium();
  if (found) return found;
  if (installFromDebian("chromium")) return systemChromium();
  say("no Chromium on this machine: asking Playwright for its own");
  if (spawnSync("npx", ["playwright", "install", "chromium"], { stdio: "inherit" }).status !== 0) {
    say(
      "A browser is missing. Install Chromium, or set CHROMIUM to the path of one, and try again.",
    );
    process.exit(1);
  }
  return undefined;
}

function hasPostgres() {
  const folder = "/usr/lib/postgresql";
  return (
    Boolean(process.env.DATABASE_URL) ||
    runs("initdb", ["--version"]) ||
    (existsSync(folder) && readdirSync(folder).some((v) => existsSync(`${folder}/${v}/bin/initdb`)))
  );
}

/** A PostgreSQL server and `age`, where they can be had; the tests that need them skip loudly. */
export function ensurePeers() {
  if (!hasPostgres() && !installFromDebian("postgresql")) {
    say("SKIPPED: no PostgreSQL server on this machine; the store is tested on PGlite alone");
  }
  if (!runs("age", ["--version"]) && !installFromDebian("age")) {
    say("SKIPPED: `age` is not on this machine; interoperation with it is not tested");
  }
}
