/** `honeyguide explain`: why a report belongs to a campaign, or why not. */
import {
  type Because,
  CampaignsSchema,
  CampaignViewSchema,
  type Reason,
  reasonsToShow,
  ReportViewSchema,
} from "./desk-answers.ts";
import { type DeskClient, signIn } from "./desk-client.ts";
import { deskWords } from "./desk-words.ts";
import { oneOf, readOptions } from "./options.ts";
import type { Command } from "./outside.ts";
import { reasonSentence } from "./reason-sentence.ts";
import { CouldNotError, WrongUseError } from "./refusal.ts";
import { defaultData, layoutOf } from "./start/layout.ts";
import { words } from "./words.ts";

/** Print the reasons, strongest first, for and against, and their sum. */
export const explain: Command = async (argv, outside) => {
  const { values, positionals } = readOptions(
    argv,
    { show: { type: "string" }, data: { type: "string" } },
    2,
  );
  const [label, campaign] = positionals;
  if (label === undefined) throw new WrongUseError(words.needsReport("explain"));
  const isShown = oneOf("--show", values.show, reasonsToShow) !== undefined;
  const desk = await signIn(layoutOf(values.data ?? defaultData), outside);
  const because =
    campaign === undefined ? await best(desk, label) : await against(desk, label, campaign);
  const reasons = [...because.reasons].sort(strongestFirst);
  if (values.json === true) {
    const shown = reasons.map(({ detail, ...rest }) => (isShown ? { ...rest, detail } : rest));
    await outside.out(`${JSON.stringify({ ...because, reasons: shown })}\n`);
    return 0;
  }
  const { head, foot } = deskWords.because(label, because);
  await outside.out(head);
  for (const reason of reasons) {
    await outside.out(deskWords.reason(reason, reasonSentence(reason, isShown)));
  }
  await outside.out(foot);
  return 0;
};

async function best(desk: DeskClient, label: string): Promise<Because> {
  const path = `/v1/reports/${encodeURIComponent(label)}`;
  const { because } = await desk.ask(path, ReportViewSchema, words.unknownReport(label));
  if (because === null) throw new CouldNotError(words.noBecause(label), 3);
  return because;
}

async function against(desk: DeskClient, label: string, campaign: string): Promise<Because> {
  const all = await desk.ask("/v1/campaigns", CampaignsSchema);
  const wanted = campaign.toLowerCase();
  const found = all.find(({ id, name }) => id === campaign || name.toLowerCase() === wanted);
  if (found === undefined) throw new CouldNotError(words.unknownCampaign(campaign), 3);
  const path = `/v1/campaigns/${encodeURIComponent(found.id)}`;
  const { members, refused } = await desk.ask(path, CampaignViewSchema);
  const because = [...members, ...refused].find((one) => one.label === label)?.because;
  if (because === undefined || because === null) {
    throw new CouldNotError(words.unknownCampaign(campaign), 3);
  }
  return because;
}

/** The starting point leads; the rest by weight, so that what speaks against is not last. */
function strongestFirst(a: Reason, b: Reason): number {
  const start = Number(isStart(b)) - Number(isStart(a));
  return start === 0 ? Math.abs(b.bits) - Math.abs(a.bits) : start;
}

function isStart({ feature }: Reason): boolean {
  return feature === "start" || feature === "prior";
}
