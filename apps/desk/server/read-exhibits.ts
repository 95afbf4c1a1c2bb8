/**
 * Reading exhibits: each part is opened as it streams and compared with what the report says it
 * is. Text is parsed; pictures, sound and film are never decoded here.
 */
import { createHash } from "node:crypto";

import { type Evidence, HoneyguideError, type MailboxId } from "@honeyguide/domain";
import { parseEvidence, sniffMediaType } from "@honeyguide/evidence";
import { type DeskDatabase, selectUnreadParts, updatePart } from "@honeyguide/store/desk";

import { openKey, openPart, type TeamKeys } from "./open-sealed.ts";
import { type ExhibitBody, places } from "./places.ts";
import { readParts, type SealedParts } from "./sealed-parts.ts";
import type { Vault } from "./vault.ts";

export interface ReadingDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly team: TeamKeys;
}

/** A text export or a zip above this is kept and not read. Bytes. */
const maxParsedBytes = 64 * 1024 * 1024;
const sniffedBytes = 4096;
const parsedKinds: readonly Evidence["kind"][] = ["chat_export", "text"];
const parsedTypes = /^(?:text\/|application\/zip$)/;

type Unread = Awaited<ReturnType<ReturnType<typeof selectUnreadParts>["execute"]>>[number];

/** Read at once and written down in one transaction. */
const batch = 40;

/**
 * Read the parts of opened reports that were not read yet.
 *
 * @returns the reports of which something was read.
 */
export async function readUnreadExhibits(deps: ReadingDeps): Promise<ReadonlySet<MailboxId>> {
  const reports = new Set<MailboxId>();
  for (;;) {
    const parts = await selectUnreadParts(deps.db, batch).execute();
    if (parts.length === 0) return reports;
    const sealed = await readParts(deps.db, parts);
    const read: { readonly part: Unread; readonly body: ExhibitBody | undefined }[] = [];
    for (const part of parts) {
      read.push({ part, body: await readExhibit(deps, sealed, part) });
      reports.add(part.mailbox_id);
    }
    await deps.db.transaction().execute(async (trx) => {
      for (const { part, body } of read) await keepRead(trx, deps.vault, part, body);
    });
  }
}

async function keepRead(
  trx: DeskDatabase,
  vault: Vault,
  key: Unread,
  body: ExhibitBody | undefined,
): Promise<void> {
  // Kept and marked, whatever it is; what is marked is not tried again.
  const state = body?.fits === true ? {} : { state: "damaged" as const };
  const sealed = body && { body: vault.seal(places.part(key.mailbox_id, key.part), body) };
  await updatePart(trx, key, { ...state, ...sealed }).execute();
}

async function readExhibit(
  deps: ReadingDeps,
  sealed: SealedParts,
  part: Unread,
): Promise<ExhibitBody | undefined> {
  const evidence = await findEvidence(deps, part);
  return evidence && (await readOne(deps.team, sealed, part, evidence));
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

async function readOne(
  team: TeamKeys,
  sealed: SealedParts,
  key: Unread,
  evidence: Evidence,
): Promise<ExhibitBody | undefined> {
  if (key.wrap === null) return undefined;
  try {
    const { content } = await openPart(sealed(key), await openKey(key.wrap, team));
    const { head, bytes, sha256, all } = await drain(content, keepsText(evidence));
    const fits = bytes === evidence.bytes && sha256 === evidence.sha256;
    return { evidence, fits, mediaType: sniffMediaType(head), ...read(all, evidence) };
  } catch (error) {
    // A piece that was altered shows as an error in the middle of the stream.
    if (isOfDatabase(error)) throw error;
    return undefined;
  }
}

/** Whether to try again, because it says nothing about the exhibit. */
function isOfDatabase(error: unknown): boolean {
  if (error instanceof HoneyguideError || !(error instanceof Error)) return false;
  return "severity" in error || ("code" in error && typeof error.code === "string");
}

/** Hash a file as it passes; hold on to it only if it is to be parsed and is not too large. */
async function drain(content: ReadableStream<Uint8Array>, keep: boolean) {
  const hash = createHash("sha256");
  let bytes = 0;
  let head: Uint8Array = new Uint8Array(0);
  let kept: Uint8Array[] | undefined = keep ? [] : undefined;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.length;
    if (head.length < sniffedBytes) head = Buffer.concat([head, chunk]).subarray(0, sniffedBytes);
    if (bytes > maxParsedBytes) kept = undefined;
    kept?.push(chunk);
  }
  const all = kept && new Uint8Array(Buffer.concat(kept));
  return { head, bytes, sha256: hash.digest("hex"), all };
}

function keepsText({ kind, mediaType }: Evidence): boolean {
  return parsedKinds.includes(kind) || parsedTypes.test(mediaType);
}

function read(
  all: Uint8Array | undefined,
  evidence: Evidence,
): Pick<ExhibitBody, "parsed" | "refused"> {
  if (!keepsText(evidence)) return { parsed: null, refused: null };
  if (all === undefined) return { parsed: null, refused: "too_large" };
  const parsed = parseEvidence(all);
  return parsed.ok
    ? { parsed: parsed.value, refused: null }
    : { parsed: null, refused: parsed.reason };
}
