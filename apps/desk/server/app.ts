/**
 * The Desk's server. `makeApp` takes everything it touches, so a test is a request and a reply.
 */
import { Hono } from "hono";

import { makeActRoutes } from "./act-routes.ts";
import { makeCampaignRoutes } from "./campaign-routes.ts";
import type { Desk } from "./desk.ts";
import { makeCredentialRoutes, makeGateRoutes } from "./gate-routes.ts";
import { errorCode } from "./log.ts";
import { makeNumberRoutes } from "./number-routes.ts";
import { DeskRefusal } from "./refusal.ts";
import { makeReportRoutes } from "./report-routes.ts";
import { shortBody } from "./request-body.ts";
import { ownOriginOnly, securityHeaders } from "./security-headers.ts";
import { requireResponder } from "./signed-in.ts";
import { makeRulesRoutes } from "./rules-routes.ts";
import { makeStageRoutes } from "./stage-routes.ts";
import { makeStaticRoutes, type StaticFiles } from "./static-files.ts";

export interface AppDeps {
  readonly desk: Desk;
  readonly files: StaticFiles;
  /** Every address of the page, e.g. `http://localhost:8787`. */
  readonly origins: readonly string[];
}

/** The server as one function from request to answer. */
export function makeApp({ desk, files, origins }: AppDeps) {
  const { gate, hurry, log } = desk;
  return new Hono()
    .use(securityHeaders())
    .use(ownOriginOnly(origins))
    .use(shortBody)
    .route("/v1", makeGateRoutes(desk))
    .route("/v1", makeCredentialRoutes(desk))
    .use("/v1/*", requireResponder(gate, hurry))
    .route("/v1", makeReportRoutes(desk))
    .route("/v1", makeCampaignRoutes(desk))
    .route("/v1", makeNumberRoutes(desk))
    .route("/v1", makeStageRoutes(desk))
    .route("/v1", makeRulesRoutes(desk))
    .route("/v1", makeActRoutes(desk))
    .route("/", makeStaticRoutes(files))
    .notFound((c) => c.json({ code: "desk.unknown_route" as const }, 404))
    .onError((error, c) => {
      if (error instanceof DeskRefusal) return c.json({ code: error.code }, error.status);
      log("request.failed", { error: errorCode(error) });
      return c.json({ code: "desk.bug" as const }, 500);
    });
}
