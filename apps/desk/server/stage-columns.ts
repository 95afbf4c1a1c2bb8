/** Which column of the matrix a step stands in, and which columns are sealed. */
import { stepKinds, stages } from "@honeyguide/analysis";

import type { OpenColumn, SealedColumn, StageProofView, StepKindView } from "../api.ts";

const columns: Readonly<Record<string, OpenColumn | SealedColumn>> = {
  first_message: "contact",
  other_first_contact: "contact",
  claimed_meeting: "met",
  reproach: "reproach",
  claimed_intimacy: "flirt",
  picture_sent: "picture",
  left_out_sent: "picture",
  media_sent: "picture",
  picture_offer: "picture",
  chase: "chase",
  picture_obtained: "obtained",
  picture_request: "asked",
  name_request: "asked",
  number_request: "asked",
  // What it is nobody has said; that it is of such a step may mark the person.
  other_elicitation: "asked",
  other_contact_hand_over: "asked",
  other_pivot: "asked",
  money_request: "pressure",
  exposure_threat: "pressure",
  secrecy_request: "pressure",
  other_coercion: "pressure",
};

/** Sealed for every report, filled or not. */
export const sealedColumns = ["obtained", "pressure", "asked"] as const;

/** The column of what a rule looks for or a person says. */
export function columnOf(rule: string): OpenColumn | SealedColumn {
  return columns[rule] ?? "other";
}

/** Whether a step may be seen without a reason. */
export function isOpen({ column }: Pick<StageProofView, "column">): boolean {
  return !sealedColumns.some((one) => one === column);
}

/** What a person can say that a message shows. */
export const stepKindViews: readonly StepKindView[] = stepKinds.map(({ id, stage }) => ({
  id,
  stage,
  step: stages.find(({ name }) => name === stage)?.step ?? 0,
  isSealed: !isOpen({ column: columnOf(id) }),
}));
