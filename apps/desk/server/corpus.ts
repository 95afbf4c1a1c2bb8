/**
 * The open reports, in memory: what the inbox shows and what the linking engine compares. The
 * database is the truth; after each change to it the reports concerned are read again.
 */
import type { FactFile, FactPicture, ReportFacts } from "@honeyguide/analysis";
import type { ConsentRecipient, MailboxId } from "@honeyguide/domain";
import {
  type DeskDatabase,
  selectCompared,
  selectInner,
  selectLetters,
  selectParts,
  selectReports,
} from "@honeyguide/store/desk";

import { listExhibits, type OpenExhibit } from "./exhibits.ts";
import { countedOnce, makeFacts } from "./facts.ts";
import { places, type ReportBody } from "./places.ts";
import type { Compared } from "./reading.ts";
import type { Vault } from "./vault.ts";

type ReportRow = Awaited<ReturnType<ReturnType<typeof selectReports>["execute"]>>[number];
type CaseRow = Omit<ReportRow, "body">;

/** One report as the Desk knows it now. */
export interface Case {
  readonly id: MailboxId;
  readonly label: string;
  readonly row: CaseRow;
  readonly body: ReportBody | null;
  /** Null until it is open. */
  readonly facts: ReportFacts | null;
  /** The first words of the sender. */
  readonly preview: string;
  readonly sealedItems: number;
  /** SHA-256 of its files, of the wholes of what was sent in part, of what others were made from. */
  readonly hashes: ReadonlySet<string>;
  /** Those that are recognised by their pixels. */
  readonly pictures: readonly CasePicture[];
  readonly mayKnow: readonly ConsentRecipient[];
  readonly lastTeamLetterAt: string | null;
  readonly lastPersonLetterAt: string | null;
}

/** A picture of a report, as it is recognised elsewhere. */
interface CasePicture {
  readonly exhibit: string;
  readonly ordinal: number;
  /** PDQ, 64 hex digits. */
  readonly hash: string;
  readonly quality: number;
  /** Words were read from it: it is linked by them, and not by how it looks. */
  readonly hasWords: boolean;
}

export interface Corpus {
  readonly cases: () => readonly Case[];
  /** By id or label; `r-12` is `R-12`. */
  readonly find: (id: string) => Case | undefined;
  /** Read these reports again. Of one that is gone, nothing is left. */
  readonly refresh: (ids?: readonly MailboxId[]) => Promise<void>;
}

export interface CorpusDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly callingCode: () => string;
}

const previewLetters = 160;
const sealedKinds = new Set(["picture", "video", "voice", "file"]);

/** Read all reports. */
export async function openCorpus(deps: CorpusDeps): Promise<Corpus> {
  let byId = new Map<MailboxId, Case>();
  let byLabel = new Map<string, Case>();
  const corpus: Corpus = {
    cases: () => [...byId.values()],
    find: (id) => byId.get(id as MailboxId) ?? byLabel.get(id.toUpperCase()),
    async refresh(ids) {
      if (ids?.length === 0) return;
      const found = await readCases(deps, ids);
      const kept = [...byId.values()].filter(({ id }) => ids !== undefined && !ids.includes(id));
      const all = [...kept, ...found].sort((a, b) => a.row.ordinal - b.row.ordinal);
      byId = new Map(all.map((entry) => [entry.id, entry]));
      byLabel = new Map(all.map((entry) => [entry.label, entry]));
    },
  };
  await corpus.refresh();
  return corpus;
}

async function readCases(
  { db, vault, callingCode }: CorpusDeps,
  ids: readonly MailboxId[] | undefined,
): Promise<readonly Case[]> {
  const rows = await selectReports(db, ids).execute();
  const parts = groupById(await selectParts(db, ids).execute());
  const inner = groupById(await selectInner(db, ids).execute());
  const compared = groupById(await selectCompared(db, ids).execute());
  const letters = groupById(await selectLetters(db, ids).execute());
  return rows.map(({ body: sealed, ...bare }) => {
    const id = bare.mailbox_id;
    const body = sealed && vault.open(places.report(id), sealed);
    const exhibits = listExhibits(vault, {
      id,
      contentPart: bare.content_part,
      body,
      parts: parts.get(id) ?? [],
      inner: inner.get(id) ?? [],
    });
    const read = new Map(
      (compared.get(id) ?? []).map(({ exhibit, compared: sealed }) => [
        exhibit,
        vault.open(places.compared(id, exhibit), sealed),
      ]),
    );
    const found = { row: bare, body, exhibits, read, letters: letters.get(id) ?? [] };
    return makeCase(vault, callingCode(), found);
  });
}

