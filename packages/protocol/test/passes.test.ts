import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { makeEvaluator } from "../src/link-tokens/evaluate.ts";
import { type Pass, redeemPass, requestPass, usePass } from "../src/passes.ts";
import { EvaluateRequestSchema } from "../src/wire.ts";

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const issuer = await makeEvaluator(new Uint8Array(32).fill(5), "honeyguide/pass/v1/2026");
const lastYear = await makeEvaluator(new Uint8Array(32).fill(5), "honeyguide/pass/v1/2025");
const mailbox = "A".repeat(22);

function issue(by = issuer): { pass: Pass; request: string; reply: unknown } {
  const asked = requestPass(random);
  const { elements } = v.parse(EvaluateRequestSchema, asked.request);
  const reply = by.evaluate(elements, random);
  if (!reply.ok) throw new Error(reply.reason);
  const finished = asked.finish(reply.value, by.publicKey);
  if (!finished.ok) throw new Error(finished.reason);
  return { pass: finished.value, request: JSON.stringify(asked.request), reply: reply.value };
}

function used(pass: string, at = mailbox) {
  const result = usePass(pass, at);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

describe("a pass", () => {
  const { pass, request, reply } = issue();

  test("is accepted where it was issued, and is the same pass in every mailbox", () => {
    const first = redeemPass(used(pass), mailbox, issuer.output);
    const second = redeemPass(used(pass, "B".repeat(22)), "B".repeat(22), issuer.output);
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
  });

  test("is another one each time", () => {
    const [one, two] = [pass, issue().pass].map((each) =>
      redeemPass(used(each), mailbox, issuer.output),
    );
    expect(one).not.toEqual(two);
  });

  test("shares nothing with what the issuer saw", () => {
    const { nonce, mac } = used(pass);
    const seen = request + JSON.stringify(reply);
    for (const text of [nonce, mac]) expect(seen).not.toContain(text.slice(0, 20));
    expect(used(pass)).not.toHaveProperty("output");
    expect(pass).not.toContain(mac);
  });

  test("may be typed with spaces and line ends", () => {
    expect(used(`${pass.slice(0, 40)}\n ${pass.slice(40)} `)).toEqual(used(pass));
  });

  test.for([
    ["a short one", (text: string) => text.slice(1)],
    ["another alphabet", (text: string) => `+${text.slice(1)}`],
    ["nothing", () => ""],
  ] as const)("is not read: %s", ([, change]) => {
    expect(usePass(change(pass), mailbox)).toEqual({ ok: false, reason: "malformed" });
  });

  test.for([
    ["another mailbox", used(pass), "B".repeat(22)],
    ["last year's key", used(issue(lastYear).pass), mailbox],
    ["a made-up nonce", { ...used(pass), nonce: "A".repeat(43) }, mailbox],
    ["a made-up mac", { ...used(pass), mac: "A".repeat(43) }, mailbox],
  ] as const)("is refused with %s", ([, redemption, at]) => {
    expect(redeemPass(redemption, at, issuer.output)).toEqual({ ok: false, reason: "not_issued" });
  });

  test.for([
    ["nothing", null],
    ["a field too many", { ...used(pass), name: "Sam" }],
    ["a short nonce", { ...used(pass), nonce: "AAAA" }],
    ["bits left over", { ...used(pass), mac: `${"A".repeat(42)}B` }],
  ] as const)("is malformed with %s", ([, redemption]) => {
    expect(redeemPass(redemption, mailbox, issuer.output)).toEqual({
      ok: false,
      reason: "malformed",
    });
  });

  test("is not made from another issuer's answer", () => {
    const asked = requestPass(random);
    const { elements } = v.parse(EvaluateRequestSchema, asked.request);
    const foreign = lastYear.evaluate(elements, random);
    expect(asked.finish(foreign.ok && foreign.value, issuer.publicKey)).toEqual({
      ok: false,
      reason: "wrong_proof",
    });
  });
});
