import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { linkReports } from "../src/link.ts";
import type { ReportFacts } from "../src/report-facts.ts";
import { thresholds } from "../src/rules.ts";

const unit = (...parts: number[]) => {
  const length = Math.hypot(...parts);
  return Float32Array.from(parts, (part) => part / length);
};
const report = (
  id: string,
  text: string,
  meaning?: Float32Array,
  more: Partial<ReportFacts> = {},
): ReportFacts => ({
  id,
  messages: [{ id: `${id}-1`, text, ...(meaning && { meaning }) }],
  identifiers: [],
  names: [],
  ...more,
});
const summer = "Would you fancy a drink by the river when the summer recess begins, just us two?";
const other = "Perhaps once parliament rises we could share a bottle on the embankment, you and me";

describe("meaning", () => {
  test("shows a pair in other words, and does not join it", () => {
    const pair = [report("a", summer, unit(1, 0.1)), report("b", other, unit(1, 0.2))];
    const { campaigns, links, suggestions } = linkReports(pair);
    expect([campaigns, links]).toEqual([[], []]);
    expect(suggestions).toHaveLength(1);
    const [{ bits, verdict, reasons } = { bits: 1, verdict: "link", reasons: [] }] = suggestions;
    expect({ bits, verdict }).toEqual({ bits: thresholds.suggest, verdict: "suggest" });
    expect(reasons.map(({ feature }) => feature)).toEqual(["start", "meaning"]);
    expect(
      linkReports(pair.map(({ id, messages: [one] }) => report(id, one?.text ?? ""))).suggestions,
    ).toEqual([]);
  });

  test("says nothing of what is less alike, of other models, or within one report", () => {
    const far = [report("a", summer, unit(1, 0)), report("b", other, unit(1, 1))];
    const models = [report("a", summer, unit(1, 0)), report("b", other, unit(1, 0, 0))];
    const [first, second] = [unit(1, 0), unit(1, 0.01)];
    const same = {
      ...report("a", summer, first),
      messages: [
        { id: "1", text: summer, meaning: first },
        { id: "2", text: other, meaning: second },
      ],
    };
    for (const reports of [far, models, [same]]) {
      expect(linkReports(reports).suggestions).toEqual([]);
    }
  });

  test("speaks beside a number that is the same, in few bits", () => {
    const number = { identifiers: [{ kind: "number" as const, value: "+447700900123" }] };
    const bitsOf = (meaning?: Float32Array) => {
      const reports = [report("a", summer, meaning, number), report("b", other, meaning, number)];
      return linkReports(reports).links[0]?.bits ?? 0;
    };
    expect(bitsOf()).toBeGreaterThan(thresholds.link);
    expect(bitsOf(unit(1, 2)) - bitsOf()).toBeCloseTo(4, 5);
  });

  test("is shown beside another number and name, and does not outweigh them", () => {
    const reports = ["+447700900123", "+447700900124"].map((value, at) =>
      report(`r${at}`, at === 0 ? summer : other, unit(1, 0), {
        identifiers: [{ kind: "number", value }],
        names: [at === 0 ? "Abi" : "Charlie"],
      }),
    );
    const { links, suggestions } = linkReports(reports);
    expect(suggestions.map(({ bits }) => bits)).toEqual([thresholds.suggest]);
    expect(links).toEqual([]);
  });

  test("is never the only reason for a link, and the order has no influence", () => {
    const vector = fc
      .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
      .filter((parts) => Math.hypot(...parts) > 0.01)
      .map((parts) => unit(...parts));
    // No word is in two of them.
    const text = (at: number) =>
      ["quartz", "hammock", "sparrow", "lagoon", "thimble", "orchard", "gravel", "mustard"]
        .map((word) => `${word}${"abcdefgh".charAt(at)}`)
        .join(" ");
    fc.assert(
      fc.property(fc.array(vector, { minLength: 2, maxLength: 8 }), (vectors) => {
        const reports = vectors.map((one, at) => report(`r${at}`, text(at), one));
        const found = linkReports(reports);
        expect(found.campaigns).toEqual([]);
        expect(linkReports([...reports].reverse())).toEqual(found);
      }),
      { numRuns: 60 },
    );
  });
});
