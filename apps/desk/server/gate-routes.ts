/** `/v1/gate`, `/v1/session`, `/v1/passkeys`, `/v1/recovery-sheet`: coming in and going out. */
import { selectWaitingReal } from "@honeyguide/store/desk";
import { Hono } from "hono";
import * as v from "valibot";

import type { Gate } from "../api.ts";
import type { Desk } from "./desk.ts";
import { AssertionSchema, RegistrationSchema } from "./passkeys.ts";
import { DeskRefusal } from "./refusal.ts";
import { CodeSchema, EmptySchema, json, NameSchema, TokenSchema } from "./request-body.ts";
import type { Responder } from "./sessions.ts";
import { requireResponder } from "./signed-in.ts";

const AssertionBodySchema = v.strictObject({ response: AssertionSchema });
const RegistrationBodySchema = v.strictObject({
  ...NameSchema.entries,
  response: RegistrationSchema,
});

/** What needs no session. */
export function makeGateRoutes({ db, gate, facts, now }: Desk) {
  return new Hono()
    .get("/gate", async (c) => {
      const { count } = await selectWaitingReal(db).executeTakeFirstOrThrow();
      const answer: Gate = {
        team: facts().team,
        door: gate.door(),
        hasRecoverySheet: gate.hasRecoverySheet(),
        waitingForPasskey: gate.mayOpenReal() ? 0 : count,
        now: now().toISOString(),
      };
      return c.json(answer, 200);
    })
    .post("/session/setup", json(TokenSchema), async (c) =>
      c.json(await gate.signInByLink(c.req.valid("json").token), 200),
    )
    .post("/session/recovery", json(CodeSchema), async (c) =>
      c.json(await gate.signInByCode(c.req.valid("json").code), 200),
    )
    .post("/session/passkey/options", json(EmptySchema), async (c) =>
      c.json(await gate.signInOptions(), 200),
    )
    .post("/session/passkey", json(AssertionBodySchema), async (c) =>
      c.json(await gate.signInByPasskey(c.req.valid("json").response), 200),
    );
}

/** What a responder does about credentials. */
export function makeCredentialRoutes({ gate, lines, hurry }: Desk) {
  const signedIn = requireResponder(gate, () => undefined);
  return new Hono()
    .delete("/session", signedIn, (c) => {
      gate.end(c.get("token"));
      lines.drop(true);
      return c.body(null, 204);
    })
    .post("/passkeys/options", signedIn, json(NameSchema), async (c) => {
      refuseCommandLine(c.get("responder"));
      return c.json(await gate.registrationOptions(c.req.valid("json").name), 200);
    })
    .post("/passkeys", signedIn, json(RegistrationBodySchema), async (c) => {
      const responder = c.get("responder");
      refuseCommandLine(responder);
      const { name, response } = c.req.valid("json");
      await gate.registerPasskey(c.get("token"), responder, name, response);
      hurry();
      return c.body(null, 201);
    })
    .post("/recovery-sheet", signedIn, json(EmptySchema), async (c) => {
      const responder = c.get("responder");
      refuseCommandLine(responder);
      const code = await gate.makeSheet(c.get("token"), responder);
      hurry();
      return c.json({ code }, 200);
    });
}

/** The command line's token is a file; a credential that outlives it must not come from it. */
function refuseCommandLine({ by }: Responder): void {
  if (by === "command_line") throw new DeskRefusal("desk.not_for_this_responder");
}
