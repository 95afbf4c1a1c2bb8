/**
 * The steps of one approach, as this project counts them, with the technique ids of ATT&CK that
 * come nearest. Where ATT&CK has nothing that fits, the list is empty: a near miss would mislead.
 */

export const killChain = "honeyguide-mo";

/** The ids are those of this content, and move between releases. */
export const attackRelease = { content: "misp-galaxy v36", date: "2026-08-06" } as const;

export type StageName =
  | "research"
  | "acquire_accounts"
  | "build_persona"
  | "first_contact"
  | "rapport"
  | "elicitation"
  | "coercion"
  | "contact_hand_over"
  | "pivot"
  | "clean_up";

export interface Stage {
  readonly name: StageName;
  /** 1 to 10. */
  readonly step: number;
  /** ATT&CK technique ids in {@link attackRelease}. */
  readonly attack: readonly string[];
}

/** In order. The techniques of a step are possible ones; a sentence proves the step, not each of them. */
export const stages: readonly Stage[] = [
  {
    name: "research",
    step: 1,
    attack: ["T1589", "T1589.003", "T1591.002", "T1591.004", "T1593.001", "T1597"],
  },
  { name: "acquire_accounts", step: 2, attack: ["T1585", "T1585.001", "T1583.006"] },
  {
    name: "build_persona",
    step: 3,
    attack: ["T1585.001", "T1683", "T1683.001", "T1683.002", "T1588.007"],
  },
  {
    name: "first_contact",
    step: 4,
    attack: ["T1566.003", "T1598.001", "T1660", "T1684", "T1684.001"],
  },
  { name: "rapport", step: 5, attack: ["T1684"] },
  { name: "elicitation", step: 6, attack: [] },
  { name: "coercion", step: 7, attack: [] },
  { name: "contact_hand_over", step: 8, attack: [] },
  { name: "pivot", step: 9, attack: [] },
  { name: "clean_up", step: 10, attack: ["T1684"] },
];
