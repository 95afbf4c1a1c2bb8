/**
 * Reveal: the one way in which a sealed picture becomes visible. The reason is on record before a
 * byte leaves, and only four kinds of picture do, told by their first bytes.
 */
import type { PartId } from "@honeyguide/domain";
import { sniffMediaType } from "@honeyguide/evidence";
import { selectWrap } from "@honeyguide/store/desk";

import type { RevealReason } from "../api.ts";
import type { Case } from "./corpus.ts";
import type { Desk } from "./desk.ts";
import { DeskRefusal } from "./refusal.ts";
import { openKey, openPart } from "./open-sealed.ts";
import { type OpenPart, readParts } from "./report-view.ts";
import { revealAct } from "./reveal-count.ts";
import { readAll, streamPart } from "./sealed-parts.ts";
import type { Responder } from "./sessions.ts";

export interface RevealRequest {
  readonly entry: Case;
  readonly part: string;
  readonly reason: RevealReason;
}

export interface Revealed {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Set by "Stop, may be under 18": closed for everyone, whatever their page shows them. */
const stopLabel = "stop:may_be_under_18";
const pictures = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const maxPictureBytes = 64 * 1024 * 1024;

/**
 * One picture, on record.
 *
 * @throws {DeskRefusal} if it is not a picture, not here, or not what the report says it is.
 */
export async function reveal(
  { db, vault, audit, team, reveals, now }: Desk,
  responder: Responder,
  { entry, part, reason }: RevealRequest,
): Promise<Revealed> {
  const exhibit = await findExhibit({ db, vault }, entry, part);
  if (exhibit.label === stopLabel) throw new DeskRefusal("desk.stopped");
  if (exhibit.row.state !== "copied" || exhibit.body?.fits !== true) {
    throw new DeskRefusal("desk.exhibit_not_here");
  }
  if (!pictures.includes(exhibit.body.mediaType)) throw new DeskRefusal("desk.not_a_picture");
  if (exhibit.body.evidence.bytes > maxPictureBytes) throw new DeskRefusal("desk.too_large");
  await db
    .transaction()
    .execute((trx) =>
      audit.write(trx, now(), { who: responder.name, act: revealAct, on: entry.label, reason }),
    );
  reveals.add(responder.name);
  const { wrap } = await selectWrap(db, entry.id).executeTakeFirstOrThrow();
  if (wrap === null) throw new DeskRefusal("desk.exhibit_not_here");
  const sealed = streamPart(db, { mailbox_id: entry.id, part: exhibit.row.part });
  const { content } = await openPart(sealed, await openKey(wrap, team));
  const bytes = await readAll(content, maxPictureBytes);
  const mediaType = bytes === undefined ? "" : sniffMediaType(bytes);
  if (bytes === undefined || !pictures.includes(mediaType)) {
    throw new DeskRefusal("desk.not_a_picture");
  }
  return { mediaType, bytes };
}

/** @throws {DeskRefusal} if the report has no such exhibit. */
export async function findExhibit(
  deps: Pick<Desk, "db" | "vault">,
  entry: Case,
  part: string,
): Promise<OpenPart> {
  const parts = await readParts(deps, entry);
  const found = parts.find(({ row }) => row.part === (part as PartId));
  if (found === undefined || found.row.part === entry.row.content_part) {
    throw new DeskRefusal("desk.unknown_exhibit");
  }
  return found;
}
