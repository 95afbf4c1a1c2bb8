/**
 * Link tokens of one report, in the page's worker or at the desk.
 *
 *   features -> one blinded batch for each party -> outputs, proved -> tokens
 *
 * Spec: `spec/link-tokens.md`, sections 2 and 6. Vectors: `spec/vectors/link-tokens.json`. Fails
 * closed: without both proofs there is no token, and there is no other way to make one.
 */
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";

import type { EvaluateRequest } from "../wire.ts";
import { blindBatch, type ReplyRefusal } from "./batch.ts";
import type { RandomBytes } from "./evaluate.ts";
import {
  type FeatureInputs,
  type FeatureKind,
  type FeatureRefusal,
  type LinkFeatures,
  toFeatureInputs,
} from "./features.ts";

/** The two that evaluate, in the order in which their outputs enter a token. */
export const partyNames = ["keyholder", "intake"] as const;
export type PartyName = (typeof partyNames)[number];

/** 32 bytes. Two reports with an equal one have the same feature. */
export interface LinkToken {
  readonly kind: FeatureKind;
  /** Which message a phrase is from, or which band of a photo. */
  readonly place: number | undefined;
  readonly token: Uint8Array;
}

export type LinkTokensResult =
  | { readonly ok: true; readonly value: readonly LinkToken[] }
  | { readonly ok: false; readonly reason: FeatureRefusal }
  | { readonly ok: false; readonly reason: ReplyRefusal; readonly party: PartyName };

/** What a session needs from outside. */
export interface LinkSession {
  readonly features: LinkFeatures;
  /** Pinned: from the signed site file, never from an answer. */
  readonly publicKeys: Readonly<Record<PartyName, Uint8Array>>;
  /** Carries a batch to a party. What it throws passes through. */
  readonly ask: (party: PartyName, request: EvaluateRequest) => Promise<unknown>;
  readonly random: RandomBytes;
  /** From 0 to 1, never falling. */
  readonly onProgress?: (share: number) => void;
}

/** The label under which two outputs become a token. */
const tokenLabel = "honeyguide/link-token/v1";
/** How much of the work a number is, counted in elements blinded: Argon2id takes that long. */
const numberSteps = 100;

/**
 * Make the link tokens of one report.
 *
 * @returns tokens in the order of the features: identifiers, then phrases, message by message; or
 * the feature or the party at fault.
 * @throws {RangeError} if both parties have one key: whoever holds it could make tokens alone.
 */
export async function makeLinkTokens(session: LinkSession): Promise<LinkTokensResult> {
  const { features, publicKeys, ask, random } = session;
  if (publicKeys.keyholder.every((byte, at) => byte === publicKeys.intake[at])) {
    throw new RangeError("the keyholder and the intake need a key each");
  }
  const read = toFeatureInputs(features);
  if (!read.ok) return read;
  const step = stepsOf(read.value, session.onProgress);

  const wanted: (Omit<LinkToken, "token"> & { readonly input: Uint8Array })[] = [];
  for (const feature of read.value) {
    const { kind, message } = feature;
    for (const [band, input] of (await feature.make()).entries()) {
      wanted.push({ kind, place: kind === "photo" ? band : message, input });
    }
    if (kind === "number") step(numberSteps);
  }

  const inputs = wanted.map(({ input }) => input);
  const outputs: (readonly Uint8Array[])[] = [];
  for (const party of partyNames) {
    const batch = blindBatch(inputs, random, () => {
      step(1);
    });
    const finished = batch.finish(await ask(party, batch.request), publicKeys[party]);
    if (!finished.ok) return { ...finished, party };
    outputs.push(finished.value);
    step(2 * inputs.length);
  }
  const value = wanted.map(({ kind, place }, at) => ({
    kind,
    place,
    token: toLinkToken(...outputs.flatMap((each) => each.slice(at, at + 1))),
  }));
  return { ok: true, value };
}

/**
 * A token from the outputs for one input.
 *
 * @param outputs - the keyholder's, then the intake's; 64 bytes each.
 * @returns 32 bytes.
 */
export function toLinkToken(...outputs: readonly Uint8Array[]): Uint8Array {
  const secret = new Uint8Array(outputs.flatMap((output) => [...output]));
  return hkdf(sha256, secret, undefined, new TextEncoder().encode(tokenLabel), 32);
}

function stepsOf(
  features: readonly FeatureInputs[],
  onProgress: ((share: number) => void) | undefined,
): (steps: number) => void {
  const elements = features.reduce((sum, { count }) => sum + count, 0);
  const numbers = features.filter(({ kind }) => kind === "number").length;
  const all = numbers * numberSteps + partyNames.length * 3 * elements;
  let done = 0;
  return (steps) => {
    done += steps;
    onProgress?.(done / all);
  };
}
