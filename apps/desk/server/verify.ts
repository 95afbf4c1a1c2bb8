/**
 * Verifying a report: every original is opened and hashed again, every reading is made again with
 * the same options and compared with what custody says was made, and so is what is stored of it.
 */
import { selectChunks } from "@honeyguide/store/desk";

import type { Verified } from "../api.ts";
import type { Case } from "./corpus.ts";
import type { CustodyLog } from "./custody.ts";
import type { Desk } from "./desk.ts";
import { type OpenExhibit, readExhibits } from "./exhibits.ts";
import { aboutOf } from "./facts.ts";
import { unpack } from "./keep-chunks.ts";
import { makeReadingHash } from "./make-reading.ts";
import { openOriginal } from "./open-exhibit.ts";
import { places } from "./places.ts";
import { readingTool } from "./read-exhibits.ts";
import { makeExcerpt, once, pictureTool } from "./read-words.ts";
import type { ReadOutcome } from "./reader-words.ts";
import { readReadings, type StandingReading } from "./readings.ts";
import { DeskRefusal } from "./refusal.ts";
import { isOfDatabase } from "./sealed-parts.ts";
import type { Responder } from "./sessions.ts";
import { UnreadableRowError } from "./vault.ts";

type Fault = Verified["faults"][number]["fault"];

interface Finding {
  readonly exhibit: string | null;
  readonly fault: Fault;
}

/** Verify all of one report. That it was done is on record. */
export async function verify(desk: Desk, { name: who }: Responder, entry: Case): Promise<Verified> {
  const { db, audit, custody, now } = desk;
  const log = await custody.read(db, entry.id);
  const exhibits = await readExhibits(desk, entry);
  const readings = await readReadings(desk, entry.id, exhibits);
  const faults: Finding[] = log.isComplete ? [] : [{ exhibit: null, fault: "custody_altered" }];
  for (const exhibit of exhibits) {
    if (exhibit.number !== 0) continue;
    const inside = exhibits.filter(
      ({ row, number }) => row.part === exhibit.row.part && number > 0,
    );
    const own = readings.find((reading) => reading.exhibit === exhibit.exhibit);
    const outcome = await readOriginal(desk, entry, exhibit, own);
    faults.push(...checkOriginals(exhibit, inside, outcome));
    if (own === undefined || exhibit.kind === "picture") continue;
    const again = typeof outcome === "string" ? null : outcome;
    faults.push(...(await checkReading(desk, own, log, again, readingTool.version)));
  }
  for (const exhibit of exhibits.filter(({ kind }) => kind === "picture")) {
    const own = readings.find((reading) => reading.exhibit === exhibit.exhibit);
    if (own === undefined) continue;
    const again = await readPicture(desk, entry, exhibit, own);
    faults.push(...(await checkReading(desk, own, log, again, pictureTool.version)));
  }
  const at = now();
  const sha256 = entry.body?.sealedSha256 ?? "";
  await db.transaction().execute(async (trx) => {
    const line = {
      mailboxId: entry.id,
      event: "checked" as const,
      by: who,
      sha256,
      ...readingTool,
    };
    await custody.write(trx, at, [line]);
    await audit.write(trx, at, { who, act: "report.verified", on: entry.label, reason: null });
  });
  const count = (wanted: readonly Fault[]) =>
    new Set(faults.flatMap(({ exhibit, fault }) => (wanted.includes(fault) ? exhibit : []))).size;
  return {
    exhibits: exhibits.length,
    matching: exhibits.length - count(originalFaults),
    readings: readings.length,
    readingsMatching: readings.length - count(readingFaults),
    custodyLines: log.lines.length,
    chainComplete: log.isComplete,
    faults,
  };
}

const originalFaults: readonly Fault[] = ["not_here", "original_altered"];
const readingFaults: readonly Fault[] = [
  "reading_altered",
  "reading_differs",
  "other_version",
  "not_in_custody",
];

