/** What the intake refuses, and that refusing leaves no trace. */
import { pieceBytes } from "@honeyguide/protocol/wire";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { engines } from "../../../packages/store/test/postgres.ts";
import { begin, completion, file, makePart, makePerson, putPiece, startIntake } from "./intake.ts";

const letterId = "LLLLLLLLLLLLLLLLLLLLLA";

describe.each(engines)("the intake on %s", (engine) => {
  let intake: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    intake = await startIntake(engine);
  });
  afterAll(() => intake.close());
  const { send } = {
    send: (...request: Parameters<typeof intake.send>) => intake.send(...request),
  };

  const code = async (reply: Response) => [reply.status, (await reply.json()) as unknown];
  const mailbox = async ({ mailboxId, key }: { mailboxId: string; key: string }) =>
    (await send("GET", `/v1/mailbox/${mailboxId}`, { key })).json() as Promise<{
      state: string;
      parts: unknown[];
    }>;

  test("an unknown mailbox and a wrong key get the same answer on every route", async () => {
    const { person, parts } = await file(send);
    const wrong = { ...person, key: makePerson().key };
    const unknown = { ...makePerson(), key: person.key };
    const id = parts[0]!.sent.part;
    const sealed = { version: 1, id: letterId, sealed: "bmV3cw" };
    for (const { mailboxId, key } of [wrong, unknown, { mailboxId: "short", key: "x" }]) {
      const replies = await Promise.all([
        send("GET", `/v1/mailbox/${mailboxId}`, { key }),
        send("GET", `/v1/mailbox/${mailboxId}`),
        send("DELETE", `/v1/mailbox/${mailboxId}`, { key }),
        send("POST", `/v1/mailbox/${mailboxId}/messages`, { key, json: sealed }),
        send("PUT", `/v1/reports/${mailboxId}/place`, { key, bytes: Buffer.from("x") }),
        send("PUT", `/v1/reports/${mailboxId}/parts/${id}/0`, { key, bytes: Buffer.from("x") }),
        send("DELETE", `/v1/reports/${mailboxId}/parts/${id}`, { key }),
        send("POST", `/v1/reports/${mailboxId}/complete`, { key, json: completion(parts) }),
        send("POST", `/v1/reports/${mailboxId}/release`, { key, json: {} }),
      ]);
      for (const reply of replies) {
        expect(await code(reply)).toEqual([404, { code: "intake.unknown_mailbox" }]);
      }
    }
    expect((await mailbox(person)).state).toBe("received");
  });

  test.for([
    ["GET", "/changes"],
    ["GET", "/reports/AAAAAAAAAAAAAAAAAAAAAA/parts/AAAAAAAAAAAAAAAAAAAAAA"],
    ["POST", "/mailbox/AAAAAAAAAAAAAAAAAAAAAA/messages"],
    ["PUT", "/mailbox/AAAAAAAAAAAAAAAAAAAAAA/state"],
  ] as const)("%s %s is the desk's alone", async ([method, path]) => {
    for (const key of [undefined, "wrong", ""]) {
      const reply = await send(method, `/v1/desk${path}`, key === undefined ? {} : { key });
      expect(await code(reply)).toEqual([401, { code: "intake.not_the_desk" }]);
    }
  });

  const person = makePerson();
  const wellFormed = { version: 1, mailboxId: person.mailboxId, verifier: person.verifier };
  test.for([
    ["another version", { ...wellFormed, version: 2 }],
    ["a field it does not know", { ...wellFormed, email: "target@example.org" }],
    ["a short verifier", { ...wellFormed, verifier: "AAAA" }],
    ["a mailbox with a slash", { ...wellFormed, mailboxId: "AAAAAAAAAAAAAAAAAAAA/A" }],
    ["no object", "target@example.org"],
  ] as const)("refuses %s, keeps nothing and logs no content", async ([, json]) => {
    const reply = await send("POST", "/v1/reports", { json });
    expect(await code(reply)).toEqual([400, { code: "intake.malformed_request" }]);
    const key = person.key;
    expect((await send("GET", `/v1/mailbox/${person.mailboxId}`, { key })).status).toBe(404);
    expect(intake.logged.join("\n")).not.toContain("example.org");
  });

  test.for(["-1", "01", "2560", "1e1", "x"])("refuses piece number %j", async (number) => {
    const mine = makePerson();
    await begin(send, mine);
    const reply = await putPiece(send, mine, makePart(1).sent.part, number, Buffer.from("x"));
    expect(await code(reply)).toEqual([400, { code: "intake.malformed_request" }]);
  });

  test("refuses what is too large before it is kept", async () => {
    const mine = makePerson();
    await begin(send, mine);
    const { sent } = makePart(1);
    const large = new Uint8Array(pieceBytes + 1);
    const piece = await putPiece(send, mine, sent.part, 0, large);
    expect(await code(piece)).toEqual([413, { code: "intake.too_large" }]);
    const path = `/v1/reports/${mine.mailboxId}/place`;
    const place = await send("PUT", path, { key: mine.key, bytes: large });
    expect(await code(place)).toEqual([413, { code: "intake.too_large" }]);
    expect((await mailbox(mine)).parts).toEqual([]);
  });

  test("a report has room for many parts, not for endless ones", async () => {
    const mine = makePerson();
    await begin(send, mine);
    const statuses: number[] = [];
    for (let at = 0; at < 130; at += 1) {
      const { sent } = makePart(1);
      statuses.push((await putPiece(send, mine, sent.part, 0, Buffer.of(1))).status);
    }
    expect(statuses.filter((status) => status === 204)).toHaveLength(128);
    expect(statuses.slice(-2)).toEqual([409, 409]);
  });

  test.for([
    ["a browser that says so", { "sec-fetch-site": "cross-site" }],
    ["a sister site", { "sec-fetch-site": "same-site", origin: "http://localhost" }],
    ["an older browser", { origin: "https://example.org", host: "localhost:8786" }],
    ["an opaque origin", { origin: "null", host: "localhost:8786" }],
  ] as const)("refuses another origin: %s", async ([, headers]) => {
    const { mailboxId, verifier, key } = makePerson();
    const json = { version: 1, mailboxId, verifier };
    const reply = await send("POST", "/v1/reports", { json, headers });
    expect(await code(reply)).toEqual([403, { code: "intake.other_origin" }]);
    expect((await send("GET", `/v1/mailbox/${mailboxId}`, { key })).status).toBe(404);
  });

  test.for([
    ["our page", { "sec-fetch-site": "same-origin", origin: "http://localhost:8786" }],
    ["our page in an older browser", { origin: "http://localhost:8786", host: "localhost:8786" }],
    ["a command line", {}],
  ] as const)("takes a report from %s", async ([, headers]) => {
    const { mailboxId, verifier } = makePerson();
    const json = { version: 1, mailboxId, verifier };
    expect((await send("POST", "/v1/reports", { json, headers })).status).toBe(201);
  });

  test("what is not there is not there", async () => {
    expect(await code(await send("GET", "/v1/nothing"))).toEqual([
      404,
      { code: "intake.not_found" },
    ]);
  });
});
