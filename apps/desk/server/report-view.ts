/** One report, whole: what was said, the conversation with its places, letters, custody. */
import { pdqDistance } from "@honeyguide/evidence";
import { type DeskDatabase, selectLetters } from "@honeyguide/store/desk";

import type { CustodyLine, Exhibit, FirstLines, Letter, ReportView } from "../api.ts";
import { findTarget, toBecause } from "./because.ts";
import { toConversation } from "./conversation.ts";
import type { Case, Corpus } from "./corpus.ts";
import type { Custody, StandingCustody } from "./custody.ts";
import { type OpenExhibit, readExhibits } from "./exhibits.ts";
import { type InboxView, makeRow } from "./inbox.ts";
import type { Lines } from "./lines.ts";
import { places } from "./places.ts";
import { readReadings, type StandingReading, toReadings } from "./readings.ts";
import type { Vault } from "./vault.ts";

export interface ReportViewDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly custody: Custody;
  readonly lines: Lines;
  readonly revealsToday: (responder: string) => number;
}

const firstLines: FirstLines = 200;
/** Where searching it would have to open much first, it is opened while the first page is read. */
const warmedLines = 5000;
/** Bits in which two hashes of one picture may differ, and how much there must be to see in both. */
const sameDistance = 31;
const leastQuality = 50;

/** Everything that the Desk shows of one report to one responder. */
export async function makeReportView(
  deps: ReportViewDeps,
  view: InboxView,
  entry: Case,
  responder: string,
): Promise<ReportView> {
  const exhibits = await readExhibits(deps, entry);
  const readings = await readReadings(deps, entry.id, exhibits);
  const row = makeRow(view, entry);
  const target = row.sameAs === null ? undefined : findTarget(view, row.sameAs.campaignId);
  const custody = await deps.custody.read(deps.db, entry.id);
  const first = await deps.lines.page(readings, 0, firstLines);
  const shown = readings.reduce((sum, { lines }) => sum + lines, 0);
  if (shown > warmedLines) void deps.lines.warm(readings).catch(() => undefined);
  return {
    row,
    consent: { opening: entry.body?.report.opening ?? "until_i_say", mayKnow: entry.mayKnow },
    said: toSaid(entry),
    conversation: toConversation(view, entry, exhibits, first),
    readings: toReadings(readings, exhibits),
    exhibits: exhibits.map((exhibit) => toExhibit(exhibit, exhibits, readings, view.corpus, entry)),
    custody: custody.lines.map(toCustodyLine),
    custodyComplete: custody.isComplete,
    letters: await readLetters(deps, entry),
    notes: await readNotes(deps, entry),
    because: target === undefined ? null : toBecause(view, entry, target),
    revealsToday: deps.revealsToday(responder),
  };
}

function toSaid({ body }: Case): ReportView["said"] {
  if (body === null) return nothingSaid;
  const { circumstances, sender, unopened, when, encounters, people, reach } = body.report;
  return {
    circumstances,
    senderName: sender.name,
    senderNumber: sender.number ?? "",
    typedNumber: sender.typedNumber,
    handle: sender.handle,
    channel: sender.channel ?? "",
    claimedMeeting: sender.claimedMeeting,
    knew: sender.knew,
    unopened,
    when: when ?? null,
    encounters: encounters ?? [],
    people,
    reach,
  };
}

/** Of a report that is not open. */
const nothingSaid: ReportView["said"] = {
  circumstances: [],
  senderName: "",
  senderNumber: "",
  typedNumber: "",
  handle: "",
  channel: "",
  claimedMeeting: "",
  knew: [],
  unopened: false,
  when: null,
  encounters: [],
  people: [],
  reach: {},
};

function toCustodyLine(line: StandingCustody): CustodyLine {
  const { event, at, by, exhibit, sha256, tool, version } = line;
  return { event, at, by, exhibit, sha256, tool, version };
}

function toExhibit(
  { exhibit, row, number, kind, ordinal, evidence, body, label }: OpenExhibit,
  all: readonly OpenExhibit[],
  readings: readonly StandingReading[],
  corpus: Corpus,
  entry: Case,
): Exhibit {
  const { mediaType, bytes, sha256, whole, derived } = evidence;
  const reading = readings.find((found) => found.exhibit === exhibit)?.body.reading;
  const archive = number === 0 ? undefined : all.find(({ exhibit: name }) => name === row.part);
  return {
    part: exhibit,
    kind,
    ordinal,
    mediaType: body?.mediaType ?? mediaType,
    bytes,
    sha256,
    state: row.state,
    sentPart: whole !== undefined,
    label,
    parsed:
      reading?.refused === null ? { format: reading.format, messages: reading.messages } : null,
    inside: archive?.exhibit ?? null,
    facts: body?.facts ?? null,
    sameAs: findSame(corpus, entry, exhibit),
    derivedFrom:
      derived === undefined
        ? null
        : {
            sha256: derived.from,
            tool: derived.tool,
            version: derived.version,
            corrected: derived.corrected,
          },
  };
}

/** The same picture in other reports, and again in this one; nearest first. */
function findSame(corpus: Corpus, entry: Case, exhibit: string): Exhibit["sameAs"] {
  const mine = entry.pictures.find((picture) => picture.exhibit === exhibit);
  if (mine === undefined || mine.hasWords || mine.quality < leastQuality) return [];
  return corpus
    .cases()
    .filter(({ row }) => row.drill === entry.row.drill)
    .flatMap(({ id, label, pictures }) =>
      pictures
        .filter(({ exhibit: other }) => id !== entry.id || other !== exhibit)
        .filter(({ hasWords, quality }) => !hasWords && quality >= leastQuality)
        .map(({ ordinal, hash }) => ({ label, ordinal, distance: pdqDistance(mine.hash, hash) })),
    )
    .filter(({ distance }) => distance <= sameDistance)
    .sort((a, b) => a.distance - b.distance);
}

async function readLetters(
  { db, vault }: ReportViewDeps,
  { id }: Case,
): Promise<readonly Letter[]> {
  const rows = await selectLetters(db, [id]).execute();
  return rows.map((row) => {
    const body = row.body && vault.open(places.letter(id, row.id), row.body);
    return {
      id: row.id,
      from: row.author,
      by: body?.by ?? null,
      text: body?.text ?? "",
      at: row.at,
      nextUpdateBy: body?.nextUpdateBy ?? null,
      // One that cannot be opened was received all the same, and has no text.
      state: row.state === "unreadable" ? "received" : row.state,
    };
  });
}

async function readNotes(
  { db, vault }: ReportViewDeps,
  { id }: Case,
): Promise<ReportView["notes"]> {
  const rows = await db
    .selectFrom("note")
    .selectAll()
    .where("mailbox_id", "=", id)
    .orderBy("at")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    ...vault.open(places.note(row.id), row.body),
  }));
}