/** The original, read again with the options of its reading; nothing is written. */
async function readOriginal(
  desk: Desk,
  { body }: Case,
  exhibit: OpenExhibit,
  own: StandingReading | undefined,
): Promise<ReadOutcome | Fault> {
  if (exhibit.row.state === "waiting") return "not_here";
  const { kind, originalName: name } = exhibit.evidence;
  const about = aboutOf(body?.report, own?.body.callingCode ?? desk.facts().callingCode);
  const choice = own?.body.choice ?? {};
  const order = { exhibit: exhibit.exhibit, kind, name, about, choice };
  try {
    const content = await openOriginal(desk, exhibit);
    const outcome = await desk.reader.read(order, content, () => Promise.resolve());
    return outcome === "failed" ? "reading_differs" : outcome;
  } catch (error) {
    if (isOfDatabase(error)) throw error;
    return "original_altered";
  }
}

/** The words of a picture, read again; null where they cannot be. */
async function readPicture(
  desk: Desk,
  { body }: Case,
  exhibit: OpenExhibit,
  { body: { callingCode, choice } }: StandingReading,
): Promise<ReadOutcome | null> {
  const about = aboutOf(body?.report, callingCode);
  const { exhibit: name, evidence } = exhibit;
  const order = {
    exhibit: name,
    kind: "text" as const,
    name: evidence.originalName,
    about,
    choice,
  };
  try {
    const excerpt = await makeExcerpt(desk, exhibit);
    const outcome = await desk.reader.read(order, once(excerpt), () => Promise.resolve());
    return outcome === "failed" ? null : outcome;
  } catch (error) {
    if (error instanceof DeskRefusal) return null;
    throw error;
  }
}

function checkOriginals(
  { exhibit, evidence }: OpenExhibit,
  inside: readonly OpenExhibit[],
  outcome: ReadOutcome | Fault,
): readonly Finding[] {
  if (typeof outcome === "string") {
    return [exhibit, ...inside.map((one) => one.exhibit)].map((name) => ({
      exhibit: name,
      fault: outcome,
    }));
  }
  const own = outcome.bytes === evidence.bytes && outcome.sha256 === evidence.sha256;
  const altered = inside.filter(
    ({ number, evidence: { sha256 } }) => outcome.inner[number - 1]?.sha256 !== sha256,
  );
  return [...(own ? [] : [exhibit]), ...altered.map((one) => one.exhibit)].map((name) => ({
    exhibit: name,
    fault: "original_altered" as const,
  }));
}

async function checkReading(
  desk: Desk,
  reading: StandingReading,
  { lines }: CustodyLog,
  outcome: ReadOutcome | null,
  toolVersion: string,
): Promise<readonly Finding[]> {
  const fault = await faultOf(desk, reading, lines, outcome, toolVersion);
  return fault === undefined ? [] : [{ exhibit: reading.exhibit, fault }];
}

async function faultOf(
  desk: Desk,
  reading: StandingReading,
  lines: CustodyLog["lines"],
  outcome: ReadOutcome | null,
  toolVersion: string,
): Promise<Fault | undefined> {
  const { madeSha256, version } = reading.body;
  const said = lines.findLast(
    ({ event, exhibit }) => exhibit === reading.exhibit && /^read(?:_again)?$/.test(event),
  );
  if (said === undefined) return "not_in_custody";
  if (said.made !== madeSha256 || (await hashStored(desk, reading)) !== madeSha256) {
    return "reading_altered";
  }
  if (outcome === null) return "reading_differs";
  const again = outcome.read?.ok === true ? outcome.read.sha256 : null;
  if (again === madeSha256) return undefined;
  return version === toolVersion ? "reading_differs" : "other_version";
}

/** Of what is stored, as it was when it was made; null for what was refused. */
async function hashStored(
  { db, vault }: Desk,
  { mailboxId, exhibit, generation, body }: StandingReading,
): Promise<string | null> {
  if (body.madeSha256 === null) return null;
  const hash = makeReadingHash();
  const key = { mailbox_id: mailboxId, exhibit, generation };
  try {
    for (let from = 0; ; from += chunksAtOnce) {
      const rows = await selectChunks(db, key, from, from + chunksAtOnce).execute();
      for (const { chunk, body: sealed } of rows) {
        const place = places.chunkLines(mailboxId, exhibit, generation, chunk);
        hash.add(unpack(vault.openBytes(place, sealed)));
      }
      if (rows.length < chunksAtOnce) return hash.end(body.reading);
    }
  } catch (error) {
    if (error instanceof UnreadableRowError) return "unreadable";
    throw error;
  }
}

const chunksAtOnce = 16;
