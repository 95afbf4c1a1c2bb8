/**
 * The evaluator: what a server does with blinded elements and its own key. VOPRF of RFC 9497,
 * ristretto255-SHA512, one proof for a batch, on libsodium.
 *
 *   blinded elements, k -> evaluated elements, proof
 *
 * Spec: `spec/link-tokens.md`, sections 3 and 6. Vectors: `spec/vectors/rfc9497-ristretto255.json`.
 * The internet-facing server may import this file and `wire.ts` and no other of the package, so it
 * must never import what seals or opens a report. libsodium evaluates five times as many elements in
 * a second as the curve of the browser (`bench/link-tokens.mjs`), and gives the same bytes.
 */
import { base64urlnopad } from "@scure/base";
import sodium from "libsodium-wrappers-sumo";

import type { EvaluateReply } from "../wire.ts";

/** Uniformly random bytes, as many as asked for. */
export type RandomBytes = (length: number) => Uint8Array;

/** The seed of a key, in bytes. */
export const seedBytes = 32;

/** Why an evaluator refuses a batch. */
export type EvaluateRefusal = "malformed_element" | "identity_element";

export type EvaluateResult =
  | { readonly ok: true; readonly value: EvaluateReply }
  | { readonly ok: false; readonly reason: EvaluateRefusal };

/** A key at work. The secret stays inside. */
export interface Evaluator {
  /** 32 bytes. Who asks must know it beforehand: it is pinned, never fetched with an answer. */
  readonly publicKey: Uint8Array;
  /**
   * Evaluate a batch and prove that one key did all of it.
   *
   * @param elements - from `EvaluateRequestSchema`.
   * @param random - 64 bytes of it make the proof's nonce. Used twice, it gives the key away.
   */
  readonly evaluate: (elements: readonly Uint8Array[], random: RandomBytes) => EvaluateResult;
  /** The output of an input that is known here, 64 bytes: `Evaluate` of RFC 9497, section 3.3.1. */
  readonly output: (input: Uint8Array) => Uint8Array;
}

const mode = Uint8Array.of(1);
const context = join(ascii("OPRFV1-"), mode, ascii("-ristretto255-SHA512"));

/**
 * An evaluator from a seed (`DeriveKeyPair`, RFC 9497, section 3.2.1).
 *
 * @param seed - 32 secret random bytes. They live in a file, never in a database.
 * @param purpose - what this key is for, e.g. `honeyguide/link/v1`. Another purpose is another key.
 * @throws {RangeError} if the seed has another length.
 */
export async function makeEvaluator(seed: Uint8Array, purpose: string): Promise<Evaluator> {
  if (seed.length !== seedBytes) throw new RangeError("a seed is 32 bytes");
  await sodium.ready;
  // The counter of the RFC only matters if the first scalar is zero, once in 2^252 seeds: libsodium
  // then refuses to multiply by it.
  const key = toScalar(
    join(seed, withLength(new TextEncoder().encode(purpose)), Uint8Array.of(0)),
    "DeriveKeyPair",
  );
  const publicKey = sodium.crypto_scalarmult_ristretto255_base(key);
  return {
    publicKey,
    evaluate: (elements, random) => evaluateBatch(key, publicKey, elements, random),
    output: (input) => {
      const element = sodium.crypto_scalarmult_ristretto255(key, toElement(input));
      return hash(withLength(input), withLength(element), ascii("Finalize"));
    },
  };
}

/**
 * A link token as it is kept: without the pepper, which is in a file, a stolen table cannot be
 * compared with anything, not even by somebody who may ask both evaluators.
 *
 * @param pepper - 32 secret bytes of the intake.
 * @param token - 32 bytes.
 * @returns 32 bytes, HMAC-SHA-256.
 */
export async function toStoredToken(pepper: Uint8Array, token: Uint8Array): Promise<Uint8Array> {
  if (pepper.length !== 32 || token.length !== 32) {
    throw new RangeError("a pepper and a link token are 32 bytes each");
  }
  await sodium.ready;
  return sodium.crypto_auth_hmacsha256(token, pepper);
}

