/** One sender's effort, as the Desk shows it (P3): members, template, numbers and names. */
import type { Segment } from "@honeyguide/analysis";

import type { CampaignRow, CampaignView, TemplateSegment } from "../api.ts";
import { type LinkView, toBecause } from "./because.ts";
import type { Corpus } from "./corpus.ts";
import type { LiveCampaign } from "./linker.ts";

/** One campaign as a row. */
export function toCampaignRow({ id, name, members }: LiveCampaign): CampaignRow {
  const facts = members.flatMap((member) => member.facts ?? []);
  const times = facts.flatMap(({ messages }) => messages.flatMap(({ at }) => at ?? [])).sort();
  const numbers = facts.flatMap(({ identifiers }) =>
    identifiers.filter(({ kind }) => kind === "number").map(({ value }) => value),
  );
  return {
    id,
    name,
    reports: members.length,
    firstAt: times.at(0) ?? null,
    lastAt: times.at(-1) ?? null,
    numbers: [...new Set(numbers)],
    names: [...new Set(facts.flatMap(({ names }) => names))],
  };
}

/** One campaign, whole. */
export function makeCampaignView(view: LinkView, campaign: LiveCampaign): CampaignView {
  const { members, found } = campaign;
  const grid = found?.names ?? [];
  return {
    row: toCampaignRow(campaign),
    members: members.map((member) => ({
      id: member.id,
      label: member.label,
      role: member.body?.report.reach.role ?? "not_said",
      because: toBecause(view, member, campaign),
    })),
    template: toTemplate(view.corpus, campaign),
    grid: grid.map(({ number, name, reports }) => ({ number, name, reports })),
    oneNumberManyNames: manyNames(grid),
    sameMeans: toSameMeans(view, campaign),
    refused: toRefused(view, campaign),
  };
}

function toSameMeans({ state }: LinkView, { id }: LiveCampaign): CampaignView["sameMeans"] {
  return state.ties.flatMap(({ a, b, pairs, reasons }) => {
    const ends = [state.memberOf.get(a), state.memberOf.get(b)];
    const other = ends.find((end) => end !== undefined && end.id !== id);
    if (other === undefined || !ends.some((end) => end?.id === id)) return [];
    const shared = reasons.map(({ feature, agrees, bits, detail }) => ({
      ...{ feature, agrees, bits, detail: { ...detail } },
    }));
    return [{ campaignId: other.id, campaignName: other.name, pairs, reasons: shared }];
  });
}

function toTemplate(corpus: Corpus, { found }: LiveCampaign): CampaignView["template"] {
  if (found === null) return { text: "", segments: [], rows: [] };
  const { text, segments, rows } = found.template;
  return {
    text,
    segments: segments.map((segment) => toSegment(corpus, segment)),
    rows: rows.map(({ report, cells }) => ({
      report,
      label: labelOf(corpus, report),
      cells: cells.map(({ text: words, slots, missing }) => ({ text: words, slots, missing })),
    })),
  };
}

function toSegment(corpus: Corpus, segment: Segment): TemplateSegment {
  if (segment.kind === "fixed") {
    const { text, words, reports } = segment;
    return { kind: "fixed", text, words, reports, tag: null, because: null, values: [] };
  }
  const values = segment.values.map(({ report, text }) => ({
    reportId: report,
    label: labelOf(corpus, report),
    text,
  }));
  const { tag, because } = segment;
  return { kind: "slot", text: "", words: [], reports: values.length, tag, because, values };
}

/** "Charlie and Charlotte are two names of one number." */
function manyNames(grid: CampaignView["grid"]): CampaignView["oneNumberManyNames"] {
  const names = new Map<string, string[]>();
  for (const { number, name } of grid) {
    if (number === "" || name === "") continue;
    names.set(number, [...(names.get(number) ?? []), name]);
  }
  return [...names]
    .map(([number, all]) => ({ number, names: [...new Set(all)] }))
    .filter((entry) => entry.names.length > 1);
}

/** What looked alike and is not in: too little evidence, or a person said no. */
function toRefused(view: LinkView, campaign: LiveCampaign): CampaignView["refused"] {
  const members = new Set<string>(campaign.members.map(({ id }) => id));
  const outside = new Set(
    campaign.members.flatMap(({ id }) =>
      (view.state.linksOf.get(id) ?? []).map(({ a, b }) => (a === id ? b : a)),
    ),
  );
  return [...outside].flatMap((id) => {
    const entry = members.has(id) ? undefined : view.corpus.find(id);
    const because = entry && toBecause(view, entry, campaign);
    return entry && because ? [{ reportId: entry.id, label: entry.label, because }] : [];
  });
}

function labelOf(corpus: Corpus, report: string): string {
  return corpus.find(report)?.label ?? "";
}
