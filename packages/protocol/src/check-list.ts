/**
 * The private check's list: what a desk published, to be read by nobody who does not know already
 * what to ask for.
 *
 *   outputs of the check's key, verdicts -> rows (token, verdict XOR pad) -> signed files
 *
 * Spec: `spec/check.md`. Vectors: `spec/vectors/check-list.json`. Up to 12,000 rows everybody gets the
 * whole list, so that asking tells nothing; above, buckets of one size. Looking up reads every row,
 * whether one fits or not.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";

import type { RandomBytes } from "./link-tokens/evaluate.ts";

/** More rows than this go into buckets. */
export const wholeListRows = 12_000;
/** A bucket has at least so many rows on average. */
const leastBucketRows = 256;
/** So many phrases of one listed message make a message Seen. */
export const phrasesOfSeen = 3;

const magic = new TextEncoder().encode("honeyguide/check");
const headerBytes = 32;
const tokenBytes = 16;
const verdictBytes = 5;
const rowBytes = tokenBytes + verdictBytes;
const signatureBytes = 64;

/** What a desk says of a number or of a phrase of a message. */
export interface Verdict {
  /** Days since 2020-01-01: when it was listed. 0 to 65,535. */
  readonly listedOn: number;
  /** Which message a phrase is from, 1 to 65,535; 0 for a number. */
  readonly listing: number;
}

/** One thing to be listed. */
export interface CheckEntry extends Verdict {
  /** Output of the check's key for this number or phrase, 64 bytes. */
  readonly output: Uint8Array;
}

/** What a list is made of. */
export interface CheckListParts {
  readonly entries: readonly CheckEntry[];
  /** Days since 2020-01-01. */
  readonly madeOn: number;
  /** Ed25519, 32 bytes. */
  readonly signingKey: Uint8Array;
  /** Fills up buckets with rows that nobody's token fits. */
  readonly random: RandomBytes;
}

/**
 * Make the files of a list.
 *
 * @returns one file, or 2^n files of one size, in the order of their buckets. Rows are in the order of
 * their tokens, which is no order of anything else.
 */
export function makeCheckList(parts: CheckListParts): readonly Uint8Array[] {
  const rows = parts.entries.map(toRow);
  const bits = bucketBits(rows.length);
  const buckets = Array.from({ length: 2 ** bits }, (_, bucket) => ({
    bucket,
    rows: rows.filter((row) => bucketOf(row, bits) === bucket),
  }));
  const most = Math.max(...buckets.map((each) => each.rows.length));
  return buckets.map(({ bucket, rows: own }) => {
    const padding = Array.from({ length: most - own.length }, () =>
      inBucket(new Uint8Array(parts.random(rowBytes)), bucket, bits),
    );
    return toFile([...own, ...padding].sort(compareBytes), { bits, bucket, ...parts });
  });
}

/** How many bits of a token choose its bucket: 0 up to 12,000 rows, 8 at 100,000, 11 at a million. */
export function bucketBits(rows: number): number {
  return rows <= wholeListRows ? 0 : Math.floor(Math.log2(rows / leastBucketRows));
}

/** Which bucket to fetch for an output. */
export function bucketOfOutput(output: Uint8Array, bits: number): number {
  return bucketOf(derive(output), bits);
}

/** A file that was read and whose signature is right. */
export interface CheckList {
  readonly bits: number;
  readonly bucket: number;
  readonly madeOn: number;
  readonly rows: Uint8Array;
}

export type CheckListResult =
  | { readonly ok: true; readonly value: CheckList }
  | { readonly ok: false; readonly reason: "malformed" | "wrong_signature" };

/**
 * Read a file of a list.
 *
 * @param file - as it came from the network or a cache.
 * @param publicKey - Ed25519, pinned.
 */
