/**
 * The vault: what people wrote, encrypted at rest in the Desk's own database as well.
 *
 *   version 1 (1 byte) | nonce (12) | AES-256-GCM ciphertext | tag (16)
 *
 * The key is in a file outside the database. What is sealed for one table, column and row opens
 * nowhere else, so that a row moved by someone with the database alone is seen. Random nonces keep
 * their bound up to 2^32 writes under one key (NIST SP 800-38D, 8.3), more than a team ever does.
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

import { HoneyguideError } from "@honeyguide/domain";
import type { Encrypted } from "@honeyguide/store/desk";

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const algorithm = "aes-256-gcm";

/** Where a value of one shape stands. `row` is the row's whole primary key. */
export interface Place<Value> {
  readonly table: string;
  readonly column: string;
  readonly row: string;
  /** Never set: carries the type. */
  readonly shape?: Value;
}

/** The data key does not fit, or somebody changed the database. */
export class UnreadableRowError extends HoneyguideError {
  override readonly name = "UnreadableRowError";
  override readonly code = "desk.unreadable_row";
}

export interface Vault {
  /** Any value that JSON can hold. */
  readonly seal: <Value>(place: Place<Value>, value: NoInfer<Value>) => Encrypted;
  /**
   * What was sealed there. It is ours, so its shape is taken at its word.
   *
   * @throws {UnreadableRowError} if it was not sealed for this place with this key.
   */
  readonly open: <Value>(place: Place<Value>, sealed: Encrypted) => Value;
  /** Bytes as they are; otherwise as `seal`. */
  readonly sealBytes: (place: Place<Uint8Array>, bytes: Uint8Array) => Encrypted;
  /** As `open`; throws the same. */
  readonly openBytes: (place: Place<Uint8Array>, sealed: Encrypted) => Uint8Array;
}

/**
 * A vault over one key.
 *
 * @param key - 32 random bytes.
 * @throws {RangeError} if there are not 32.
 */
export function makeVault(key: Uint8Array): Vault {
  if (key.length !== 32) throw new RangeError("a data key is 32 bytes");
  function sealBytes(place: Place<unknown>, bytes: Uint8Array): Encrypted {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, key, nonce).setAAD(binding(place));
    const body = cipher.update(bytes);
    const end = cipher.final();
    const head = Buffer.from([version]);
    return Buffer.concat([head, nonce, body, end, cipher.getAuthTag()]) as Uint8Array as Encrypted;
  }

  function openBytes(place: Place<unknown>, sealed: Encrypted): Buffer {
    try {
      if (sealed[0] !== version) throw new RangeError("unknown version");
      const decipher = createDecipheriv(algorithm, key, sealed.subarray(1, 1 + nonceBytes))
        .setAAD(binding(place))
        .setAuthTag(sealed.subarray(-tagBytes));
      const body = decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes));
      return Buffer.concat([body, decipher.final()]);
    } catch (cause) {
      throw new UnreadableRowError("a row does not open with this data key", { cause });
    }
  }

  return {
    seal: (place, value) => sealBytes(place, Buffer.from(JSON.stringify(value))),
    open: <Value>(place: Place<Value>, sealed: Encrypted): Value =>
      JSON.parse(openBytes(place, sealed).toString("utf8")) as Value,
    sealBytes,
    openBytes,
  };
}

/** None of the three holds the separator: names are ours, ids are base64url, UUIDs and numbers. */
function binding({ table, column, row }: Place<unknown>): Uint8Array {
  return new TextEncoder().encode(`honeyguide desk v1|${table}|${column}|${row}`);
}
