/** Steps, timings and personas of a campaign. */
import { Hono } from "hono";

import { findTarget, type Target } from "./because.ts";
import { type Desk, viewOf } from "./desk.ts";
import { DeskRefusal } from "./refusal.ts";
import { findCase } from "./report-routes.ts";
import { json, RevealSchema } from "./request-body.ts";
import type { SignedIn } from "./signed-in.ts";
import { StageSetSchema, StageVerdictSchema } from "./stage-body.ts";
import { stepKindViews } from "./stage-columns.ts";
import { decideStage, setStage } from "./stage-decisions.ts";
import { makeCampaignPersonas } from "./stage-personas.ts";
import { makeCampaignStages, makeSealedStages } from "./stage-view.ts";

/** Looking at steps and names, opening what is sealed of them, and deciding. */
export function makeStageRoutes(desk: Desk) {
  const { db, audit, custody, turns, now } = desk;
  const targetOf = (id: string) => {
    const target = findTarget(viewOf(desk), id) ?? singleOf(desk, id);
    if (target === undefined) throw new DeskRefusal("desk.unknown_campaign");
    return target;
  };
  const openCase = (id: string) => {
    const entry = findCase(desk, id);
    if (entry.body === null) throw new DeskRefusal("desk.not_open");
    return { ...entry, body: entry.body };
  };
  return new Hono<SignedIn>()
    .get("/stages", (c) => c.json(stepKindViews, 200))
    .get("/campaigns/:id/stages", async (c) =>
      c.json(await makeCampaignStages(desk, targetOf(c.req.param("id"))), 200),
    )
    .get("/campaigns/:id/personas", async (c) =>
      c.json(await makeCampaignPersonas(desk, targetOf(c.req.param("id"))), 200),
    )
    .post("/reports/:id/stages/shown", json(RevealSchema), async (c) => {
      const entry = openCase(c.req.param("id"));
      const { name: who } = c.get("responder");
      const { reason } = c.req.valid("json");
      await db.transaction().execute(async (trx) => {
        await audit.write(trx, now(), { who, act: "stages.shown", on: entry.label, reason });
        const { sealedSha256: sha256 } = entry.body;
        const line = { mailboxId: entry.id, event: "revealed" as const, by: who, sha256 };
        await custody.write(trx, now(), [line]);
      });
      return c.json(await makeSealedStages(desk, entry), 200);
    })
    .post("/reports/:id/stages/decide", json(StageVerdictSchema), async (c) => {
      const entry = openCase(c.req.param("id"));
      const body = c.req.valid("json");
      return c.json(await turns(() => decideStage(desk, c.get("responder"), entry, body)), 200);
    })
    .post("/reports/:id/stages/set", json(StageSetSchema), async (c) => {
      const entry = openCase(c.req.param("id"));
      const body = c.req.valid("json");
      return c.json(await turns(() => setStage(desk, c.get("responder"), entry, body)), 200);
    });
}

/** One report by itself, also where it is in a campaign. */
function singleOf(desk: Desk, id: string): Target | undefined {
  if (desk.corpus.find(id) === undefined) return undefined;
  const entry = findCase(desk, id);
  return entry.facts === null ? undefined : { id: entry.id, name: entry.label, members: [entry] };
}
