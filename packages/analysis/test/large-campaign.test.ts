import { describe, expect, test } from "vitest";

import { linkReports } from "../src/link.ts";
import type { ReportFacts } from "../src/report-facts.ts";

const places = ["the bar", "the library", "the station", "the museum", "the harbour", "the chapel"];
const things = ["your speech", "your dog", "your new book", "your old bicycle", "your award"];

/** One script sent so often that each of its phrases is common, among reports of other things. */
function reports(copies: number): readonly ReportFacts[] {
  const campaign = Array.from({ length: copies }, (_, at) => ({
    id: `c${String(at).padStart(4, "0")}`,
    text: `It was so lovely to bump into you at ${places[at % 6] ?? ""} last week, I keep thinking about ${things[at % 5] ?? ""} and wondered if you might fancy a private viewing ${String(at)}`,
  }));
  const others = Array.from({ length: copies }, (_, at) => ({
    id: `o${String(at).padStart(4, "0")}`,
    text: `Reminder number ${String(at * 7919)}: parcel ${String(at * 104_729)} waits at locker ${String(at * 31)}`,
  }));
  return [...campaign, ...others].map(({ id, text }) => ({
    id,
    messages: [{ id, text }],
    identifiers: [],
    names: [],
  }));
}

describe("a large campaign", () => {
  test.for([40, 100, 600])("of %i copies stays one campaign", (copies) => {
    const { campaigns } = linkReports(reports(copies));
    const largest = campaigns.find(({ ids }) => ids.includes("c0000"));
    expect(largest?.ids.filter((id) => id.startsWith("c"))).toHaveLength(copies);
    expect(largest?.ids.filter((id) => id.startsWith("o"))).toEqual([]);
  });
});
