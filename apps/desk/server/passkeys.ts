/**
 * Passkeys (WebAuthn level 3). User verification is required both ways: the device asks for its
 * PIN or finger, so a passkey is two factors in one.
 *
 * A challenge is good for one answer within five minutes. Challenges are in memory, like sessions.
 */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from "@simplewebauthn/server";
import * as v from "valibot";

const lifeMs = 5 * 60_000;
const mostOpen = 500;

const text = v.pipe(v.string(), v.maxLength(16_384));
const common = {
  id: text,
  rawId: text,
  type: v.literal("public-key"),
  clientExtensionResults: v.record(v.string(), v.unknown()),
  authenticatorAttachment: v.optional(v.picklist(["platform", "cross-platform"])),
};
/** What a browser answers when a passkey is made. Fields that browsers add later are ignored. */
export const RegistrationSchema = v.object({
  ...common,
  response: v.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: v.optional(v.array(v.pipe(v.string(), v.maxLength(32)))),
  }),
});
/** What a browser answers when a passkey is used. */
export const AssertionSchema = v.object({
  ...common,
  response: v.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: v.optional(text),
  }),
});

/** A passkey as it is kept. */
export interface KeptPasskey {
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
}

export interface Passkeys {
  readonly registrationOptions: (
    name: string,
    existing: readonly KeptPasskey[],
  ) => Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** Undefined if the answer is not to be believed. */
  readonly checkRegistration: (
    response: v.InferOutput<typeof RegistrationSchema>,
  ) => Promise<KeptPasskey | undefined>;
  readonly signInOptions: (
    existing: readonly KeptPasskey[],
  ) => Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** The new counter, or undefined if the answer is not to be believed. */
  readonly checkSignIn: (
    response: v.InferOutput<typeof AssertionSchema>,
    passkey: KeptPasskey,
  ) => Promise<number | undefined>;
}

/**
 * Passkeys of one address.
 *
 * @param origin - as the browser names it, e.g. `http://localhost:8787`. Its host is the relying
 * party; browsers refuse a bare IP address there.
 */
export function makePasskeys(origin: string, team: () => string, now: () => Date): Passkeys {
  const rpID = new URL(origin).hostname;
  const challenges = makeChallenges(now);
  return {
    async registrationOptions(name, existing) {
      const options = await generateRegistrationOptions({
        rpName: team(),
        rpID,
        userName: name,
        attestationType: "none",
        excludeCredentials: existing.map(toDescriptor),
        authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
      });
      challenges.add(options.challenge);
      return options;
    },
    async checkRegistration(response) {
      const checked = await verifyRegistrationResponse({
        // The schema above leaves only what the library's type names.
        response: response as RegistrationResponseJSON,
        expectedChallenge: challenges.take,
        expectedOrigin: origin,
        expectedRPID: rpID,
        requireUserVerification: true,
      }).catch(() => undefined);
      if (checked?.verified !== true) return undefined;
      const { id, publicKey, counter, transports } = checked.registrationInfo.credential;
      return { credentialId: id, publicKey, counter, transports: transports ?? [] };
    },
    async signInOptions(existing) {
      const options = await generateAuthenticationOptions({
        rpID,
        allowCredentials: existing.map(toDescriptor),
        userVerification: "required",
      });
      challenges.add(options.challenge);
      return options;
    },
    async checkSignIn(response, passkey) {
      const checked = await verifyAuthenticationResponse({
        response: response as AuthenticationResponseJSON,
        expectedChallenge: challenges.take,
        expectedOrigin: origin,
        expectedRPID: rpID,
        credential: toCredential(passkey),
        requireUserVerification: true,
      }).catch(() => undefined);
      return checked?.verified === true ? checked.authenticationInfo.newCounter : undefined;
    },
  };
}

function makeChallenges(now: () => Date) {
  const open = new Map<string, number>();
  return {
    add(challenge: string) {
      const [oldest] = open.keys();
      if (open.size >= mostOpen && oldest !== undefined) open.delete(oldest);
      open.set(challenge, now().getTime() + lifeMs);
    },
    take: (challenge: string) => {
      const until = open.get(challenge);
      open.delete(challenge);
      return until !== undefined && now().getTime() <= until;
    },
  };
}

type Transports = NonNullable<WebAuthnCredential["transports"]>;

function toDescriptor({ credentialId, transports }: KeptPasskey) {
  return { id: credentialId, transports: [...transports] };
}

function toCredential({ credentialId, publicKey, counter, transports }: KeptPasskey) {
  const credential: WebAuthnCredential = {
    id: credentialId,
    publicKey: new Uint8Array(publicKey),
    counter,
    transports: [...transports] as Transports,
  };
  return credential;
}
