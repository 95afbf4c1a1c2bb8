/** `/v1/overview`, `/v1/inbox`, `/v1/reports`: looking at reports. */
import { selectWaitingReal } from "@honeyguide/store/desk";
import { Hono } from "hono";

import type { Overview } from "../api.ts";
import type { Case } from "./corpus.ts";
import { type Desk, viewOf } from "./desk.ts";
import { makeInbox } from "./inbox.ts";
import { DeskRefusal } from "./refusal.ts";
import { makeReportView } from "./report-view.ts";
import { AuditQuerySchema, InboxQuerySchema, query } from "./request-body.ts";
import type { SignedIn } from "./signed-in.ts";
import { lastUndoLine } from "./triage.ts";

/** Routes that change nothing. */
export function makeReportRoutes(desk: Desk) {
  const { db, vault, audit, gate, corpus, linker, facts, reveals, now } = desk;
  return new Hono<SignedIn>()
    .get("/overview", async (c) => {
      const responder = c.get("responder");
      const { count } = await selectWaitingReal(db).executeTakeFirstOrThrow();
      const state = linker.state();
      const answer: Overview = {
        team: facts().team,
        responder: responder.name,
        drill: corpus.cases().some(({ row }) => row.drill),
        drillOnly: !gate.mayOpenReal(),
        counts: {
          inbox: makeInbox(viewOf(desk), false).rows.length,
          campaigns: state.campaigns.size,
        },
        waitingForPasskey: gate.mayOpenReal() ? 0 : count,
        ...desk.pullState(),
        undo: lastUndoLine(state, corpus, responder),
        now: now().toISOString(),
      };
      return c.json(answer, 200);
    })
    .get("/inbox", query(InboxQuerySchema), (c) =>
      c.json(makeInbox(viewOf(desk), c.req.valid("query").all === "1"), 200),
    )
    .get("/reports/:id", async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      const deps = {
        db,
        vault,
        callingCode: () => facts().callingCode,
        revealsToday: reveals.today,
      };
      return c.json(await makeReportView(deps, viewOf(desk), entry, c.get("responder").name), 200);
    })
    .get("/audit", query(AuditQuerySchema), async (c) =>
      c.json(await audit.read(db, c.req.valid("query").limit), 200),
    );
}

/** @throws {DeskRefusal} if there is no such report, or it waits for the first passkey. */
export function findCase({ corpus, gate }: Desk, id: string): Case {
  const entry = corpus.find(id);
  if (entry === undefined) throw new DeskRefusal("desk.unknown_report");
  if (entry.row.state === "sealed" && !gate.mayOpenReal()) {
    throw new DeskRefusal("desk.sealed_until_passkey");
  }
  return entry;
}
