/**
 * The session of this tab. It lives in `sessionStorage`: it survives a reload and ends with the
 * tab. Preferences that say nothing about anyone are kept in `localStorage`.
 */
import type { Session } from "../../api.ts";

const sessionKey = "honeyguide.session";
const lettersKey = "honeyguide.letters";
const schemeKey = "honeyguide.scheme";

export const schemes = ["auto", "light", "dark"] as const;
export type Scheme = (typeof schemes)[number];

/** The session that this tab holds, or null. */
export function storedSession(): Session | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(sessionKey) ?? "null");
    return isSession(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Keeps a session for this tab; null forgets it. */
export function storeSession(session: Session | null): void {
  if (session === null) sessionStorage.removeItem(sessionKey);
  else sessionStorage.setItem(sessionKey, JSON.stringify(session));
}

/** Whether single-letter keys act. They do unless switched off. */
export function storedLetterKeys(): boolean {
  return localStorage.getItem(lettersKey) !== "off";
}

/** Remembers whether single-letter keys act. */
export function storeLetterKeys(on: boolean): void {
  localStorage.setItem(lettersKey, on ? "on" : "off");
}

/** The colours chosen on this computer. */
export function storedScheme(): Scheme {
  return schemes.find((scheme) => scheme === localStorage.getItem(schemeKey)) ?? "auto";
}

/** Puts colours on the page and remembers them. */
export function useScheme(scheme: Scheme): void {
  localStorage.setItem(schemeKey, scheme);
  if (scheme === "auto") delete document.documentElement.dataset.scheme;
  else document.documentElement.dataset.scheme = scheme;
}

function isSession(value: unknown): value is Session {
  return (
    typeof value === "object" &&
    value !== null &&
    "session" in value &&
    typeof value.session === "string" &&
    "responder" in value &&
    typeof value.responder === "string" &&
    "drillOnly" in value &&
    typeof value.drillOnly === "boolean"
  );
}
