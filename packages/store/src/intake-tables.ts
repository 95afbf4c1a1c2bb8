/**
 * The intake database: what the internet-facing server may keep. Ciphertext, a hash of each
 * person's key, no address, no time finer than the hour (`spec/threat-model.md`).
 */
import type { MailboxId, PartId } from "@honeyguide/domain";
import type { ColumnType, Generated, Kysely } from "kysely";

/** The schema of every table here. */
export const intakeSchema = "intake";

/** A start of an hour, RFC 3339 in UTC. */
export type Hour = string;

export type ReportState = "draft" | "held" | "received" | "opened" | "closed" | "taken_back";
export type ChangeKind = "report" | "held" | "released" | "message" | "taken_back";

type Assigned = ColumnType<number, never, never>;

export interface IntakeTables {
  report: {
    id: MailboxId;
    /** SHA-256 of the person's key. */
    verifier: Uint8Array;
    state: ReportState;
    begun_at: Hour;
    sent_at: Hour | null;
    opened_at: Hour | null;
    place: Uint8Array | null;
    wrap: Uint8Array | null;
    content: PartId | null;
    receipt_sha256: Uint8Array | null;
    receipt_signature: Uint8Array | null;
  };
  part: {
    report_id: MailboxId;
    id: PartId;
    serial: Assigned;
    begun_at: Hour;
    bytes: number | null;
    sha256: Uint8Array | null;
    letter_id: string | null;
  };
  piece: {
    report_id: MailboxId;
    part_id: PartId;
    number: number;
    bytes: Uint8Array;
  };
  letter: {
    report_id: MailboxId;
    id: string;
    position: Assigned;
    sender: "team" | "person";
    at: Hour;
    sealed: Uint8Array;
  };
  change: {
    sequence: number;
    report_id: MailboxId;
    kind: ChangeKind;
    at: Hour;
    letter_id: string | null;
  };
  counter: { one: Generated<boolean>; last: number };
}

/** A connection to it. */
export type IntakeDatabase = Kysely<IntakeTables>;
