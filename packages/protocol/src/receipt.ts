/**
 * The receipt: one code, two spellings, and the keys that follow from it.
 *
 *   66 random bits -> six words, or twenty digits
 *   code -> Argon2id -> HKDF -> mailbox id, authentication key, mailbox identity
 *
 * Spec: `spec/sealed-report.md`, section 5. Vectors: `spec/vectors/receipt.json`. The code is made
 * before anything is uploaded and is never sent: the intake holds the mailbox id and a hash of the
 * authentication key.
 */
import type { MailboxId } from "@honeyguide/domain";
import { argon2idAsync } from "@noble/hashes/argon2.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64urlnopad } from "@scure/base";

import { codeWords, lettersThatTell } from "./code-words.ts";
import { type AgeIdentity, type AgeRecipient, identityFromBytes, keyPairOf } from "./keys.ts";

/** Twenty decimal digits, below 2^66. */
export type ReceiptCode = string & { readonly __brand: "ReceiptCode" };

/** Random bytes that one code takes: 66 of their 72 bits. */
export const receiptRandomBytes = 9;

const words = 6;
const wordBits = 11n;
const digits = 20;
const codes = 1n << 66n;

/**
 * A code.
 *
 * @param random - nine bytes from the platform's random source.
 * @throws {RangeError} if there are not nine.
 */
export function makeReceiptCode(random: Uint8Array): ReceiptCode {
  if (random.length !== receiptRandomBytes) throw new RangeError("a code takes nine bytes");
  const value = random.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) % codes;
  return value.toString().padStart(digits, "0") as ReceiptCode;
}

/** The six words of a code. */
export function toWords(code: ReceiptCode): readonly string[] {
  const value = BigInt(code);
  return Array.from({ length: words }, (_, at) => {
    const index = Number((value >> (wordBits * BigInt(words - 1 - at))) & 0x7ffn);
    return codeWords[index] as string;
  });
}

/** The digits of a code in five groups of four, for a telephone or a reader who mixes up letters. */
export function toDigitGroups(code: ReceiptCode): readonly string[] {
  return code.match(/.{4}/g) ?? [];
}

export type ReceiptCodeResult =
  | { readonly ok: true; readonly value: ReceiptCode }
  | { readonly ok: false; readonly reason: "empty" }
  /** `count` words were typed instead of six, or digits instead of twenty. */
  | { readonly ok: false; readonly reason: "count" | "digit_count"; readonly count: number }
  /** Word number `position` (from 1) is not in the list; `suggestion` is the nearest one that is. */
  | {
      readonly ok: false;
      readonly reason: "unknown_word";
      readonly position: number;
      readonly suggestion: string | undefined;
    };

/**
 * Read a code as people type it.
 *
 * @param typed - six words, of which the first four letters count, or twenty digits; any case, any
 * spacing, commas and hyphens allowed.
 * @returns the code, or what is wrong with it, by position.
 */
export function parseReceiptCode(typed: string): ReceiptCodeResult {
  const tokens = typed
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((token) => token !== "" && !/^\d\.?$/.test(token) || /^\d{2,}$/.test(token));
  if (tokens.length === 0) return { ok: false, reason: "empty" };
  if (tokens.every((token) => /^\d+$/.test(token))) return parseDigits(tokens.join(""));
  return parseWords(tokens);
}

/** Completions of what has been typed of one word, at most `most`. For the field's suggestions. */
export function completeWord(start: string, most: number): readonly string[] {
  const letters = start.toLowerCase();
  return letters === "" ? [] : codeWords.filter((word) => word.startsWith(letters)).slice(0, most);
}

/** The keys that follow from a code. */
export interface ReceiptKeys {
  readonly mailboxId: MailboxId;
  /** 32 bytes, base64url. Sent with each request of the mailbox. */
  readonly authKey: string;
  /** SHA-256 of the authentication key, base64url. All that the intake stores of it. */
  readonly verifier: string;
  readonly identity: AgeIdentity;
  readonly recipient: AgeRecipient;
}

/**
 * Stretch a code and derive its keys. Takes about 0.7 s and 64 MiB; run it in a worker.
 *
 * Argon2id (RFC 9106) with m = 64 MiB, t = 1, p = 1: a guess costs an attacker who holds the intake
 * database that much, 2^66 times.
 *
 * @param code - from {@link makeReceiptCode} or {@link parseReceiptCode}.
 */
export async function deriveReceiptKeys(code: ReceiptCode): Promise<ReceiptKeys> {
  const salt = new TextEncoder().encode("honeyguide/receipt/v1");
  const secret = await argon2idAsync(new TextEncoder().encode(code), salt, {
    m: 64 * 1024,
    t: 1,
    p: 1,
    dkLen: 32,
  });
  const derive = (label: string, length: number) =>
    hkdf(sha256, secret, undefined, new TextEncoder().encode(`honeyguide/receipt/v1/${label}`), length);
  const authKey = derive("auth", 32);
  const pair = await keyPairOf(identityFromBytes(derive("identity", 32)));
  return {
    mailboxId: base64urlnopad.encode(derive("mailbox", 16)) as MailboxId,
    authKey: base64urlnopad.encode(authKey),
    verifier: base64urlnopad.encode(sha256(authKey)),
    ...pair,
  };
}

function parseDigits(all: string): ReceiptCodeResult {
  if (all.length !== digits || BigInt(all) >= codes) {
    return { ok: false, reason: "digit_count", count: all.length };
  }
  return { ok: true, value: all as ReceiptCode };
}

function parseWords(tokens: readonly string[]): ReceiptCodeResult {
  let value = 0n;
  for (const [at, token] of tokens.entries()) {
    const index = indexOfWord(token);
    if (index < 0) {
      return {
        ok: false,
        reason: "unknown_word",
        position: at + 1,
        suggestion: nearestWord(token),
      };
    }
    value = (value << wordBits) | BigInt(index);
  }
  if (tokens.length !== words) return { ok: false, reason: "count", count: tokens.length };
  return { ok: true, value: value.toString().padStart(digits, "0") as ReceiptCode };
}

/** Whole, or its first four letters with nothing contradicting after them being typed wrong. */
function indexOfWord(token: string): number {
  const exact = codeWords.indexOf(token);
  if (exact >= 0 || token.length < lettersThatTell) return exact;
  return codeWords.findIndex(
    (word) => word.slice(0, lettersThatTell) === token.slice(0, lettersThatTell),
  );
}

function nearestWord(token: string): string | undefined {
  let best: string | undefined;
  let least = 3;
  for (const word of codeWords) {
    const distance = editDistance(token, word, least);
    if (distance < least) {
      least = distance;
      best = word;
    }
  }
  return best;
}

/** Optimal string alignment distance (a swap of neighbours is one edit), or `limit` if not below. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  const rows = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      row.push(cheapestEdit(rows, row, a, b, i, j));
    }
    rows.push(row);
  }
  return Math.min(limit, rows[a.length]?.[b.length] ?? limit);
}

function cheapestEdit(
  rows: readonly (readonly number[])[],
  row: readonly number[],
  a: string,
  b: string,
  i: number,
  j: number,
): number {
  const at = (r: number, c: number) => rows[r]?.[c] ?? Number.POSITIVE_INFINITY;
  const same = a[i - 1] === b[j - 1] ? 0 : 1;
  const plain = Math.min(
    at(i - 1, j) + 1,
    (row[j - 1] ?? Number.POSITIVE_INFINITY) + 1,
    at(i - 1, j - 1) + same,
  );
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(plain, at(i - 2, j - 2) + 1) : plain;
}