function evaluateBatch(
  key: Uint8Array,
  publicKey: Uint8Array,
  elements: readonly Uint8Array[],
  random: RandomBytes,
): EvaluateResult {
  for (const element of elements) {
    if (element.length !== 32 || !sodium.crypto_core_ristretto255_is_valid_point(element)) {
      return { ok: false, reason: "malformed_element" };
    }
    // Its encoding is all zeros; libsodium counts it among the valid ones (RFC 9497, section 3.3).
    if (element.every((byte) => byte === 0)) return { ok: false, reason: "identity_element" };
  }
  const evaluated = elements.map((element) => sodium.crypto_scalarmult_ristretto255(key, element));
  const proof = prove({ key, publicKey, elements, evaluated, random });
  return {
    ok: true,
    value: {
      version: 1,
      elements: evaluated.map((element) => base64urlnopad.encode(element)),
      proof: base64urlnopad.encode(proof),
    },
  };
}

interface Batch {
  readonly key: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly elements: readonly Uint8Array[];
  readonly evaluated: readonly Uint8Array[];
  readonly random: RandomBytes;
}

/** `GenerateProof`, RFC 9497, section 2.2.1, with `ComputeCompositesFast`. */
function prove({ key, publicKey, elements, evaluated, random }: Batch): Uint8Array {
  const seed = hash(withLength(publicKey), withLength(join(ascii("Seed-"), context)));
  const weighted = elements.map((element, at) => {
    const parts = join(
      withLength(seed),
      twoBytes(at),
      withLength(element),
      // One evaluated element for each, made in the same order just before.
      ...evaluated.slice(at, at + 1).map((one) => withLength(one)),
      ascii("Composite"),
    );
    return sodium.crypto_scalarmult_ristretto255(toScalar(parts, "HashToScalar-"), element);
  });
  const m = weighted.reduce((sum, element) => sodium.crypto_core_ristretto255_add(sum, element));
  const z = sodium.crypto_scalarmult_ristretto255(key, m);
  const nonce = sodium.crypto_core_ristretto255_scalar_reduce(random(64));
  const t2 = sodium.crypto_scalarmult_ristretto255_base(nonce);
  const t3 = sodium.crypto_scalarmult_ristretto255(nonce, m);
  const challenge = toScalar(
    join(...[publicKey, m, z, t2, t3].map((one) => withLength(one)), ascii("Challenge")),
    "HashToScalar-",
  );
  const answer = sodium.crypto_core_ristretto255_scalar_sub(
    nonce,
    sodium.crypto_core_ristretto255_scalar_mul(challenge, key),
  );
  return join(challenge, answer);
}

/** `HashToGroup`, RFC 9497, section 4.1. */
function toElement(input: Uint8Array): Uint8Array {
  return sodium.crypto_core_ristretto255_from_hash(
    expand(input, join(ascii("HashToGroup-"), context)),
  );
}

/** `HashToScalar`, RFC 9497, section 4.1; 64 bytes, little-endian, modulo the order. */
function toScalar(message: Uint8Array, label: string): Uint8Array {
  return sodium.crypto_core_ristretto255_scalar_reduce(
    expand(message, join(ascii(label), context)),
  );
}

/** `expand_message_xmd` with SHA-512 for 64 bytes (RFC 9380, section 5.3.1): one block of output. */
function expand(message: Uint8Array, tag: Uint8Array): Uint8Array {
  const suffix = join(tag, Uint8Array.of(tag.length));
  const first = hash(new Uint8Array(128), message, twoBytes(64), Uint8Array.of(0), suffix);
  return hash(first, Uint8Array.of(1), suffix);
}

function hash(...parts: readonly Uint8Array[]): Uint8Array {
  return sodium.crypto_hash_sha512(join(...parts));
}

function withLength(bytes: Uint8Array): Uint8Array {
  return join(twoBytes(bytes.length), bytes);
}

function twoBytes(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 255);
}

function ascii(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
