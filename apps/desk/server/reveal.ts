/**
 * Reveal: the one way in which a sealed picture becomes visible. The reason is on record before
 * anything is opened, and what leaves are pixels drawn again in the picture process, without
 * metadata; never a byte of the original. What the process does not decode stays sealed.
 */
import type { RevealReason } from "../api.ts";
import type { Case } from "./corpus.ts";
import type { Desk } from "./desk.ts";
import { findExhibit, openExhibit } from "./open-exhibit.ts";
import type { PictureRefusal } from "./pictures.ts";
import { DeskRefusal, type RefusalCode } from "./refusal.ts";
import { revealAct } from "./reveal-count.ts";
import type { Responder } from "./sessions.ts";

export interface RevealRequest {
  readonly entry: Case;
  readonly part: string;
  readonly reason: RevealReason;
}

export interface Revealed {
  readonly mediaType: "image/jpeg" | "image/png";
  readonly bytes: Uint8Array;
}

/** Set by "Stop, may be under 18": closed for everyone, whatever their page shows them. */
const stopLabel = "stop:may_be_under_18";
const decoded = ["image/jpeg", "image/png", "image/webp"];
const maxPictureBytes = 64 * 1024 * 1024;

const refusals: Readonly<Record<PictureRefusal, RefusalCode>> = {
  not_decoded: "desk.picture_not_decoded",
  too_many_pixels: "desk.picture_too_large",
  damaged: "desk.not_a_picture",
  too_slow: "desk.picture_too_large",
  too_much: "desk.picture_too_large",
};

/**
 * One picture, on record.
 *
 * @throws {DeskRefusal} if it is not a picture, not here, not what the report says it is, or cannot
 *   be drawn.
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
  const { mediaType } = exhibit.body;
  if (!/^image\/(?!svg)/.test(mediaType)) throw new DeskRefusal("desk.not_a_picture");
  if (!decoded.includes(mediaType)) throw new DeskRefusal("desk.picture_not_decoded");
  const { bytes: length, sha256 } = exhibit.evidence;
  if (length > maxPictureBytes) throw new DeskRefusal("desk.picture_too_large");
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
  const redrawn = await desk.pictures.redraw(await openExhibit(desk, exhibit, maxPictureBytes));
  if (!redrawn.ok) throw new DeskRefusal(refusals[redrawn.reason]);
  const { mediaType: drawnAs, bytes } = redrawn.value;
  return { mediaType: drawnAs, bytes };
}
