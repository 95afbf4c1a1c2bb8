/** `/v1/reports`: begin, pieces, hand over, release. */
import {
  BeginSchema,
  CompleteSchema,
  maxLetterBytes,
  maxPartBytes,
  PartIdSchema,
  pieceBytes,
  ReleaseSchema,
} from "@honeyguide/protocol/wire";
import {
  beginReport,
  checkParts,
  earlierReceiptOf,
  handOver,
  keepPiece,
  releaseReport,
  removePart,
  updatePlace,
} from "@honeyguide/store/intake";
import { Hono } from "hono";
import * as v from "valibot";

import type { IntakeDeps } from "./deps.ts";
import { type MailboxEnv, requireMailboxKey } from "./bearer.ts";
import { hourOf } from "./hours.ts";
import { atMost, json, shortJson } from "./request-body.ts";
import { fromBase64url, fromSentPart, toSignedReceipt } from "./wire-bytes.ts";

const PieceNumberSchema = v.pipe(
  v.string(),
  v.regex(/^(?:0|[1-9]\d{0,3})$/),
  v.transform(Number),
  v.maxValue(Math.ceil(maxPartBytes / pieceBytes) - 1),
);
const PiecePathSchema = v.object({ part: PartIdSchema, piece: PieceNumberSchema });

/** The routes of a report before and at its hand-over. */
export function makeUploadRoutes({ db, signer, now, log }: IntakeDeps) {
  return new Hono<MailboxEnv>()
    .post("/", shortJson, json(BeginSchema), async (c) => {
      const { mailboxId, verifier } = c.req.valid("json");
      const begun = await beginReport(db, {
        id: mailboxId,
        verifier: fromBase64url(verifier),
        hour: hourOf(now()),
      });
      if (begun === "taken") return c.json({ code: "intake.mailbox_taken" as const }, 409);
      if (begun === "made") log("report.begun", { mailboxId });
      return c.json({ pieceBytes }, begun === "made" ? 201 : 200);
    })
    .use("/:mailbox/*", requireMailboxKey(db))
    .put("/:mailbox/place", atMost(maxLetterBytes), async (c) => {
      const place = new Uint8Array(await c.req.arrayBuffer());
      if (place.length === 0) return c.json({ code: "intake.malformed_request" as const }, 400);
      await updatePlace(db, c.get("mailboxId"), place).execute();
      return c.body(null, 204);
    })
    .put("/:mailbox/parts/:part/:piece", atMost(pieceBytes), async (c) => {
      const path = v.safeParse(PiecePathSchema, c.req.param());
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      if (!path.success || bytes.length === 0) {
        return c.json({ code: "intake.malformed_request" as const }, 400);
      }
      const { part, piece } = path.output;
      const mailboxId = c.get("mailboxId");
      const kept = await keepPiece(
        db,
        { mailboxId, partId: part, number: piece, bytes },
        hourOf(now()),
      );
      switch (kept) {
        case "kept":
          return c.body(null, 204);
        case "differs":
          return c.json({ code: "intake.piece_differs" as const }, 409);
        case "full":
          return c.json({ code: "intake.too_many_parts" as const }, 409);
        case "gone":
          return c.json({ code: "intake.taken_back" as const }, 410);
      }
    })
    .delete("/:mailbox/parts/:part", async (c) => {
      const part = v.safeParse(PartIdSchema, c.req.param("part"));
      if (!part.success) return c.json({ code: "intake.malformed_request" as const }, 400);
      const removed = await removePart(db, c.get("mailboxId"), part.output);
      return removed === "removed"
        ? c.body(null, 204)
        : c.json({ code: "intake.handed_over" as const }, 409);
    })
    .post("/:mailbox/complete", shortJson, json(CompleteSchema), async (c) => {
      const { wrap, content, parts } = c.req.valid("json");
      const mailboxId = c.get("mailboxId");
      const receipt = signer.sign(mailboxId, parts, hourOf(now()));
      const earlier = await earlierReceiptOf(db, mailboxId, receipt);
      if (earlier === "differs") return c.json({ code: "intake.handed_over" as const }, 409);
      if (earlier !== undefined) return c.json(toSignedReceipt(earlier), 200);
      const checked = parts.some(({ part }) => part === content)
        ? await checkParts(db, mailboxId, parts.map(fromSentPart))
        : undefined;
      const done =
        checked === undefined
          ? "incomplete"
          : await handOver(db, {
              mailboxId,
              wrap: wrap === null ? null : fromBase64url(wrap),
              content,
              parts: checked,
              receipt,
            });
      if (done === "incomplete") {
        log("report.refused", { mailboxId, parts: parts.length });
        return c.json({ code: "intake.incomplete" as const }, 422);
      }
      if (done === "differs") return c.json({ code: "intake.handed_over" as const }, 409);
      if (done === "gone") return c.json({ code: "intake.taken_back" as const }, 410);
      log("report.handed_over", { mailboxId, parts: parts.length, held: wrap === null });
      return c.json(toSignedReceipt(done), 201);
    })
    .post("/:mailbox/release", shortJson, json(ReleaseSchema), async (c) => {
      const mailboxId = c.get("mailboxId");
      const wrap = fromBase64url(c.req.valid("json").wrap);
      const released = await releaseReport(db, mailboxId, wrap, hourOf(now()));
      if (released === "not_held") return c.json({ code: "intake.not_held" as const }, 409);
      if (released === "released") log("report.released", { mailboxId });
      return c.body(null, 204);
    });
}
