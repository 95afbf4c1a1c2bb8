import { createHmac } from "node:crypto";

import { ristretto255_oprf } from "@noble/curves/ed25519.js";
import { base64urlnopad } from "@scure/base";
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import vectors from "../../../../spec/vectors/rfc9497-ristretto255.json" with { type: "json" };
import { blindBatch, type OutputsResult } from "../../src/link-tokens/batch.ts";
import { type Evaluator, makeEvaluator, toStoredToken } from "../../src/link-tokens/evaluate.ts";
import { EvaluateReplySchema, EvaluateRequestSchema } from "../../src/wire.ts";

const hex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Random bytes from which noble makes exactly these scalars: it takes them modulo n - 1, plus one. */
function scalars(...texts: readonly string[]) {
  const left = [...texts];
  return (length: number) => {
    const bytes = new Uint8Array(length);
    bytes.set(hex(left.shift()!));
    let at = 0;
    while (bytes[at] === 0) bytes[at++] = 255;
    bytes[at]! -= 1;
    return bytes;
  };
}

/** Random bytes from which libsodium makes exactly this scalar. */
const wide = (text: string) => (length: number) => {
  const bytes = new Uint8Array(length);
  bytes.set(hex(text));
  return bytes;
};

const seed = hex(vectors.seed);
const keyInfo = "test key";
const evaluator = await makeEvaluator(seed, keyInfo);
const other = await makeEvaluator(new Uint8Array(32).fill(9), keyInfo);

