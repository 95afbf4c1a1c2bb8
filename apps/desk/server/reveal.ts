/**
 * Reveal: the one way in which a sealed picture becomes visible. The reason is on record before a
 * byte leaves, and only four kinds of picture do, told by their first bytes.
 */
import { sniffMediaType } from "@honeyguide/evidence";

import type { RevealReason } from "../api.ts";
import type { Case } from "./corpus.ts";
import type { Desk } from "./desk.ts";
import { findExhibit, openExhibit } from "./open-exhibit.ts";
import { DeskRefusal } from "./refusal.ts";
import { revealAct } from "./reveal-count.ts";
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
  desk: Desk,
  responder: Responder,
  { entry, part, reason }: RevealRequest,
): Promise<Revealed> {
  const { db, audit, custody, reveals, now } = desk;
  const exhibit = await findExhibit(desk, entry, part);
  if (exhibit.label === stopLabel) throw new DeskRefusal("desk.stopped");
  if (exhibit.row.state !== "copied" || exhibit.body?.fits !== true) {
    throw new DeskRefusal("desk.exhibit_not_here");
  }
  if (!pictures.includes(exhibit.body.mediaType)) throw new DeskRefusal("desk.not_a_picture");
  const { bytes: length, sha256 } = exhibit.evidence;
  if (length > maxPictureBytes) throw new DeskRefusal("desk.too_large");
  const who = responder.name;
  await db.transaction().execute(async (trx) => {
    await audit.write(trx, now(), { who, act: revealAct, on: entry.label, reason });
    const line = {
      mailboxId: entry.id,
      event: "revealed" as const,
      by: who,
      exhibit: part,
      sha256,
    };
    await custody.write(trx, now(), [line]);
  });
  reveals.add(who);
  const bytes = await openExhibit(desk, exhibit, maxPictureBytes);
  const mediaType = sniffMediaType(bytes);
  if (!pictures.includes(mediaType)) throw new DeskRefusal("desk.not_a_picture");
  return { mediaType, bytes };
}
