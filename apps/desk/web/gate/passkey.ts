/** Passkeys, as the browser gives them. The Desk makes the challenge and checks the answer. */
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from "@simplewebauthn/browser";

import type { Session } from "../../api.ts";
import type { Answer, Client } from "../wire/client.ts";

const stopped = { ok: false, code: "passkey_stopped", status: 0 } as const;
const none = { ok: false, code: "no_passkeys", status: 0 } as const;

/** Signs in with a passkey that is registered here. */
export async function unlockWithPasskey(client: Client): Promise<Answer<Session>> {
  if (!browserSupportsWebAuthn()) return none;
  const options = await client.send<PublicKeyCredentialRequestOptionsJSON>(
    "POST",
    "/v1/session/passkey/options",
    {},
  );
  if (!options.ok) return options;
  const response = await asked(() => startAuthentication({ optionsJSON: options.value }));
  if (response === null) return stopped;
  return client.send<Session>("POST", "/v1/session/passkey", { response });
}

/** Registers a new passkey under `name`. The set-up link dies with it. */
export async function registerPasskey(client: Client, name: string): Promise<Answer<unknown>> {
  if (!browserSupportsWebAuthn()) return none;
  const options = await client.send<PublicKeyCredentialCreationOptionsJSON>(
    "POST",
    "/v1/passkeys/options",
    { name },
  );
  if (!options.ok) return options;
  const response = await asked(() => startRegistration({ optionsJSON: options.value }));
  if (response === null) return stopped;
  return client.send("POST", "/v1/passkeys", { name, response });
}

/** The device's answer; null where the person or the device stopped it. */
async function asked<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WebAuthnError || error instanceof DOMException) return null;
    if (error instanceof Error && error.name === "NotAllowedError") return null;
    throw error;
  }
}
