/**
 * The intake's signed receipt, checked on the phone: over what was sent, by the key that the site
 * names. `spec/sealed-report.md`, section 8.
 */
import type { MailboxId } from "@honeyguide/domain";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import {
  partsStatement,
  receiptStatement,
  type SentPart,
  type SignedReceipt,
} from "@honeyguide/protocol/wire";

import { fromBase64url } from "./base64url.ts";

/**
 * Whether a receipt speaks of these parts and carries the site's signature.
 *
 * @param receiptKey - Ed25519 public key, SPKI, base64url.
 * @returns `"unchecked"` where the platform has no Ed25519: the hash was right all the same.
 */
export async function checkReceipt(
  receipt: SignedReceipt,
  mailboxId: MailboxId,
  parts: readonly SentPart[],
  receiptKey: string,
): Promise<"good" | "bad" | "unchecked"> {
  if (receipt.sha256 !== bytesToHex(sha256(utf8ToBytes(partsStatement(parts))))) return "bad";
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("spki", fromBase64url(receiptKey), "Ed25519", false, [
      "verify",
    ]);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotSupportedError") return "unchecked";
    return "bad";
  }
  const statement = new TextEncoder().encode(receiptStatement(mailboxId, receipt));
  const isGood = await crypto.subtle.verify(
    "Ed25519",
    key,
    fromBase64url(receipt.signature),
    statement,
  );
  return isGood ? "good" : "bad";
}
