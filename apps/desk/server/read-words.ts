/**
 * The words of a picture, read in the picture process. The picture itself is not shown: what comes
 * of it is a reading like any other, made from an excerpt that says which picture and which engine.
 */
import {
  type ExcerptSource,
  type ParsedMessage,
  type ScreenshotReading,
  writeExcerpt,
} from "@honeyguide/evidence";

import type { Reading, RevealReason } from "../api.ts";
import type { Case } from "./corpus.ts";
import type { Desk } from "./desk.ts";
import type { OpenExhibit } from "./exhibits.ts";
import { findExhibit, openExhibit } from "./open-exhibit.ts";
import type { PictureRefusal } from "./pictures.ts";
import { readingOf } from "./read-again.ts";
import { keepReading, readExhibit } from "./read-exhibits.ts";
import { DeskRefusal, type RefusalCode } from "./refusal.ts";
import type { Responder } from "./sessions.ts";
import { words } from "./words.ts";

/** What reads pictures; its version is that of the engine in `package.json`. */
export const pictureTool = { tool: words.pictureTool, version: "7.0.0" } as const;

const decoded = ["image/jpeg", "image/png", "image/webp"];
const maxPictureBytes = 64 * 1024 * 1024;
const stopLabel = "stop:may_be_under_18";

const refusals: Readonly<Record<PictureRefusal, RefusalCode>> = {
  not_decoded: "desk.picture_not_decoded",
  too_many_pixels: "desk.too_large",
  damaged: "desk.not_a_picture",
  too_slow: "desk.too_large",
  too_much: "desk.too_large",
};

/**
 * Read the words of one picture, on record.
 *
 * @throws {DeskRefusal} if it is not here, is stopped, or no words can be read of it.
 */
export async function readWords(
  desk: Desk,
  { name: who }: Responder,
  entry: Case,
  part: string,
  reason: RevealReason,
): Promise<Reading> {
  const { db, audit, custody, corpus, linker, turns, now } = desk;
  const exhibit = await findExhibit(desk, entry, part);
  if (exhibit.label === stopLabel) throw new DeskRefusal("desk.stopped");
  if (!decoded.includes(exhibit.body?.mediaType ?? "")) throw new DeskRefusal("desk.not_a_picture");
  await db
    .transaction()
    .execute((trx) => audit.write(trx, now(), { who, act: "words.read", on: entry.label, reason }));
  const excerpt = await makeExcerpt(desk, exhibit);
  const { evidence, row: key } = exhibit;
  const toRead = { key, exhibit: part, evidence, choice: {} };
  const asText = { ...toRead, evidence: { ...evidence, kind: "text" as const } };
  const kept = await readExhibit(desk, asText, () => Promise.resolve(once(excerpt)));
  if (kept === undefined) throw new DeskRefusal("desk.exhibit_not_here");
  await db.transaction().execute(async (trx) => {
    const said = { event: "read" as const, by: who };
    await custody.write(trx, now(), await keepReading(trx, desk, toRead, kept, said, pictureTool));
  });
  await turns(async () => {
    await corpus.refresh([entry.id]);
    await linker.relink();
  });
  return readingOf(desk, entry, part);
}

/**
 * The words of a picture as an excerpt; the same picture always gives the same bytes.
 *
 * @throws {DeskRefusal} if it cannot be read.
 */
export async function makeExcerpt(desk: Desk, exhibit: OpenExhibit): Promise<Uint8Array> {
  const bytes = await openExhibit(desk, exhibit, maxPictureBytes);
  const answer = await desk.pictures.words(bytes);
  if (!answer.ok) throw new DeskRefusal(refusals[answer.reason]);
  const { sha256, bytes: length } = exhibit.evidence;
  const of: ExcerptSource = {
    sha256,
    bytes: length,
    format: exhibit.body?.mediaType ?? exhibit.evidence.mediaType,
    ...pictureTool,
    corrected: false,
  };
  return writeExcerpt(of, toMessages(answer.value));
}

/** All of a file at once, as a stream. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** What stands on the left came in, under the name in the bar at the top. */
function toMessages({ messages, header }: ScreenshotReading): readonly ParsedMessage[] {
  const name = header?.text.trim() ?? "";
  return messages.map(({ side, text, confidence }, at) => {
    const source = { line: at + 1, lines: 1, offset: 0 };
    const read = { at: null, text, confidence, source };
    if (side === "middle") return { ...read, sender: null, kind: "system" };
    return side === "left"
      ? { ...read, sender: name === "" ? null : name, kind: "text", direction: "received" }
      : { ...read, sender: null, kind: "text", direction: "sent" };
  });
}
