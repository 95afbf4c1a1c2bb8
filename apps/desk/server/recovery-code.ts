/**
 * The recovery sheet: a code on paper that opens the Desk when no passkey is at hand.
 *
 *   SHEET-AAAA-BBBB-CCCC-DDDD-EEEE    the first group names the sheet, the rest is 100 secret bits
 *
 * The Desk keeps a salted scrypt hash. Letters that look alike (I, L, O, U) do not occur and are
 * read as what they look like.
 */
import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const groupLength = 4;
const secretLength = 20;
const hashBytes = 32;
/** 32 MiB and about 0.1 s. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** A code, and what is kept of it. */
export interface NewSheet {
  /** Shown once. */
  readonly code: string;
  readonly id: string;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** A new sheet. */
export async function makeRecoverySheet(): Promise<NewSheet> {
  const letters = randomLetters(groupLength + secretLength);
  const id = letters.slice(0, groupLength);
  const salt = randomBytes(16);
  const hash = await hashOf(letters.slice(groupLength), salt);
  return { code: (letters.match(/.{4}/g) ?? []).join("-"), id, salt, hash };
}

/** A code as typed: spaces, hyphens and case do not count. Undefined if it cannot be one. */
export function parseRecoveryCode(typed: string): { id: string; secret: string } | undefined {
  const letters = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  if (letters.length !== groupLength + secretLength || /[U]/.test(letters)) return undefined;
  return { id: letters.slice(0, groupLength), secret: letters.slice(groupLength) };
}

/** Whether a code is the one of a sheet. Takes as long where there is no such sheet. */
export async function fitsSheet(
  secret: string,
  sheet: Pick<NewSheet, "salt" | "hash"> | undefined,
): Promise<boolean> {
  const found = await hashOf(secret, sheet?.salt ?? new Uint8Array(16));
  return timingSafeEqual(found, sheet?.hash ?? new Uint8Array(hashBytes)) && sheet !== undefined;
}

function randomLetters(count: number): string {
  return Array.from(randomBytes(count), (byte) => alphabet.charAt(byte % alphabet.length)).join("");
}

async function hashOf(secret: string, salt: Uint8Array): Promise<Uint8Array> {
  const run = promisify<string, Uint8Array, number, typeof cost, Buffer>(scrypt);
  return new Uint8Array(await run(secret, salt, hashBytes, cost));
}