export function parseCheckList(file: Uint8Array, publicKey: Uint8Array): CheckListResult {
  const end = file.length - signatureBytes;
  const length = end - headerBytes;
  if (length < 0 || length % rowBytes !== 0 || !magic.every((byte, at) => file[at] === byte)) {
    return { ok: false, reason: "malformed" };
  }
  if (!isSigned(file.subarray(0, end), file.subarray(end), publicKey)) {
    return { ok: false, reason: "wrong_signature" };
  }
  const view = new DataView(file.buffer, file.byteOffset);
  if (view.getUint8(16) !== 1 || view.getUint32(20) * rowBytes !== length) {
    return { ok: false, reason: "malformed" };
  }
  const value = {
    bits: view.getUint8(17),
    bucket: view.getUint16(18),
    madeOn: view.getUint16(24),
    rows: file.slice(headerBytes, end),
  };
  return { ok: true, value };
}

/**
 * Look one output up.
 *
 * @returns the verdict, or nothing: Not seen, which never means safe.
 */
export function lookUp({ rows }: CheckList, output: Uint8Array): Verdict | undefined {
  const wanted = derive(output);
  let found: Uint8Array | undefined;
  for (let at = 0; at < rows.length; at += rowBytes) {
    const row = rows.subarray(at, at + rowBytes);
    // No way out at the first difference or the first hit: every look-up takes as long.
    let difference = 0;
    for (let byte = 0; byte < tokenBytes; byte += 1) {
      difference |= Number(row[byte]) ^ Number(wanted[byte]);
    }
    found = difference === 0 ? row : found;
  }
  if (found === undefined) return undefined;
  const plain = found.map((byte, at) => byte ^ Number(wanted[at])).subarray(tokenBytes);
  const view = new DataView(plain.buffer, plain.byteOffset);
  return { listedOn: view.getUint16(1), listing: view.getUint16(3) };
}

/**
 * The verdict on a message: Seen if three of its phrases are of one listed message.
 *
 * @param verdicts - of each phrase, in any order.
 */
export function judgeMessage(verdicts: readonly (Verdict | undefined)[]): Verdict | undefined {
  return verdicts.find(
    (one) =>
      one !== undefined &&
      one.listing !== 0 &&
      verdicts.filter((other) => other?.listing === one.listing).length >= phrasesOfSeen,
  );
}

/** Token and pad of an output: 21 bytes. */
function derive(output: Uint8Array): Uint8Array {
  const label = new TextEncoder().encode("honeyguide/check/v1/row");
  return hkdf(sha256, output, undefined, label, rowBytes);
}

function toRow({ output, listedOn, listing }: CheckEntry): Uint8Array {
  if (!isShort(listedOn) || !isShort(listing)) throw new RangeError("a day or listing is 16 bits");
  const row = derive(output);
  const verdict = new Uint8Array(verdictBytes);
  const view = new DataView(verdict.buffer);
  view.setUint8(0, 1);
  view.setUint16(1, listedOn);
  view.setUint16(3, listing);
  return row.map((byte, at) => (at < tokenBytes ? byte : byte ^ Number(verdict[at - tokenBytes])));
}

function isShort(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffff;
}

function bucketOf(row: Uint8Array, bits: number): number {
  return new DataView(row.buffer, row.byteOffset).getUint16(0) >> (16 - bits);
}

function inBucket(row: Uint8Array, bucket: number, bits: number): Uint8Array {
  const view = new DataView(row.buffer);
  view.setUint16(0, (bucket << (16 - bits)) | (view.getUint16(0) & (0xffff >> bits)));
  return row;
}

function toFile(
  rows: readonly Uint8Array[],
  { bits, bucket, madeOn, signingKey }: CheckListParts & { bits: number; bucket: number },
): Uint8Array {
  const file = new Uint8Array(headerBytes + rows.length * rowBytes + signatureBytes);
  file.set(magic);
  const view = new DataView(file.buffer);
  view.setUint8(16, 1);
  view.setUint8(17, bits);
  view.setUint16(18, bucket);
  view.setUint32(20, rows.length);
  view.setUint16(24, madeOn);
  for (const [at, row] of rows.entries()) file.set(row, headerBytes + at * rowBytes);
  const end = file.length - signatureBytes;
  file.set(ed25519.sign(file.subarray(0, end), signingKey), end);
  return file;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return Number(a[at]) - Number(b[at]);
}

function isSigned(statement: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, statement, publicKey);
  } catch {
    return false;
  }
}
