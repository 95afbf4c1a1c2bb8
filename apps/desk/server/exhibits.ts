/**
 * The exhibits of a report in one order, with the numbers that people call them by: the parts as
 * the report names them, then those added later, then what archives hold. Sealed columns opened.
 */
import type { Evidence, EvidenceKind, MailboxId, PartId } from "@honeyguide/domain";
import {
  type DeskDatabase,
  exhibitName,
  type InnerExhibitTable,
  type PartTable,
  selectInner,
  selectParts,
} from "@honeyguide/store/desk";
import type { Selectable } from "kysely";

import { type ExhibitBody, type PictureBody, places, type ReportBody } from "./places.ts";
import type { InnerFile } from "./reader-words.ts";
import type { Vault } from "./vault.ts";

/** One exhibit. */
export interface OpenExhibit {
  /** `part` or `part.number`. */
  readonly exhibit: string;
  readonly row: Pick<Selectable<PartTable>, "mailbox_id" | "part" | "state">;
  /** In its archive, from 1; 0 for a part itself. */
  readonly number: number;
  readonly kind: EvidenceKind;
  /** Among those of its kind, from 1. */
  readonly ordinal: number;
  /** What the report says of it; of a file inside an archive, what it is. */
  readonly evidence: Evidence;
  /** Null until it was opened. */
  readonly body: ExhibitBody | null;
  readonly picture: PictureBody | null;
  readonly label: string | null;
}

type PartRow = Selectable<PartTable>;
type InnerRow = Selectable<InnerExhibitTable>;
type Found = Omit<OpenExhibit, "ordinal">;

/** What exhibits are listed from. */
export interface ExhibitRows {
  readonly id: MailboxId;
  readonly contentPart: PartId;
  readonly body: ReportBody | null;
  readonly parts: readonly PartRow[];
  readonly inner: readonly InnerRow[];
}

/** The exhibits of one report, from the database. */
export async function readExhibits(
  { db, vault }: { readonly db: DeskDatabase; readonly vault: Vault },
  {
    id,
    row,
    body,
  }: {
    readonly id: MailboxId;
    readonly row: { readonly content_part: PartId };
    readonly body: ReportBody | null;
  },
): Promise<readonly OpenExhibit[]> {
  const parts = await selectParts(db, [id]).execute();
  const inner = await selectInner(db, [id]).execute();
  return listExhibits(vault, { id, contentPart: row.content_part, body, parts, inner });
}

/** Put exhibits in order and number them. */
export function listExhibits(vault: Vault, rows: ExhibitRows): readonly OpenExhibit[] {
  const named = rows.body?.report.evidence ?? [];
  const order = new Map(named.map(({ part }, at) => [part, at]));
  const rank = ({ part }: { readonly part: PartId }) => order.get(part) ?? order.size;
  const parts = [...rows.parts]
    .filter(({ part }) => part !== rows.contentPart)
    .sort((a, b) => rank(a) - rank(b));
  const known = new Map(named.map((evidence) => [evidence.part, evidence]));
  const found = parts.flatMap((part) => openPartRow(vault, part, known.get(part.part)) ?? []);
  const byPart = new Map(found.map((one) => [one.row.part, one]));
  const inner = [...rows.inner]
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((row) => {
      const archive = byPart.get(row.part);
      return archive === undefined ? [] : [openInnerRow(vault, row, archive)];
    });
  const counts = new Map<EvidenceKind, number>();
  return [...found, ...inner].map((one) => {
    const ordinal = (counts.get(one.kind) ?? 0) + 1;
    counts.set(one.kind, ordinal);
    return { ...one, ordinal };
  });
}

function openPartRow(vault: Vault, row: PartRow, named: Evidence | undefined): Found | undefined {
  const { mailbox_id, part, state } = row;
  const body = row.body && vault.open(places.part(mailbox_id, part), row.body);
  const evidence = body?.evidence ?? named;
  if (evidence === undefined) return undefined;
  return {
    exhibit: part,
    row: { mailbox_id, part, state },
    number: 0,
    kind: evidence.kind,
    evidence,
    body,
    picture: row.picture && vault.open(places.partPicture(mailbox_id, part), row.picture),
    label: row.label && vault.open(places.label(mailbox_id, part), row.label),
  };
}

function openInnerRow(vault: Vault, row: InnerRow, archive: Found): Found {
  const { mailbox_id, part, number } = row;
  const exhibit = exhibitName(part, number);
  const file = vault.open(places.inner(mailbox_id, exhibit), row.body);
  const evidence = toEvidence(file, archive.evidence);
  const { mediaType, facts } = file;
  return {
    exhibit,
    row: archive.row,
    number,
    kind: file.kind,
    evidence,
    body: { evidence, fits: archive.body?.fits === true, mediaType, facts },
    picture: row.picture && vault.open(places.innerPicture(mailbox_id, exhibit), row.picture),
    label: row.label && vault.open(places.innerLabel(mailbox_id, exhibit), row.label),
  };
}

function toEvidence(file: InnerFile, { part, path }: Evidence): Evidence {
  const { name: originalName, kind, mediaType, bytes, sha256 } = file;
  return { part, path, kind, originalName, mediaType, bytes, sha256 };
}
