import { expect, test } from "vitest";

import vectors from "../../../../spec/vectors/link-tokens.json" with { type: "json" };
import { makeEvaluator, toStoredToken } from "../../src/link-tokens/evaluate.ts";
import { type LinkFeatures, toFeatureInputs } from "../../src/link-tokens/features.ts";
import { toLinkToken } from "../../src/link-tokens/session.ts";
import { redeemPass, usePass } from "../../src/passes.ts";

const hex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

test("features give the inputs, tokens and stored tokens of the vectors", async () => {
  const { keyholder, intake, purpose } = vectors;
  const k1 = await makeEvaluator(hex(keyholder.seed), purpose);
  const k2 = await makeEvaluator(hex(intake.seed), purpose);
  expect(toHex(k1.publicKey)).toBe(keyholder.publicKey);
  expect(toHex(k2.publicKey)).toBe(intake.publicKey);
  const made = [];
  for (const features of vectors.features) {
    const read = toFeatureInputs(features as unknown as LinkFeatures);
    if (!read.ok) throw new Error(read.reason);
    for (const { kind, make } of read.value) {
      for (const input of await make()) {
        const token = toLinkToken(k1.output(input), k2.output(input));
        const stored = toHex(await toStoredToken(hex(vectors.pepper), token));
        made.push({ kind, input: toHex(input), token: toHex(token), stored });
      }
    }
  }
  expect(made).toEqual(vectors.tokens);
});

test("the pass of the vectors is used and redeemed as they say", async () => {
  const { seed, purpose, publicKey, pass, mailboxId, redemption, passId } = vectors.pass;
  const issuer = await makeEvaluator(hex(seed), purpose);
  expect(toHex(issuer.publicKey)).toBe(publicKey);
  expect(usePass(pass, mailboxId)).toEqual({ ok: true, value: redemption });
  expect(redeemPass(redemption, mailboxId, issuer.output)).toEqual({ ok: true, passId });
});
