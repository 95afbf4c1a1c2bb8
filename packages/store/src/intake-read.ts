/**
 * Reading the intake: one mailbox for its owner, the list of changes for the desk.
 */
import type { MailboxId, PartId } from "@honeyguide/domain";
import { type Kysely, sql } from "kysely";

import type { DescribedPart, StoredReceipt } from "./intake-hand-over.ts";
import { type Hour, intakeSchema, type IntakeTables, type ReportState } from "./intake-tables.ts";

/** A mailbox as its owner sees it. */
export interface StoredMailbox {
  readonly state: ReportState;
  readonly sentAt: Hour | null;
  readonly openedAt: Hour | null;
  readonly place: Uint8Array | null;
  readonly parts: readonly {
    readonly part: PartId;
    readonly pieces: number;
    readonly bytes: number;
  }[];
  readonly receipt: StoredReceipt | null;
  /** Oldest first. */
  readonly letters: readonly {
    readonly id: string;
    readonly sender: "team" | "person";
    readonly at: Hour;
    readonly sealed: Uint8Array;
  }[];
}

/** Read one mailbox, in one snapshot. */
export async function readMailbox(
  db: Kysely<IntakeTables>,
  id: MailboxId,
): Promise<StoredMailbox | undefined> {
  return db
    .withSchema(intakeSchema)
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (trx) => {
      const report = await trx
        .selectFrom("report")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirst();
      if (report === undefined) return undefined;
      const parts = await trx
        .selectFrom("part")
        .innerJoin("piece", (join) =>
          join
            .onRef("piece.report_id", "=", "part.report_id")
            .onRef("piece.part_id", "=", "part.id"),
        )
        .where("part.report_id", "=", id)
        .groupBy(["part.id", "part.serial"])
        .orderBy("part.serial")
        .select([
          "part.id as part",
          sql<number>`count(*)::int4`.as("pieces"),
          sql<number>`sum(octet_length(piece.bytes))::int8`.as("bytes"),
        ])
        .execute();
      const letters = await trx
        .selectFrom("letter")
        .select(["id", "sender", "at", "sealed"])
        .where("report_id", "=", id)
        .orderBy("position")
        .execute();
      return {
        state: report.state,
        sentAt: report.sent_at,
        openedAt: report.opened_at,
        place: report.place,
        parts,
        receipt: receiptOf(report),
        letters,
      };
    });
}

function receiptOf(report: {
  readonly receipt_sha256: Uint8Array | null;
  readonly receipt_signature: Uint8Array | null;
  readonly sent_at: Hour | null;
}): StoredReceipt | null {
  const { receipt_sha256: sha256, receipt_signature: signature, sent_at: hour } = report;
  return sha256 === null || signature === null || hour === null
    ? null
    : { sha256, signature, hour };
}

interface ChangeBase {
  readonly sequence: number;
  readonly mailboxId: MailboxId;
  readonly at: Hour;
}

/** Something the desk must know. */
export type StoredChange =
  | (ChangeBase & {
      readonly kind: "report" | "held" | "released";
      readonly wrap: Uint8Array | null;
      readonly content: PartId;
      readonly parts: readonly DescribedPart[];
    })
  | (ChangeBase & {
      readonly kind: "message";
      readonly id: string;
      readonly sealed: Uint8Array;
      readonly parts: readonly DescribedPart[];
    })
  | (ChangeBase & { readonly kind: "taken_back" });

/**
 * What happened after a change, in order. Of a report that was taken back only that is told.
 *
 * @param after - the last number that was seen; 0 for all.
 * @param limit - how many are looked at; fewer may be told.
 * @returns `next` is the number to go on from.
 */
export async function readChanges(
  db: Kysely<IntakeTables>,
  after: number,
  limit: number,
): Promise<{ readonly changes: readonly StoredChange[]; readonly next: number }> {
  return db
    .withSchema(intakeSchema)
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (trx) => {
      const rows = await selectChanges(trx, after, limit).execute();
      const ids = [...new Set(rows.map(({ mailboxId }) => mailboxId))];
      const parts = ids.length === 0 ? [] : await selectSentParts(trx, ids).execute();
      const changes = rows.flatMap((row) => {
        const change = toChange(row, parts);
        return change === undefined ? [] : [change];
      });
      return { changes, next: rows.at(-1)?.sequence ?? after };
    });
}

function selectChanges(db: Kysely<IntakeTables>, after: number, limit: number) {
  return db
    .withSchema(intakeSchema)
    .selectFrom("change")
    .innerJoin("report", "report.id", "change.report_id")
    .leftJoin("letter", (join) =>
      join
        .onRef("letter.report_id", "=", "change.report_id")
        .onRef("letter.id", "=", "change.letter_id"),
    )
    .where("change.sequence", ">", after)
    .orderBy("change.sequence")
    .limit(limit)
    .select([
      "change.sequence",
      "change.report_id as mailboxId",
      "change.kind",
      "change.at",
      "change.letter_id as id",
      "report.wrap",
      "report.content",
      "letter.sealed",
    ]);
}

function selectSentParts(db: Kysely<IntakeTables>, ids: readonly MailboxId[]) {
  return db
    .withSchema(intakeSchema)
    .selectFrom("part")
    .where("report_id", "in", ids)
    .where("bytes", "is not", null)
    .orderBy("serial")
    .select(["report_id as mailboxId", "letter_id as letter", "id as part", "bytes", "sha256"]);
}

type ChangeRow = Awaited<ReturnType<ReturnType<typeof selectChanges>["execute"]>>[number];
type PartRow = Awaited<ReturnType<ReturnType<typeof selectSentParts>["execute"]>>[number];

function toChange(row: ChangeRow, all: readonly PartRow[]): StoredChange | undefined {
  const { sequence, mailboxId, at, kind, id, content, sealed } = row;
  const base = { sequence, mailboxId, at };
  const parts = all
    .filter((part) => part.mailboxId === mailboxId && part.letter === id)
    .flatMap(({ part, bytes, sha256 }) =>
      bytes === null || sha256 === null ? [] : [{ part, bytes, sha256 }],
    );
  if (kind === "taken_back") return { ...base, kind };
  if (kind === "message") {
    return id === null || sealed === null ? undefined : { ...base, kind, id, sealed, parts };
  }
  if (content === null) return undefined;
  // What was held had no key; that came with the release.
  return { ...base, kind, wrap: kind === "held" ? null : row.wrap, content, parts };
}

/** A part that was handed over, for the desk. */
export function selectSentPart(db: Kysely<IntakeTables>, mailboxId: MailboxId, part: PartId) {
  return db
    .withSchema(intakeSchema)
    .selectFrom("part")
    .select("bytes")
    .where("report_id", "=", mailboxId)
    .where("id", "=", part)
    .where("bytes", "is not", null);
}
