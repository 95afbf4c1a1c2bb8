/**
 * What every answer carries. Nothing is cached, nothing is framed, no script but our own runs, and
 * no cookie is ever set.
 */
import { createHash } from "node:crypto";

import { createMiddleware } from "hono/factory";

/** Policies by which the page may make trusted values: Svelte's templates, our two workers. */
const trustedTypes = ["svelte-trusted-html", "honeyguide-worker", "honeyguide-picture"] as const;

const fixed: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-dns-prefetch-control": "off",
  "x-frame-options": "DENY",
};

/**
 * The Content-Security-Policy of a page.
 *
 * @param html - its source: inline scripts and styles, if it has any, are allowed by their hash.
 */
export function contentSecurityPolicy(html: string): string {
  const sources = (element: "script" | "style") => ["'self'", ...inlineHashes(html, element)];
  return [
    "default-src 'none'",
    ["script-src", ...sources("script")].join(" "),
    ["style-src", ...sources("style")].join(" "),
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trustedTypes.join(" ")}`,
  ].join("; ");
}

function inlineHashes(html: string, element: "script" | "style"): readonly string[] {
  const found = html.matchAll(
    new RegExp(`<${element}(?![^>]*\\ssrc=)[^>]*>(.*?)</${element}>`, "gs"),
  );
  return [...found]
    .map(([, content = ""]) => content)
    .filter((content) => content !== "")
    .map((content) => `'sha256-${createHash("sha256").update(content).digest("base64")}'`);
}

/**
 * The worker that reads pictures is the one script that may compile WebAssembly, and may do little
 * else: it has a policy of its own, and the page that starts it keeps the stricter one.
 */
const pictureWorker = /^\/assets\/picture-worker-[\w-]+\.js$/;
const pictureWorkerPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/**
 * Puts the headers on every answer, errors too.
 *
 * @param csp - from {@link contentSecurityPolicy}.
 */
export function securityHeaders(csp: string) {
  return createMiddleware(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(fixed)) c.header(name, value);
    c.header("content-security-policy", pictureWorker.test(c.req.path) ? pictureWorkerPolicy : csp);
  });
}

/**
 * Refuses what another site's page sends. Browsers say where a request comes from; a command line
 * says nothing and carries no one's rights.
 */
export function refuseOtherOrigins() {
  return createMiddleware(async (c, next) => {
    const { method } = c.req;
    if (method === "GET" || method === "HEAD") return next();
    const site = c.req.header("sec-fetch-site");
    const isOurs =
      site === undefined
        ? isSameHost(c.req.header("origin"), c.req.header("host"))
        : site === "same-origin" || site === "none";
    return isOurs ? next() : c.json({ code: "intake.other_origin" as const }, 403);
  });
}

function isSameHost(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
