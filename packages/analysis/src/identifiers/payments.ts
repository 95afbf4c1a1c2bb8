/** Where money is asked to: accounts by IBAN (ISO 13616) and names at payment services. */
import type { Identifier } from "../report-facts.ts";

/** What may be an IBAN, printed in groups or not. */
export const ibanLike =
  /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?(?![\p{L}\p{N}])/giu;

/** `$name`, where the service is named shortly before. */
export const cashTag = /(?<![\p{L}\p{N}$])\$([a-z][a-z0-9_]{0,19})(?![\p{L}\p{N}])/giu;
const cashNear = /cash\s?(?:app|tag|me)/iu;

// Lengths by country, as the registry of ISO 13616 has them.
const lengths = new Map(
  (
    "NO15 BE16 DK18 FI18 FO18 GL18 NL18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20 CH21 HR21 " +
    "LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 TL23 AD24 " +
    "CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 FR27 GR27 IT27 " +
    "MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 GT28 HU28 LB28 PL28 SV28 BR29 EG29 PS29 QA29 UA29 " +
    "JO30 KW30 MT31 SC31 LC32"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** @returns undefined where the length is not the country's or the check digits are wrong. */
export function toIban(text: string): Identifier | undefined {
  const bare = text.replaceAll(" ", "").toUpperCase();
  if (lengths.get(bare.slice(0, 2)) !== bare.length) return undefined;
  // Letters stand for two digits, A for 10; what is left of a division by 97 is 1.
  let rest = 0;
  for (const letter of bare.slice(4) + bare.slice(0, 4)) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value < 10 ? 10 : 100) + value) % 97;
  }
  return rest === 1 ? { kind: "payment", value: `iban:${bare}` } : undefined;
}

/**
 * A name at Cash App.
 *
 * @param before - what stands before it: `$name` alone is many things.
 */
export function toCashTag(name: string, before: string): Identifier | undefined {
  return cashNear.test(before)
    ? { kind: "payment", value: `cashapp:${name.toLowerCase()}` }
    : undefined;
}

/** Pages of payment services, by host: the service, and what stands in the path before the name. */
const services: Readonly<Record<string, readonly [service: string, before?: string]>> = {
  "paypal.me": ["paypal"],
  "paypal.com": ["paypal", "paypalme"],
  "cash.app": ["cashapp"],
  "cash.me": ["cashapp"],
  "revolut.me": ["revolut"],
  "monzo.me": ["monzo"],
  "monzo.com": ["monzo", "pay"],
};

/** The name that a page of a payment service belongs to. */
export function toPayee(host: string, path: readonly string[]): Identifier | undefined {
  const [service, before] = Object.hasOwn(services, host) ? (services[host] ?? []) : [];
  if (service === undefined || (before !== undefined && path[0] !== before)) return undefined;
  const name = path[before === undefined ? 0 : 1] ?? "";
  // At Cash App a name without its sign is a page of the service.
  const isName = service === "cashapp" ? /^\$[\w.-]{2,40}$/ : /^[\w.-]{2,40}$/;
  if (!isName.test(name)) return undefined;
  return { kind: "payment", value: `${service}:${name.replace("$", "").toLowerCase()}` };
}
