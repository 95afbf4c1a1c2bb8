/**
 * Reading exhibits: each part is opened as it streams into the reader's thread and compared with
 * what the report says it is. Text is parsed; of pictures, sound and film only what the file says
 * of itself is read.
 */
import type { Evidence, MailboxId } from "@honeyguide/domain";
import { evidenceVersion } from "@honeyguide/evidence";
import {
  type DeskDatabase,
  deleteOtherChunks,
  exhibitName,
  selectUnreadParts,
  updatePart,
  upsertInner,
  upsertReading,
} from "@honeyguide/store/desk";

import type { Custody, CustodyEntry } from "./custody.ts";
import { aboutOf } from "./facts.ts";
import { keepChunks, newGeneration } from "./keep-chunks.ts";
import { openKey, openPart, type TeamKeys } from "./open-sealed.ts";
import { type ExhibitBody, type PictureBody, places, type ReadingBody } from "./places.ts";
import type { Reader } from "./reader.ts";
import type { ReadOutcome } from "./reader-words.ts";
import type { MadeReading, ReadingChoice } from "./reading.ts";
import { isOfDatabase, readParts, type SealedParts } from "./sealed-parts.ts";
import type { Vault } from "./vault.ts";
import { words } from "./words.ts";

export interface ReadingDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly team: TeamKeys;
  readonly reader: Reader;
  readonly custody: Custody;
  readonly callingCode: () => string;
  readonly now: () => Date;
}

type Unread = Awaited<ReturnType<ReturnType<typeof selectUnreadParts>["execute"]>>[number];

/** An exhibit and how to read it. */
export interface ToRead {
  readonly key: Pick<Unread, "mailbox_id" | "part">;
  /** `part` or `part.number`. */
  readonly exhibit: string;
  readonly evidence: Evidence;
  readonly choice: ReadingChoice;
}

/** What became of one part. */
interface Read {
  readonly part: Unread;
  readonly evidence: Evidence | undefined;
  readonly outcome: KeptOutcome | undefined;
}

/** A reading whose chunks are written already. */
export interface KeptOutcome {
  readonly outcome: ReadOutcome;
  readonly generation: string;
  readonly callingCode: string;
}

/** Read at once and written down in one transaction. */
const batch = 40;

/**
 * Read the parts of opened reports that were not read yet.
 *
 * @param onBytes - told how many bytes of how many were read.
 * @returns the reports of which something was read.
 */
export async function readUnreadExhibits(
  deps: ReadingDeps,
  onBytes: (done: number, of: number) => void = () => undefined,
): Promise<ReadonlySet<MailboxId>> {
  const reports = new Set<MailboxId>();
  for (;;) {
    const parts = await selectUnreadParts(deps.db, batch).execute();
    if (parts.length === 0) return reports;
    const of = parts.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    const sealed = await readParts(deps.db, parts);
    const read: Read[] = [];
    for (const part of parts) {
      onBytes(done, of);
      read.push(await readPart(deps, sealed, part));
      reports.add(part.mailbox_id);
      done += part.bytes;
    }
    onBytes(0, 0);
    await deps.db.transaction().execute(async (trx) => {
      const lines = [];
      for (const one of read) lines.push(...(await keepRead(trx, deps, one)));
      await deps.custody.write(trx, deps.now(), lines);
    });
  }
}

async function readPart(deps: ReadingDeps, sealed: SealedParts, part: Unread): Promise<Read> {
  const evidence = await findEvidence(deps, part);
  if (evidence === undefined || part.wrap === null) return { part, evidence, outcome: undefined };
  const toRead = { key: part, exhibit: part.part, evidence, choice: {} };
  const content = async () => {
    const key = await openKey(part.wrap ?? new Uint8Array(0), deps.team);
    return (await openPart(sealed(part), key)).content;
  };
  return { part, evidence, outcome: await readExhibit(deps, toRead, content) };
}

/**
 * Read one exhibit, and write down its chunks; the reading itself is the caller's to write.
 *
 * @param content - the file; what it throws beside errors of the database says that it was altered.
 * @returns undefined for what was altered.
 */
