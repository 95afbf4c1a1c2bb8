/**
 * Hold: a report's own key behind two locks of two organisations.
 *
 *   R -> age to the team -> age to the keyholder
 *
 * Spec: `spec/hold.md`, section 3. Vectors: `spec/vectors/held-report.json`. The keyholder takes off
 * the outer lock and finds another; the team cannot reach its own lock before that.
 */
import { MalformedEvidenceError } from "@honeyguide/domain";

import type { AgeIdentity, AgeRecipient } from "./keys.ts";
import { decryptAll } from "./open.ts";
import { encrypterTo, wrapContentKey } from "./seal.ts";

/** How every age v1 file begins. */
const ageHeader = new TextEncoder().encode("age-encryption.org/v1\n");

/**
 * Hand a report's own key to a team, held.
 *
 * @param contentIdentity - the key that opens the report.
 * @param team - the team's recipients.
 * @param keyholder - the keyholder's.
 * @returns an age v1 file to the keyholder that holds one to the team.
 * @throws {RangeError} if one of them is nobody, or the keyholder is one of the team: a lock of which
 * the team has the key holds nothing.
 */
export async function wrapHeldContentKey(
  contentIdentity: AgeIdentity,
  team: readonly AgeRecipient[],
  keyholder: readonly AgeRecipient[],
): Promise<Uint8Array> {
  if (keyholder.some((recipient) => team.includes(recipient))) {
    throw new RangeError("the keyholder and the team need a key each");
  }
  return encrypterTo(keyholder).encrypt(await wrapContentKey(contentIdentity, team));
}

/**
 * Take off the outer lock: what the keyholder does when a hold's rule is met.
 *
 * @param held - from {@link wrapHeldContentKey}.
 * @param identities - the keyholder's secret keys.
 * @returns the wrap for the team; `openContentKey` opens it.
 * @throws {UnreadableEnvelopeError} if no key fits or a byte was changed.
 * @throws {MalformedEvidenceError} if there is no second lock inside: what came with one lock only is
 * not passed on, and the keyholder has then seen something it must not keep.
 */
export async function peelHeldWrap(
  held: Uint8Array,
  identities: readonly AgeIdentity[],
): Promise<Uint8Array> {
  const wrap = await decryptAll(held, identities);
  if (!ageHeader.every((byte, at) => wrap[at] === byte)) {
    throw new MalformedEvidenceError("there is no second lock in this wrap");
  }
  return wrap;
}
