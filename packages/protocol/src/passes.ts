/**
 * Passes: single-use tokens that count one person once, and cannot be traced to the person.
 *
 *   nonce -> blinded -> issued (VOPRF, a key of its own) -> pass -> redeemed once, for one mailbox
 *
 * Spec: `spec/hold.md`, section 4. Vectors: `spec/vectors/link-tokens.json`. Privacy Pass in the
 * manner of RFC 9578, section 5: the issuer sees a blinded element, and whoever accepts the pass sees
 * a nonce that the issuer has never seen.
 */
import { equalBytes } from "@noble/curves/utils.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64urlnopad } from "@scure/base";
import * as v from "valibot";

import { blindBatch, type ReplyRefusal } from "./link-tokens/batch.ts";
import type { RandomBytes } from "./link-tokens/evaluate.ts";
import { toInput } from "./link-tokens/features.ts";
import type { EvaluateRequest } from "./wire.ts";

const passContext = "honeyguide/pass/v1\0";
const nonceBytes = 32;
const outputBytes = 64;

/** A pass as a person keeps it, on a page or a printed card: 96 bytes, base64url. */
export type Pass = string & { readonly __brand: "Pass" };

export type PassResult =
  | { readonly ok: true; readonly value: Pass }
  | { readonly ok: false; readonly reason: ReplyRefusal };

/** A pass on its way. */
export interface PassRequest {
  /** For the issuer, who decides who gets one. */
  readonly request: EvaluateRequest;
  /** The pass, or why the issuer's answer is refused. */
  readonly finish: (reply: unknown, issuerKey: Uint8Array) => PassResult;
}

/** Ask for one pass. The nonce is drawn here and leaves only when the pass is used. */
export function requestPass(random: RandomBytes): PassRequest {
  const nonce = random(nonceBytes);
  const batch = blindBatch([toInput(passContext, nonce)], random);
  return {
    request: batch.request,
    finish: (reply, issuerKey) => {
      const finished = batch.finish(reply, issuerKey);
      return finished.ok ? { ok: true, value: join(nonce, ...finished.value) as Pass } : finished;
    },
  };
}

const bytesOf = (length: number) =>
  v.pipe(
    v.string(),
    v.regex(/^[\w-]+$/),
    v.length(Math.ceil((length * 4) / 3)),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        return base64urlnopad.decode(dataset.value);
      } catch {
        addIssue({ message: "bits are left over" });
        return NEVER;
      }
    }),
  );

/** What is handed over instead of the pass: it is worth nothing with another mailbox. */
export const RedemptionSchema = v.strictObject({
  version: v.literal(1),
  nonce: bytesOf(nonceBytes),
  mac: bytesOf(32),
});
/** As it travels. */
export type Redemption = Readonly<v.InferInput<typeof RedemptionSchema>>;

export type UsePassResult =
  | { readonly ok: true; readonly value: Redemption }
  | { readonly ok: false; readonly reason: "malformed" };

/**
 * Use a pass for one report.
 *
 * @param pass - as the person typed or scanned it.
 * @param mailboxId - the report's.
 */
export function usePass(pass: string, mailboxId: string): UsePassResult {
  const read = v.safeParse(bytesOf(nonceBytes + outputBytes), pass.replace(/\s/g, ""));
  if (!read.success) return { ok: false, reason: "malformed" };
  const nonce = read.output.subarray(0, nonceBytes);
  const mac = macOf(read.output.subarray(nonceBytes), mailboxId);
  return {
    ok: true,
    value: {
      version: 1,
      nonce: base64urlnopad.encode(nonce),
      mac: base64urlnopad.encode(mac),
    },
  };
}

export type RedeemResult =
  /** `passId`: 32 bytes, hex. Keep it: a second redemption of it, for any mailbox, is refused. */
  | { readonly ok: true; readonly passId: string }
  | { readonly ok: false; readonly reason: "malformed" | "not_issued" };

/**
 * Check a redemption. Whether `passId` was spent before is the caller's to know, in one transaction.
 *
 * @param redemption - as it came from the network.
 * @param mailboxId - the report that it came with.
 * @param output - `output` of the issuer's evaluator.
 */
export function redeemPass(
  redemption: unknown,
  mailboxId: string,
  output: (input: Uint8Array) => Uint8Array,
): RedeemResult {
  const read = v.safeParse(RedemptionSchema, redemption);
  if (!read.success) return { ok: false, reason: "malformed" };
  const { nonce, mac } = read.output;
  const expected = macOf(output(toInput(passContext, nonce)), mailboxId);
  if (!equalBytes(expected, mac)) return { ok: false, reason: "not_issued" };
  const id = sha256(toInput("honeyguide/pass/v1/id\0", nonce));
  return {
    ok: true,
    passId: Array.from(id, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
}

function macOf(output: Uint8Array, mailboxId: string): Uint8Array {
  const text = new TextEncoder().encode(`honeyguide/pass/v1/redeem\0${mailboxId}`);
  return hmac(sha256, output, text);
}

function join(...parts: readonly Uint8Array[]): string {
  return base64urlnopad.encode(new Uint8Array(parts.flatMap((part) => [...part])));
}
