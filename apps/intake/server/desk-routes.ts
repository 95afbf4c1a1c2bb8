/** `/v1/desk`: what the desk fetches, and the letters it leaves. */
import type { MailboxId, PartId } from "@honeyguide/domain";
import {
  type Changes,
  MailboxIdSchema,
  PartIdSchema,
  SendMessageSchema,
  SetStateSchema,
} from "@honeyguide/protocol/wire";
import {
  readChanges,
  readPieces,
  selectSentPart,
  selectVerifier,
  setReportState,
  type StoredChange,
} from "@honeyguide/store/intake";
import { Hono } from "hono";
import * as v from "valibot";

import type { IntakeDeps } from "./deps.ts";
import { requireDesk } from "./bearer.ts";
import { hourOf, storedHour } from "./hours.ts";
import { takeLetter } from "./letters.ts";
import { json, shortJson } from "./request-body.ts";
import { toBase64url, toSentPart } from "./wire-bytes.ts";

const count = v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number));
const QuerySchema = v.strictObject({
  after: v.optional(count, "0"),
  limit: v.optional(v.pipe(count, v.minValue(1), v.maxValue(500)), "100"),
});
const PartPathSchema = v.object({ mailbox: MailboxIdSchema, part: PartIdSchema });

/** Names nothing: no id is empty. */
const nothing = { mailbox: "" as MailboxId, part: "" as PartId };

/** The routes of the desk. */
export function makeDeskRoutes(deps: IntakeDeps) {
  const { db, now, pullHash } = deps;
  return new Hono()
    .use("*", requireDesk(pullHash))
    .get("/changes", async (c) => {
      const query = v.safeParse(QuerySchema, c.req.query());
      if (!query.success) return c.json({ code: "intake.malformed_request" as const }, 400);
      const { changes, next } = await readChanges(db, query.output.after, query.output.limit);
      const answer: Changes = { version: 1, changes: changes.map(toChange), next };
      return c.json(answer, 200);
    })
    .get("/reports/:mailbox/parts/:part", async (c) => {
      const path = v.safeParse(PartPathSchema, c.req.param());
      const { mailbox, part } = path.success ? path.output : nothing;
      const sent = await selectSentPart(db, mailbox, part).executeTakeFirst();
      if (sent === undefined) return c.json({ code: "intake.unknown_part" as const }, 404);
      return c.body(toStream(readPieces(db, mailbox, part)), 200, {
        "content-type": "application/octet-stream",
        "content-length": String(sent.bytes),
      });
    })
    .post("/mailbox/:mailbox/messages", shortJson, json(SendMessageSchema), async (c) => {
      const mailbox = v.safeParse(MailboxIdSchema, c.req.param("mailbox"));
      const known =
        mailbox.success && (await selectVerifier(db, mailbox.output).executeTakeFirst());
      if (!mailbox.success || !known) {
        return c.json({ code: "intake.unknown_mailbox" as const }, 404);
      }
      const answer = await takeLetter(deps, mailbox.output, "team", c.req.valid("json"));
      return "code" in answer
        ? c.json({ code: answer.code }, answer.status)
        : c.body(null, answer.status);
    })
    .put("/mailbox/:mailbox/state", shortJson, json(SetStateSchema), async (c) => {
      const mailbox = v.safeParse(MailboxIdSchema, c.req.param("mailbox"));
      const { state } = c.req.valid("json");
      const set = mailbox.success
        ? await setReportState(db, mailbox.output, state, hourOf(now()))
        : "unknown";
      if (set === "unknown") return c.json({ code: "intake.unknown_mailbox" as const }, 404);
      if (set === "refused") return c.json({ code: "intake.not_with_the_desk" as const }, 409);
      return c.body(null, 204);
    });
}

function toChange(stored: StoredChange): Changes["changes"][number] {
  const base = {
    sequence: stored.sequence,
    mailboxId: stored.mailboxId,
    at: storedHour(stored.at),
  };
  switch (stored.kind) {
    case "taken_back":
      return { ...base, kind: stored.kind };
    case "message": {
      const { kind, id, sealed, parts } = stored;
      return { ...base, kind, id, sealed: toBase64url(sealed), parts: parts.map(toSentPart) };
    }
    case "report":
    case "held":
    case "released": {
      const { kind, wrap, content, parts } = stored;
      const opener = wrap === null ? null : toBase64url(wrap);
      return { ...base, kind, wrap: opener, content, parts: parts.map(toSentPart) };
    }
  }
}

/** One read from the database for each time that the desk has taken what there was. */
function toStream(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: async (controller) => {
      const piece = await pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(piece.value);
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
