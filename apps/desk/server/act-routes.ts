/** What a responder does: decide, undo, reply, note, label, reveal, end the drill. */
import { randomUUID } from "node:crypto";

import { updateInner, updatePart } from "@honeyguide/store/desk";
import { Hono } from "hono";

import type { Desk } from "./desk.ts";
import { removeDrill } from "./drill.ts";
import { queueReply } from "./letters.ts";
import { undoNumber } from "./number-decisions.ts";
import { findExhibit } from "./open-exhibit.ts";
import { places } from "./places.ts";
import { readAgain } from "./read-again.ts";
import { readWords } from "./read-words.ts";
import { DeskRefusal } from "./refusal.ts";
import { findCase } from "./report-routes.ts";
import {
  DecideSchema,
  json,
  LabelSchema,
  NoteSchema,
  ReadAgainSchema,
  ReplySchema,
  RevealSchema,
  UndoSchema,
} from "./request-body.ts";
import { reveal } from "./reveal.ts";
import { undoRules } from "./rules-decision.ts";
import type { SignedIn } from "./signed-in.ts";
import { undoStage } from "./stage-decisions.ts";
import { decide, undo } from "./triage.ts";
import { verify } from "./verify.ts";

/** A picture is shown by the page and by nothing else: opened on its own it can run nothing. */
const pictureHeaders = {
  "content-disposition": 'attachment; filename="sealed"',
  "content-security-policy": "default-src 'none'; sandbox",
};

/** Routes that change something. Each is on the record before it answers. */
export function makeActRoutes(desk: Desk) {
  const { db, vault, audit, custody, corpus, turns, hurry, now } = desk;
  return new Hono<SignedIn>()
    .post("/reports/:id/decide", json(DecideSchema), async (c) => {
      const line = await turns(() =>
        decide(desk, c.get("responder"), findCase(desk, c.req.param("id")), c.req.valid("json")),
      );
      return c.json(line, 200);
    })
    .post("/undo", json(UndoSchema), async (c) => {
      const { id } = c.req.valid("json");
      await turns(async () => {
        const responder = c.get("responder");
        if (await undoNumber(desk, responder, id)) return;
        if (await undoStage(desk, responder, id)) return;
        if (await undoRules(desk, responder, id)) return;
        await undo(desk, responder, id);
      });
      return c.body(null, 204);
    })
    .post("/reports/:id/reply", json(ReplySchema), async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      if (entry.body === null) throw new DeskRefusal("desk.not_open");
      const { mailbox } = entry.body.report;
      const { id: mailboxId, label } = entry;
      const reply = { mailboxId, label, mailbox, ...c.req.valid("json") };
      const letter = await queueReply(desk, c.get("responder"), reply);
      await turns(() => corpus.refresh([entry.id]));
      hurry();
      return c.json(letter, 201);
    })
    .post("/reports/:id/notes", json(NoteSchema), async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      const { name: who } = c.get("responder");
      const id = randomUUID();
      const body = vault.seal(places.note(id), { text: c.req.valid("json").text, by: who });
      const at = now();
      await db.transaction().execute(async (trx) => {
        const note = { id, mailbox_id: entry.id, at: at.toISOString(), body };
        await trx.insertInto("note").values(note).execute();
        await audit.write(trx, at, { who, act: "note.written", on: entry.label, reason: null });
      });
      return c.json({ id }, 201);
    })
    .post("/reports/:id/exhibits/:part/label", json(LabelSchema), async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      const { row, number, exhibit } = await findExhibit(desk, entry, c.req.param("part"));
      const { label } = c.req.valid("json");
      const { name: who } = c.get("responder");
      await db.transaction().execute(async (trx) => {
        if (number === 0) {
          const sealed = vault.seal(places.label(entry.id, row.part), label);
          await updatePart(trx, row, { label: sealed }).execute();
        } else {
          const sealed = vault.seal(places.innerLabel(entry.id, exhibit), label);
          await updateInner(trx, { ...row, number }, { label: sealed }).execute();
        }
        await audit.write(trx, now(), {
          who,
          act: "exhibit.labelled",
          on: entry.label,
          reason: null,
        });
      });
      return c.body(null, 204);
    })
    .post("/reports/:id/exhibits/:part/reveal", json(RevealSchema), async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      const { reason } = c.req.valid("json");
      const { bytes, mediaType } = await reveal(desk, c.get("responder"), {
        entry,
        part: c.req.param("part"),
        reason,
      });
      return c.body(new Uint8Array(bytes), 200, { ...pictureHeaders, "content-type": mediaType });
    })
    .post("/reports/:id/exhibits/:part/read", json(ReadAgainSchema), async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      const again = c.req.valid("json");
      return c.json(
        await readAgain(desk, c.get("responder"), entry, c.req.param("part"), again),
        200,
      );
    })
    .post("/reports/:id/exhibits/:part/words", json(RevealSchema), async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      const { reason } = c.req.valid("json");
      const part = c.req.param("part");
      return c.json(await readWords(desk, c.get("responder"), entry, part, reason), 200);
    })
    .post("/reports/:id/shown", json(RevealSchema), async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      if (entry.body === null) throw new DeskRefusal("desk.not_open");
      const { name: who } = c.get("responder");
      const { sealedSha256: sha256 } = entry.body;
      const { reason } = c.req.valid("json");
      await db.transaction().execute(async (trx) => {
        await audit.write(trx, now(), { who, act: "words.shown", on: entry.label, reason });
        const line = { mailboxId: entry.id, event: "revealed" as const, by: who, sha256 };
        await custody.write(trx, now(), [line]);
      });
      return c.body(null, 204);
    })
    .post("/reports/:id/verify", async (c) => {
      const entry = findCase(desk, c.req.param("id"));
      if (entry.body === null) throw new DeskRefusal("desk.not_open");
      return c.json(await verify(desk, c.get("responder"), entry), 200);
    })
    .delete("/drill", async (c) => {
      await turns(() => removeDrill(desk, c.get("responder")));
      return c.body(null, 204);
    });
}
