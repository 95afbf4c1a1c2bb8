// How much of a template is right: twenty campaigns made by rule (packages/analysis/test/template).
//
//   node bench/templates.mjs
import { importSource } from "../packages/analysis/scripts/import-source.mjs";

const { makeTemplate } = await importSource("template.ts");
const { background } = await importSource("background.ts");
const { makeLanguageModel } = await importSource("surprisal.ts");
const { makeCampaigns } = await importSource("../test/template/make-campaign.ts");
const { scoreTemplate } = await importSource("../test/template/score-template.ts");

const { alone } = makeLanguageModel(background);
const say = (line) => process.stdout.write(`${line}\n`);
const show = (share) => share.toFixed(3);

say("| Campaign | Reports | Letters put in: P | R | F1 | Slot values found |");
say("| --- | --- | --- | --- | --- | --- |");
const scores = makeCampaigns().map((campaign) => {
  const score = scoreTemplate(campaign, makeTemplate(campaign.reports, alone));
  const { precision, recall, f1, values } = score;
  say(
    `| ${campaign.name} | ${campaign.reports.length} | ${[precision, recall, f1, values].map(show).join(" | ")} |`,
  );
  return score;
});
const mean = (name) => scores.reduce((sum, score) => sum + score[name], 0) / scores.length;
const names = ["precision", "recall", "f1", "values"];
say(`| mean | | ${names.map((name) => show(mean(name))).join(" | ")} |`);
