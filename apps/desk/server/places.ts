/**
 * Where in the database each thing that a person wrote is sealed, and its shape in there. One
 * list, because the place is part of the encryption.
 */
import type { ConsentRecipient, Evidence, MailboxId, PartId, Report } from "@honeyguide/domain";
import type { ParsedExhibit } from "@honeyguide/evidence";

import type { Place } from "./vault.ts";

const at = (table: string, column: string, row: string): Place => ({ table, column, row });

export const places = {
  report: (mailboxId: MailboxId) => at("report", "body", mailboxId),
  part: (mailboxId: MailboxId, part: PartId) => at("part", "body", `${mailboxId}/${part}`),
  label: (mailboxId: MailboxId, part: PartId) => at("part", "label", `${mailboxId}/${part}`),
  letter: (mailboxId: MailboxId, id: string) => at("letter", "body", `${mailboxId}/${id}`),
  note: (id: string) => at("note", "body", id),
  campaign: (id: string) => at("campaign", "name", id),
  decision: (id: string) => at("decision", "body", id),
} as const;

/** `report.body`. */
export interface ReportBody {
  readonly report: Report;
  /** SHA-256 of the sealed account, hex. */
  readonly sealedSha256: string;
  readonly openedBy: string;
}

/** `part.body`, once the part was opened. */
export interface ExhibitBody {
  readonly evidence: Evidence;
  /** Whether the file is the one that the report names. */
  readonly fits: boolean;
  /** From the first bytes, at the Desk. */
  readonly mediaType: string;
  /** What was read from it; null for what is not read, or could not be. */
  readonly parsed: ParsedExhibit | null;
  readonly refused: string | null;
}

/** `letter.body`. */
export interface LetterBody {
  readonly text: string;
  readonly by: string | null;
  readonly nextUpdateBy: string | null;
  readonly mayKnow: readonly ConsentRecipient[] | null;
  readonly evidence: readonly Evidence[];
}

/** `note.body`. */
export interface NoteBody {
  readonly text: string;
  readonly by: string;
}
