/** `/v1/overview`, `/v1/inbox`, `/v1/reports`: looking at reports. */
import { selectWaitingReal } from "@honeyguide/store/desk";
import { Hono } from "hono";

import type { AuditCheck, LinesPage, Overview, SearchHits } from "../api.ts";
import { toConversation } from "./conversation.ts";
import type { Case } from "./corpus.ts";
import { type Desk, viewOf } from "./desk.ts";
import { readExhibits } from "./exhibits.ts";
import { makeInbox } from "./inbox.ts";
import { lastAct } from "./last-act.ts";
import { DeskRefusal } from "./refusal.ts";
import { readReadings } from "./readings.ts";
import { makeReportView } from "./report-view.ts";
import {
  AuditQuerySchema,
  InboxQuerySchema,
  LinesQuerySchema,
  query,
  SearchQuerySchema,
} from "./request-body.ts";
import type { SignedIn } from "./signed-in.ts";

/** Routes that change nothing. */
export function makeReportRoutes(desk: Desk) {
  const { db, audit, gate, corpus, linker, facts, reveals, lines, now } = desk;
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
          moves: state.moves.length,
        },
        waitingForPasskey: gate.mayOpenReal() ? 0 : count,
        ...desk.pullState(),
        undo: lastAct(desk, responder),
        now: now().toISOString(),
      };
      return c.json(answer, 200);
    })
    .get("/inbox", query(InboxQuerySchema), (c) =>
      c.json(makeInbox(viewOf(desk), c.req.valid("query").all === "1"), 200),
    )
    .get("/reports/:id", async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      const deps = { ...desk, revealsToday: reveals.today };
      return c.json(await makeReportView(deps, viewOf(desk), entry, c.get("responder").name), 200);
    })
    .get("/reports/:id/lines", query(LinesQuerySchema), async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      const { exhibit, from, limit } = c.req.valid("query");
      const { exhibits, readings } = await standing(desk, entry, exhibit);
      const placed = await lines.page(readings, from, limit);
      const answer: LinesPage = {
        total: readings.reduce((sum, reading) => sum + reading.lines, 0),
        from,
        lines: toConversation(viewOf(desk), entry, exhibits, placed),
      };
      return c.json(answer, 200);
    })
    .get("/reports/:id/search", query(SearchQuerySchema), async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      const { exhibit, q } = c.req.valid("query");
      const { readings } = await standing(desk, entry, exhibit);
      const answer: SearchHits = await lines.search(readings, q, mostHits);
      return c.json(answer, 200);
    })
    .get("/exhibits/by-hash/:sha256", (c) => {
      const sha256 = c.req.param("sha256").toLowerCase();
      const found = corpus.cases().filter(({ hashes }) => hashes.has(sha256));
      return c.json({ labels: found.map(({ label }) => label) }, 200);
    })
    .get("/audit/check", async (c) => {
      const fault = await audit.check(db);
      const answer: AuditCheck = { complete: fault === undefined, firstFault: fault ?? null };
      return c.json(answer, 200);
    })
    .get("/audit", query(AuditQuerySchema), async (c) =>
      c.json(await audit.read(db, c.req.valid("query").limit), 200),
    );
}

/** What was read of a report, or of one of its exhibits. */
async function standing(desk: Desk, entry: Case, exhibit: string | undefined) {
  const exhibits = await readExhibits(desk, entry);
  const readings = await readReadings(desk, entry.id, exhibits);
  if (exhibit === undefined) return { exhibits, readings };
  return { exhibits, readings: readings.filter((reading) => reading.exhibit === exhibit) };
}

/** Positions told in one answer to a search. */
const mostHits = 1000;

/** @throws {DeskRefusal} if there is no such report, or it waits for the first passkey. */
export function findCase({ corpus, gate }: Desk, id: string): Case {
  const entry = corpus.find(id);
  if (entry === undefined) throw new DeskRefusal("desk.unknown_report");
  if (entry.row.state === "sealed" && !gate.mayOpenReal()) {
    throw new DeskRefusal("desk.sealed_until_passkey");
  }
  return entry;
}
