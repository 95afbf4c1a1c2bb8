/** The number file as the Desk shows it: public lists, our own reports, and what people decided. */
import {
  describeNumber,
  isOftenListed,
  type NumberFile,
  type NumberSighting,
} from "@honeyguide/analysis";
import type { PhoneNumber } from "@honeyguide/domain";
import { numberTypeOf } from "@honeyguide/domain/number-type";
import { describePhoneNumber, parsePhoneNumber } from "@honeyguide/domain/phone-number";

import type { CampaignNumbers, NumberView } from "../api.ts";
import type { Target } from "./because.ts";
import type { Desk } from "./desk.ts";
import { intervalsOf, type Recycled, recycledOf } from "./number-times.ts";

/** One number, on a day or today. */
export async function makeNumberView(
  desk: Desk,
  number: PhoneNumber,
  { on, drill }: { readonly on?: string; readonly drill?: boolean } = {},
): Promise<NumberView> {
  const { numbers, facts, now } = desk;
  const sightings = sightingsOf(desk, number, drill);
  const recycled = recycledOf(numbers.decisions(), number);
  const file = describeNumber(number, {
    type: numberTypeOf(number),
    on: on ?? now().toISOString().slice(0, 10),
    sources: await numbers.around(number),
    priors: await numbers.priors(),
    sightings,
    intervals: intervalsOf(numbers.decisions(), number),
    recycledFrom: recycled?.body.from ?? null,
  });
  const { country = null } = describePhoneNumber(number);
  return {
    number,
    type: file.type,
    country,
    isForeign: !number.startsWith(`+${facts().callingCode}`),
    virtual: file.virtual,
    block: file.block,
    prior: file.prior === null ? null : toPrior(file.prior),
    listings: file.listings,
    uses: file.uses.map((use) => toUse(desk, use)),
    undated: file.undated,
    recycled: recycled === null ? null : toRecycled(desk, recycled),
    on: toDay(file),
  };
}

/** Every number of a campaign, in the order of its numbers. */
export async function makeCampaignNumbers(desk: Desk, target: Target): Promise<CampaignNumbers> {
  const written = target.members.flatMap(({ facts }) => numbersOf(facts?.identifiers ?? []));
  const drill = target.members[0]?.row.drill ?? false;
  const views: NumberView[] = [];
  for (const number of [...new Set(written)]) {
    views.push(await makeNumberView(desk, number, { drill }));
  }
  const kinds = desk.numbers
    .sources()
    .filter(({ state }) => state === "standing")
    .map(({ kind }) => kind);
  return { id: target.id, sources: [...new Set(kinds)].sort(), numbers: views };
}

/** Who has the number, in the real world if anybody, else in the practice case. */
function sightingsOf(
  { corpus, linker }: Desk,
  number: PhoneNumber,
  drill: boolean | undefined,
): readonly NumberSighting[] {
  const having = corpus
    .cases()
    .filter(({ row, facts }) => row.state === "opened" && row.outcome !== "not_ours" && facts)
    .filter(({ facts }) => numbersOf(facts?.identifiers ?? []).includes(number));
  const isDrill = drill ?? !having.some(({ row }) => !row.drill);
  return having
    .filter(({ row }) => row.drill === isDrill)
    .map((entry) => ({
      report: entry.label,
      group: linker.state().memberOf.get(entry.id)?.id ?? null,
      times: entry.facts?.times ?? null,
    }));
}

function numbersOf(
  identifiers: readonly { readonly kind: string; readonly value: string }[],
): readonly PhoneNumber[] {
  return identifiers.flatMap(({ kind, value }) => {
    const read = kind === "number" ? parsePhoneNumber(value) : undefined;
    return read?.ok === true ? [read.value] : [];
  });
}

function toRecycled({ gate }: Desk, { id, responder, at, body }: Recycled) {
  return { id, from: body.from, by: gate.nameOf(responder) ?? "", at, reason: body.reason ?? null };
}

function toPrior(prior: NonNullable<NumberFile["prior"]>) {
  const { holder, listed, allocated, lift } = prior;
  return { holder, listed, allocated, lift, isOftenListed: isOftenListed(prior) };
}

function toUse({ linker }: Desk, { group, reports, first, last, because }: NumberFile["uses"][0]) {
  const campaign = group === null ? undefined : linker.state().campaigns.get(group);
  return {
    ...{ campaignId: group, campaignName: campaign?.name ?? null },
    ...{ reports, first, last, because },
  };
}

function toDay({ on }: NumberFile): NumberView["on"] {
  if (on === null) throw new RangeError("a number is always looked at on a day");
  const { day, place, gapDays, agreement, code } = on;
  return {
    ...{ day, place, gapDays, code },
    share: agreement?.share ?? null,
    halfLife: agreement?.halfLife ?? null,
  };
}
