/** `/v1/mailbox`: what the holder of the code sees and may do. */
import { type Mailbox, SendMessageSchema } from "@honeyguide/protocol/wire";
import { readMailbox, type StoredMailbox, takeBackReport } from "@honeyguide/store/intake";
import { Hono } from "hono";

import type { IntakeDeps } from "./deps.ts";
import { type MailboxEnv, requireMailboxKey } from "./bearer.ts";
import { hourOf, storedHour } from "./hours.ts";
import { takeLetter } from "./letters.ts";
import { json, shortJson } from "./request-body.ts";
import { toBase64url, toSignedReceipt } from "./wire-bytes.ts";

/** The routes of a mailbox, for the person. */
export function makeMailboxRoutes(deps: IntakeDeps) {
  const { db, now, log } = deps;
  return new Hono<MailboxEnv>()
    .use("/:mailbox", requireMailboxKey(db))
    .use("/:mailbox/*", requireMailboxKey(db))
    .get("/:mailbox", async (c) => {
      const stored = await readMailbox(db, c.get("mailboxId"));
      if (stored === undefined) return c.json({ code: "intake.unknown_mailbox" as const }, 404);
      return c.json(toMailbox(stored), 200);
    })
    .post("/:mailbox/messages", shortJson, json(SendMessageSchema), async (c) => {
      const answer = await takeLetter(deps, c.get("mailboxId"), "person", c.req.valid("json"));
      return "code" in answer
        ? c.json({ code: answer.code }, answer.status)
        : c.body(null, answer.status);
    })
    .delete("/:mailbox", async (c) => {
      const mailboxId = c.get("mailboxId");
      await takeBackReport(db, mailboxId, hourOf(now()));
      log("report.taken_back", { mailboxId });
      return c.body(null, 204);
    });
}

function toMailbox(stored: StoredMailbox): Mailbox {
  const { state, sentAt, openedAt, place, parts, receipt, letters } = stored;
  return {
    version: 1,
    state,
    sentAt: sentAt === null ? null : storedHour(sentAt),
    openedAt: openedAt === null ? null : storedHour(openedAt),
    place: place === null ? null : toBase64url(place),
    parts: [...parts],
    receipt: receipt === null ? null : toSignedReceipt(receipt),
    messages: letters.map(({ id, sender, at, sealed }) => ({
      id,
      from: sender,
      at: storedHour(at),
      sealed: toBase64url(sealed),
    })),
  };
}
