/**
 * The asking side of the evaluator: blind a batch, check the proof, unblind. VOPRF of RFC 9497,
 * ristretto255-SHA512, on noble's curve.
 *
 *   inputs -> blinded elements ... evaluated elements, proof -> outputs, or why not
 *
 * Spec: `spec/link-tokens.md`, sections 3 and 6. Vectors: `spec/vectors/rfc9497-ristretto255.json`.
 * Blinds never leave this module. There is no way past the proof: an answer that is not proved
 * against the pinned key gives no output.
 */
import { ristretto255, ristretto255_oprf } from "@noble/curves/ed25519.js";
import { base64urlnopad } from "@scure/base";
import * as v from "valibot";

import { EvaluateReplySchema, type EvaluateRequest, maxElements } from "../wire.ts";
import type { RandomBytes } from "./evaluate.ts";

const { voprf } = ristretto255_oprf;

/** Why an answer is refused. None of them says anything about the input. */
export type ReplyRefusal =
  /** Not an answer of this version: wrong shape, wrong length, or bytes in a second spelling. */
  | "malformed_reply"
  /** More or fewer elements than were asked for. */
  | "wrong_count"
  /** Bytes that are no element in its one encoding. */
  | "malformed_element"
  | "identity_element"
  /** Evaluated with another key, or altered on the way. */
  | "wrong_proof";

export type OutputsResult =
  | { readonly ok: true; readonly value: readonly Uint8Array[] }
  | { readonly ok: false; readonly reason: ReplyRefusal };

/** A batch on its way. */
export interface BlindedBatch {
  readonly request: EvaluateRequest;
  /**
   * The outputs, 64 bytes each, in the order of the inputs.
   *
   * @param reply - as it came from the network.
   * @param publicKey - the party's key, pinned.
   */
  readonly finish: (reply: unknown, publicKey: Uint8Array) => OutputsResult;
}

/**
 * Blind inputs for one party.
 *
 * @param inputs - 1 to 128, at most 65,535 bytes each.
 * @param random - 48 bytes for each input. The same bytes for two parties would let them see that
 * they were asked the same.
 * @param onBlinded - called after each.
 * @throws {RangeError} if there is no input, or more than one request carries.
 */
export function blindBatch(
  inputs: readonly Uint8Array[],
  random: RandomBytes,
  onBlinded?: () => void,
): BlindedBatch {
  if (inputs.length === 0 || inputs.length > maxElements) {
    throw new RangeError("a batch has 1 to 128 inputs");
  }
  const items = inputs.map((input) => {
    const blinded = voprf.blind(input, (length = 0) => new Uint8Array(random(length)));
    onBlinded?.();
    return { input, ...blinded };
  });
  return {
    request: { version: 1, elements: items.map(({ blinded }) => base64urlnopad.encode(blinded)) },
    finish: (reply, publicKey) => {
      const read = readReply(reply, items.length);
      if (!read.ok) return read;
      const answered = items.flatMap((item, at) =>
        read.elements.slice(at, at + 1).map((evaluated) => ({ ...item, evaluated })),
      );
      try {
        return { ok: true, value: voprf.finalizeBatch(answered, publicKey, read.proof) };
      } catch {
        // Every element was read before, so this is the proof: a scalar out of range or a wrong one.
        return { ok: false, reason: "wrong_proof" };
      }
    },
  };
}

function readReply(reply: unknown, count: number) {
  const parsed = v.safeParse(EvaluateReplySchema, reply);
  if (!parsed.success) return { ok: false, reason: "malformed_reply" } as const;
  const { elements, proof } = parsed.output;
  if (elements.length !== count) return { ok: false, reason: "wrong_count" } as const;
  const fault = elements.map(faultOf).find((found) => found !== undefined);
  if (fault !== undefined) return { ok: false, reason: fault } as const;
  return { ok: true, elements, proof } as const;
}

function faultOf(bytes: Uint8Array): "malformed_element" | "identity_element" | undefined {
  try {
    const point = ristretto255.Point.fromBytes(bytes);
    return point.equals(ristretto255.Point.ZERO) ? "identity_element" : undefined;
  } catch {
    return "malformed_element";
  }
}
