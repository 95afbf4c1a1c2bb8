/** What a sender can ask for. `other` only for what a person remembers and no rule knows. */
export type DemandKind =
  "pictures" | "names" | "numbers" | "money" | "meeting" | "secrecy" | "other_app" | "other";
