/**
 * Features of a report, and the bytes that two reports of one sender have in common.
 *
 *   number, account, handle, link, photo, phrase -> context, 00, value -> input of the evaluators
 *
 * Spec: `spec/link-tokens.md`, section 4. Vectors: `spec/vectors/link-tokens.json`. A spelling more
 * or less is another token, so everything here is exact: a change of a form is a new version of it,
 * and old and new tokens then do not meet.
 */
import { isPhoneNumber, type PhoneNumber } from "@honeyguide/domain";
import { argon2idAsync } from "@noble/hashes/argon2.js";
import { sha256 } from "@noble/hashes/sha2.js";

import { photoBands } from "./photo-bands.ts";

/** Who wrote, or what they sent: one of these equal in two reports means the same sender. */
export type Identifier =
  | { readonly kind: "number"; readonly number: PhoneNumber }
  /** An id that a platform gave and that is no number, such as a WhatsApp LID. */
  | { readonly kind: "account"; readonly platform: string; readonly id: string }
  | { readonly kind: "handle"; readonly platform: string; readonly name: string }
  /** A registrable domain and a path; no query, no fragment. */
  | { readonly kind: "link"; readonly domain: string; readonly path: string }
  /** PDQ, 64 hex digits, of a photo and never of a screenshot, quality 50 or more. */
  | { readonly kind: "photo"; readonly pdq: string };

/** What a report is recognised by. */
export interface LinkFeatures {
  /** At most {@link maxIdentifiers}. */
  readonly identifiers: readonly Identifier[];
  /** Phrases of each message, as the shingling gave them: at most 6 messages of 12. */
  readonly messages: readonly (readonly string[])[];
}

/** Every kind of link token. */
export type FeatureKind = Identifier["kind"] | "phrase";

/**
 * The version of each form. `number` is that of the number parser (`parsePhoneNumber` of domain),
 * `phrase` that of the shingling and its table of frequencies, `photo` that of the bands.
 */
export const formVersions = {
  number: 1,
  account: 1,
  handle: 1,
  link: 1,
  photo: 1,
  phrase: 1,
} as const satisfies Readonly<Record<FeatureKind, number>>;

export const maxIdentifiers = 3;
export const maxMessages = 6;
export const maxPhrases = 12;

/** Argon2id over numbers (RFC 9106): 19 MiB, two passes. A guess of a thief costs that much. */
const stretching = { m: 19 * 1024, t: 2, p: 1, dkLen: 32 } as const;

/** The longest text in a feature, in bytes of UTF-8. */
const maxTextBytes = 1024;

/** What is wrong with features. */
export type FeatureRefusal =
  | "nothing"
  | "too_many_identifiers"
  | "too_many_messages"
  | "too_many_phrases"
  | "malformed_number"
  | "malformed_account"
  | "malformed_handle"
  | "malformed_link"
  | "malformed_photo"
  | "malformed_phrase";

/** Inputs of one feature: one, and for a photo one for each band. */
export interface FeatureInputs {
  readonly kind: FeatureKind;
  /** Which message a phrase is from; identifiers have none. */
  readonly message: number | undefined;
  /** Made when asked for: a number takes a third of a second. */
  readonly make: () => Promise<readonly Uint8Array[]>;
  /** How many there will be. */
  readonly count: number;
}

export type FeatureInputsResult =
  | { readonly ok: true; readonly value: readonly FeatureInputs[] }
  | { readonly ok: false; readonly reason: FeatureRefusal };

/**
 * Read features and say what is to be evaluated for each.
 *
 * @param features - from the form or, at the desk, from an opened report.
 * @returns the features' inputs, identifiers first, or the first thing that is wrong.
 */
