/**
 * Receipts: the intake's signature under what was handed over. Ed25519, `spec/sealed-report.md`
 * section 8. The key signs that something was filed, and opens nothing.
 */
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";

import type { MailboxId } from "@honeyguide/domain";
import { partsStatement, receiptStatement, type SentPart } from "@honeyguide/protocol/wire";
import type { StoredReceipt } from "@honeyguide/store/intake";

/** Signs receipts. */
export interface ReceiptSigner {
  /** Public key, SPKI, base64url: for the site's description. */
  readonly publicKey: string;
  readonly sign: (mailboxId: MailboxId, parts: readonly SentPart[], hour: string) => StoredReceipt;
}

/**
 * A signer from its key.
 *
 * @param pem - Ed25519, PKCS #8.
 * @throws {RangeError} if it is another kind of key.
 */
export function makeReceiptSigner(pem: string): ReceiptSigner {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== "ed25519") throw new RangeError("receipts need an Ed25519 key");
  return {
    publicKey: createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64url"),
    sign: (mailboxId, parts, hour) => {
      const sha256 = createHash("sha256").update(partsStatement(parts)).digest();
      const statement = receiptStatement(mailboxId, { sha256: sha256.toString("hex"), hour });
      return { sha256, hour, signature: sign(null, Buffer.from(statement), key) };
    },
  };
}