type LetterRow = Awaited<ReturnType<ReturnType<typeof selectLetters>["execute"]>>[number];

function makeCase(
  vault: Vault,
  callingCode: string,
  found: {
    readonly row: CaseRow;
    readonly body: ReportBody | null;
    readonly exhibits: readonly OpenExhibit[];
    readonly read: ReadonlyMap<string, Compared>;
    readonly letters: readonly LetterRow[];
  },
): Case {
  const { row, body, exhibits, read, letters } = found;
  const id = row.mailbox_id;
  const counted = countedOnce(exhibits.filter(({ exhibit }) => read.has(exhibit)));
  const compared = exhibits.flatMap(({ exhibit }) =>
    counted.has(exhibit) ? (read.get(exhibit) ?? []) : [],
  );
  const pictures = picturesOf(exhibits, read);
  const comparable = { compared, pictures: toFacts(pictures), files: filesOf(exhibits) };
  const facts = body && makeFacts(id, body.report, comparable, callingCode);
  const lastOf = (author: string) =>
    letters.filter((letter) => letter.author === author).at(-1)?.at ?? null;
  return {
    id,
    label: `R-${row.ordinal}`,
    row,
    body,
    facts,
    preview: previewOf(facts, body),
    sealedItems: exhibits.filter(({ kind }) => sealedKinds.has(kind)).length,
    hashes: hashesOf(exhibits),
    pictures,
    mayKnow: consentNow(vault, body, letters),
    lastTeamLetterAt: lastOf("team"),
    lastPersonLetterAt: lastOf("person"),
  };
}

function hashesOf(exhibits: readonly OpenExhibit[]): ReadonlySet<string> {
  return new Set(
    exhibits.flatMap(({ evidence: { sha256, whole, derived } }) => [
      sha256,
      ...(whole === undefined ? [] : [whole.sha256]),
      ...(derived === undefined ? [] : [derived.from]),
    ]),
  );
}

/** Screenshots are linked by their words. */
function toFacts(pictures: readonly CasePicture[]): readonly FactPicture[] {
  return pictures
    .filter(({ hasWords }) => !hasWords)
    .map(({ exhibit, hash, quality }) => ({ id: exhibit, hash, quality }));
}

/** What is the same to the last bit; not archives and texts, of which the words are compared. */
function filesOf(exhibits: readonly OpenExhibit[]): readonly FactFile[] {
  return exhibits
    .filter(({ kind, body }) => body?.fits === true && sealedKinds.has(kind))
    .filter(({ body }) => body?.mediaType !== "application/zip")
    .map(({ exhibit, evidence: { sha256 } }) => ({ id: exhibit, sha256 }));
}

function picturesOf(
  exhibits: readonly OpenExhibit[],
  read: ReadonlyMap<string, Compared>,
): readonly CasePicture[] {
  const sources = new Set(exhibits.flatMap(({ evidence }) => evidence.derived?.from ?? []));
  return exhibits.flatMap(({ exhibit, ordinal, evidence, picture }) => {
    if (picture?.hash === null || picture?.hash === undefined) return [];
    const hasWords = read.has(exhibit) || sources.has(evidence.sha256);
    return [{ exhibit, ordinal, hash: picture.hash, quality: picture.quality, hasWords }];
  });
}

function previewOf(facts: ReportFacts | null, body: ReportBody | null): string {
  const text = facts?.messages[0]?.text ?? body?.report.sender.claimedMeeting ?? "";
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= previewLetters) return line;
  // Never half of a character beyond the first plane.
  return `${line.slice(0, previewLetters).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** The last word of the person on who may know. */
function consentNow(
  vault: Vault,
  body: ReportBody | null,
  letters: readonly LetterRow[],
): readonly ConsentRecipient[] {
  let mayKnow: readonly ConsentRecipient[] = body?.report.mayKnow ?? [];
  for (const { mailbox_id, id, author, body: sealed } of letters) {
    if (author !== "person" || sealed === null) continue;
    mayKnow = vault.open(places.letter(mailbox_id, id), sealed).mayKnow ?? mayKnow;
  }
  return mayKnow;
}

function groupById<Row extends { readonly mailbox_id: MailboxId }>(
  rows: readonly Row[],
): ReadonlyMap<MailboxId, readonly Row[]> {
  const groups = new Map<MailboxId, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.mailbox_id);
    if (group === undefined) groups.set(row.mailbox_id, [row]);
    else group.push(row);
  }
  return groups;
}
