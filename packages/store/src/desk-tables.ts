/**
 * The Desk's tables. What a person wrote stands in columns named `body`, `name` or `label`, and
 * those hold ciphertext only (`apps/desk/server/vault.ts`); ids, hours, states and sizes are in
 * clear. `sealed` and `bytes` are age files as the intake gave them.
 */
import type { MailboxId, PartId } from "@honeyguide/domain";
import type { Generated, Kysely } from "kysely";

export const reportStates = ["held", "sealed", "opened", "unreadable", "taken_back"] as const;
export type DeskReportState = (typeof reportStates)[number];

export const triageOutcomes = ["new", "later", "done", "not_ours"] as const;
export type TriageOutcome = (typeof triageOutcomes)[number];

export const partStates = ["waiting", "copied", "damaged"] as const;
export type PartState = (typeof partStates)[number];

export const letterStates = ["queued", "sent", "received", "unreadable"] as const;
export type LetterState = (typeof letterStates)[number];

/** Encrypted by the vault for one table, column and row. */
export type Encrypted = Uint8Array & { readonly __brand: "Encrypted" };

export interface ReportTable {
  mailbox_id: MailboxId;
  /** `R-12` without its letter. */
  ordinal: number;
  drill: boolean;
  state: DeskReportState;
  /** RFC 3339 in UTC; the intake rounds it down to the hour. */
  received_at: string;
  content_part: PartId;
  wrap: Uint8Array | null;
  /** Whether the intake knows that it was opened. */
  told: Generated<boolean>;
  opened_at: Generated<string | null>;
  body: Generated<Encrypted | null>;
  outcome: Generated<TriageOutcome>;
  not_ours_kind: Generated<string | null>;
  later_until: Generated<string | null>;
  /** A responder's id. */
  holder: Generated<string | null>;
}

export interface PartTable {
  mailbox_id: MailboxId;
  part: PartId;
  bytes: number;
  /** Over the ciphertext, hex. */
  sha256: string;
  state: Generated<PartState>;
  /** The letter that it came with, if it came later. */
  letter_id: string | null;
  /** What was read from it. */
  body: Generated<Encrypted | null>;
  label: Generated<Encrypted | null>;
  /** What its pixels are recognised by; null while that is to be done. */
  picture: Generated<Encrypted | null>;
}

/** What was made of one exhibit: a part, or a file inside an archive. */
export interface ReadingTable {
  mailbox_id: MailboxId;
  /** `<part>` or `<part>.<number>`. */
  exhibit: string;
  part: PartId;
  /** Of its chunks; those of any other are left over from a reading that was cut off. */
  generation: string;
  lines: number;
  body: Encrypted;
  /** What linking takes from it. */
  compared: Encrypted;
}

export interface ReadingChunkTable {
  mailbox_id: MailboxId;
  part: PartId;
  exhibit: string;
  generation: string;
  /** From 0. */
  chunk: number;
  body: Encrypted;
  /** The words alone, folded for searching. */
  folded: Encrypted;
}

/** A file inside an archive. */
export interface InnerExhibitTable {
  mailbox_id: MailboxId;
  part: PartId;
  /** From 1. */
  number: number;
  body: Encrypted;
  picture: Generated<Encrypted | null>;
  label: Generated<Encrypted | null>;
}

export interface CustodyTable {
  mailbox_id: MailboxId;
  /** From 1 in each report. */
  sequence: number;
  at: string;
  body: Encrypted;
  /** SHA-256 over the hash before it and this line. */
  hash: Uint8Array;
}

export interface PieceTable {
  mailbox_id: MailboxId;
  part: PartId;
  piece: number;
  bytes: Uint8Array;
}

export interface LetterTable {
  mailbox_id: MailboxId;
  id: string;
  author: "team" | "person";
  at: string;
  state: LetterState;
  sealed: Uint8Array | null;
  body: Encrypted | null;
}

export interface NoteTable {
  id: string;
  mailbox_id: MailboxId;
  at: string;
  body: Encrypted;
}

export interface CampaignTable {
  id: string;
  /** The report that a person started it with, if one did. */
  founder: MailboxId | null;
  made_at: string;
  name: Encrypted;
}

