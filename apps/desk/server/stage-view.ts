/**
 * Steps and timings of a campaign, as the Desk shows them. What could mark a person (what the sender
 * has of them, pressure, whom they were asked for) is sealed for every report, filled or not, and is
 * answered for one report at a time, with a reason.
 */
import {
  attackRelease,
  type Elapsed,
  findDemands,
  givenIn,
  killChain,
  measureTimings,
  rememberedDemands,
} from "@honeyguide/analysis";
import type { Report } from "@honeyguide/domain";

import type {
  CampaignStages,
  Middle,
  SealedColumn,
  SealedStages,
  StageProofView,
  StageRow,
} from "../api.ts";
import type { Target } from "./because.ts";
import type { Case } from "./corpus.ts";
import type { Desk } from "./desk.ts";
import { isOpen, sealedColumns } from "./stage-columns.ts";
import { readStageMessages, type StageReading } from "./stage-messages.ts";
import { judged, toProofs } from "./stage-proofs.ts";

/** With fewer reports a total would say whose it is. */
const fewestForTotals = 3;

/** All steps of a report: what rules propose and what people set. */
export async function findProofs(desk: Desk, entry: Case): Promise<readonly StageProofView[]> {
  return toProofs(desk, entry, await readStageMessages(desk, entry));
}

/** One campaign. */
export async function makeCampaignStages(desk: Desk, target: Target): Promise<CampaignStages> {
  const rows: StageRow[] = [];
  const sealed = { obtained: 0, pressure: 0, asked: 0 };
  for (const member of target.members) {
    const reading = await readStageMessages(desk, member);
    const proofs = toProofs(desk, member, reading);
    rows.push(toRow(member, reading, proofs));
    for (const column of filledOf(member, proofs)) sealed[column] += 1;
  }
  return {
    id: target.id,
    killChain,
    attack: attackRelease,
    rows,
    toFirstPicture: middleOf(rows.map(({ timings }) => timings.toFirstPicture)),
    leftOut: rows.filter(({ timings }) => timings.toFirstPicture?.shownBy === "left_out").length,
    recontactGap: middleOf(rows.map(({ timings }) => timings.recontactGap)),
    sealed: rows.length < fewestForTotals ? null : sealed,
  };
}

/** What is sealed of a report. The caller has put the reason on record. */
export async function makeSealedStages(desk: Desk, entry: Case): Promise<SealedStages> {
  const reading = await readStageMessages(desk, entry);
  const texts = new Map(reading.messages.map(({ id, text }) => [id, text]));
  const report = entry.body?.report;
  const written = findDemands(reading).map(({ kind, message, sentence, at }) => ({
    from: "message" as const,
    ...{ kind, message, at },
    sentence: texts.get(message)?.slice(sentence.start, sentence.end) ?? "",
  }));
  return {
    id: entry.id,
    label: entry.label,
    proofs: toProofs(desk, entry, reading).filter((proof) => !isOpen(proof)),
    demands: [...written, ...rememberedDemands(report?.encounters ?? [])],
    given: givenIn(report ?? { people: [], circumstances: [] }),
    toFirstRequest: measureTimings(reading).toFirstRequest,
  };
}

function toRow(
  { id, label, mayKnow }: Case,
  reading: StageReading,
  proofs: readonly StageProofView[],
): StageRow {
  const { toFirstPicture, recontactGap, longestSilence, nightShare } = measureTimings(
    judged(reading, proofs),
  );
  return {
    id,
    label,
    mayKnow,
    proofs: proofs.filter(isOpen),
    lastAt: reading.messages.findLast(({ from }) => from === "sender")?.at ?? null,
    timings: { toFirstPicture, recontactGap, longestSilence, nightShare },
    read: { messages: reading.looked, of: reading.of },
  };
}

/** The sealed columns in which a report has something, by its messages or by what its person says. */
function filledOf({ body }: Case, proofs: readonly StageProofView[]): readonly SealedColumn[] {
  const shown = proofs.filter(({ decided }) => decided?.verdict !== "rejected");
  const isShown = (column: SealedColumn) => shown.some((proof) => proof.column === column);
  return sealedColumns.filter(
    (column) => isShown(column) || (body !== null && isTold(body.report, column)),
  );
}

function isTold({ circumstances, people, encounters }: Report, column: SealedColumn): boolean {
  switch (column) {
    case "obtained":
      return circumstances.includes("have_private") || circumstances.includes("gave_something");
    case "pressure":
      return circumstances.includes("threat");
    case "asked":
      return (
        circumstances.includes("asked_for_people") ||
        people.length > 0 ||
        rememberedDemands(encounters ?? []).length > 0
      );
  }
}

/** Of a span between two ends the middle of it; null where none is known. */
function middleOf(spans: readonly (Elapsed | null)[]): Middle | null {
  const seconds = spans
    .flatMap((span) => (span === null ? [] : (span.least + span.most) / 2))
    .sort((a, b) => a - b);
  const [least] = seconds;
  const most = seconds.at(-1);
  if (least === undefined || most === undefined) return null;
  const low = seconds[Math.floor((seconds.length - 1) / 2)] ?? least;
  const high = seconds[Math.floor(seconds.length / 2)] ?? most;
  return { reports: seconds.length, least, median: (low + high) / 2, most };
}
