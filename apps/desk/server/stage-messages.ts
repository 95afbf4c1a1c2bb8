/** The messages of a report as steps are looked for in them. */
import type { StageConversation, StageMessage } from "@honeyguide/analysis";
import type { ParsedMessage } from "@honeyguide/evidence";

import { sideOf } from "./conversation.ts";
import type { Case } from "./corpus.ts";
import type { Desk } from "./desk.ts";
import { readExhibits } from "./exhibits.ts";
import { countedOnce } from "./facts.ts";
import type { PlacedMessage } from "./lines.ts";
import { messageId } from "./make-reading.ts";
import { readReadings, type StandingReading } from "./readings.ts";

export interface StageReading extends StageConversation {
  /** How many messages were looked at, and how many the report has; nobody wrote some of them. */
  readonly looked: number;
  readonly of: number;
}

/** Of one report. What a sender does first is what counts, so it is the later ones that are left. */
const mostMessages = 5000;
const pictureName = /\.(?:jpe?g|png|webp|heic|heif|gif)$/i;

/** What was read of a report and counts, the oldest exhibit first. */
export async function readStageMessages(desk: Desk, entry: Case): Promise<StageReading> {
  const readings = await countedReadings(desk, entry);
  const placed = await desk.lines.page(readings, 0, mostMessages);
  return {
    messages: placed.flatMap((one) => toStageMessage(one) ?? []),
    looked: placed.length,
    of: readings.reduce((sum, { lines }) => sum + lines, 0),
  };
}

/** One message by its name, `exhibit:line`, however far down it stands. */
export async function findStageMessage(
  desk: Desk,
  entry: Case,
  id: string,
): Promise<StageMessage | undefined> {
  const exhibit = id.slice(0, id.lastIndexOf(":"));
  const readings = (await countedReadings(desk, entry)).filter((one) => one.exhibit === exhibit);
  const all = readings.reduce((sum, { lines }) => sum + lines, 0);
  for (let from = 0; from < all; from += mostMessages) {
    const placed = await desk.lines.page(readings, from, mostMessages);
    const found = placed.flatMap((one) => toStageMessage(one) ?? []).find((one) => one.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function countedReadings(desk: Desk, entry: Case): Promise<readonly StandingReading[]> {
  const exhibits = await readExhibits(desk, entry);
  const all = await readReadings(desk, entry.id, exhibits);
  const read = new Set(all.map(({ exhibit }) => exhibit));
  const counted = countedOnce(exhibits.filter(({ exhibit }) => read.has(exhibit)));
  return all
    .filter(({ exhibit }) => counted.has(exhibit))
    .sort((a, b) => compare(a.body.reading.first, b.body.reading.first));
}

function toStageMessage({ reading, message }: PlacedMessage): StageMessage | undefined {
  const from = sideOf(message, reading.body.reading);
  if (from === "system") return undefined;
  const { text, at, source } = message;
  return { id: messageId(reading.exhibit, source.line), from, kind: kindOf(message), text, at };
}

/**
 * A file is a picture where its name says so. Of one that the export left out a reading keeps no name,
 * in whatever language the program said so.
 */
function kindOf({ kind, attachments = [] }: ParsedMessage): StageMessage["kind"] {
  if (kind === "text") return "text";
  if (kind !== "media" && kind !== "view_once") return "other";
  if (attachments.length === 0) return "left_out";
  return attachments.some((name) => pictureName.test(name)) ? "picture" : "media";
}

/** What has no time comes last. */
function compare(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
