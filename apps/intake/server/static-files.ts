/**
 * The page's files, read once at the start: a request is looked up, never joined to a path, so
 * there is nothing to climb out of.
 */
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { Hono } from "hono";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".traineddata": "application/octet-stream",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const compressible = /^(?:text\/|application\/|image\/svg)/;
/** Megabytes of code and data: compressed by the build, or sent as they are. */
const large = new Set([".traineddata", ".wasm"]);

interface StaticFile {
  readonly type: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  /** By content coding, smallest first. */
  readonly coded: readonly { readonly coding: string; readonly bytes: Uint8Array<ArrayBuffer> }[];
}

/** Files by their path on the site, `/index.html`. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

/**
 * Read a folder. Files `x.br` and `x.gz` beside `x` are its compressed forms, else made here.
 *
 * @param fill - puts the team's own words into the page, for those who see it without its script.
 */
export async function readStaticFiles(
  folder: string,
  fill?: (html: string) => string,
): Promise<StaticFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const files = new Map<string, StaticFile>();
  for (const path of paths) {
    const type = types[extname(path)];
    if (type === undefined) continue;
    const name = `/${relative(folder, path).split(sep).join("/")}`;
    const read = new Uint8Array(await readFile(path));
    if (name === "/index.html" && fill !== undefined) {
      const plain = new TextEncoder().encode(fill(new TextDecoder().decode(read)));
      files.set(name, { type, plain, coded: await codedForms(undefined, plain) });
    } else {
      const coded = await codedFormsOf(path, read, type);
      files.set(name, { type, plain: read, coded });
    }
  }
  return files;
}

async function codedFormsOf(path: string, plain: Uint8Array, type: string) {
  if (!compressible.test(type)) return [];
  if (!large.has(extname(path))) return codedForms(path, plain);
  const made = await Promise.all(
    [
      { coding: "br", twin: `${path}.br` },
      { coding: "gzip", twin: `${path}.gz` },
    ].map(async ({ coding, twin }) => {
      const bytes = await readFile(twin).catch(() => undefined);
      return bytes === undefined ? [] : [{ coding, bytes: new Uint8Array(bytes) }];
    }),
  );
  return made.flat();
}

async function codedForms(path: string | undefined, plain: Uint8Array) {
  return [
    {
      coding: "br",
      bytes: await codedBytes(path && `${path}.br`, () => brotliCompressSync(plain)),
    },
    {
      coding: "gzip",
      bytes: await codedBytes(path && `${path}.gz`, () => gzipSync(plain, { level: 9 })),
    },
  ];
}

async function codedBytes(
  path: string | undefined,
  make: () => Uint8Array,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(path === undefined ? make() : await readFile(path).catch(make));
}

/** The source of the page itself, for its policy. */
export function pageSource(files: StaticFiles): string {
  return new TextDecoder().decode(files.get("/index.html")?.plain);
}

/** Serves the files; anything else is left to the next route. */
export function makeStaticRoutes(files: StaticFiles) {
  return new Hono().get("*", async (c, next) => {
    const path = c.req.path === "/" ? "/index.html" : c.req.path;
    const file = files.get(path);
    if (file === undefined) return next();
    const accepted = codings(c.req.header("accept-encoding"));
    const coded = file.coded.find(({ coding }) => accepted.has(coding));
    const headers = { "content-type": file.type, vary: "accept-encoding" };
    return coded === undefined
      ? c.body(file.plain, 200, headers)
      : c.body(coded.bytes, 200, { ...headers, "content-encoding": coded.coding });
  });
}

function codings(header: string | undefined): ReadonlySet<string> {
  return new Set(
    (header ?? "")
      .split(",")
      .filter((entry) => !/;\s*q=0(?:\.0*)?\s*$/.test(entry))
      .map((entry) => entry.split(";", 1).join("").trim()),
  );
}