function answer(by: Evaluator, request: unknown) {
  const { elements } = v.parse(EvaluateRequestSchema, request);
  const result = by.evaluate(elements, random);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

function outputsOf(result: OutputsResult): readonly Uint8Array[] {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

describe("RFC 9497, appendix A.1.2", () => {
  test("the key follows from the seed", () => {
    expect(toHex(utf8(keyInfo))).toBe(vectors.keyInfo);
    expect(toHex(evaluator.publicKey)).toBe(vectors.publicKey);
    const pair = ristretto255_oprf.voprf.deriveKeyPair(seed, utf8(keyInfo));
    expect(toHex(pair.secretKey)).toBe(vectors.secretKey);
    expect(toHex(pair.publicKey)).toBe(vectors.publicKey);
  });

  test.for(vectors.vectors)("$name, blinded and finished here, evaluated there", (vector) => {
    const batch = blindBatch(vector.inputs.map(hex), scalars(...vector.blinds));
    const { elements } = v.parse(EvaluateRequestSchema, batch.request);
    expect(elements.map(toHex)).toEqual(vector.blinded);

    const result = evaluator.evaluate(elements, wide(vector.proofRandomScalar));
    if (!result.ok) throw new Error(result.reason);
    const reply = v.parse(EvaluateReplySchema, result.value);
    expect(reply.elements.map(toHex)).toEqual(vector.evaluated);
    expect(toHex(reply.proof)).toBe(vector.proof);

    const outputs = outputsOf(batch.finish(result.value, evaluator.publicKey));
    expect(outputs.map(toHex)).toEqual(vector.outputs);
    expect(vector.inputs.map((input) => toHex(evaluator.output(hex(input))))).toEqual(
      vector.outputs,
    );
  });
});

describe("noble and libsodium", () => {
  const inputs = fc.array(fc.uint8Array({ maxLength: 80 }), { minLength: 1, maxLength: 5 });

  test("give the same elements, proofs and outputs for every batch", () => {
    fc.assert(
      fc.property(inputs, fc.uint8Array({ minLength: 32, maxLength: 32 }), (all, nonce) => {
        const scalar = toHex(nonce.map((byte, at) => (at === 31 ? 1 : byte)));
        const batch = blindBatch(all, random);
        const { elements } = v.parse(EvaluateRequestSchema, batch.request);
        const ours = evaluator.evaluate(elements, wide(scalar));
        const theirs = ristretto255_oprf.voprf.blindEvaluateBatch(
          hex(vectors.secretKey),
          hex(vectors.publicKey),
          elements,
          ((length: number) => scalars(scalar)(length)) as never,
        );
        expect(ours).toEqual({
          ok: true,
          value: {
            version: 1,
            elements: theirs.evaluated.map((one) => base64urlnopad.encode(one)),
            proof: base64urlnopad.encode(theirs.proof),
          },
        });
        expect(all.map((input) => toHex(evaluator.output(input)))).toEqual(
          outputsOf(batch.finish(answer(evaluator, batch.request), evaluator.publicKey)).map(toHex),
        );
      }),
      { numRuns: 10 },
    );
  });

  test("the largest batch is answered and proved", () => {
    const all = Array.from({ length: 128 }, (_, at) => Uint8Array.of(at));
    const batch = blindBatch(all, random);
    const outputs = outputsOf(batch.finish(answer(evaluator, batch.request), evaluator.publicKey));
    expect(new Set(outputs.map(toHex)).size).toBe(128);
  });

  test("the same input is blinded differently each time", () => {
    const [one, two] = [0, 1].map(() => blindBatch([utf8("x")], random).request.elements[0]);
    expect(one).not.toBe(two);
  });
});

const identity = base64urlnopad.encode(new Uint8Array(32));
// RFC 9496, appendix A.3: non-canonical, negative, and no square root.
const badElements = [
  [
    "a field element above the prime",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  ],
  [
    "a field element of 255 bits",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ],
  ["a negative field element", "0100000000000000000000000000000000000000000000000000000000000000"],
  ["a non-square", "26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371"],
] as const;

test("a link token is kept as an HMAC of it", async () => {
  const [pepper, token] = [random(32), random(32)];
  const expected = createHmac("sha256", pepper).update(token).digest("hex");
  expect(toHex(await toStoredToken(pepper, token))).toBe(expected);
});

describe("an evaluator refuses", () => {
  const good = base64urlnopad.decode(blindBatch([utf8("x")], random).request.elements[0]!);

  test.for(badElements)("%s", ([, text]) => {
    expect(evaluator.evaluate([good, hex(text)], random)).toEqual({
      ok: false,
      reason: "malformed_element",
    });
  });

  test("an element that is too short", () => {
    expect(evaluator.evaluate([good.slice(1)], random)).toEqual({
      ok: false,
      reason: "malformed_element",
    });
  });

  test("the identity", () => {
    expect(evaluator.evaluate([good, new Uint8Array(32)], random)).toEqual({
      ok: false,
      reason: "identity_element",
    });
  });

  test("a seed of another length, and a pepper or token of another length", async () => {
    await expect(makeEvaluator(new Uint8Array(31), "x")).rejects.toThrow(RangeError);
    await expect(toStoredToken(new Uint8Array(31), new Uint8Array(32))).rejects.toThrow(RangeError);
    await expect(toStoredToken(new Uint8Array(32), new Uint8Array(31))).rejects.toThrow(RangeError);
  });

  const request = { version: 1, elements: [identity] };
  test.for([
    ["no elements", { ...request, elements: [] }],
    ["129 elements", { ...request, elements: Array.from({ length: 129 }, () => identity) }],
    ["another version", { ...request, version: 2 }],
    ["a field it does not know", { ...request, number: "+447700900123" }],
    ["a short element", { ...request, elements: [identity.slice(1)] }],
    ["a long element", { ...request, elements: [`${identity}A`] }],
    ["an element with bits left over", { ...request, elements: [`${identity.slice(1)}B`] }],
    ["padding", { ...request, elements: [`${identity.slice(1)}=`] }],
  ] as const)("a request with %s", ([, body]) => {
    expect(v.is(EvaluateRequestSchema, request)).toBe(true);
    expect(v.is(EvaluateRequestSchema, body)).toBe(false);
  });
});

describe("the asking side refuses", () => {
  const batch = blindBatch([utf8("a"), utf8("b")], random);
  const reply = answer(evaluator, batch.request);
  const [first, second] = reply.elements as [string, string];
  const finish = (changed: unknown, key = evaluator.publicKey) => batch.finish(changed, key);
  const proof = base64urlnopad.decode(reply.proof);
  const withProof = (bytes: Uint8Array) => ({ ...reply, proof: base64urlnopad.encode(bytes) });

  test("nothing in the honest answer", () => {
    expect(finish(reply).ok).toBe(true);
  });

  test.for([
    ["nothing at all", undefined],
    ["a text", "hello"],
    ["another version", { ...reply, version: 2 }],
    ["a field it does not know", { ...reply, matched: true }],
    ["no proof", { version: 1, elements: reply.elements }],
    ["a truncated proof", { ...reply, proof: reply.proof.slice(0, 85) }],
    ["a proof with bits left over", { ...reply, proof: `${reply.proof.slice(0, 85)}B` }],
    ["a truncated element", { ...reply, elements: [first, second.slice(0, 42)] }],
    ["129 elements", { ...reply, elements: Array.from({ length: 129 }, () => first) }],
  ] as const)("%s as malformed", ([, changed]) => {
    expect(finish(changed)).toEqual({ ok: false, reason: "malformed_reply" });
  });

  test.for([
    ["fewer elements than asked for", [first]],
    ["more elements than asked for", [first, second, first]],
  ] as const)("%s", ([, elements]) => {
    expect(finish({ ...reply, elements })).toEqual({ ok: false, reason: "wrong_count" });
  });

  test.for(badElements)("%s", ([, text]) => {
    const bad = base64urlnopad.encode(hex(text));
    expect(finish({ ...reply, elements: [first, bad] })).toEqual({
      ok: false,
      reason: "malformed_element",
    });
  });

  test("the identity", () => {
    expect(finish({ ...reply, elements: [identity, second] })).toEqual({
      ok: false,
      reason: "identity_element",
    });
  });

  test("elements in another order", () => {
    expect(finish({ ...reply, elements: [second, first] })).toEqual({
      ok: false,
      reason: "wrong_proof",
    });
  });

  test("another party's key, honestly proved", () => {
    expect(finish(answer(other, batch.request))).toEqual({ ok: false, reason: "wrong_proof" });
    expect(finish(reply, other.publicKey)).toEqual({ ok: false, reason: "wrong_proof" });
  });

  test("the proof of another batch", () => {
    const elsewhere = answer(evaluator, blindBatch([utf8("a"), utf8("b")], random).request);
    expect(finish({ ...reply, proof: elsewhere.proof })).toEqual({
      ok: false,
      reason: "wrong_proof",
    });
  });

  test("one element evaluated with another key among good ones", () => {
    const [, foreign] = answer(other, batch.request).elements as [string, string];
    expect(finish({ ...reply, elements: [first, foreign] })).toEqual({
      ok: false,
      reason: "wrong_proof",
    });
  });

  test("a proof with any byte changed, also to a scalar out of range", () => {
    for (const at of [0, 31, 32, 63]) {
      for (const flip of [1, 0x80]) {
        const changed = proof.slice();
        changed[at]! ^= flip;
        expect(finish(withProof(changed))).toEqual({ ok: false, reason: "wrong_proof" });
      }
    }
    expect(finish(withProof(new Uint8Array(64)))).toEqual({ ok: false, reason: "wrong_proof" });
    expect(finish(withProof(new Uint8Array(64).fill(255)))).toEqual({
      ok: false,
      reason: "wrong_proof",
    });
  });

  test("to send no input, or more than one request carries", () => {
    expect(() => blindBatch([], random)).toThrow(RangeError);
    expect(() =>
      blindBatch(
        Array.from({ length: 129 }, () => utf8("x")),
        random,
      ),
    ).toThrow(RangeError);
  });
});