export function toFeatureInputs({ identifiers, messages }: LinkFeatures): FeatureInputsResult {
  const excess = excessOf(identifiers.length, messages);
  if (excess !== undefined) return { ok: false, reason: excess };
  const inputs: FeatureInputs[] = [];
  for (const identifier of identifiers) {
    const values = valuesOf(identifier);
    if (values === undefined) return { ok: false, reason: `malformed_${identifier.kind}` };
    inputs.push(inputsOf(identifier.kind, undefined, values));
  }
  for (const [message, phrases] of messages.entries()) {
    for (const phrase of phrases) {
      const value = textOf(phrase);
      if (value === undefined) return { ok: false, reason: "malformed_phrase" };
      inputs.push(inputsOf("phrase", message, [value]));
    }
  }
  return inputs.length === 0 ? { ok: false, reason: "nothing" } : { ok: true, value: inputs };
}

/** What stands before the value in every input: use, kind, version of the form, and a zero. */
export function linkContext(kind: FeatureKind): string {
  return `honeyguide/link/v1/${kind}/${formVersions[kind]}\0`;
}

/** A context and a value, as evaluated. */
export function toInput(context: string, value: Uint8Array): Uint8Array {
  const before = new TextEncoder().encode(context);
  const input = new Uint8Array(before.length + value.length);
  input.set(before);
  input.set(value, before.length);
  return input;
}

function excessOf(
  identifiers: number,
  messages: LinkFeatures["messages"],
): FeatureRefusal | undefined {
  if (identifiers > maxIdentifiers) return "too_many_identifiers";
  if (messages.length > maxMessages) return "too_many_messages";
  return messages.some((phrases) => phrases.length > maxPhrases) ? "too_many_phrases" : undefined;
}

function inputsOf(
  kind: FeatureKind,
  message: number | undefined,
  values: readonly Uint8Array[],
): FeatureInputs {
  const context = linkContext(kind);
  const make = async () => {
    const ready = kind === "number" ? await Promise.all(values.map(stretched)) : values;
    return ready.map((value) => toInput(context, value));
  };
  return { kind, message, make, count: values.length };
}

/** Numbers have 30 bits at most; without this a thief of both keys tries all of them in minutes. */
async function stretched(number: Uint8Array): Promise<Uint8Array> {
  const salt = sha256(new TextEncoder().encode(linkContext("number"))).slice(0, 16);
  return argon2idAsync(number, salt, stretching);
}

function valuesOf(identifier: Identifier): readonly Uint8Array[] | undefined {
  switch (identifier.kind) {
    case "number":
      return isPhoneNumber(identifier.number) ? textsOf(identifier.number) : undefined;
    case "account":
      return pairOf(platformOf(identifier.platform), identifier.id.trim());
    case "handle":
      return pairOf(platformOf(identifier.platform), handleOf(identifier.name));
    case "link":
      return linkOf(identifier.domain, identifier.path);
    case "photo":
      return photoBands(identifier.pdq);
  }
}

function platformOf(platform: string): string {
  const name = platform.trim().toLowerCase();
  return /^[a-z][a-z0-9-]{0,31}$/.test(name) ? name : "";
}

/** As people write it: with or without `@`, in any case. */
function handleOf(name: string): string {
  return name.normalize("NFKC").trim().replace(/^@+/, "").toLowerCase();
}

function linkOf(domain: string, path: string): readonly Uint8Array[] | undefined {
  const host = domain.toLowerCase().replace(/\.$/, "");
  if (!/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host)) {
    return undefined;
  }
  if (!/^(?:\/[!-~]*)?$/.test(path) || /[?#]/.test(path)) return undefined;
  return pairOf(host, path.replace(/\/+$/, "") || "/");
}

/** Two texts that cannot run into each other: the first has no zero in it. */
function pairOf(first: string, second: string): readonly Uint8Array[] | undefined {
  if (first === "" || textOf(second) === undefined) return undefined;
  return textsOf(`${first}\0${second}`);
}

function textsOf(text: string): readonly Uint8Array[] | undefined {
  const bytes = new TextEncoder().encode(text);
  return bytes.length > maxTextBytes ? undefined : [bytes];
}

/** A text with something in it, without control characters or halves of a character. */
function textOf(text: string): Uint8Array | undefined {
  if (text === "" || /[\p{Cc}\p{Cs}]/u.test(text)) return undefined;
  return textsOf(text)?.[0];
}
