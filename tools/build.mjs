// Makes `dist/` from the sources, and skips what is up to date: each part has a stamp, the hash of
// all it is made of. Two builds at once do no harm, since each part is made aside and renamed.
//
//   node tools/build.mjs            everything that is out of date
//   node tools/build.mjs cli desk   only these parts
//   node tools/build.mjs --force    everything
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const atOnce = 2;

// These stay in node_modules: PGlite reads its WebAssembly from beside itself, and `pg` is CommonJS.
const external = [/^@electric-sql\/pglite/, /^pg($|-|\/)/];

const packages = ["domain", "protocol", "evidence", "analysis", "disclosure", "store"].flatMap(
  (name) => [`packages/${name}/src`, `packages/${name}/package.json`],
);

/** `from`: what the part is made of. `to`: the file or folder it becomes. */
const parts = {
  cli: {
    from: ["apps/cli/src", "apps/cli/package.json", "apps/desk/api.ts", "practice", ...packages],
    to: "dist/cli",
    make: (into) =>
      bundle({ main: "apps/cli/src/main.ts", tether: "apps/cli/src/tether.ts" }, into),
  },
  "intake-server": {
    from: ["apps/intake/server", "apps/intake/package.json", ...packages],
    to: "dist/intake/server.js",
    make: (into) => bundleOne("apps/intake/server/main.ts", into),
  },
  "desk-server": {
    from: ["apps/desk/server", "apps/desk/api.ts", "apps/desk/package.json", ...packages],
    to: "dist/desk/server.js",
    make: (into) => bundleOne("apps/desk/server/main.ts", into),
  },
  "desk-pictures": {
    from: ["apps/desk/pictures", "apps/desk/package.json", ...packages],
    to: "dist/desk/pictures",
    make: pictureProcess,
  },
  "intake-web": {
    from: ["apps/intake/web", "apps/intake/vite.config.ts", ...packages],
    to: "dist/intake/web",
    make: async (into) => {
      await page("apps/intake", into);
      recognition(join(into, "ocr"), { isServed: true });
    },
  },
  "desk-web": {
    from: ["apps/desk/web", "apps/desk/vite.config.ts", "apps/desk/api.ts", ...packages],
    to: "dist/desk/web",
    make: (into) => page("apps/desk", into),
  },
  database: {
    from: ["packages/store/src/empty-database.ts"],
    to: "dist/database/empty.tgz",
    make: bake,
  },
};

async function bundle(input, dir) {
  const { rolldown } = await import("rolldown");
  const bundled = await rolldown({ input, external, platform: "node", logLevel: "warn" });
  await bundled.write({ dir, format: "esm", chunkFileNames: "[name]-[hash].js" });
  await bundled.close();
}

async function bundleOne(input, file) {
  const { rolldown } = await import("rolldown");
  const bundled = await rolldown({ input, external, platform: "node", logLevel: "warn" });
  await bundled.write({ file, format: "esm", codeSplitting: false });
  await bundled.close();
}

/** A folder of its own: the process may read nothing else. `.mjs` asks for no package.json above. */
async function pictureProcess(into) {
  await bundleOne("apps/desk/pictures/main.ts", join(into, "main.mjs"));
  for (const codec of [
    "jpeg/codec/dec/mozjpeg_dec.wasm",
    "jpeg/codec/enc/mozjpeg_enc.wasm",
    "png/codec/pkg/squoosh_png_bg.wasm",
    "webp/codec/dec/webp_dec.wasm",
  ]) {
    copyFileSync(join(root, "node_modules/@jsquash", codec), join(into, basename(codec)));
  }
  recognition(into, { isServed: false });
}

/** What reads the words of a picture: the engine's code, and its English. */
function recognition(into, { isServed }) {
  const code = "tesseract-core-simd-lstm.wasm";
  const language = "eng.traineddata";
  const packed = readFileSync(
    join(root, "node_modules/@tesseract.js-data/eng/4.0.0_best_int", `${language}.gz`),
  );
  mkdirSync(into, { recursive: true });
  copyFileSync(join(root, "node_modules/tesseract.js-core", code), join(into, code));
  writeFileSync(join(into, language), gunzipSync(packed));
  if (!isServed) return;
  // Made here once, and not at every start of the server.
  writeFileSync(join(into, `${language}.gz`), packed);
  writeFileSync(join(into, `${code}.gz`), gzipSync(readFileSync(join(into, code)), { level: 9 }));
}

