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
  return Array.from({ length: words }, (_, at) =>
    Number((value >> (wordBits * BigInt(words - 1 - at))) & 0x7ffn),
  ).flatMap((index) => codeWords.slice(index, index + 1));
}

/** The digits of a code in five groups of four, for a telephone or a reader who mixes up letters. */
export function toDigitGroups(code: ReceiptCode): readonly string[] {
  return code.replace(/.{4}(?=.)/g, "$& ").split(" ");
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
 * @param typed - six words, the first four letters of each being enough, or twenty digits; any case, any
 * spacing, commas and hyphens allowed.
 * @returns the code, or what is wrong with it, by position.
 */
export function parseReceiptCode(typed: string): ReceiptCodeResult {
  const tokens = typed
    .normalize("NFKC")
    .toLowerCase()
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((token) => token !== "");
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
    hkdf(
      sha256,
      secret,
      undefined,
      new TextEncoder().encode(`honeyguide/receipt/v1/${label}`),
      length,
    );
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

/** Whole, or its first letters as far as they tell it from every other word. */
function indexOfWord(token: string): number {
  const exact = codeWords.indexOf(token);
  if (exact >= 0 || token.length < lettersThatTell) return exact;
  return codeWords.findIndex((word) => word.startsWith(token));
}

function nearestWord(token: string): string | undefined {
  return (
    codeWords.find((word) => isWithin(token, word, 1)) ??
    codeWords.find((word) => isWithin(token, word, 2))
  );
}

/** True if `edits` letters added, left out, changed or swapped with a neighbour lead from a to b. */
function isWithin(a: string, b: string, edits: number): boolean {
  if (a === b) return true;
  if (edits === 0 || Math.abs(a.length - b.length) > edits) return false;
  let same = 0;
  while (a.charAt(same) === b.charAt(same)) same += 1;
  const restA = a.slice(same);
  const restB = b.slice(same);
  const left = edits - 1;
  const isSwapped = restA.slice(0, 2) === restB.charAt(1) + restB.charAt(0);
  return (
    isWithin(restA.slice(1), restB.slice(1), left) ||
    isWithin(restA.slice(1), restB, left) ||
    isWithin(restA, restB.slice(1), left) ||
    (isSwapped && isWithin(restA.slice(2), restB.slice(2), left))
  );
}
