/** The fast way opens what the portable implementation opens, and nothing else. */
import { identityFromBytes, keyPairOf, makeKeyPair } from "@honeyguide/protocol/keys";
import { Decrypter, Encrypter } from "age-encryption";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";

import { type NativeIdentity, openNatively, toNativeIdentity } from "../server/native-age.ts";

let identity: string;
let recipient: string;
let native: readonly NativeIdentity[];
beforeAll(async () => {
  ({ identity, recipient } = await keyPairOf(identityFromBytes(new Uint8Array(32).fill(77))));
  native = [toNativeIdentity(identity as `AGE-SECRET-KEY-${string}`)!];
});

async function seal(plain: Uint8Array, ...recipients: string[]): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  for (const one of recipients) encrypter.addRecipient(one);
  return encrypter.encrypt(plain);
}

describe("openNatively", { timeout: 60_000 }, () => {
  test.for([0, 1, 15, 16, 65_535, 65_536, 65_537, 131_072, 200_000])(
    "opens %d bytes as they were",
    async (length) => {
      const plain = Uint8Array.from({ length }, (_, at) => (at * 7) % 256);
      expect(openNatively(await seal(plain, recipient), native)).toEqual(plain);
    },
  );

  test("opens with any key", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (scalar) => {
        const pair = await keyPairOf(identityFromBytes(scalar));
        const sealed = await seal(scalar, pair.recipient);
        expect(openNatively(sealed, [toNativeIdentity(pair.identity)!])).toEqual(scalar);
      }),
      { numRuns: 30 },
    );
  });

  test("opens what was sealed to several, with any of their keys", async () => {
    const other = await makeKeyPair();
    const sealed = await seal(Uint8Array.of(1), other.recipient, recipient);
    expect(openNatively(sealed, native)).toEqual(Uint8Array.of(1));
  });

  test("does not open what is for another key", async () => {
    const other = await makeKeyPair();
    expect(openNatively(await seal(Uint8Array.of(1), other.recipient), native)).toBeUndefined();
  });

  test("never opens what the portable implementation refuses: any byte changed, any end cut", async () => {
    const sealed = await seal(
      Uint8Array.from({ length: 70_000 }, (_, at) => at % 256),
      recipient,
    );
    const portable = new Decrypter();
    portable.addIdentity(identity);
    const places = fc.oneof(
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 0, max: sealed.length - 1 }),
    );
    await fc.assert(
      fc.asyncProperty(
        places,
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, flip, isCut) => {
          const altered = isCut ? sealed.slice(0, at) : sealed.slice();
          if (!isCut) altered[at]! ^= flip;
          const fast = openNatively(altered, native);
          if (fast !== undefined) expect(await portable.decrypt(altered)).toEqual(fast);
        },
      ),
      { numRuns: 300 },
    );
    expect(openNatively(sealed.slice(0, 65_536 + 16 + 200), native)).toBeUndefined();
  });

  test("leaves other kinds of identity alone", () => {
    expect(toNativeIdentity("AGE-SECRET-KEY-PQ-1QQQQ")).toBeUndefined();
    expect(toNativeIdentity("AGE-SECRET-KEY-1BIO")).toBeUndefined();
  });
});
