/** The undo line (P11) in words. */
import type { UndoLine } from "../../api.ts";
import { t } from "../i18n/t.ts";
import { numberWords } from "../number-words.ts";

const otherActs = [
  "undo.stage_confirmed",
  "undo.stage_rejected",
  "undo.stage_set",
  "undo.rules_moved",
  "undo.rules_kept",
] as const;

/** What was done, as one sentence. */
export function undoWords({ act, label, campaignName }: UndoLine): string {
  const campaign = campaignName ?? "…";
  switch (act) {
    case "same":
    case "not_same":
    case "unsure":
      return t(`undo.${act}`, { label, campaign });
    case "new_campaign":
    case "not_ours":
    case "later":
    case "done":
    case "assign":
      return t(`undo.${act}`, { label });
    case "number_interval":
      return t("undo.number_interval", { label: numberWords(label), campaign });
    case "number_recycled":
      return t("undo.number_recycled", { label: numberWords(label) });
    default:
      return t(otherKey(act), { label });
  }
}

function otherKey(act: string) {
  return otherActs.find((key) => key === `undo.${act}`) ?? "undo.other";
}
