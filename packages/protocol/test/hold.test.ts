import { MalformedEvidenceError, UnreadableEnvelopeError } from "@honeyguide/domain";
import { describe, expect, test } from "vitest";

import vectors from "../../../spec/vectors/held-report.json" with { type: "json" };
import { peelHeldWrap, wrapHeldContentKey } from "../src/hold.ts";
import { type AgeIdentity, makeKeyPair } from "../src/keys.ts";
import { openContentKey } from "../src/open.ts";
import { encrypterTo, wrapContentKey } from "../src/seal.ts";

const own = await makeKeyPair();
const team = [await makeKeyPair(), await makeKeyPair()];
const keyholder = [await makeKeyPair(), await makeKeyPair()];
const stranger = await makeKeyPair();
const recipientsOf = (pairs: typeof team) => pairs.map(({ recipient }) => recipient);
const identitiesOf = (pairs: typeof team) => pairs.map(({ identity }) => identity);
const held = await wrapHeldContentKey(own.identity, recipientsOf(team), recipientsOf(keyholder));

describe("a held wrap", () => {
  test.for([0, 1])("opens for keyholder's key %i and then each of the team's", async (at) => {
    const wrap = await peelHeldWrap(held, [keyholder[at]!.identity]);
    for (const { identity } of team) {
      expect(await openContentKey(wrap, [identity])).toBe(own.identity);
    }
  });

  test("the team alone, with all its keys, opens nothing", async () => {
    for (const keys of [...identitiesOf(team).map((key) => [key]), identitiesOf(team)]) {
      await expect(openContentKey(held, keys)).rejects.toThrow(UnreadableEnvelopeError);
      await expect(peelHeldWrap(held, keys)).rejects.toThrow(UnreadableEnvelopeError);
    }
  });

  test("the keyholder alone, with all its keys, finds a lock that none of them opens", async () => {
    const wrap = await peelHeldWrap(held, identitiesOf(keyholder));
    for (const keys of [...identitiesOf(keyholder).map((key) => [key]), identitiesOf(keyholder)]) {
      await expect(openContentKey(wrap, keys)).rejects.toThrow(UnreadableEnvelopeError);
    }
    expect(Buffer.from(wrap).toString("latin1")).not.toContain("AGE-SECRET-KEY");
  });

  test("a stranger, and the intake that stores it, open neither", async () => {
    await expect(peelHeldWrap(held, [stranger.identity])).rejects.toThrow(UnreadableEnvelopeError);
    const wrap = await peelHeldWrap(held, identitiesOf(keyholder));
    await expect(openContentKey(wrap, [stranger.identity])).rejects.toThrow(
      UnreadableEnvelopeError,
    );
  });

  test("with a byte changed is not peeled", async () => {
    const changed = held.slice();
    changed[changed.length - 1]! ^= 1;
    await expect(peelHeldWrap(changed, identitiesOf(keyholder))).rejects.toThrow(
      UnreadableEnvelopeError,
    );
  });

  test("with one lock only is not passed on", async () => {
    const bare = await wrapContentKey(own.identity, recipientsOf(keyholder));
    await expect(peelHeldWrap(bare, identitiesOf(keyholder))).rejects.toThrow(
      MalformedEvidenceError,
    );
    const empty = await encrypterTo(recipientsOf(keyholder)).encrypt("");
    await expect(peelHeldWrap(empty, identitiesOf(keyholder))).rejects.toThrow(
      MalformedEvidenceError,
    );
  });

  test.for([
    ["nobody on the team", [], recipientsOf(keyholder)],
    ["no keyholder", recipientsOf(team), []],
    ["a keyholder on the team", recipientsOf(team), recipientsOf(team).slice(1)],
  ] as const)("is not made for %s", async ([, inside, outside]) => {
    await expect(wrapHeldContentKey(own.identity, inside, outside)).rejects.toThrow(RangeError);
  });

  test("of the vectors opens with the keys of the vectors", async () => {
    const identity = (name: "keyholder" | "team") => [vectors[name].identity as AgeIdentity];
    const wrap = await peelHeldWrap(Buffer.from(vectors.held, "base64"), identity("keyholder"));
    expect(Buffer.from(wrap).toString("base64")).toBe(vectors.peeled);
    expect(await openContentKey(wrap, identity("team"))).toBe(vectors.contentIdentity);
  });
});
