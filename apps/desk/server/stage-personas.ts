/** The names of a campaign, with the numbers and accounts that stand beside them in reports. */
import {
  findPersonas,
  type NumberTimes,
  type PersonaClaim,
  type PersonaReport,
} from "@honeyguide/analysis";
import { type FuzzyTime, parseFuzzyTime } from "@honeyguide/domain";

import type { CampaignPersonas, PersonaClaimView } from "../api.ts";
import type { Target } from "./because.ts";
import type { Desk } from "./desk.ts";
import { readStageMessages } from "./stage-messages.ts";

/** One campaign. Reports are named by their labels. */
export async function makeCampaignPersonas(desk: Desk, target: Target): Promise<CampaignPersonas> {
  const reports: PersonaReport[] = [];
  const texts = new Map<string, string>();
  for (const member of target.members) {
    const { facts, body, label } = member;
    if (facts === null || body === null) continue;
    const { messages } = await readStageMessages(desk, member);
    for (const { id, text } of messages) texts.set(`${label} ${id}`, text);
    reports.push({
      id: label,
      names: facts.names,
      identifiers: facts.identifiers,
      when: spanOf(facts.times ?? null),
      messages,
      encounters: body.report.encounters ?? [],
    });
  }
  const { personas, statements } = findPersonas(reports);
  return {
    id: target.id,
    personas: personas.map(({ claims, ...persona }) => ({
      ...persona,
      claims: claims.map((claim) => toClaim(claim, texts)),
    })),
    statements,
  };
}

/** From the first message to the last, or when the person says that it was. */
function spanOf(times: NumberTimes | null): FuzzyTime | null {
  if (times === null) return null;
  const { first, last } = times;
  return first === last ? first : (parseFuzzyTime(`${first}/${last}`) ?? first);
}

function toClaim(claim: PersonaClaim, texts: ReadonlyMap<string, string>): PersonaClaimView {
  const { report, about } = claim;
  if (claim.from === "encounter") {
    return { report, about, sentence: claim.text, remembered: claim.confidence };
  }
  const { start, end } = claim.sentence;
  const sentence = texts.get(`${report} ${claim.message}`)?.slice(start, end) ?? "";
  return { report, about, sentence, remembered: null };
}
