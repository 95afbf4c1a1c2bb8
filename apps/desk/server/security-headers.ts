/**
 * What every answer of the Desk carries, and whom it answers at all.
 *
 * The page is ours and from here, so the policy names this origin and nothing else. `blob:` is for
 * a revealed picture. The Host header is checked because a browser can be made to resolve somebody
 * else's name to this machine (DNS rebinding), and the Origin of every write because the browser
 * sends one.
 */
import type { MiddlewareHandler } from "hono";

import { DeskRefusal } from "./refusal.ts";

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types svelte-trusted-html",
].join("; ");

const headers: Readonly<Record<string, string>> = {
  "content-security-policy": policy,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "permissions-policy":
    "camera=(), microphone=(), geolocation=(), usb=(), payment=(), clipboard-read=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
  "cache-control": "no-store",
};

/** Puts the headers on every answer; a route that sets its own policy keeps it. */
export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
  };
}

/**
 * Answers only to our own names, and takes writes only from our own page or from no page at all.
 *
 * @param origins - e.g. `http://localhost:8787`; compared exactly.
 */
export function ownOriginOnly(origins: readonly string[]): MiddlewareHandler {
  const hosts = new Set(origins.map((origin) => new URL(origin).host));
  return async (c, next) => {
    const host = c.req.header("host") ?? new URL(c.req.url).host;
    if (!hosts.has(host)) throw new DeskRefusal("desk.foreign_host");
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      const origin = c.req.header("origin");
      const site = c.req.header("sec-fetch-site") ?? "none";
      const isOurs = origin === undefined || origins.includes(origin);
      if (!isOurs || (site !== "none" && site !== "same-origin")) {
        throw new DeskRefusal("desk.foreign_origin");
      }
    }
    await next();
  };
}