async function page(app, outDir) {
  const { build } = await import("vite");
  // The configuration names its folders as seen from the app's own.
  process.chdir(join(root, app));
  await build({
    configFile: "vite.config.ts",
    logLevel: "warn",
    build: { outDir, emptyOutDir: true },
  });
}

/** An empty database, made once: it takes seconds and 750 MB that a running server must not hold. */
async function bake(into) {
  const script = `${into}.mjs`;
  await bundleOne("packages/store/src/empty-database.ts", script);
  try {
    const { bakeEmptyDatabase } = await import(script);
    await bakeEmptyDatabase(into);
  } finally {
    rmSync(script, { force: true });
  }
}

/** The hash of everything that the part is made of: sources, dependencies, and this file. */
function hashOf({ from }) {
  const hash = createHash("sha256");
  for (const path of ["package-lock.json", "tools/build.mjs", ...from].flatMap(filesBelow)) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesBelow(path) {
  const folder = join(root, path);
  if (!existsSync(folder)) return [];
  if (statSync(folder).isFile()) return [path];
  const entries = readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.name === "node_modules" || entry.name.endsWith(".tsbuildinfo")) return [];
    const inside = `${path}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(inside) : [inside];
  });
}

const stampOf = (name) => join(root, "dist/.stamps", name);

function isCurrent(name, hash) {
  const stamp = stampOf(name);
  return (
    existsSync(join(root, parts[name].to)) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === hash
  );
}

/** In this process. Others may build the same part now: whoever renames last has the same bytes. */
async function makeHere(name) {
  const { to, make } = parts[name];
  const hash = hashOf(parts[name]);
  const target = join(root, to);
  const aside = join(dirname(target), `.new-${process.pid}-${to.split("/").at(-1)}`);
  mkdirSync(dirname(target), { recursive: true });
  mkdirSync(dirname(stampOf(name)), { recursive: true });
  try {
    await make(aside);
    rmSync(stampOf(name), { force: true });
    replace(aside, target);
    writeFileSync(stampOf(name), hash);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function replace(aside, target) {
  for (let tries = 5; ; tries -= 1) {
    try {
      rmSync(target, { recursive: true, force: true });
      renameSync(aside, target);
      return;
    } catch (error) {
      if (tries === 0) throw error;
    }
  }
}

/** A process per part: what a build needs of memory must not stay with whoever asked for it. */
function makeInChild(name) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), "--here", name], {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (said += text));
    }
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new BuildError(name, said));
    });
  });
}

/** A part that could not be made, with what its tools said. */
export class BuildError extends Error {
  constructor(part, said) {
    super(`${said}\nHoneyguide could not be built: see above what is wrong in “${part}”.`);
    this.name = "BuildError";
  }
}

/**
 * Brings parts up to date.
 *
 * @param {{ only?: string[], force?: boolean, say?: (line: string) => void }} options
 */
export async function build({ only = [], force = false, say = () => undefined } = {}) {
  const wanted = only.length === 0 ? Object.keys(parts) : only;
  const stale = wanted.filter((name) => force || !isCurrent(name, hashOf(parts[name])));
  const begun = performance.now();
  const queue = [...stale];
  const worker = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const started = performance.now();
      await makeInChild(name);
      say(`built ${name.padEnd(14)}${seconds(started)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (stale.length > 1) say(`built in       ${seconds(begun)}`);
}

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s`;

async function main(args) {
  const names = args.filter((arg) => !arg.startsWith("--"));
  const unknown = names.find((name) => !Object.hasOwn(parts, name));
  if (unknown !== undefined) {
    process.stderr.write(
      `There is no part “${unknown}”. Parts: ${Object.keys(parts).join(", ")}.\n`,
    );
    process.exitCode = 2;
    return;
  }
  try {
    if (args.includes("--here")) {
      for (const name of names) await makeHere(name);
      return;
    }
    const say = (line) => process.stdout.write(`${line}\n`);
    await build({ only: names, force: args.includes("--force"), say });
  } catch (error) {
    process.stderr.write(`${error instanceof BuildError ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(root);
  await main(process.argv.slice(2));
}