export async function readExhibit(
  deps: ReadingDeps,
  { key, exhibit, evidence, choice }: ToRead,
  content: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<KeptOutcome | undefined> {
  const callingCode = deps.callingCode();
  const about = aboutOf(await openReport(deps, key.mailbox_id), callingCode);
  const { kind, originalName: name } = evidence;
  const order = { exhibit, kind, name, about, choice };
  const generation = newGeneration();
  const chunks = keepChunks(deps, { ...key, exhibit, generation });
  try {
    const outcome = await deps.reader.read(order, await content(), chunks.add);
    if (outcome === "failed") return { outcome: failed(evidence), generation, callingCode };
    await chunks.end();
    return { outcome, generation, callingCode };
  } catch (error) {
    // A piece that was altered shows as an error in the middle of the stream.
    if (isOfDatabase(error)) throw error;
    return undefined;
  }
}

/** What took the thread with it: kept, with the reason. What it is, the report alone says. */
function failed({ bytes, sha256, mediaType }: Evidence): ReadOutcome {
  const read = { ok: false as const, reason: "too_much" };
  return { bytes, sha256, mediaType, facts: null, read, inner: [] };
}

async function openReport({ db, vault }: ReadingDeps, mailboxId: MailboxId) {
  const row = await db
    .selectFrom("report")
    .select("body")
    .where("mailbox_id", "=", mailboxId)
    .executeTakeFirst();
  return row?.body ? vault.open(places.report(mailboxId), row.body).report : undefined;
}

/** What the report, or the letter that a part came with, says of it. */
async function findEvidence(
  { db, vault }: ReadingDeps,
  { mailbox_id, part, letter_id, body: sealed }: Unread,
): Promise<Evidence | undefined> {
  const body = sealed && vault.open(places.report(mailbox_id), sealed);
  const inReport = body?.report.evidence.find((entry) => entry.part === part);
  if (inReport !== undefined || letter_id === null) return inReport;
  const letter = await db
    .selectFrom("letter")
    .select("body")
    .where("mailbox_id", "=", mailbox_id)
    .where("id", "=", letter_id)
    .executeTakeFirst();
  if (!letter?.body) return undefined;
  const read = vault.open(places.letter(mailbox_id, letter_id), letter.body);
  return read.evidence.find((entry) => entry.part === part);
}

type CustodyLineOf = CustodyEntry & { readonly mailboxId: MailboxId };

/** What a part is, and what was read of it. Kept and marked, whatever it is: it is not tried again. */
async function keepRead(
  trx: DeskDatabase,
  deps: ReadingDeps,
  { part, evidence, outcome: kept }: Read,
): Promise<readonly CustodyLineOf[]> {
  if (evidence === undefined || kept === undefined) {
    await updatePart(trx, part, { state: "damaged" }).execute();
    // What was made of it before the altered piece came.
    const { mailbox_id, part: exhibit } = part;
    await deleteOtherChunks(trx, { mailbox_id, exhibit, generation: "" }).execute();
    return [];
  }
  const { vault } = deps;
  const { outcome } = kept;
  const fits = outcome.bytes === evidence.bytes && outcome.sha256 === evidence.sha256;
  const { mediaType, facts } = outcome;
  const body: ExhibitBody = { evidence, fits, mediaType, facts };
  const { mailbox_id } = part;
  const none = vault.seal(places.partPicture(mailbox_id, part.part), noPicture);
  await updatePart(trx, part, {
    body: vault.seal(places.part(mailbox_id, part.part), body),
    ...(!fits && { state: "damaged" as const }),
    ...(!(fits && isPicture(mediaType)) && { picture: none }),
  }).execute();
  if (!fits) {
    await deleteOtherChunks(trx, { mailbox_id, exhibit: part.part, generation: "" }).execute();
    return [];
  }
  await keepInner(trx, vault, part, outcome.inner);
  const toRead = { key: part, exhibit: part.part, evidence, choice: {} };
  return keepReading(trx, deps, toRead, kept, { event: "read", by: words.desk });
}

const noPicture: PictureBody = { hash: null, quality: 0 };

async function keepInner(
  trx: DeskDatabase,
  vault: Vault,
  { mailbox_id, part }: Pick<Unread, "mailbox_id" | "part">,
  inner: ReadOutcome["inner"],
): Promise<void> {
  for (let from = 0; from < inner.length; from += innerBatch) {
    const rows = inner.slice(from, from + innerBatch).map((file, at) => {
      const number = from + at + 1;
      const name = exhibitName(part, number);
      const body = vault.seal(places.inner(mailbox_id, name), file);
      const picture = isPicture(file.mediaType)
        ? null
        : vault.seal(places.innerPicture(mailbox_id, name), noPicture);
      return { mailbox_id, part, number, body, picture };
    });
    await upsertInner(trx, rows).execute();
  }
}

const innerBatch = 500;

/** The types that the picture process decodes. */
function isPicture(mediaType: string): boolean {
  return ["image/jpeg", "image/png", "image/webp"].includes(mediaType);
}

/**
 * Write a reading down, in place of the one before, and say so in custody lines that are the
 * caller's to write. Nothing where the exhibit has no words to read.
 */
export async function keepReading(
  trx: DeskDatabase,
  { vault }: Pick<ReadingDeps, "vault">,
  { key, exhibit, evidence, choice }: ToRead,
  { outcome: { read }, generation, callingCode }: KeptOutcome,
  said: Pick<CustodyEntry, "event" | "by">,
  tool: { readonly tool: string; readonly version: string } = readingTool,
): Promise<readonly CustodyLineOf[]> {
  if (read === null) return [];
  const { mailbox_id, part } = key;
  const { sha256 } = evidence;
  const made = read.ok ? read.sha256 : null;
  const reading = read.ok ? read.made : refusedReading(read.reason);
  const body: ReadingBody = { reading, choice, ...tool, sha256, callingCode, madeSha256: made };
  const compared = read.ok ? read.compared : { sender: null, messages: [], identifiers: [] };
  await upsertReading(trx, {
    mailbox_id,
    exhibit,
    part,
    generation,
    lines: reading.messages,
    body: vault.seal(places.reading(mailbox_id, exhibit), body),
    compared: vault.seal(places.compared(mailbox_id, exhibit), compared),
  }).execute();
  await deleteOtherChunks(trx, { mailbox_id, exhibit, generation }).execute();
  return [{ mailboxId: mailbox_id, ...said, exhibit, sha256, ...tool, made }];
}

/** What reads everything but pictures. */
export const readingTool = { tool: words.tool, version: evidenceVersion } as const;

function refusedReading(refused: string): MadeReading {
  const none = { lines: 0, parsed: 0, continued: 0, unread: 0, blank: 0, skipped: [] };
  return {
    format: "unknown",
    why: "",
    refused,
    messages: 0,
    first: null,
    last: null,
    coverage: { unit: "line", ...none },
    dateOrder: null,
    timeZone: "unknown",
    unreadPeriods: [],
    calendar: null,
    conversations: [],
    conversation: null,
    sender: { name: null, because: "nobody" },
    participants: [],
    compared: { messages: 0, of: 0 },
    confidence: null,
  };
}