export interface CampaignMemberTable {
  mailbox_id: MailboxId;
  campaign_id: string;
}

export interface DecisionTable {
  id: string;
  sequence: Generated<number>;
  mailbox_id: MailboxId;
  outcome: string;
  campaign_id: string | null;
  responder: string;
  at: string;
  undone_at: Generated<string | null>;
  body: Encrypted;
}

export interface ResponderTable {
  id: string;
  made_at: string;
  name: Encrypted;
}

export interface PasskeyTable {
  credential_id: string;
  responder: string;
  public_key: Uint8Array;
  counter: number;
  transports: string;
  made_at: string;
}

export interface RecoverySheetTable {
  id: string;
  responder: string;
  salt: Uint8Array;
  hash: Uint8Array;
  made_at: string;
}

export interface AuditTable {
  sequence: number;
  at: string;
  body: Encrypted;
  /** SHA-256 over the hash before it and this line. */
  hash: Uint8Array;
}

export interface CursorTable {
  id: number;
  next: number;
}

/** A public list of numbers that was imported. Its record stays when a newer one takes its place. */
export interface NumberSourceTable {
  id: string;
  kind: "ofcom-s7" | "sms-sites";
  /** Which list of its kind, such as the site that publishes it. */
  name: string;
  /** Of the file, hex. */
  sha256: string;
  /** The day that it speaks of. */
  as_of: string | null;
  imported_at: string;
  responder: string;
  rows: number;
  skipped: number;
  state: Generated<"coming" | "standing" | "replaced">;
}

export interface NumberBlockTable {
  source_id: string;
  prefix: string;
  status: string;
  holder: string;
  digits: number;
  allocated_on: string | null;
}

export interface NumberListingTable {
  source_id: string;
  number: string;
  last_seen: string | null;
}

/** Which number it is about is in the body. */
export interface NumberDecisionTable {
  id: string;
  sequence: Generated<number>;
  responder: string;
  at: string;
  undone_at: Generated<string | null>;
  body: Encrypted;
}

/** Which step it is about is in the body. */
export interface StageDecisionTable extends NumberDecisionTable {
  mailbox_id: MailboxId;
}

/** A version of the rules of linking. What stood where when it came is in the body. */
export interface LinkingRulesTable {
  id: string;
  sequence: Generated<number>;
  version: number;
  at: string;
  /** Who decided about it; null where nobody had to. */
  responder: string | null;
  /** Null while it is a proposal. */
  decided_at: string | null;
  body: Encrypted;
}

/** A report in the candidate index. */
export interface CandidateReportTable {
  report: Generated<number>;
  mailbox_id: MailboxId;
  /** Of how its keys were made. */
  version: number;
  /** Of what they were made from, blinded as they are. */
  digest: Uint8Array;
  /** Blinded. */
  keys: readonly number[];
}

/** Which reports have a key; of each key the first few only. */
export interface CandidateKeyTable {
  key: number;
  report: number;
}

/** Reports that were compared and have something in common, from both sides. */
export interface CandidatePairTable {
  report: number;
  other: number;
}

export interface DeskTables {
  report: ReportTable;
  part: PartTable;
  piece: PieceTable;
  reading: ReadingTable;
  reading_chunk: ReadingChunkTable;
  inner_exhibit: InnerExhibitTable;
  custody: CustodyTable;
  letter: LetterTable;
  note: NoteTable;
  campaign: CampaignTable;
  campaign_member: CampaignMemberTable;
  decision: DecisionTable;
  number_source: NumberSourceTable;
  number_block: NumberBlockTable;
  number_listing: NumberListingTable;
  number_decision: NumberDecisionTable;
  stage_decision: StageDecisionTable;
  responder: ResponderTable;
  passkey: PasskeyTable;
  recovery_sheet: RecoverySheetTable;
  linking_rules: LinkingRulesTable;
  candidate_report: CandidateReportTable;
  candidate_key: CandidateKeyTable;
  candidate_pair: CandidatePairTable;
  audit: AuditTable;
  cursor: CursorTable;
}

/** A connection or a transaction in which the Desk's schema is already chosen. */
export type DeskDatabase = Kysely<DeskTables>;
