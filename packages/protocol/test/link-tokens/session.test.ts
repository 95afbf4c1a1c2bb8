import type { PhoneNumber } from "@honeyguide/domain";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import { makeEvaluator } from "../../src/link-tokens/evaluate.ts";
import type { LinkFeatures } from "../../src/link-tokens/features.ts";
import {
  type LinkSession,
  type LinkTokensResult,
  makeLinkTokens,
  type PartyName,
  toLinkToken,
} from "../../src/link-tokens/session.ts";
import { type EvaluateRequest, EvaluateRequestSchema } from "../../src/wire.ts";

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const evaluators = {
  keyholder: await makeEvaluator(new Uint8Array(32).fill(1), "honeyguide/link/v1"),
  intake: await makeEvaluator(new Uint8Array(32).fill(2), "honeyguide/link/v1"),
};
const publicKeys = {
  keyholder: evaluators.keyholder.publicKey,
  intake: evaluators.intake.publicKey,
};

function answer(party: PartyName, request: EvaluateRequest): unknown {
  const { elements } = v.parse(EvaluateRequestSchema, request);
  const result = evaluators[party].evaluate(elements, random);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

const ask = (party: PartyName, request: EvaluateRequest) => Promise.resolve(answer(party, request));

const make = (features: LinkFeatures, more: Partial<LinkSession> = {}) =>
  makeLinkTokens({ features, publicKeys, ask, random, ...more });

function tokensOf(result: LinkTokensResult) {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

const handle = { kind: "handle", platform: "telegram", name: "@sam" } as const;
const number = { kind: "number", number: "+447700900123" as PhoneNumber } as const;
const photo = { kind: "photo", pdq: "0123456789abcdef".repeat(4) } as const;
const features: LinkFeatures = {
  identifiers: [number, handle, photo],
  messages: [["meet me there", "there at six"], ["bring the file"]],
};
const small: LinkFeatures = { identifiers: [handle], messages: [] };

describe("a session", () => {
  test("gives two people with one sender the same tokens, and others other ones", async () => {
    const mine = tokensOf(await make(features));
    const theirs = tokensOf(await make(features));
    expect(theirs).toEqual(mine);
    expect(
      mine.map(({ kind, place }) => [kind, place]).filter(([kind]) => kind !== "photo"),
    ).toEqual([
      ["number", undefined],
      ["handle", undefined],
      ["phrase", 0],
      ["phrase", 0],
      ["phrase", 1],
    ]);
    expect(mine.filter(({ kind }) => kind === "photo").map(({ place }) => place)).toEqual(
      Array.from({ length: 16 }, (_, at) => at),
    );
    expect(new Set(mine.map(({ token }) => toHex(token))).size).toBe(21);
    expect(mine.every(({ token }) => token.length === 32)).toBe(true);
  });

  test("asks each party once, and shows neither what it shows the other", async () => {
    const asked: [PartyName, EvaluateRequest][] = [];
    const spy = (party: PartyName, request: EvaluateRequest) => {
      asked.push([party, request]);
      return ask(party, request);
    };
    await make({ ...features, identifiers: [handle] }, { ask: spy });
    expect(asked.map(([party]) => party)).toEqual(["keyholder", "intake"]);
    const elements = asked.flatMap(([, request]) => request.elements);
    expect(new Set(elements).size).toBe(8);
  });

  test("tells how far it is, up to the whole", async () => {
    const shares: number[] = [];
    await make(features, { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares.at(-1)).toBe(1);
  });

  test("asks nobody where a feature is refused", async () => {
    const nobody = () => Promise.reject(new Error("was asked"));
    expect(await make({ identifiers: [], messages: [] }, { ask: nobody })).toEqual({
      ok: false,
      reason: "nothing",
    });
  });

  test.for(["keyholder", "intake"] as const)(
    "names the %s when its answer is wrong",
    async (bad) => {
      const other = bad === "keyholder" ? "intake" : "keyholder";
      const swapped = (party: PartyName, request: EvaluateRequest) =>
        ask(party === bad ? other : party, request);
      expect(await make(small, { ask: swapped })).toEqual({
        ok: false,
        reason: "wrong_proof",
        party: bad,
      });
      const silent = (party: PartyName, request: EvaluateRequest) =>
        party === bad ? Promise.resolve({ code: "x.failed" }) : ask(party, request);
      expect(await make(small, { ask: silent })).toEqual({
        ok: false,
        reason: "malformed_reply",
        party: bad,
      });
    },
  );

  test("lets a network's error through", async () => {
    const broken = () => Promise.reject(new Error("offline"));
    await expect(make(small, { ask: broken })).rejects.toThrow("offline");
  });

  test("refuses one key for both", async () => {
    const one = { keyholder: publicKeys.intake, intake: publicKeys.intake };
    await expect(make(small, { publicKeys: one })).rejects.toThrow(RangeError);
  });

  test("neither party's output alone, nor both in the other order, makes the token", async () => {
    const [made] = tokensOf(await make(small));
    const input = new TextEncoder().encode("honeyguide/link/v1/handle/1\0telegram\0sam");
    const outputs = [evaluators.keyholder.output(input), evaluators.intake.output(input)] as const;
    expect(toLinkToken(...outputs)).toEqual(made!.token);
    expect(toLinkToken(outputs[1], outputs[0])).not.toEqual(made!.token);
    expect(toLinkToken(outputs[0], outputs[0])).not.toEqual(made!.token);
    expect(toLinkToken(outputs[1], outputs[1])).not.toEqual(made!.token);
  });
});
