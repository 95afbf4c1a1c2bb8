import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { contentSecurityPolicy } from "../server/security-headers.ts";
import { readStaticFiles } from "../server/static-files.ts";
import { startIntake } from "./intake.ts";

const inline = "document.title = 'x'";
const html = `<!doctype html><script>${inline}</script><script type="module" src="/a.js"></script>`;

let folder: string;
let intake: Awaited<ReturnType<typeof startIntake>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "honeyguide-web-"));
  const web = join(folder, "web");
  await mkdir(join(web, "assets"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "secret");
  await writeFile(join(web, "index.html"), html);
  await writeFile(join(web, "assets/a.js"), "export {};".repeat(100));
  await writeFile(join(web, "assets/a.js.gz"), "made before");
  await writeFile(join(web, "assets/picture-worker-B1_x-y.js"), "export {};");
  await writeFile(join(web, "assets/core.wasm"), "code");
  await writeFile(join(web, "assets/core.wasm.gz"), "packed code");
  await writeFile(join(web, "assets/eng.traineddata"), "words");
  await writeFile(join(web, "key.pem"), "of no type we serve");
  intake = await startIntake("embedded", await readStaticFiles(web));
});
afterAll(async () => {
  await intake.close();
  await rm(folder, { recursive: true });
});

test.for([
  ["/", "text/html; charset=utf-8"],
  ["/index.html", "text/html; charset=utf-8"],
  ["/assets/a.js", "text/javascript; charset=utf-8"],
  ["/assets/core.wasm", "application/wasm"],
  ["/assets/eng.traineddata", "application/octet-stream"],
] as const)("serves %s as %s", async ([path, type]) => {
  const reply = await intake.send("GET", path);
  expect([reply.status, reply.headers.get("content-type")]).toEqual([200, type]);
});

test.for([
  "/../secret.txt",
  "/assets/../../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/assets/..%5c..%5csecret.txt",
  "//etc/passwd",
  "/assets",
  "/assets/a.js%00",
  "/key.pem",
  "/assets/a.js.gz",
  "/assets/core.wasm.gz",
])("does not serve %s", async (path) => {
  const reply = await intake.send("GET", path);
  expect(reply.status).toBe(404);
  expect(await reply.text()).not.toContain("secret");
});

describe("compression", () => {
  const answer = (coding: string, path: string) =>
    intake.send("GET", path, { headers: { "accept-encoding": coding } });

  test("what was compressed before is used", async () => {
    const reply = await answer("gzip", "/assets/a.js");
    expect(reply.headers.get("content-encoding")).toBe("gzip");
    expect(await reply.text()).toBe("made before");
  });

  test("the rest is compressed here", async () => {
    const reply = await answer("gzip, deflate", "/");
    expect(gunzipSync(await reply.arrayBuffer()).toString()).toBe(html);
  });

  // path, coding, what is sent: megabytes are not compressed while people wait
  test.for([
    ["/assets/core.wasm", "gzip", "packed code"],
    ["/assets/core.wasm", null, "code"],
    ["/assets/eng.traineddata", null, "words"],
  ] as const)("of %s, %s is sent only if it was made before", async ([path, coding, sent]) => {
    const reply = await answer(coding === null ? "br" : "br, gzip", path);
    expect([reply.headers.get("content-encoding"), await reply.text()]).toEqual([coding, sent]);
  });

  test.for(["", "identity", "gzip;q=0", "br;q=0.0"])("%j gets it plain", async (coding) => {
    const reply = await answer(coding, "/");
    expect(reply.headers.get("content-encoding")).toBeNull();
    expect(await reply.text()).toBe(html);
  });
});

test.for([
  ["GET", "/"],
  ["GET", "/v1/site"],
  ["GET", "/nothing"],
  ["POST", "/v1/reports"],
  ["GET", "/v1/desk/changes"],
] as const)("%s %s carries every header and no cookie", async ([method, path]) => {
  const { headers } = await intake.send(method, path);
  expect(Object.fromEntries(headers)).toMatchObject({
    "cache-control": "no-store",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  expect(headers.get("set-cookie")).toBeNull();
  expect(headers.get("access-control-allow-origin")).toBeNull();
  const policy = headers.get("content-security-policy") ?? "";
  const hash = createHash("sha256").update(inline).digest("base64");
  expect(policy.split("; ")).toEqual(
    expect.arrayContaining([
      "default-src 'none'",
      `script-src 'self' 'sha256-${hash}'`,
      "style-src 'self'",
      "frame-ancestors 'none'",
      "form-action 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
    ]),
  );
  expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
});

test("the worker that reads pictures may compile WebAssembly; nothing else may", async () => {
  const policyOf = async (path: string) =>
    (await intake.send("GET", path)).headers.get("content-security-policy");
  expect(await policyOf("/assets/picture-worker-B1_x-y.js")).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
  );
  for (const path of ["/", "/assets/a.js", "/assets/core.wasm", "/x/assets/picture-worker-a.js"]) {
    expect(await policyOf(path)).not.toContain("wasm");
  }
});

test("a page without inline parts gets no hash", () => {
  expect(contentSecurityPolicy('<script src="/a.js"></script>')).toContain("script-src 'self';");
});
