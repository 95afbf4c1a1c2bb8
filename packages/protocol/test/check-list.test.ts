import type { PhoneNumber } from "@honeyguide/domain";
import { ed25519 } from "@noble/curves/ed25519.js";
import * as v from "valibot";
import { describe, expect, test } from "vitest";

import vectors from "../../../spec/vectors/check-list.json" with { type: "json" };
import { askMessage, askNumber, numberCheckInput, phraseCheckInput } from "../src/check.ts";
import {
  bucketBits,
  bucketOfOutput,
  type CheckEntry,
  type CheckList,
  judgeMessage,
  lookUp,
  makeCheckList,
  parseCheckList,
} from "../src/check-list.ts";
import type { BlindedBatch } from "../src/link-tokens/batch.ts";
import { makeEvaluator } from "../src/link-tokens/evaluate.ts";
import { EvaluateRequestSchema } from "../src/wire.ts";

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
const evaluator = await makeEvaluator(new Uint8Array(32).fill(3), "honeyguide/check/v1");
const signingKey = new Uint8Array(32).fill(4);
const publicKey = ed25519.getPublicKey(signingKey);
const listed = "+447700900123" as PhoneNumber;
const unlisted = "+447700900124" as PhoneNumber;
const phrases = ["meet me there", "there at six", "bring the file", "say no word"];

const entry = (input: Uint8Array, listing = 0): CheckEntry => ({
  output: evaluator.output(input),
  listedOn: 2518,
  listing,
});
const entries = [
  entry(numberCheckInput(listed)),
  ...phrases.map((one) => entry(phraseCheckInput(one), 7)),
];
const made = (all: readonly CheckEntry[]) =>
  makeCheckList({ entries: all, madeOn: 2519, signingKey, random });

