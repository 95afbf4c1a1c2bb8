/** What the Desk refuses, and what every answer carries. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Session } from "../api.ts";
import { chat, report } from "./sealing.ts";
import {
  bodyOf,
  cliToken,
  makeWorld,
  openWorldDesk,
  type OpenWorldDesk,
  origin,
  setupToken,
  type World,
} from "./world.ts";

let world: World;
let open: OpenWorldDesk;
beforeAll(async () => {
  world = await makeWorld();
  open = await openWorldDesk(world);
  const held = await report(world.intakeUrl, world.team.recipient, {
    held: true,
    files: [chat("Sam", "hello")],
  });
  open.practice.add(held.mailboxId);
  await held.release();
  await open.settle();
}, 120_000);
afterAll(async () => {
  await open.close();
  await world.close();
});

const code = async (reply: Promise<Response>) => {
  const { status, ...answer } = await reply.then(async (found) => ({
    status: found.status,
    ...((await found.json()) as { code: string }),
  }));
  return [status, answer.code];
};

describe("refusals", { timeout: 60_000 }, () => {
  test.for([
    ["GET", "/v1/overview"],
    ["GET", "/v1/inbox"],
    ["GET", "/v1/reports/R-1"],
    ["GET", "/v1/campaigns"],
    ["GET", "/v1/campaigns/x"],
    ["GET", "/v1/audit"],
    ["POST", "/v1/reports/R-1/decide"],
    ["POST", "/v1/reports/R-1/reply"],
    ["POST", "/v1/reports/R-1/notes"],
    ["POST", "/v1/reports/R-1/exhibits/x/reveal"],
    ["POST", "/v1/reports/R-1/exhibits/x/label"],
    ["POST", "/v1/undo"],
    ["POST", "/v1/passkeys/options"],
    ["POST", "/v1/passkeys"],
    ["POST", "/v1/recovery-sheet"],
    ["DELETE", "/v1/session"],
    ["DELETE", "/v1/drill"],
    ["GET", "/v1/anything"],
  ] as const)("%s %s needs a session", async ([method, path]) => {
    const json = method === "POST" ? {} : undefined;
    const init = json === undefined ? {} : { json };
    expect(await code(open.ask(method, path, init))).toEqual([401, "desk.not_signed_in"]);
    const token = "x".repeat(43);
    expect(await code(open.ask(method, path, { ...init, token }))).toEqual([
      401,
      "desk.not_signed_in",
    ]);
  });

  test.for([
    ["POST", "/v1/reports/R-1/decide", { outcome: "same" }],
    ["POST", "/v1/reports/R-1/decide", { outcome: "done", extra: 1 }],
    ["POST", "/v1/reports/R-1/decide", { outcome: "later", until: "soon" }],
    ["POST", "/v1/reports/R-1/decide", { outcome: "not_ours", kind: "boring" }],
    ["POST", "/v1/reports/R-1/reply", { text: "Hello" }],
    ["POST", "/v1/reports/R-1/reply", { text: " ", nextUpdateBy: "2026-11-24T18:00:00Z" }],
    ["POST", "/v1/reports/R-1/notes", { text: "" }],
    ["POST", "/v1/reports/R-1/exhibits/x/reveal", { reason: "curious" }],
    ["POST", "/v1/undo", { id: "1" }],
    ["GET", "/v1/inbox?all=2", undefined],
    ["GET", "/v1/audit?limit=99999", undefined],
    ["GET", "/v1/inbox?unknown=1", undefined],
  ] as const)("%s %s refuses a malformed request, case %#", async ([method, path, json]) => {
    const init = { token: cliToken, ...(json !== undefined && { json }) };
    expect(await code(open.ask(method, path, init))).toEqual([400, "desk.malformed_request"]);
  });

  test.for([
    ["POST", "/v1/reports/R-9/decide", { outcome: "done" }, 404, "desk.unknown_report"],
    ["GET", "/v1/reports/R-9", undefined, 404, "desk.unknown_report"],
    ["GET", "/v1/campaigns/nothing", undefined, 404, "desk.unknown_campaign"],
    [
      "POST",
      "/v1/reports/R-1/decide",
      { outcome: "same", campaignId: "x" },
      404,
      "desk.unknown_campaign",
    ],
    [
      "POST",
      "/v1/undo",
      { id: "2f0f3a31-2c52-4c3b-9a43-111111111111" },
      409,
      "desk.not_the_last_act",
    ],
    ["GET", "/v1/nothing", undefined, 404, "desk.unknown_route"],
    ["POST", "/v1/passkeys/options", { name: "A" }, 403, "desk.not_for_this_responder"],
    ["POST", "/v1/recovery-sheet", {}, 403, "desk.not_for_this_responder"],
  ] as const)("%s %s: %j is %d %s", async ([method, path, json, status, name]) => {
    const init = { token: cliToken, ...(json !== undefined && { json }) };
    expect(await code(open.ask(method, path, init))).toEqual([status, name]);
  });

  test("a body that is too long is not read to its end", async () => {
    const json = { text: "x".repeat(200_000) };
    const reply = open.ask("POST", "/v1/reports/R-1/notes", { token: cliToken, json });
    expect(await code(reply)).toEqual([413, "desk.too_large"]);
  });

  test("another name for this machine is not answered", async () => {
    const headers = { host: "evil.example:8787" };
    expect(await code(open.ask("GET", "/v1/gate", { headers }))).toEqual([
      421,
      "desk.foreign_host",
    ]);
    expect(
      (await open.ask("GET", "/v1/gate", { headers: { host: "127.0.0.1:8787" } })).status,
    ).toBe(200);
  });

  test.for([
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { origin, "sec-fetch-site": "same-site" },
  ] as const)("a write from another page is refused: %j", async (headers) => {
    const reply = open.ask("POST", "/v1/session/setup", { json: { token: setupToken }, headers });
    expect(await code(reply)).toEqual([403, "desk.foreign_origin"]);
  });

  test("every answer carries the headers, and none a cookie", async () => {
    for (const path of ["/v1/gate", "/v1/overview", "/nothing"]) {
      const { headers } = await open.ask("GET", path);
      expect(headers.get("content-security-policy")).toMatch(
        /^default-src 'none'; .*trusted-types svelte-trusted-html$/,
      );
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-embedder-policy")).toBe("require-corp");
      expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("set-cookie")).toBeNull();
    }
  });

  test("a session ends by itself when nobody acts, and asking for news is no act", async () => {
    const { session: token } = await bodyOf<Session>(
      open.ask("POST", "/v1/session/setup", { json: { token: setupToken }, headers: { origin } }),
    );
    const { now } = open.clock;
    const after = (minutes: number) =>
      (open.clock.now = new Date(now.getTime() + minutes * 60_000));
    after(20);
    expect((await open.ask("GET", "/v1/campaigns", { token })).status).toBe(200);
    after(45);
    expect((await open.ask("GET", "/v1/overview", { token })).status).toBe(200);
    after(51);
    expect((await open.ask("GET", "/v1/overview", { token })).status).toBe(401);
    open.clock.now = now;
  });

  test("signing out ends the session", async () => {
    const { session: token } = await bodyOf<Session>(
      open.ask("POST", "/v1/session/setup", { json: { token: setupToken } }),
    );
    expect((await open.ask("DELETE", "/v1/session", { token })).status).toBe(204);
    expect((await open.ask("GET", "/v1/overview", { token })).status).toBe(401);
  });

  test("a passkey's answer that nobody asked for is refused", async () => {
    const response = {
      id: "AAAA",
      rawId: "AAAA",
      type: "public-key",
      clientExtensionResults: {},
      response: { clientDataJSON: "e30", authenticatorData: "AA", signature: "AA" },
    };
    const reply = open.ask("POST", "/v1/session/passkey", { json: { response } });
    expect(await code(reply)).toEqual([401, "desk.refused_credential"]);
    const options = await bodyOf<{ rpId: string; userVerification: string }>(
      open.ask("POST", "/v1/session/passkey/options", { json: {} }),
    );
    expect(options).toMatchObject({ rpId: "localhost", userVerification: "required" });
  });

  test("wrong codes are refused, and after five it waits a minute", async () => {
    const attempt = () =>
      code(
        open.ask("POST", "/v1/session/recovery", {
          json: { code: "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF" },
        }),
      );
    for (let at = 0; at < 5; at += 1)
      expect(await attempt()).toEqual([401, "desk.refused_credential"]);
    expect(await attempt()).toEqual([429, "desk.too_many_attempts"]);
    const { now } = open.clock;
    open.clock.now = new Date(now.getTime() + 61_000);
    expect(await attempt()).toEqual([401, "desk.refused_credential"]);
    open.clock.now = now;
  });
});
