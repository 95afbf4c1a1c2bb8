import { describe, expect, test } from "vitest";

import { linkReports, type ReportFacts } from "../src/index.ts";

const harvest = (place: string, thing: string) =>
  `Hello stranger, I think we met at the harvest supper near ${place}, you were juggling ${thing} and laughing`;
const parcel = (place: string, thing: string) =>
  `Your parcel waits behind ${place} until Thursday noon, quote the voucher and ask the manager for ${thing}`;
const fills = [
  ["the aqueduct", "satsumas"],
  ["the chapel", "lemons"],
  ["the museum", "quinces"],
  ["the harbour", "walnuts"],
] as const;
const number = { kind: "number", value: "+447700900123" } as const;
const report = (
  id: string,
  text: string,
  identifiers: ReportFacts["identifiers"] = [],
): ReportFacts => ({ id, messages: [{ id: `${id}-1`, text }], identifiers, names: [] });

const supper = fills.map(([place, thing], at) => report(`a${at}`, harvest(place, thing), [number]));
const locker = fills.map(([place, thing], at) => report(`b${at}`, parcel(place, thing), [number]));
const idsOf = (reports: readonly ReportFacts[]) => reports.map(({ id }) => id);

describe("operations", () => {
  test("two scripts on one number are two campaigns of one operation", () => {
    const { campaigns, operations } = linkReports([...supper, ...locker]);
    expect(campaigns.map(({ ids }) => ids)).toEqual([idsOf(supper), idsOf(locker)]);
    expect(operations).toHaveLength(1);
    const [{ campaigns: joined, ties } = { campaigns: [], ties: [] }] = operations;
    expect(joined).toEqual(["a0", "b0"]);
    expect(ties).toHaveLength(1);
    expect(ties[0]).toMatchObject({ a: "a0", b: "b0", pairs: 16 });
    expect(ties[0]?.reasons.map(({ detail }) => detail)).toMatchObject([number]);
  });

  test("one report on the other's number is a weak bridge: shown, with its one pair", () => {
    const own = locker.map((one, at) => (at === 0 ? one : { ...one, identifiers: [] }));
    const lone = supper.map((one, at) => (at === 0 ? one : { ...one, identifiers: [] }));
    const { campaigns, operations } = linkReports([...lone, ...own]);
    expect(campaigns.map(({ ids }) => ids)).toEqual([idsOf(supper), idsOf(locker)]);
    expect(operations[0]?.ties).toMatchObject([{ pairs: 1 }]);
  });

  test("a number joins what has no script of its own", () => {
    const bare = report("c", "How're you doing?", [number]);
    const [first, second] = [supper.slice(0, 1), locker.slice(0, 1)];
    expect(linkReports([...first, ...second, bare]).campaigns).toHaveLength(1);
    const { campaigns, operations } = linkReports([...supper, bare]);
    expect(campaigns.map(({ ids }) => ids)).toEqual([[...idsOf(supper), "c"]]);
    expect(operations).toEqual([]);
  });

  test("the order has no influence, and a person's word joins the two", () => {
    const all = [...supper, ...locker];
    expect(linkReports([...all].reverse())).toEqual(linkReports(all));
    const decided = [{ kind: "must_link", a: "a0", b: "b0" }] as const;
    const { campaigns, operations } = linkReports(all, { decisions: decided });
    expect(campaigns).toHaveLength(1);
    expect(operations).toEqual([]);
  });

  test("campaigns that share nothing are in no operation", () => {
    const others = locker.map((one) => ({ ...one, identifiers: [] }));
    expect(linkReports([...supper, ...others]).operations).toEqual([]);
  });
});
