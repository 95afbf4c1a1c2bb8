/**
 * Keys, in the forms that the ordinary `age` tools read and write.
 *
 * Spec: `spec/sealed-report.md`, section 2. Nothing here keeps a key: the caller does.
 */
import { MalformedKeyError } from "@honeyguide/domain";
import { bech32 } from "@scure/base";
import { generateX25519Identity, identityToRecipient } from "age-encryption";

/** An age recipient, `age1...` or `age1pq1...`. */
export type AgeRecipient = `age1${string}`;
/** An age secret key, `AGE-SECRET-KEY-1...`. */
export type AgeIdentity = `AGE-SECRET-KEY-${string}`;

/** An identity and the recipient that belongs to it. */
export interface AgeKeyPair {
  readonly identity: AgeIdentity;
  readonly recipient: AgeRecipient;
}

/** A new X25519 pair, from the platform's random source. */
export async function makeKeyPair(): Promise<AgeKeyPair> {
  return keyPairOf(await generateX25519Identity());
}

/**
 * The pair of an identity.
 *
 * @param identity - `AGE-SECRET-KEY-1...`.
 * @throws {MalformedKeyError} if it is not an age identity.
 */
export async function keyPairOf(identity: string): Promise<AgeKeyPair> {
  const recipient = await identityToRecipient(identity).catch((cause: unknown) => {
    throw new MalformedKeyError("this is not an age identity", { cause });
  });
  return { identity: identity as AgeIdentity, recipient: recipient as AgeRecipient };
}

/**
 * An identity from 32 secret bytes, so that a code can stand for a key.
 *
 * @param scalar - 32 bytes, uniformly random to everybody else.
 * @throws {RangeError} if there are not 32.
 */
export function identityFromBytes(scalar: Uint8Array): AgeIdentity {
  if (scalar.length !== 32) throw new RangeError("an X25519 scalar is 32 bytes");
  return bech32.encodeFromBytes("AGE-SECRET-KEY-", scalar).toUpperCase() as AgeIdentity;
}

/**
 * The text of a key file, as `age-keygen` writes it.
 *
 * @param pair - the key.
 * @param createdAt - RFC 3339.
 */
export function toKeyFile({ identity, recipient }: AgeKeyPair, createdAt: string): string {
  return `# created: ${createdAt}\n# public key: ${recipient}\n${identity}\n`;
}

/**
 * The identities in a key file.
 *
 * @param text - one identity a line; `#` begins a comment.
 * @throws {MalformedKeyError} if there is none, or a line is something else.
 */
export function parseKeyFile(text: string): readonly [AgeIdentity, ...AgeIdentity[]] {
  const [first, ...others] = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (first === undefined || !isIdentity(first) || !others.every(isIdentity)) {
    throw new MalformedKeyError("the key file holds no age identity");
  }
  return [first, ...others];
}

function isIdentity(line: string): line is AgeIdentity {
  return /^AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]+$/.test(line);
}
