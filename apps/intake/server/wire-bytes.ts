/** Between the wire's text encodings and the store's bytes; nowhere else. */
import type { SentPart, SignedReceipt } from "@honeyguide/protocol/wire";
import type { DescribedPart, StoredReceipt } from "@honeyguide/store/intake";

import { storedHour } from "./hours.ts";

/** base64url without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64url");
}

/** From base64url; the schema has seen that it is. */
export function fromBase64url(text: string): Uint8Array {
  return Buffer.from(text, "base64url");
}

/** The description of a part, from the wire. */
export function fromSentPart({ part, bytes, sha256 }: SentPart): DescribedPart {
  return { part, bytes, sha256: Buffer.from(sha256, "hex") };
}

/** The description of a part, for the wire. */
export function toSentPart({ part, bytes, sha256 }: DescribedPart): SentPart {
  return { part, bytes, sha256: Buffer.from(sha256).toString("hex") };
}

/** A receipt, for the wire. */
export function toSignedReceipt({ sha256, signature, hour }: StoredReceipt): SignedReceipt {
  return {
    version: 1,
    sha256: Buffer.from(sha256).toString("hex"),
    hour: storedHour(hour),
    signature: toBase64url(signature),
  };
}
