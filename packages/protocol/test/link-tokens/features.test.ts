import type { PhoneNumber } from "@honeyguide/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  formVersions,
  type Identifier,
  linkContext,
  type LinkFeatures,
  toFeatureInputs,
} from "../../src/link-tokens/features.ts";
import {
  bandsOfPhoto,
  equalBandsOfSamePhoto,
  photoBands,
} from "../../src/link-tokens/photo-bands.ts";

const none: LinkFeatures = { identifiers: [], messages: [] };

async function texts(features: Partial<LinkFeatures>): Promise<readonly string[]> {
  const result = toFeatureInputs({ ...none, ...features });
  if (!result.ok) throw new Error(result.reason);
  const made = await Promise.all(result.value.map(({ make }) => make()));
  return made.flat().map((bytes) => Buffer.from(bytes).toString("latin1"));
}

const one = (identifier: Identifier) => texts({ identifiers: [identifier] });
const number = { kind: "number", number: "+447700900123" as PhoneNumber } as const;
const handle = (platform: string, name: string) => ({ kind: "handle", platform, name }) as const;
const account = (platform: string, id: string) => ({ kind: "account", platform, id }) as const;
const link = (domain: string, path: string) => ({ kind: "link", domain, path }) as const;

describe("an input", () => {
  test.for([
    [account("whatsapp", "12345@lid"), "honeyguide/link/v1/account/1\0whatsapp\x0012345@lid"],
    [handle("telegram", "@Sam_900"), "honeyguide/link/v1/handle/1\0telegram\0sam_900"],
    [link("Example.ORG", "/Pay/now/"), "honeyguide/link/v1/link/1\0example.org\0/Pay/now"],
    [link("example.org.", ""), "honeyguide/link/v1/link/1\0example.org\0/"],
  ] as const)("of %j is %j", async ([identifier, expected]) => {
    expect(await one(identifier)).toEqual([expected]);
  });

  test("of a phrase is the phrase as the shingling gave it", async () => {
    expect(await texts({ messages: [["Meet me there"], ["ok then so"]] })).toEqual([
      "honeyguide/link/v1/phrase/1\0Meet me there",
      "honeyguide/link/v1/phrase/1\0ok then so",
    ]);
  });

  test("of a number does not hold the number", async () => {
    const [input] = await one(number);
    expect(input).toHaveLength(linkContext("number").length + 32);
    expect(input).not.toContain("7700900123");
  });

  test("of a photo is one for each band", async () => {
    const inputs = await one({ kind: "photo", pdq: "0f".repeat(32) });
    expect(new Set(inputs).size).toBe(bandsOfPhoto);
  });

  test("holds the kind and the version of its form", () => {
    for (const kind of ["number", "account", "handle", "link", "photo", "phrase"] as const) {
      expect(linkContext(kind)).toBe(`honeyguide/link/v1/${kind}/${formVersions[kind]}\0`);
    }
  });

  test.for([
    ["case and @ of a handle", handle("telegram", "@SAM"), handle("Telegram", "sam")],
    ["wide letters of a handle", handle("telegram", "ｓａｍ"), handle("telegram", "sam")],
    ["a slash at the end of a path", link("example.org", "/a/"), link("example.org", "/a")],
  ] as const)("is the same whatever %s", async ([, a, b]) => {
    expect(await one(a)).toEqual(await one(b));
  });

  test.for([
    ["platforms", handle("telegram", "sam"), handle("signal", "sam")],
    ["kinds", handle("telegram", "sam"), account("telegram", "sam")],
    ["paths in another case", link("example.org", "/A"), link("example.org", "/a")],
    ["accounts in another case", account("telegram", "A"), account("telegram", "a")],
  ] as const)("differs for other %s", async ([, a, b]) => {
    expect(await one(a)).not.toEqual(await one(b));
  });
});

