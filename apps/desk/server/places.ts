/**
 * Where in the database each thing that a person wrote is sealed, and its shape in there. One
 * list, because the place is part of the encryption.
 */
import type { ConsentRecipient, Evidence, MailboxId, PartId, Report } from "@honeyguide/domain";
import type { TriageOutcome } from "@honeyguide/store/desk";

import type { CustodyLine, MediaFactsView } from "../api.ts";
import type { NumberDecideBody } from "./number-body.ts";
import type { InnerFile } from "./reader-words.ts";
import type { Compared, MadeReading, ReadingChoice } from "./reading.ts";
import type { StageDecideBody } from "./stage-body.ts";
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
  partPicture: (mailboxId: MailboxId, part: PartId) =>
    at<PictureBody>("part", "picture", `${mailboxId}/${part}`),
  inner: (mailboxId: MailboxId, exhibit: string) =>
    at<InnerFile>("inner_exhibit", "body", `${mailboxId}/${exhibit}`),
  innerLabel: (mailboxId: MailboxId, exhibit: string) =>
    at<string>("inner_exhibit", "label", `${mailboxId}/${exhibit}`),
  innerPicture: (mailboxId: MailboxId, exhibit: string) =>
    at<PictureBody>("inner_exhibit", "picture", `${mailboxId}/${exhibit}`),
  reading: (mailboxId: MailboxId, exhibit: string) =>
    at<ReadingBody>("reading", "body", `${mailboxId}/${exhibit}`),
  compared: (mailboxId: MailboxId, exhibit: string) =>
    at<Compared>("reading", "compared", `${mailboxId}/${exhibit}`),
  chunkLines: (mailboxId: MailboxId, exhibit: string, generation: string, chunk: number) =>
    at<Uint8Array>("reading_chunk", "body", `${mailboxId}/${exhibit}/${generation}/${chunk}`),
  chunkFolded: (mailboxId: MailboxId, exhibit: string, generation: string, chunk: number) =>
    at<Uint8Array>("reading_chunk", "folded", `${mailboxId}/${exhibit}/${generation}/${chunk}`),
  custody: (mailboxId: MailboxId, sequence: number) =>
    at<CustodyBody>("custody", "body", `${mailboxId}/${sequence}`),
  letter: (mailboxId: MailboxId, id: string) =>
    at<LetterBody>("letter", "body", `${mailboxId}/${id}`),
  note: (id: string) => at<NoteBody>("note", "body", id),
  campaign: (id: string) => at<string>("campaign", "name", id),
  decision: (id: string) => at<DecisionBody>("decision", "body", id),
  numberDecision: (id: string) => at<NumberDecideBody>("number_decision", "body", id),
  rules: (id: string) => at<RulesBody>("linking_rules", "body", id),
  stageDecision: (id: string) => at<StageDecideBody>("stage_decision", "body", id),
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
  /** What the file says of itself; null for text. */
  readonly facts: MediaFactsView | null;
}

/** `reading.body`. */
export interface ReadingBody {
  readonly reading: MadeReading;
  /** What a responder said of how to read it. */
  readonly choice: ReadingChoice;
  readonly tool: string;
  readonly version: string;
  /** SHA-256 of what was read, hex. */
  readonly sha256: string;
  /** Of the team's site, when it was read. */
  readonly callingCode: string;
  /** SHA-256 of what was made of it, hex; null where it was refused. */
  readonly madeSha256: string | null;
}

/** `part.picture`, `inner_exhibit.picture`: what the pixels are recognised by, if they are. */
export interface PictureBody {
  /** PDQ, 64 hex digits. */
  readonly hash: string | null;
  readonly quality: number;
}

/** `custody.body`. */
export interface CustodyBody extends Omit<CustodyLine, "at"> {
  /** SHA-256 of the reading that was made, hex. */
  readonly made: string | null;
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

/** `linking_rules.body`. */
export interface RulesBody {
  /** Where each report stood when the version came: in a campaign, or alone, by its own id. */
  readonly stood: readonly (readonly [MailboxId, string])[];
  /** The last decision before that. */
  readonly sequence: number;
  /** The version that they were grouped by; null where nobody wrote it down. */
  readonly from: number | null;
  /** Reports that were let go to where the new version puts them. */
  readonly free: readonly MailboxId[];
}
