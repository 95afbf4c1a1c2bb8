/**
 * Where in the database each thing that a person wrote is sealed, and its shape in there. One
 * list, because the place is part of the encryption.
 */
import type { ConsentRecipient, Evidence, MailboxId, PartId, Report } from "@honeyguide/domain";
import type { ParsedExhibit } from "@honeyguide/evidence";
import type { TriageOutcome } from "@honeyguide/store/desk";

import type { Place } from "./vault.ts";

function at<Value>(table: string, column: string, row: string): Place<Value> {
  return { table, column, row };
}

export const places = {
  report: (mailboxId: MailboxId) => at<ReportBody>("report", "body", mailboxId),
  part: (mailboxId: MailboxId, part: PartId) =>
    at<ExhibitBody>("part", "body", `${mailboxId}/${part}`),
  label: (mailboxId: MailboxId, part: PartId) =>
    at<string>("part", "label", `${mailboxId}/${part}`),
  letter: (mailboxId: MailboxId, id: string) =>
    at<LetterBody>("letter", "body", `${mailboxId}/${id}`),
  note: (id: string) => at<NoteBody>("note", "body", id),
  campaign: (id: string) => at<string>("campaign", "name", id),
  decision: (id: string) => at<DecisionBody>("decision", "body", id),
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

/** `none` takes back what was said of a pair before. */
export interface Pair {
  readonly kind: "must_link" | "cannot_link" | "none";
  readonly a: MailboxId;
  readonly b: MailboxId;
}

/** The columns of a report that triage changes. */
export interface Triage {
  readonly outcome: TriageOutcome;
  readonly not_ours_kind: string | null;
  readonly later_until: string | null;
  readonly holder: string | null;
}

/** `decision.body`: what was said, and how everything stood before. */
export interface DecisionBody {
  readonly reason: string | null;
  readonly pairs: readonly Pair[];
  readonly before: {
    readonly triage: Triage;
    readonly members: readonly { readonly campaign: string; readonly ids: readonly MailboxId[] }[];
  };
  /** The campaign that this act started. */
  readonly started: string | null;
}
