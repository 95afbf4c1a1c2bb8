/**
 * What points at a sender: numbers, accounts, handles, addresses and links, each in one spelling.
 * Nothing is ever fetched.
 */
import { parsePhoneNumber } from "@honeyguide/domain/phone-number";

import {
  handleLike,
  namedHandle,
  readHandle,
  readNamedHandle,
  toHandle,
} from "./identifiers/handles.ts";
import { bareLink, linkLike, toLink } from "./identifiers/links.ts";
import { cashTag, ibanLike, toCashTag, toIban } from "./identifiers/payments.ts";
import { toWallet, walletLike } from "./identifiers/wallets.ts";
import { foldName } from "./names.ts";
import type { Identifier } from "./report-facts.ts";

/** The sender of a report, read. */
export interface SenderFacts {
  readonly identifiers: readonly Identifier[];
  readonly names: readonly string[];
}

const mail = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const number =
  /(?<![\p{L}\p{N}.])(?:\+|00)?\d[\d\s().\-/\u00a0\u2010-\u2015]{7,22}\d(?![\p{L}\p{N}])/gu;
const accountId = /^(\d{5,20})@(?:lid|s\.whatsapp\.net|c\.us)$/i;

/** Rises when other identifiers are found in the same words. */
export const identifierVersion = 1;

/**
 * Who wrote, as one field of a report or one participant of a chat gives it.
 *
 * @param sender - a number, `@handle`, address, account id, or else a name. `"~Abi"` is the name that
 *   an account shows of itself; `"Abi"` may be what the reporter's phone calls it.
 * @param callingCode - used when a number has none, e.g. `"44"`.
 * @param network - where they wrote, e.g. `"whatsapp"`, if known: whose handle it is.
 * @returns one identifier or one name, or both for a displayed name; neither for an empty text.
 */
export function factsFromSender(
  sender: string,
  callingCode?: string,
  network?: string,
): SenderFacts {
  const text = tidy(sender);
  if (text === "") return { identifiers: [], names: [] };
  const found = readAccount(text) ?? readSender(text, callingCode, network);
  if (found !== undefined) return { identifiers: [found], names: [] };
  const name = text.replace(/^~\s*/, "");
  if (name === "") return { identifiers: [], names: [] };
  const value = foldName(name);
  const isShown = name !== text && value !== "";
  return { identifiers: isShown ? [{ kind: "display_name", value }] : [], names: [name] };
}

/**
 * A handle as a person types it into a field for handles: with `@` or without, with its network or as
 * a link.
 *
 * @returns as `factsFromSender` where it is none.
 */
export function factsFromHandle(
  typed: string,
  callingCode?: string,
  network?: string,
): SenderFacts {
  const text = tidy(typed);
  const isOneWord = /^[a-z][a-z0-9._]{2,29}$/iu.test(text) && /[\d._]/.test(text);
  if (isOneWord) return { identifiers: [toHandle(text, network)], names: [] };
  const sender = factsFromSender(text, callingCode, network);
  if (sender.identifiers.length > 0) return sender;
  const written = identifiersInText(text, callingCode);
  if (written.length === 0) return sender;
  return { identifiers: written.map(({ kind, value }) => ({ kind, value })), names: [] };
}

/**
 * Identifiers written inside a message: what the sender points to.
 *
 * @param callingCode - used when a number has none.
 * @returns each once, marked as written. The front page of what many use is not one.
 */
export function identifiersInText(text: string, callingCode?: string): readonly Identifier[] {
  const found = new Map<string, Identifier>();
  let rest = text.normalize("NFKC").replace(/\p{Cf}/gu, "");
  const take = (pattern: RegExp, read: ReadMatch) => {
    const before = rest;
    rest = before.replaceAll(pattern, (...match: readonly unknown[]) => {
      const at = match.findIndex((part) => typeof part === "number");
      const groups = match.slice(0, at).map((part) => (typeof part === "string" ? part : ""));
      const start = Number(match[at]);
      const identifier = read(groups, before.slice(Math.max(0, start - nearBefore), start));
      // What is none may still be another thing.
      if (identifier === undefined) return groups[0] ?? "";
      found.set(`${identifier.kind} ${identifier.value}`, { ...identifier, isWritten: true });
      return " ";
    });
  };
  take(linkLike, ([link = ""]) => toLink(link));
  take(mail, ([address = ""]) => ({ kind: "email", value: toMail(address) }));
  take(bareLink, ([link = ""]) => toLink(link));
  take(cashTag, ([, name = ""], before) => toCashTag(name, before));
  take(walletLike, ([address = ""]) => toWallet(address));
  take(ibanLike, ([account = ""]) => toIban(account));
  take(handleLike, ([, name = ""], before) => readHandle(name, before));
  take(namedHandle, ([, network = "", name = ""]) => readNamedHandle(network, name));
  take(number, ([digits = ""]) => {
    // Written without a plus or a leading zero, a row of digits is an order or a sum.
    return /^(?:\+|0)/.test(digits.trim()) ? readNumber(digits, callingCode) : undefined;
  });
  return [...found.values()];
}

type ReadMatch = (groups: readonly string[], before: string) => Identifier | undefined;

/** So far before a handle its network is looked for. */
const nearBefore = 30;

function tidy(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{Cf}\p{Cc}]/gu, "")
    .trim();
}

function readAccount(text: string): Identifier | undefined {
  const [, digits] = accountId.exec(text) ?? [];
  if (digits === undefined) return undefined;
  if (/lid$/i.test(text)) return { kind: "lid", value: digits };
  return readNumber(`+${digits}`) ?? { kind: "account", value: text.toLowerCase() };
}

function readSender(text: string, callingCode?: string, network?: string): Identifier | undefined {
  const found = readNumber(text, callingCode);
  if (found !== undefined) return found;
  if (isWholly(mail, text)) return { kind: "email", value: toMail(text) };
  if (isWholly(handleLike, text)) return toHandle(text, network);
  return isWholly(linkLike, text) ? toLink(text) : undefined;
}

function isWholly(pattern: RegExp, text: string): boolean {
  const [match] = text.matchAll(pattern);
  return match?.[0] === text;
}

function readNumber(text: string, callingCode?: string): Identifier | undefined {
  const read = parsePhoneNumber(text, callingCode);
  return read.ok ? { kind: "number", value: read.value } : undefined;
}

function toMail(text: string): string {
  return text.toLowerCase().replace(/\+[^@]*@/, "@");
}
