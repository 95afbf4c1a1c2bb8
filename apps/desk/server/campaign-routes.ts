/** `/v1/campaigns`. */
import { Hono } from "hono";

import { findTarget } from "./because.ts";
import { makeCampaignView, toCampaignRow } from "./campaign-view.ts";
import { type Desk, viewOf } from "./desk.ts";
import { DeskRefusal } from "./refusal.ts";
import type { SignedIn } from "./signed-in.ts";

/** Campaigns, largest first, and one of them. */
export function makeCampaignRoutes(desk: Desk) {
  return new Hono<SignedIn>()
    .get("/campaigns", (c) => {
      const campaigns = [...desk.linker.state().campaigns.values()];
      const rows = campaigns.map(toCampaignRow);
      rows.sort((a, b) => b.reports - a.reports || (a.name < b.name ? -1 : 1));
      return c.json(rows, 200);
    })
    .get("/campaigns/:id", (c) => {
      const view = viewOf(desk);
      const id = c.req.param("id");
      const target = view.state.campaigns.get(id) ?? findTarget(view, id);
      if (target === undefined) throw new DeskRefusal("desk.unknown_campaign");
      return c.json(makeCampaignView(view, { found: null, ...target }), 200);
    });
}
