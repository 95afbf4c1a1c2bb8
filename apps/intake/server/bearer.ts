/**
 * Who may: the holder of a mailbox's key, the desk. What is presented is hashed and compared in
 * constant time with a hash; an unknown mailbox takes as long as a wrong key and answers the same.
 */
import { createHash, timingSafeEqual } from "node:crypto";

import type { MailboxId } from "@honeyguide/domain";
import { MailboxIdSchema } from "@honeyguide/protocol/wire";
import { type IntakeDatabase, selectVerifier } from "@honeyguide/store/intake";
import { createMiddleware } from "hono/factory";
import * as v from "valibot";

/** What later handlers know of the request. */
export interface MailboxEnv {
  readonly Variables: { readonly mailboxId: MailboxId };
}

const nobody = new Uint8Array(32);
const noMailbox = "AAAAAAAAAAAAAAAAAAAAAA" as MailboxId;

/** Lets the holder of the mailbox in the path pass. A taken-back mailbox can only be looked at. */
export function requireMailboxKey(db: IntakeDatabase) {
  return createMiddleware<MailboxEnv>(async (c, next) => {
    const id = v.safeParse(MailboxIdSchema, c.req.param("mailbox"));
    const presented = Buffer.from(bearerOf(c.req.header("authorization")), "base64url");
    const row = await selectVerifier(db, id.success ? id.output : noMailbox).executeTakeFirst();
    const fits = timingSafeEqual(sha256(presented), row?.verifier ?? nobody);
    if (!fits || !id.success || row === undefined) {
      return c.json({ code: "intake.unknown_mailbox" as const }, 404);
    }
    const mayLook = c.req.path.startsWith("/v1/mailbox/") && c.req.method !== "POST";
    if (row.state === "taken_back" && !mayLook) {
      return c.json({ code: "intake.taken_back" as const }, 410);
    }
    c.set("mailboxId", id.output);
    return next();
  });
}

/**
 * Lets the desk pass.
 *
 * @param pullHash - SHA-256 of its token. 32 bytes.
 */
export function requireDesk(pullHash: Uint8Array) {
  return createMiddleware(async (c, next) => {
    const presented = bearerOf(c.req.header("authorization"));
    if (!timingSafeEqual(sha256(presented), pullHash)) {
      return c.json({ code: "intake.not_the_desk" as const }, 401);
    }
    return next();
  });
}

function bearerOf(header: string | undefined): string {
  return /^Bearer ([\w-]{1,200})$/.exec(header ?? "")?.[1] ?? "";
}

function sha256(presented: string | Uint8Array): Buffer {
  return createHash("sha256").update(presented).digest();
}
