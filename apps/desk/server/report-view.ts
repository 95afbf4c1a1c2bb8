/** One report, whole: what was said, the conversation with its places, letters, custody. */
import type { Evidence, PartId } from "@honeyguide/domain";
import {
  type DeskDatabase,
  type PartTable,
  selectLetters,
  selectParts,
} from "@honeyguide/store/desk";
import type { Selectable } from "kysely";

import type { ConversationLine, Exhibit, Letter, ReportView } from "../api.ts";
import { findTarget, toBecause } from "./because.ts";
import type { Case } from "./corpus.ts";
import { chooseSender, messageId } from "./facts.ts";
import { type InboxView, makeRow } from "./inbox.ts";
import { type ExhibitBody, places } from "./places.ts";
import { slotsIn, type TemplateSlots } from "./template-slots.ts";
import type { Vault } from "./vault.ts";

export interface ReportViewDeps {
  readonly db: DeskDatabase;
  readonly vault: Vault;
  readonly callingCode: () => string;
  readonly revealsToday: (responder: string) => number;
}

/** A part with what was read from it. */
export interface OpenPart {
  readonly row: Selectable<PartTable>;
  readonly body: ExhibitBody | null;
  readonly label: string | null;
}

/** Everything that the Desk shows of one report to one responder. */
export async function makeReportView(
  deps: ReportViewDeps,
  view: InboxView,
  entry: Case,
  responder: string,
): Promise<ReportView> {
  const parts = await readParts(deps, entry);
  const row = makeRow(view, entry);
  const target = row.sameAs === null ? undefined : findTarget(view, row.sameAs.campaignId);
  const slots = slotsIn(view.state.memberOf.get(entry.id)?.found?.template, entry.id);
  return {
    row,
    consent: { opening: entry.body?.report.opening ?? "until_i_say", mayKnow: entry.mayKnow },
    said: toSaid(entry),
    conversation: parts.flatMap((part) => toLines(entry, part, slots, deps.callingCode())),
    doubts: parts.flatMap(toDoubts),
    exhibits: toExhibits(entry, parts),
    custody: toCustody(entry, parts),
    letters: await readLetters(deps, entry),
    notes: await readNotes(deps, entry),
    because: target === undefined ? null : toBecause(view, entry, target),
    revealsToday: deps.revealsToday(responder),
  };
}

/** The parts of a report in the order in which the report names them, then those added later. */
export async function readParts(
  { db, vault }: Pick<ReportViewDeps, "db" | "vault">,
  { id, body }: Case,
): Promise<readonly OpenPart[]> {
  const order = new Map((body?.report.evidence ?? []).map(({ part }, at) => [part, at]));
  const rank = (part: PartId) => order.get(part) ?? order.size;
  const rows = await selectParts(db, [id]).execute();
  return rows
    .sort((a, b) => rank(a.part) - rank(b.part))
    .map((row) => ({
      row,
      body: row.body && vault.open(places.part(id, row.part), row.body),
      label: row.label && vault.open(places.label(id, row.part), row.label),
    }));
}

function toSaid({ body }: Case): ReportView["said"] {
  if (body === null) return nothingSaid;
  const { circumstances, sender, unopened, people, reach } = body.report;
  return {
    circumstances,
    senderName: sender.name,
    senderNumber: sender.number ?? "",
    typedNumber: sender.typedNumber,
    handle: sender.handle,
    channel: sender.channel ?? "",
    claimedMeeting: sender.claimedMeeting,
    knew: sender.knew,
    unopened,
    people,
    reach,
  };
}

/** Of a report that is not open. */
const nothingSaid: ReportView["said"] = {
  circumstances: [],
  senderName: "",
  senderNumber: "",
  typedNumber: "",
  handle: "",
  channel: "",
  claimedMeeting: "",
  knew: [],
  unopened: false,
  people: [],
  reach: {},
};

function toLines(
  { body }: Case,
  { row, body: exhibit }: OpenPart,
  slots: TemplateSlots,
  callingCode: string,
): readonly ConversationLine[] {
  if (!exhibit?.parsed || body === null) return [];
  const { sender } = chooseSender(exhibit.parsed, body.report, callingCode);
  return exhibit.parsed.messages.map((message) => ({
    at: message.at,
    from: message.kind === "system" ? "system" : message.sender === sender ? "sender" : "target",
    who: message.sender,
    kind: message.kind,
    text: message.text,
    source: { exhibit: row.part, line: message.source.line },
    slots: slots(messageId(row.part, message.source.line), message.text),
  }));
}

function toDoubts({ row, body }: OpenPart): ReportView["doubts"] {
  if (body === null) return [];
  if (body.refused !== null) return [{ exhibit: row.part, line: 0, reason: body.refused }];
  const skipped = body.parsed?.coverage.skipped ?? [];
  return skipped.map(({ line, reason }) => ({ exhibit: row.part, line, reason }));
}

function toExhibits({ body, row: report }: Case, parts: readonly OpenPart[]): readonly Exhibit[] {
  const counts = new Map<Evidence["kind"], number>();
  const known = new Map(body?.report.evidence.map((evidence) => [evidence.part, evidence]));
  return parts.flatMap((part) => {
    const evidence = part.body?.evidence ?? known.get(part.row.part);
    if (evidence === undefined || part.row.part === report.content_part) return [];
    const ordinal = (counts.get(evidence.kind) ?? 0) + 1;
    counts.set(evidence.kind, ordinal);
    return [toExhibit(part, evidence, ordinal)];
  });
}

function toExhibit({ row, body, label }: OpenPart, evidence: Evidence, ordinal: number): Exhibit {
  const { kind, mediaType, bytes, sha256, whole } = evidence;
  return {
    part: row.part,
    kind,
    ordinal,
    mediaType: body?.mediaType ?? mediaType,
    bytes,
    sha256,
    state: row.state,
    sentPart: whole !== undefined,
    label,
    parsed: body?.parsed
      ? { format: body.parsed.format, messages: body.parsed.messages.length }
      : null,
  };
}

function toCustody({ body, row }: Case, parts: readonly OpenPart[]): ReportView["custody"] {
  const account = parts.find((part) => part.row.part === row.content_part)?.row.sha256 ?? "";
  const lines = [{ event: "received", at: row.received_at, by: "intake", sha256: account }];
  if (body === null) return lines;
  lines.unshift({ event: "sealed", at: body.report.sealedAt, by: "person", sha256: account });
  if (row.opened_at !== null) {
    const { openedBy: by, sealedSha256: sha256 } = body;
    lines.push({ event: "opened", at: row.opened_at, by, sha256 });
  }
  return lines;
}

async function readLetters(
  { db, vault }: ReportViewDeps,
  { id }: Case,
): Promise<readonly Letter[]> {
  const rows = await selectLetters(db, [id]).execute();
  return rows.map((row) => {
    const body = row.body && vault.open(places.letter(id, row.id), row.body);
    return {
      id: row.id,
      from: row.author,
      by: body?.by ?? null,
      text: body?.text ?? "",
      at: row.at,
      nextUpdateBy: body?.nextUpdateBy ?? null,
      // One that cannot be opened was received all the same, and has no text.
      state: row.state === "unreadable" ? "received" : row.state,
    };
  });
}

async function readNotes(
  { db, vault }: ReportViewDeps,
  { id }: Case,
): Promise<ReportView["notes"]> {
  const rows = await db
    .selectFrom("note")
    .selectAll()
    .where("mailbox_id", "=", id)
    .orderBy("at")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    ...vault.open(places.note(row.id), row.body),
  }));
}