function read(file: Uint8Array): CheckList {
  const result = parseCheckList(file, publicKey);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

/** A whole check, with what crossed the network. */
function check(batch: BlindedBatch, file: Uint8Array) {
  const { elements } = v.parse(EvaluateRequestSchema, batch.request);
  const reply = evaluator.evaluate(elements, random);
  if (!reply.ok) throw new Error(reply.reason);
  const outputs = batch.finish(reply.value, evaluator.publicKey);
  if (!outputs.ok) throw new Error(outputs.reason);
  const sizes = [JSON.stringify(batch.request), JSON.stringify(reply.value)].map(
    (text) => text.length,
  );
  return { verdicts: outputs.value.map((one) => lookUp(read(file), one)), sizes };
}

describe("a check", () => {
  const [file] = made(entries) as [Uint8Array];

  test("of a number that is listed says when, and of another nothing, in as many bytes", () => {
    const seen = check(askNumber(listed, random), file);
    const notSeen = check(askNumber(unlisted, random), file);
    expect(seen.verdicts).toEqual([{ listedOn: 2518, listing: 0 }]);
    expect(notSeen.verdicts).toEqual([undefined]);
    expect(notSeen.sizes).toEqual(seen.sizes);
  });

  test.for([
    ["three phrases of a listed message", phrases.slice(1), true],
    ["two phrases of it", phrases.slice(2), false],
    ["one phrase of it three times", ["bring the file", "bring the file", "bring the file"], false],
    ["phrases of none", ["quite another thing"], false],
    ["no phrase", [], false],
  ] as const)("of a message with %s has the size of every other", ([, asked, isSeen]) => {
    const { verdicts, sizes } = check(askMessage(asked, random), file);
    expect(judgeMessage(verdicts) !== undefined).toBe(isSeen);
    expect(verdicts).toHaveLength(12);
    expect(sizes).toEqual(check(askMessage(phrases, random), file).sizes);
  });

  test("three phrases of three messages, or three numbers, are no message", () => {
    const at = (listing: number) => ({ listedOn: 1, listing });
    expect(judgeMessage([at(1), at(2), at(3)])).toBeUndefined();
    expect(judgeMessage([at(0), at(0), at(0)])).toBeUndefined();
    expect(judgeMessage([at(1), undefined, at(1), at(2), at(1)])).toEqual(at(1));
  });

  test("refuses 13 phrases and a number that is none", () => {
    expect(() =>
      askMessage(
        Array.from({ length: 13 }, () => "x"),
        random,
      ),
    ).toThrow(RangeError);
    expect(() => askNumber("07700" as PhoneNumber, random)).toThrow(RangeError);
  });
});

const fake = (): CheckEntry => ({ output: random(64), listedOn: 1, listing: 0 });

describe("a list", () => {
  test("says nothing without the outputs: no number, no verdict, no order of entry", () => {
    const [file] = made(entries) as [Uint8Array];
    const text = Buffer.from(file).toString("latin1");
    expect(text).not.toContain("7700900123");
    const { rows } = read(file);
    const tokens = Array.from({ length: rows.length / 21 }, (_, at) =>
      Buffer.from(rows.subarray(at * 21, at * 21 + 16)).toString("hex"),
    );
    expect(tokens).toEqual([...tokens].sort());
  });

  test("of 12,000 rows is one file of 252 KB, and of one row more it is buckets", () => {
    const all = Array.from({ length: 12_001 }, fake);
    expect(made(all.slice(1)).map(({ length }) => length)).toEqual([252_000 + 96]);
    const files = made(all);
    expect(files).toHaveLength(32);
    expect(new Set(files.map(({ length }) => length)).size).toBe(1);
    for (const one of all.slice(0, 20)) {
      const bucket = bucketOfOutput(one.output, 5);
      const list = read(files[bucket]!);
      expect([list.bits, list.bucket, list.madeOn]).toEqual([5, bucket, 2519]);
      expect(lookUp(list, one.output)).toEqual({ listedOn: 1, listing: 0 });
    }
    for (const [bucket, each] of files.entries()) {
      const { rows } = read(each);
      for (let at = 0; at < rows.length; at += 21) expect(rows[at]! >> 3).toBe(bucket);
    }
  });

  test.for([
    [0, 0],
    [12_000, 0],
    [100_000, 8],
    [1_000_000, 11],
  ] as const)("of %i rows has buckets by %i bits", ([rows, bits]) => {
    expect(bucketBits(rows)).toBe(bits);
  });

  test("of nothing is a list", () => {
    expect(read(made([])[0]!).rows).toHaveLength(0);
  });

  test("refuses days and listings of more than 16 bits", () => {
    expect(() => made([{ ...fake(), listedOn: 65_536 }])).toThrow(RangeError);
    expect(() => made([{ ...fake(), listing: -1 }])).toThrow(RangeError);
  });

  const [file] = made(entries) as [Uint8Array];
  const signed = (bytes: Uint8Array) => {
    const end = bytes.length - 64;
    bytes.set(ed25519.sign(bytes.subarray(0, end), signingKey), end);
    return bytes;
  };
  const changed = (at: number) => {
    const bytes = file.slice();
    bytes[at]! ^= 1;
    return bytes;
  };

  test.for([
    ["nothing", new Uint8Array(0), "malformed"],
    ["a truncated file", file.slice(0, -1), "malformed"],
    ["another file", changed(0), "malformed"],
    ["a row less", file.slice(21), "malformed"],
    ["a changed row", changed(40), "wrong_signature"],
    ["a changed date", changed(25), "wrong_signature"],
    ["a changed signature", changed(file.length - 1), "wrong_signature"],
    ["another version, signed", signed(changed(16)), "malformed"],
    ["a wrong count, signed", signed(changed(23)), "malformed"],
  ] as const)("refuses %s", ([, bytes, reason]) => {
    expect(parseCheckList(bytes, publicKey)).toEqual({ ok: false, reason });
  });

  test("refuses another signer, and a key that is none", () => {
    const other = ed25519.getPublicKey(new Uint8Array(32).fill(8));
    for (const key of [other, new Uint8Array(31)]) {
      expect(parseCheckList(file, key)).toEqual({ ok: false, reason: "wrong_signature" });
    }
  });

  test("of the vectors is made and read as the vectors say", async () => {
    const hex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
    const key = await makeEvaluator(hex(vectors.seed), vectors.purpose);
    const all = vectors.entries.map(({ number, listedOn, listing, output }) => {
      expect(Buffer.from(key.output(numberCheckInput(number as PhoneNumber))).toString("hex")).toBe(
        output,
      );
      return { output: hex(output), listedOn, listing };
    });
    const [whole] = makeCheckList({
      ...vectors,
      entries: all,
      signingKey: hex(vectors.signingKey),
      random,
    });
    expect(Buffer.from(whole!).toString("hex")).toBe(vectors.file);
  });
});
