/**
 * Links: the registrable domain and the path. A shortener's domain and a large platform's say
 * nothing of who sent the link; a path on them says a little. Nothing is ever fetched.
 */
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";

import type { Identifier } from "../report-facts.ts";
import { toProfile } from "./handles.ts";
import { toPayee } from "./payments.ts";

/** A link with its scheme or `www.`. */
export const linkLike = /(?:https?:\/\/|www\.)[^\s<>"'\u201c\u201d]+/giu;
/** A link without either. */
export const bareLink =
  /(?<![@\p{L}\p{N}.-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|me|ly|co|io|xyz|top|site|app|uk|link|cc|ru|cn|sg|gl|tk|id)\/[^\s<>"']+/giu;

/** Hosts on which many senders meet. */
const platforms =
  /^(?:facebook|instagram|youtube|youtu|twitter|x|whatsapp|wa|t|telegram|tiktok|google|goo|bbc|wikipedia|linkedin|snapchat|reddit|amazon|apple|microsoft|live|office|spotify|eventbrite|zoom|theguardian|gov|parliament|paypal|dropbox|wetransfer)\.(?:com|co\.uk|org|me|be|gl|ly|uk|us)$/;
/** Domains that stand for another page, which nobody can tell without asking them. */
const shorteners =
  /^(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|is\.gd|v\.gd|ow\.ly|buff\.ly|cutt\.ly|rebrand\.ly|rb\.gy|shorturl\.at|tiny\.cc|lnkd\.in|t\.ly|s\.id|qr\.ae|dub\.sh)$/;

/** The second level that a country sells names under, so that `a.co.uk` is not `co.uk`. */
const sharedSecondLevel = /^(?:co|com|org|net|gov|ac|edu|me|ltd|plc|nhs|police|sch|or|ne|go)$/;
/** Where one name is one customer, so that `a.github.io` is not `github.io`. */
const sharedHosting =
  /^(?:github\.io|gitlab\.io|pages\.dev|workers\.dev|web\.app|firebaseapp\.com|herokuapp\.com|netlify\.app|vercel\.app|blogspot\.com|wordpress\.com|wixsite\.com|weebly\.com|azurewebsites\.net|glitch\.me|my\.canva\.site)$/;
/** What a link says of how somebody came by it. */
const tracking = /^(?:utm_\w+|fbclid|gclid|igshid|igsh|si|mc_[ce]id)=/i;

/**
 * What a link points at: a page, or whose number, handle or purse it is.
 *
 * @returns undefined for what is no link, and for the front page of what many use.
 */
export function toLink(text: string): Identifier | undefined {
  const bare = text.replace(/^https?:\/\//i, "").replace(/[.,;:!?)\]}'"]+$/u, "");
  const [host = "", ...rest] = bare.split(/[/?#&]/);
  const domain = host
    .toLowerCase()
    .replace(/^[^@]*@/, "")
    .replace(/:\d+$/, "")
    .replace(/^www\./, "");
  if (!/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(domain)) return undefined;
  const path = rest.filter((part) => part !== "" && !tracking.test(part));
  const known = registrableDomain(domain);
  const pointed = toChatNumber(known, path) ?? toProfile(known, path) ?? toPayee(known, path);
  if (pointed !== undefined) return pointed;
  if (path.length === 0) {
    return isTrusted(known) ? { kind: "link", value: known } : undefined;
  }
  return { kind: "link", value: `${known}/${path.join("/")}` };
}

/** The part of a link's value that somebody registered. */
export function domainOf(value: string): string {
  return value.split("/", 1)[0] ?? "";
}

/** Whether a domain can point at a sender: no shortener and no platform. */
export function isTrusted(domain: string): boolean {
  return !platforms.test(domain) && !shorteners.test(domain);
}

function toChatNumber(domain: string, path: readonly string[]): Identifier | undefined {
  const [first = "", second = ""] = path;
  const digits =
    domain === "wa.me" ? first : domain === "whatsapp.com" && first === "send" ? second : "";
  const [bare = ""] = /\d{7,15}/.exec(digits) ?? [];
  const read = bare === "" ? undefined : parsePhoneNumber(`+${bare}`);
  return read?.ok === true ? { kind: "number", value: read.value } : undefined;
}

function registrableDomain(domain: string): string {
  const labels = domain.split(".");
  const last = (count: number) => labels.slice(-count).join(".");
  if (sharedHosting.test(last(3))) return last(4);
  if (sharedHosting.test(last(2))) return last(3);
  const second = labels.at(-2) ?? "";
  const isShared = (labels.at(-1) ?? "").length === 2 && sharedSecondLevel.test(second);
  return last(isShared ? 3 : 2);
}
