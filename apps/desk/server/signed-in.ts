/** Who asks. Every route but the gate's own is behind this. */
import { createMiddleware } from "hono/factory";

import type { GateKeeper } from "./gate.ts";
import { DeskRefusal } from "./refusal.ts";
import type { Responder } from "./sessions.ts";

// Hono's generics need a type literal, which an interface is not.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type SignedIn = {
  Variables: { readonly responder: Responder; readonly token: string };
};

/** Asked by the page on its own, every few seconds: no sign that anybody is there. */
const polls = new Set(["/v1/overview", "/v1/inbox"]);

/**
 * Refuses who is not signed in.
 *
 * @param onRequest - told of every request of a responder.
 */
export function requireResponder(gate: GateKeeper, onRequest: () => void) {
  return createMiddleware<SignedIn>(async (c, next) => {
    const token = /^Bearer ([\w.~+/-]{1,200}=*)$/.exec(c.req.header("authorization") ?? "")?.[1];
    const isAct = c.req.method !== "GET" || !polls.has(c.req.path);
    const responder = token === undefined ? undefined : gate.find(token, isAct);
    if (token === undefined || responder === undefined) {
      throw new DeskRefusal("desk.not_signed_in");
    }
    c.set("responder", responder);
    c.set("token", token);
    onRequest();
    await next();
  });
}
