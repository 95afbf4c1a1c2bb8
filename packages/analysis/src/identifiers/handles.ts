/**
 * Names at networks. One name at two networks need not be one person, so the network is part of the
 * value where it is known: `telegram:abi_x`, or `abi_x`.
 */
import { background } from "../background.ts";
import { foldText } from "../fold.ts";
import type { Identifier } from "../report-facts.ts";

/** `@name` in running text. */
export const handleLike =
  /(?<![\p{L}\p{N}._@/])@([a-z0-9_](?:[a-z0-9_.]{1,28}[a-z0-9_]))(?![\p{L}\p{N}@])/giu;

/** "snap: abi_x", "my telegram is abi_x9". */
export const namedHandle =
  /\b(instagram|insta|ig|snapchat|snap|telegram|tg|tiktok)(?:\s*:\s*|\s+(?:is|name is|user ?name is)\s+)([a-z](?:[a-z0-9_.]{1,28}[a-z0-9_]))(?![\p{L}\p{N}@])/giu;

/** By what people call them; the last one named before a handle is its own. */
const networks: readonly (readonly [string, RegExp])[] = [
  ["instagram", /\b(?:insta(?:gram)?|ig)\b/giu],
  ["snapchat", /\bsnap(?:chat)?\b/giu],
  ["telegram", /\b(?:telegram|tg)\b/giu],
  ["tiktok", /\btik ?tok\b/giu],
  ["x", /\btwitter\b/giu],
  ["facebook", /\b(?:facebook|fb)\b/giu],
  ["discord", /\bdiscord\b/giu],
  ["kik", /\bkik\b/giu],
  ["signal", /\bsignal\b/giu],
  ["whatsapp", /\b(?:whats ?app|wa)\b/giu],
];
const invites = /user ?name|\bdm\b|follow|add me/iu;

/** Hosts of profiles, and where in the path the name stands. */
const profiles: Readonly<Record<string, readonly [network: string, at: number, first?: string]>> = {
  "instagram.com": ["instagram", 0],
  "t.me": ["telegram", 0],
  "telegram.me": ["telegram", 0],
  "snapchat.com": ["snapchat", 1, "add"],
  "tiktok.com": ["tiktok", 0],
  "twitter.com": ["x", 0],
  "x.com": ["x", 0],
};
/** Pages of the networks themselves. */
const ownPages =
  /^(?:p|reel|reels|stories|explore|s|c|joinchat|addstickers|share|proxy|i|home|search|hashtag|intent|status|tag|discover|video|accounts)$/i;

/** A handle as it is compared. */
export function toHandle(name: string, network?: string): Identifier {
  const bare = foldText(name).text.replace(/^@/, "");
  if (network === "whatsapp") return { kind: "username", value: bare };
  return { kind: "handle", value: network === undefined ? bare : `${network}:${bare}` };
}

/** The name without its network. */
export function bareHandle(value: string): string {
  return value.slice(value.indexOf(":") + 1);
}

/**
 * `@name` in running text. "@home" means "at home", like every common word; a handle shows itself, or
 * its network is named.
 *
 * @param before - what stands before it.
 */
export function readHandle(name: string, before: string): Identifier | undefined {
  if (name.length < 3 || /^[\d.]+(?:am|pm|h|hrs?)?$/i.test(name)) return undefined;
  if (background.counts.has(name.toLowerCase())) return undefined;
  const network = networkIn(before);
  const showsItself = /[\d_]/.test(name) && /[a-z]{2}/i.test(name) && /^\D/.test(name);
  return network !== undefined || invites.test(before) || showsItself
    ? toHandle(name, network)
    : undefined;
}

/** "snap: abi_x". A word of everyday language ("snap is broken") is none. */
export function readNamedHandle(network: string, name: string): Identifier | undefined {
  return /[\d_]/.test(name) ? toHandle(name, networkIn(network)) : undefined;
}

/** Whose profile a page is. */
export function toProfile(host: string, path: readonly string[]): Identifier | undefined {
  const [network, at, first] = Object.hasOwn(profiles, host) ? (profiles[host] ?? []) : [];
  if (network === undefined || at === undefined) return undefined;
  if (first !== undefined && path[0] !== first) return undefined;
  const name = (path[at] ?? "").replace(/^@/, "");
  const isOnly = path.length === at + 1;
  if (!isOnly || !/^[a-z0-9_](?:[a-z0-9_.]{1,30}[a-z0-9_])$/i.test(name)) return undefined;
  return ownPages.test(name) ? undefined : toHandle(name, network);
}

function networkIn(before: string): string | undefined {
  let found: { network: string; at: number } | undefined;
  for (const [network, pattern] of networks) {
    for (const { index } of before.matchAll(pattern)) {
      if (found === undefined || index > found.at) found = { network, at: index };
    }
  }
  return found?.network;
}
