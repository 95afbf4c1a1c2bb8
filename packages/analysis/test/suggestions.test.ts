import { describe, expect, test } from "vitest";

import { linkReports, type ReportFacts } from "../src/index.ts";

// 30 to 60 bits each: a person may see that they are alike, the engine does not decide it.
const openers = ["are you free for dinner tonight?", "are you free for dinner on friday?"];

describe("short messages", () => {
  test("are suggested where they are alike, with little more than even odds, and never linked", () => {
    const { campaigns, links, suggestions } = linkReports(openers.map(made));
    expect(campaigns).toEqual([]);
    expect(links).toEqual([]);
    expect(suggestions).toHaveLength(1);
    const [{ a, b, bits, probability, verdict, reasons }] = suggestions as [
      (typeof suggestions)[number],
    ];
    expect([a, b, verdict]).toEqual(["R0", "R1", "suggest"]);
    expect(bits).toBeGreaterThanOrEqual(0);
    expect(probability).toBeLessThan(0.6);
    expect(reasons.reduce((sum, reason) => sum + reason.bits, 0)).toBeCloseTo(bits, 9);
  });

  test("of everyday words are not even suggested", () => {
    const { suggestions } = linkReports(
      ["hi how are you doing today?", "hi, how are you?"].map(made),
    );
    expect(suggestions).toEqual([]);
  });

  test("the same word for word never link", () => {
    const same = Array.from({ length: 5 }, () => openers[0]!).map(made);
    const { campaigns, links, suggestions } = linkReports(same);
    expect([campaigns, links]).toEqual([[], []]);
    expect(suggestions).toHaveLength(10);
    for (const { probability } of suggestions) expect(probability).toBeLessThan(0.95);
  });
});

function made(text: string, at: number): ReportFacts {
  return {
    id: `R${at}`,
    messages: [{ id: `R${at}-1`, text }],
    identifiers: [],
    names: [],
  };
}