describe("features are refused", () => {
  const phrases = Array.from({ length: 12 }, (_, at) => `a phrase ${at}`);
  const h = handle("telegram", "sam");

  test("not at the most that is allowed", () => {
    const features = {
      identifiers: [h, h, h],
      messages: Array.from({ length: 6 }, () => phrases),
    };
    const result = toFeatureInputs(features);
    expect(result.ok && result.value.length).toBe(75);
    expect(result.ok && result.value.map(({ message }) => message).slice(2, 4)).toEqual([
      undefined,
      0,
    ]);
  });

  test.for([
    ["nothing", none],
    ["nothing", { identifiers: [], messages: [[], []] }],
    ["too_many_identifiers", { ...none, identifiers: [h, h, h, h] }],
    ["too_many_messages", { ...none, messages: Array.from({ length: 7 }, () => ["x"]) }],
    ["too_many_phrases", { ...none, messages: [["x"], [...phrases, "one more"]] }],
    ["malformed_number", { ...none, identifiers: [{ ...number, number: "07700900123" }] }],
    ["malformed_account", { ...none, identifiers: [account("", "x")] }],
    ["malformed_account", { ...none, identifiers: [account("telegram", " ")] }],
    ["malformed_account", { ...none, identifiers: [account("telegram", "a\0b")] }],
    ["malformed_account", { ...none, identifiers: [account("tele gram", "x")] }],
    ["malformed_handle", { ...none, identifiers: [handle("telegram", "@")] }],
    ["malformed_handle", { ...none, identifiers: [handle("telegram", "a".repeat(1025))] }],
    ["malformed_handle", { ...none, identifiers: [handle("telegram", "a".repeat(1020))] }],
    ["malformed_link", { ...none, identifiers: [link("https://example.org", "/")] }],
    ["malformed_link", { ...none, identifiers: [link("localhost", "/")] }],
    ["malformed_link", { ...none, identifiers: [link("example.org", "a")] }],
    ["malformed_link", { ...none, identifiers: [link("example.org", "/a?b")] }],
    ["malformed_link", { ...none, identifiers: [link("example.org", "/a b")] }],
    ["malformed_photo", { ...none, identifiers: [{ kind: "photo", pdq: "0F".repeat(32) }] }],
    ["malformed_photo", { ...none, identifiers: [{ kind: "photo", pdq: "00" }] }],
    ["malformed_phrase", { ...none, messages: [[""]] }],
    ["malformed_phrase", { ...none, messages: [["half \ud83d"]] }],
    ["malformed_phrase", { ...none, messages: [["two\nlines"]] }],
    ["malformed_phrase", { ...none, messages: [["a".repeat(1025)]] }],
  ] as const)("as %s: %j", ([reason, features]) => {
    expect(toFeatureInputs(features as LinkFeatures)).toEqual({ ok: false, reason });
  });
});

describe("bands of a photo", () => {
  const bands = (bits: bigint) => photoBands(bits.toString(16).padStart(64, "0"))!;
  const equal = (a: bigint, b: bigint) =>
    bands(a).filter((band, at) => Buffer.compare(band, bands(b)[at]!) === 0).length;
  /** A dice that is the same in every run. */
  function dice(seed: number) {
    let state = seed;
    return (most: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * most);
    };
  }
  function share(distance: number, seed: number): number {
    const roll = dice(seed);
    const runs = 2000;
    let same = 0;
    for (let run = 0; run < runs; run += 1) {
      let flips = 0n;
      const places = new Set<number>();
      while (places.size < distance) places.add(roll(256));
      for (const place of places) flips |= 1n << BigInt(place);
      if (equal(0n, flips) >= equalBandsOfSamePhoto) same += 1;
    }
    return same / runs;
  }

  test("each bit is in one band at most, and 192 of 256 are in one", () => {
    const touched = Array.from(
      { length: 256 },
      (_, at) => bandsOfPhoto - equal(0n, 1n << BigInt(at)),
    );
    expect(touched.filter((count) => count === 1)).toHaveLength(192);
    expect(touched.filter((count) => count === 0)).toHaveLength(64);
  });

  // The bounds are those of spec/link-tokens.md, section 5.
  test.for([
    [10, 0.99],
    [16, 0.97],
    [24, 0.82],
    [31, 0.62],
  ] as const)("at distance %i are equal often enough", ([distance, least]) => {
    expect(share(distance, distance)).toBeGreaterThanOrEqual(least);
  });

  test("are not equal by chance", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 256n - 1n), (hash) => {
        expect(equal(hash, 2n ** 256n - 1n - hash)).toBe(0);
      }),
    );
    const roll = dice(7);
    const random = () =>
      BigInt(`0x${Array.from({ length: 64 }, () => roll(16).toString(16)).join("")}`);
    const counts = Array.from({ length: 5000 }, () => equal(random(), random()));
    expect(Math.max(...counts)).toBeLessThan(equalBandsOfSamePhoto);
  });
});
