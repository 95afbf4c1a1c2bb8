import { MalformedKeyError } from "@honeyguide/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { identityFromBytes, keyPairOf, makeKeyPair, parseKeyFile, toKeyFile } from "../src/keys.ts";

describe("keys", () => {
  test("a key file is read back, comments and blank lines aside", async () => {
    const pair = await makeKeyPair();
    const file = toKeyFile(pair, "2026-11-23T00:00:00Z");
    expect(parseKeyFile(`${file}\n`)).toEqual([pair.identity]);
    expect(file).toContain(`# public key: ${pair.recipient}`);
  });

  test.for([
    ["nothing", ""],
    ["only comments", "# a\n"],
    ["a recipient", "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"],
    ["a key and a stray line", "AGE-SECRET-KEY-1AAAA\nhello"],
  ] as const)("refuses a key file with %s", ([, text]) => {
    expect(() => parseKeyFile(text)).toThrow(MalformedKeyError);
  });

  test("refuses what is not an identity", async () => {
    await expect(keyPairOf("AGE-SECRET-KEY-1AAAA")).rejects.toThrow(MalformedKeyError);
  });

  test("any 32 bytes make one identity, always the same", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 32, maxLength: 32 }), async (bytes) => {
        const identity = identityFromBytes(bytes);
        expect(identityFromBytes(bytes)).toBe(identity);
        expect((await keyPairOf(identity)).recipient).toMatch(/^age1[a-z0-9]{58}$/);
      }),
      { numRuns: 20 },
    );
  });

  test.for([0, 31, 33])("refuses %i bytes", (length) => {
    expect(() => identityFromBytes(new Uint8Array(length))).toThrow(RangeError);
  });
});
