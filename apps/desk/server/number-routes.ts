/** `/v1/numbers` and the numbers of a campaign. */
import { Hono } from "hono";

import { findTarget } from "./because.ts";
import { type Desk, viewOf } from "./desk.ts";
import {
  BeginImportSchema,
  ImportRowsSchema,
  LookUpSchema,
  NumberDecideSchema,
} from "./number-body.ts";
import { decideNumber } from "./number-decisions.ts";
import { makeCampaignNumbers, makeNumberView } from "./number-file.ts";
import { beginImport, endImport, takeRows, toSourceRow } from "./number-import.ts";
import { DeskRefusal } from "./refusal.ts";
import { EmptySchema, json } from "./request-body.ts";
import type { SignedIn } from "./signed-in.ts";

/** Looking numbers up, deciding about them, and importing public lists. */
export function makeNumberRoutes(desk: Desk) {
  const { numbers, gate, turns } = desk;
  return new Hono<SignedIn>()
    .get("/numbers/sources", (c) =>
      c.json(
        numbers.sources().map((source) => toSourceRow(source, gate.nameOf)),
        200,
      ),
    )
    .post("/numbers/look-up", json(LookUpSchema), async (c) => {
      const { number, on } = c.req.valid("json");
      return c.json(await makeNumberView(desk, number, on === undefined ? {} : { on }), 200);
    })
    .get("/campaigns/:id/numbers", async (c) => {
      const target = findTarget(viewOf(desk), c.req.param("id"));
      if (target === undefined) throw new DeskRefusal("desk.unknown_campaign");
      return c.json(await makeCampaignNumbers(desk, target), 200);
    })
    .post("/numbers/decide", json(NumberDecideSchema), async (c) => {
      const body = c.req.valid("json");
      return c.json(await turns(() => decideNumber(desk, c.get("responder"), body)), 200);
    })
    .post("/numbers/imports", json(BeginImportSchema), async (c) => {
      const body = c.req.valid("json");
      return c.json(await turns(() => beginImport(desk, c.get("responder"), body)), 200);
    })
    .post("/numbers/imports/:id/rows", json(ImportRowsSchema), async (c) => {
      await takeRows(desk, c.req.param("id"), c.req.valid("json"));
      return c.body(null, 204);
    })
    .post("/numbers/imports/:id/done", json(EmptySchema), async (c) => {
      const id = c.req.param("id");
      return c.json(await turns(() => endImport(desk, c.get("responder"), id)), 200);
    });
}
