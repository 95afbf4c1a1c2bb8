/** As much of the Desk's answers as the command line prints; the rest is handed on unread. */
import * as v from "valibot";

/** `--show` takes the reasons that the Desk takes for revealing a picture. */
export const reasonsToShow = [
  "police_request",
  "identify_sender",
  "person_asked",
  "safety_check",
] as const;

const ClockSchema = v.looseObject({ tier: v.string(), minutes: v.optional(v.number()) });

/** One row of the inbox. */
const RowSchema = v.looseObject({
  id: v.string(),
  label: v.string(),
  status: v.string(),
  drill: v.boolean(),
  clock: ClockSchema,
  what: v.array(v.string()),
  from: v.string(),
  role: v.string(),
  sameAs: v.nullable(
    v.looseObject({ campaignName: v.string(), verdict: v.string(), decided: v.boolean() }),
  ),
  receivedAt: v.string(),
  waitsMinutes: v.number(),
  preview: v.string(),
  sealedItems: v.number(),
});
export type Row = Readonly<v.InferOutput<typeof RowSchema>>;

export const InboxSchema = v.looseObject({
  rows: v.array(RowSchema),
  hidden: v.number(),
  held: v.number(),
});

const ReasonSchema = v.looseObject({
  feature: v.string(),
  agrees: v.boolean(),
  bits: v.number(),
  detail: v.looseObject({}),
});
export type Reason = Readonly<v.InferOutput<typeof ReasonSchema>>;

const BecauseSchema = v.looseObject({
  campaignId: v.string(),
  campaignName: v.string(),
  against: v.string(),
  bits: v.number(),
  word: v.string(),
  range: v.string(),
  verdict: v.string(),
  rulesVersion: v.number(),
  reasons: v.array(ReasonSchema),
});
export type Because = Readonly<v.InferOutput<typeof BecauseSchema>>;

export const ReportViewSchema = v.looseObject({
  row: RowSchema,
  consent: v.looseObject({ opening: v.string(), mayKnow: v.array(v.string()) }),
  said: v.looseObject({}),
  conversation: v.array(
    v.looseObject({
      at: v.nullable(v.string()),
      from: v.string(),
      who: v.nullable(v.string()),
      kind: v.string(),
      text: v.string(),
      source: v.looseObject({ exhibit: v.string(), line: v.number() }),
    }),
  ),
  doubts: v.array(v.looseObject({})),
  exhibits: v.array(
    v.looseObject({
      kind: v.string(),
      ordinal: v.number(),
      mediaType: v.string(),
      bytes: v.number(),
      sha256: v.string(),
      state: v.string(),
    }),
  ),
  letters: v.array(v.looseObject({})),
  notes: v.array(v.looseObject({})),
  because: v.nullable(BecauseSchema),
});
export type ReportView = Readonly<v.InferOutput<typeof ReportViewSchema>>;

export const CampaignsSchema = v.array(v.looseObject({ id: v.string(), name: v.string() }));

export const CampaignViewSchema = v.looseObject({
  members: v.array(v.looseObject({ label: v.string(), because: v.nullable(BecauseSchema) })),
  refused: v.array(v.looseObject({ label: v.string(), because: BecauseSchema })),
});
