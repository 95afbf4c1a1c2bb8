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
const report = (id: string, ...texts: readonly string[]): ReportFacts => ({
  id,
  messages: texts.map((text, at) => ({ id: `${id}-${at}`, text })),
  identifiers: [],
  names: [],
});
const suppers = fills.map(([place, thing], at) => report(`a${at}`, harvest(place, thing)));
const parcels = fills.map(([place, thing], at) => report(`b${at}`, parcel(place, thing)));
const bridge = report("c", harvest("the mill", "plums"), parcel("the mill", "plums"));

/** What following every link from one report to the next would put together. */
function closureOf(start: string, reports: readonly ReportFacts[]): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const id of reached) {
    const one = reports.filter((report) => report.id === id);
    for (const other of reports) {
      if (other.id !== id && linkReports([...one, other]).links.length > 0) reached.add(other.id);
    }
  }
  return reached;
}

describe("one report with both scripts", () => {
  const all = [...suppers, ...parcels, bridge];
  const suppersOf = ({ campaigns }: ReturnType<typeof linkReports>) =>
    campaigns.find(({ ids }) => ids.includes("a0"))?.ids ?? [];

  test("is a bridge: whoever follows links from report to report merges two campaigns", () => {
    expect(closureOf("a0", all).size).toBe(all.length);
  });

  test("merges nothing, in any order; what ties it to the other campaign is shown", () => {
    const found = linkReports(all);
    expect(found.campaigns).toHaveLength(2);
    expect(suppersOf(found).filter((id) => id.startsWith("b"))).toEqual([]);
    expect(suppersOf(found)).toEqual(expect.arrayContaining(["a0", "a1", "a2", "a3"]));
    const own = suppersOf(found).includes("c") ? "a" : "b";
    const shown = found.suggestions.filter(({ a, b }) => a === "c" || b === "c");
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.some(({ a, b }) => a.startsWith(own) || b.startsWith(own))).toBe(false);
    expect(linkReports([...all].reverse())).toEqual(found);
  });

  test("goes where a person puts it, and takes nobody along", () => {
    for (const [to, not] of [
      ["a0", "b0"],
      ["b0", "a0"],
    ] as const) {
      const decisions = [
        { kind: "must_link", a: "c", b: to },
        { kind: "cannot_link", a: "c", b: not },
      ] as const;
      const { campaigns } = linkReports(all, { decisions });
      expect(campaigns).toHaveLength(2);
      expect(campaigns.find(({ ids }) => ids.includes("c"))?.ids).toContain(to);
      expect(campaigns.find(({ ids }) => ids.includes("c"))?.ids).not.toContain(not);
    }
  });
});
