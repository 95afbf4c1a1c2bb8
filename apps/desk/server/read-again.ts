/** Reading an exhibit again, as a responder says; the original is opened anew, and custody says so. */
import type { ReadAgain, Reading } from "../api.ts";
import type { Case } from "./corpus.ts";
import type { Desk } from "./desk.ts";
import { readExhibits } from "./exhibits.ts";
import { findExhibit, openOriginal } from "./open-exhibit.ts";
import { keepReading, readExhibit } from "./read-exhibits.ts";
import type { ReadingChoice } from "./reading.ts";
import { readReadings, toReadings } from "./readings.ts";
import { DeskRefusal } from "./refusal.ts";
import type { Responder } from "./sessions.ts";

/**
 * Read one exhibit again. What is not said stays as it was said before.
 *
 * @throws {DeskRefusal} if there is no such exhibit, or nothing can be read of it.
 */
export async function readAgain(
  desk: Desk,
  { name: who }: Responder,
  entry: Case,
  part: string,
  again: ReadAgain,
): Promise<Reading> {
  const { db, audit, custody, corpus, linker, turns, now } = desk;
  const exhibit = await findExhibit(desk, entry, part);
  const before = (await readReadings(desk, entry.id, [exhibit]))[0];
  if (before === undefined || exhibit.number !== 0 || exhibit.kind === "picture") {
    throw new DeskRefusal("desk.nothing_to_read");
  }
  const { evidence, row: key } = exhibit;
  const choice = chosen(before.body.choice, again);
  const toRead = { key, exhibit: part, evidence, choice };
  const kept = await readExhibit(desk, toRead, () => openOriginal(desk, exhibit));
  if (kept === undefined) throw new DeskRefusal("desk.exhibit_not_here");
  const at = now();
  await db.transaction().execute(async (trx) => {
    const lines = await keepReading(trx, desk, toRead, kept, { event: "read_again", by: who });
    await custody.write(trx, at, lines);
    await audit.write(trx, at, { who, act: "exhibit.read_again", on: entry.label, reason: null });
  });
  await turns(async () => {
    await corpus.refresh([entry.id]);
    await linker.relink();
  });
  return readingOf(desk, entry, part);
}

/** What stands said of an exhibit after `again`. */
function chosen(before: ReadingChoice, { undecided, ...again }: ReadAgain): ReadingChoice {
  const { conversation, ...rest } = before;
  const isKept = undecided !== true && conversation !== undefined;
  return { ...rest, ...(isKept && { conversation }), ...again };
}

/** One reading as the page sees it. */
export async function readingOf(desk: Desk, entry: Case, part: string): Promise<Reading> {
  const exhibits = await readExhibits(desk, entry);
  const readings = toReadings(await readReadings(desk, entry.id, exhibits), exhibits);
  const found = readings.find(({ exhibit }) => exhibit === part);
  if (found === undefined) throw new DeskRefusal("desk.nothing_to_read");
  return found;
}
