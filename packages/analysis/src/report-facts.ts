/**
 * What linking reads of a report. The app that opened the report takes it apart; nothing here knows
 * files, consent or the person who reported.
 */

import type { NumberTimes } from "./numbers/shared-number.ts";

/**
 * `lid`: WhatsApp's id of an account whose number it hides. `username`: a name at WhatsApp.
 * `display_name`: what an account calls itself. `payment`: a bank account, or a name at a payment
 * service.
 */
export const identifierKinds = [
  "number",
  "account",
  "lid",
  "username",
  "handle",
  "email",
  "link",
  "wallet",
  "payment",
  "display_name",
] as const;
export type IdentifierKind = (typeof identifierKinds)[number];

/** Something that points at a sender from outside the text. */
export interface Identifier {
  readonly kind: IdentifierKind;
  /** Normalised: two spellings of one thing are equal strings. */
  readonly value: string;
  /** Found in the words of a message, where it may be somebody else's; else it is whence they wrote. */
  readonly isWritten?: boolean;
  /** From its first use to its last; null where nobody knows. Left out, the times of the report. */
  readonly times?: NumberTimes | null;
}

/** One message of the sender. */
export interface FactMessage {
  readonly id: string;
  readonly text: string;
  /** RFC 3339 in UTC, where known. */
  readonly at?: string;
  /** A vector of length 1 from an embedder, where there is one. */
  readonly meaning?: Float32Array;
}

/** A photo that is no screenshot: those are linked by their words. */
export interface FactPicture {
  readonly id: string;
  /** PDQ, 64 hex digits. */
  readonly hash: string;
  /** 0 to 100. */
  readonly quality: number;
}

/** A picture, voice note, film or file, by its exact bytes. */
export interface FactFile {
  readonly id: string;
  /** SHA-256, hex. */
  readonly sha256: string;
}

/** One report, reduced to what can be compared. */
export interface ReportFacts {
  readonly id: string;
  /** The sender's messages only, oldest first. */
  readonly messages: readonly FactMessage[];
  readonly identifiers: readonly Identifier[];
  /** Persona names, as the sender gave them. */
  readonly names: readonly string[];
  /** When the sender wrote; null where nobody knows. Left out, it is not asked. */
  readonly times?: NumberTimes | null;
  readonly pictures?: readonly FactPicture[];
  readonly files?: readonly FactFile[];
}
