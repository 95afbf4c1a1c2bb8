/**
 * What points at a sender: numbers, accounts, handles, addresses and links, each in one spelling.
 * Nothing is ever fetched.
 */
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";

import { foldText } from "./fold.ts";
import { cashTag, ibanLike, toCashTag, toIban, toPayee } from "./identifiers/payments.ts";
import { toWallet, walletLike } from "./identifiers/wallets.ts";
import type { Identifier } from "./report-facts.ts";

/** The sender of a report, read. */
export interface SenderFacts {
  readonly identifiers: readonly Identifier[];
  readonly names: readonly string[];
}

const mail = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const link = /(?:https?:\/\/|www\.)[^\s<>"'\u201c\u201d]+/giu;
const bareLink =
  /(?<![@\p{L}\p{N}.-])(?:[a-z0-9-]+\.)+(?:com|net|org|info|biz|me|ly|co|io|xyz|top|site|app|uk|link|cc|ru|cn|sg)\/[^\s<>"']+/giu;
const handle = /(?<![\p{L}\p{N}._@/])@([a-z0-9_](?:[a-z0-9_.]{1,28}[a-z0-9_]))(?![\p{L}\p{N}@])/giu;
const networks =
  /insta|\big\b|snap|telegram|\btg\b|twitter|tiktok|facebook|\bfb\b|signal|discord|kik|user ?name|\bdm\b|follow|add me/iu;
const number =
  /(?<![\p{L}\p{N}.])(?:\+|00)?\d[\d\s().\-/\u00a0\u2010-\u2015]{7,22}\d(?![\p{L}\p{N}])/gu;
const accountId = /^(\d{5,20})@(?:lid|s\.whatsapp\.net|c\.us)$/i;

/** The second level that a country sells names under, so that `a.co.uk` is not `co.uk`. */
const sharedSecondLevel = /^(?:co|com|org|net|gov|ac|edu|me|ltd|plc|nhs|police|sch|or|ne|go)$/;

/**
 * Who wrote, as one field of a report or one participant of a chat gives it.
 *
 * @param sender - a number, `@handle`, address, account id, or else a name, e.g. `"~Abi"`.
 * @param callingCode - used when a number has none, e.g. `"44"`.
 * @returns one identifier or one name; neither for an empty text.
 */
export function factsFromSender(sender: string, callingCode?: string): SenderFacts {
  const text = sender
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Cc}]/gu, "")
    .trim();
  if (text === "") return { identifiers: [], names: [] };
  const account = accountId.exec(text);
  if (account?.[1] !== undefined) {
    return text.endsWith("lid")
      ? only({ kind: "account", value: `lid:${account[1]}` })
      : only(numberOf(`+${account[1]}`) ?? { kind: "account", value: text.toLowerCase() });
  }
  const found = numberOf(text, callingCode);
  if (found !== undefined) return only(found);
  if (wholly(mail, text)) return only({ kind: "email", value: toMail(text) });
  if (wholly(handle, text)) return only({ kind: "handle", value: toHandle(text) });
  const linked = wholly(link, text) ? toLink(text) : undefined;
  if (linked !== undefined) return only(linked);
  const name = text.replace(/^~\s*/, "");
  return { identifiers: [], names: name === "" ? [] : [name] };
}

/**
 * Identifiers written inside a message: what the sender points to.
 *
 * @param callingCode - used when a number has none.
 * @returns each once. A shop front that anyone may link to (a bare domain) is not one.
 */
export function identifiersInText(text: string, callingCode?: string): readonly Identifier[] {
  const found = new Map<string, Identifier>();
  const keep = (identifier: Identifier | undefined) => {
    if (identifier !== undefined) found.set(`${identifier.kind} ${identifier.value}`, identifier);
  };
  let rest = text.normalize("NFKC").replace(/\p{Cf}/gu, "");
  const take = (pattern: RegExp, toIdentifier: (match: string) => Identifier | undefined) => {
    rest = rest.replaceAll(pattern, (match) => {
      keep(toIdentifier(match));
      return " ";
    });
  };
  take(link, toLink);
  take(mail, (match) => ({ kind: "email", value: toMail(match) }));
  take(bareLink, toLink);
  for (const match of rest.matchAll(cashTag)) {
    keep(toCashTag(match[1] ?? "", rest.slice(Math.max(0, match.index - 30), match.index)));
  }
  for (const [pattern, toIdentifier] of [
    [walletLike, toWallet],
    [ibanLike, toIban],
  ] as const) {
    rest = rest.replaceAll(pattern, (match) => {
      const found = toIdentifier(match);
      keep(found);
      // What is none may still be another thing.
      return found === undefined ? match : " ";
    });
  }
  for (const match of rest.matchAll(handle)) {
    if (isHandle(match[1] ?? "", rest.slice(Math.max(0, match.index - 30), match.index))) {
      keep({ kind: "handle", value: toHandle(match[0]) });
    }
  }
  take(number, (match) => {
    // Written without a plus or a leading zero, a row of digits is an order or a sum.
    return /^(?:\+|0)/.test(match.trim()) ? numberOf(match, callingCode) : undefined;
  });
  return [...found.values()];
}

/** In running text "@home" means "at home"; a handle shows itself, or its network is named. */
function isHandle(name: string, before: string): boolean {
  if (name.length < 3 || /^[\d.]+(?:am|pm|h|hrs?)?$/i.test(name)) return false;
  return (
    networks.test(before) || (/[\d_]/.test(name) && /[a-z]{2}/i.test(name) && /^\D/.test(name))
  );
}

function only(identifier: Identifier): SenderFacts {
  return { identifiers: [identifier], names: [] };
}

function wholly(pattern: RegExp, text: string): boolean {
  const [match] = text.matchAll(pattern);
  return match?.[0] === text;
}

function numberOf(text: string, callingCode?: string): Identifier | undefined {
  const read = parsePhoneNumber(text, callingCode);
  return read.ok ? { kind: "number", value: read.value } : undefined;
}

function toHandle(text: string): string {
  return foldText(text).text.replace(/^@/, "");
}

function toMail(text: string): string {
  return text.toLowerCase().replace(/\+[^@]*@/, "@");
}

/** Host without `www.`, and path; or the registrable domain where there is no path. */
function toLink(text: string): Identifier | undefined {
  const bare = text.replace(/^https?:\/\//i, "").replace(/[.,;:!?)\]}'"]+$/u, "");
  const [host = "", ...path] = bare.split(/[/?#]/);
  const domain = host
    .toLowerCase()
    .replace(/^[^@]*@/, "")
    .replace(/:\d+$/, "")
    .replace(/^www\./, "");
  const [page = ""] = path;
  if (page === "" || !/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(domain)) return undefined;
  const payee = toPayee(registrable(domain), path);
  if (payee !== undefined) return payee;
  return {
    kind: "link",
    value: `${registrable(domain)}/${path.filter((part) => part !== "").join("/")}`,
  };
}

function registrable(domain: string): string {
  const labels = domain.split(".");
  const second = labels.at(-2) ?? "";
  const kept = (labels.at(-1) ?? "").length === 2 && sharedSecondLevel.test(second) ? 3 : 2;
  return labels.slice(-kept).join(".");
}
