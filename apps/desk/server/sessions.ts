/**
 * Who is signed in. Sessions are in memory only: a restart of the Desk ends them all. What is kept
 * of a token is its SHA-256.
 */
import { createHash, randomBytes } from "node:crypto";

/** How a responder came in. */
export type Entrance = "setup" | "passkey" | "recovery" | "command_line";

export interface Responder {
  readonly id: string;
  readonly name: string;
  readonly by: Entrance;
}

export interface Sessions {
  /** @returns the token, once. */
  readonly begin: (responder: Responder) => string;
  /**
   * Who holds a token.
   *
   * @param isAct - whether this counts against the idle time; a page that asks for news does not.
   */
  readonly find: (token: string, isAct: boolean) => Responder | undefined;
  /** The holder turned out to be somebody: the link's session becomes the new responder's. */
  readonly become: (token: string, responder: Responder) => void;
  readonly end: (token: string) => void;
  /** End every session that the set-up link began. */
  readonly endLinks: () => void;
}

/** At most so many at once; the longest unused makes room. */
const most = 200;

/** An empty book of sessions. */
export function makeSessions(now: () => Date, idleMinutes: number): Sessions {
  const book = new Map<string, { responder: Responder; at: number }>();
  return {
    begin(responder) {
      const token = randomBytes(32).toString("base64url");
      const [oldest] = [...book].sort(([, a], [, b]) => a.at - b.at);
      if (book.size >= most && oldest !== undefined) book.delete(oldest[0]);
      book.set(hashOf(token), { responder, at: now().getTime() });
      return token;
    },
    find(token, isAct) {
      const key = hashOf(token);
      const session = book.get(key);
      if (session === undefined) return undefined;
      const at = now().getTime();
      if (at - session.at > idleMinutes * 60_000) {
        book.delete(key);
        return undefined;
      }
      if (isAct) session.at = at;
      return session.responder;
    },
    become(token, responder) {
      const session = book.get(hashOf(token));
      if (session !== undefined) session.responder = responder;
    },
    end: (token) => void book.delete(hashOf(token)),
    endLinks() {
      for (const [key, { responder }] of book) if (responder.by === "setup") book.delete(key);
    },
  };
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
