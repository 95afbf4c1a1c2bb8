/**
 * The mailbox: letters between a person and the team, and the person's own place marker.
 *
 * Spec: `spec/sealed-report.md`, section 7. Every letter is an age file to the person's mailbox
 * key; what the person writes is sealed to the team as well.
 */
import {
  MalformedReportError,
  type MailboxMessage,
  MailboxMessageSchema,
} from "@honeyguide/domain";
import * as v from "valibot";

import type { AgeIdentity, AgeRecipient } from "./keys.ts";
import { decryptAll } from "./open.ts";
import { paddedLength } from "./padding.ts";
import { encrypterTo } from "./seal.ts";

/** Nothing in a mailbox is smaller, so that "yes" and "no" look alike. Bytes. */
const leastLetterBytes = 1024;

/**
 * Seal a letter.
 *
 * @param message - in either direction.
 * @param recipients - the mailbox and, for what the person writes, the team.
 * @returns an age v1 file of padded JSON.
 * @throws {RangeError} if there is no recipient.
 */
export async function sealMailboxMessage(
  message: MailboxMessage,
  recipients: readonly AgeRecipient[],
): Promise<Uint8Array> {
  return sealJson(message, recipients);
}

/**
 * Open a letter and check what is in it.
 *
 * @throws {UnreadableEnvelopeError} if the key does not fit or a byte was changed.
 * @throws {MalformedReportError} if it holds something else.
 */
export async function openMailboxMessage(
  sealed: Uint8Array,
  identities: readonly AgeIdentity[],
): Promise<MailboxMessage> {
  return openJson(sealed, identities, MailboxMessageSchema);
}

const PlaceSchema = v.strictObject({
  version: v.literal(1),
  /** The report's own key, so that a held report can be released and an unfinished one finished. */
  contentIdentity: v.pipe(
    v.string(),
    v.startsWith("AGE-SECRET-KEY-"),
    v.transform((text) => text as AgeIdentity),
  ),
  /** The form as it stands: the page's own shape, read back by the page. */
  answers: v.record(v.string(), v.unknown()),
});
/** What the code leads back to: sealed for the person alone. */
export type Place = Readonly<v.InferOutput<typeof PlaceSchema>>;

/** Seal the person's place, for the mailbox key only. */
export async function sealPlace(place: Place, mailbox: AgeRecipient): Promise<Uint8Array> {
  return sealJson(place, [mailbox]);
}

/**
 * Open the person's place.
 *
 * @throws {UnreadableEnvelopeError} if the key does not fit or a byte was changed.
 * @throws {MalformedReportError} if it holds something else.
 */
export async function openPlace(sealed: Uint8Array, identity: AgeIdentity): Promise<Place> {
  return openJson(sealed, [identity], PlaceSchema);
}

async function sealJson(value: unknown, recipients: readonly AgeRecipient[]): Promise<Uint8Array> {
  const json = new TextEncoder().encode(JSON.stringify(value));
  // JSON ignores white space around it, so the padding needs no length of its own.
  const padded = new Uint8Array(paddedLength(Math.max(json.length, leastLetterBytes))).fill(0x20);
  padded.set(json);
  return encrypterTo(recipients).encrypt(padded);
}

async function openJson<Value>(
  sealed: Uint8Array,
  identities: readonly AgeIdentity[],
  schema: v.GenericSchema<unknown, Value>,
): Promise<Value> {
  const plain = await decryptAll(sealed, identities);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(plain);
    return v.parse(schema, JSON.parse(text));
  } catch (cause) {
    throw new MalformedReportError("the envelope does not hold a letter", { cause });
  }
}
