/** Twenty made campaigns: a golden layout of each, and how much of it is right. */
import { describe, expect, test } from "vitest";

import { background } from "../../src/background.ts";
import { makeTemplate } from "../../src/index.ts";
import { makeLanguageModel } from "../../src/surprisal.ts";

import { makeCampaigns } from "./make-campaign.ts";
import { scoreTemplate } from "./score-template.ts";

const { alone } = makeLanguageModel(background);
const campaigns = makeCampaigns().map((campaign) => {
  const template = makeTemplate(campaign.reports, alone);
  return { campaign, template, score: scoreTemplate(campaign, template) };
});
const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

describe("twenty made campaigns", () => {
  test("are twenty", () => {
    expect(campaigns).toHaveLength(20);
  });

  test("have their golden layout", async () => {
    const lines = campaigns.flatMap(({ campaign, template }) => [
      `# ${campaign.name}, ${campaign.reports.length} reports`,
      template.text,
      ...template.segments.flatMap((segment) =>
        segment.kind === "slot"
          ? [
              `  ${segment.tag}: ${segment.values.map(({ text }) => text.replaceAll("\n", " / ")).join(" | ")}`,
            ]
          : [],
      ),
      "",
    ]);
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./generated.golden.txt");
  });

  test("are told apart from what was put in", () => {
    expect(mean(campaigns.map(({ score }) => score.f1))).toBeGreaterThan(0.9);
    expect(mean(campaigns.map(({ score }) => score.values))).toBeGreaterThan(0.7);
  });
});
