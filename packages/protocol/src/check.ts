/**
 * Asking the private check: a number is one element, a message always twelve.
 *
 * Spec: `spec/check.md`, section 4. What is sent is of one size for Seen and Not seen, because nothing
 * that is sent depends on the list.
 */
import { isPhoneNumber, type PhoneNumber } from "@honeyguide/domain";

import { blindBatch, type BlindedBatch } from "./link-tokens/batch.ts";
import type { RandomBytes } from "./link-tokens/evaluate.ts";
import { formVersions, maxPhrases, toInput } from "./link-tokens/features.ts";

/** The input of the check's key for a number. */
export function numberCheckInput(number: PhoneNumber): Uint8Array {
  if (!isPhoneNumber(number)) throw new RangeError("a number is E.164");
  return toInput(
    `honeyguide/check/v1/number/${formVersions.number}\0`,
    new TextEncoder().encode(number),
  );
}

/** The input of the check's key for a phrase. */
export function phraseCheckInput(phrase: string): Uint8Array {
  return toInput(
    `honeyguide/check/v1/phrase/${formVersions.phrase}\0`,
    new TextEncoder().encode(phrase),
  );
}

/** Ask about a number. */
export function askNumber(number: PhoneNumber, random: RandomBytes): BlindedBatch {
  return blindBatch([numberCheckInput(number)], random);
}

/**
 * Ask about a message. Filled up to twelve with inputs that are in no list.
 *
 * @param phrases - at most 12; more are a `RangeError`.
 */
export function askMessage(phrases: readonly string[], random: RandomBytes): BlindedBatch {
  if (phrases.length > maxPhrases) throw new RangeError("a message has 12 phrases at most");
  // A phrase that was said three times is one phrase, and must not make a message Seen.
  const distinct = [...new Set(phrases)];
  const fillers = Array.from({ length: maxPhrases - distinct.length }, () =>
    toInput("honeyguide/check/v1/filler\0", random(32)),
  );
  return blindBatch([...distinct.map(phraseCheckInput), ...fillers], random);
}
