/** Every word of the Desk's page, in English. One part per room of the page. */
import { becauseWords } from "./en-because.ts";
import { campaignWords } from "./en-campaign.ts";
import { exhibitWords } from "./en-exhibit.ts";
import { frameWords } from "./en-frame.ts";
import { gateWords } from "./en-gate.ts";
import { inboxWords } from "./en-inbox.ts";
import { numberFileWords } from "./en-numbers.ts";
import { readingWords } from "./en-reading.ts";
import { reportWords } from "./en-report.ts";
import { rulesWords } from "./en-rules.ts";
import { stageWords } from "./en-stages.ts";

export const en = {
  ...frameWords,
  ...gateWords,
  ...inboxWords,
  ...becauseWords,
  ...exhibitWords,
  ...readingWords,
  ...reportWords,
  ...campaignWords,
  ...numberFileWords,
  ...stageWords,
  ...rulesWords,
} as const;
