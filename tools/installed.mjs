// Dependencies, as package-lock.json has them. Uses nothing but Node, so that it runs first.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const least = [20, 19];

/** Ends the process with a plain sentence where Node is too old. */
export function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1])) return;
  process.stderr.write(
    `Honeyguide needs Node ${least.join(".")} or newer; this is ${process.versions.node}. ` +
      "Nothing was changed. Install a newer Node and try again.\n",
  );
  process.exit(1);
}

/** Runs `npm ci` where node_modules is missing or was made from another lockfile. */
export function ensureInstalled(root) {
  const lock = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const wanted = lock.digest("hex");
  const stamp = join(root, "node_modules", ".honeyguide-lock");
  const marker = join(root, "node_modules", ".package-lock.json");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  if (existsSync(marker) && !existsSync(stamp) && isCurrent(root, marker)) {
    writeFileSync(stamp, wanted);
    return;
  }
  process.stdout.write("Installing what is missing (npm ci) …\n");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    process.stderr.write(
      "npm ci did not finish. Nothing else was started. Look at its message above, check the " +
        "connection to your package registry, and try again.\n",
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** True if npm itself installed exactly what the lockfile names. */
function isCurrent(root, marker) {
  const read = (path) => JSON.parse(readFileSync(path, "utf8")).packages ?? {};
  const installed = read(marker);
  return Object.entries(read(join(root, "package-lock.json"))).every(
    ([path, { version, link, optional }]) =>
      path === "" ||
      link ||
      optional ||
      !version ||
      !path.startsWith("node_modules/") ||
      installed[path]?.version === version,
  );
}
