/** `/v1/rules`: a new version of the rules of linking, and what it would move. */
import { Hono } from "hono";
import * as v from "valibot";

import type { Desk } from "./desk.ts";
import { json } from "./request-body.ts";
import { decideRules, makeRulesView } from "./rules-decision.ts";
import type { SignedIn } from "./signed-in.ts";

const DecideRulesSchema = v.strictObject({
  move: v.union([
    v.literal("all"),
    v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(100_000)),
  ]),
});

/** Looking at a proposal, and deciding about it. */
export function makeRulesRoutes(desk: Desk) {
  const { turns } = desk;
  return new Hono<SignedIn>()
    .get("/rules", (c) => c.json(makeRulesView(desk), 200))
    .post("/rules/decide", json(DecideRulesSchema), async (c) => {
      const { move } = c.req.valid("json");
      return c.json(await turns(() => decideRules(desk, c.get("responder"), move)), 200);
    });
}
