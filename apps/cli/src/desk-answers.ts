/** As much of the Desk's answers as the command line prints; the rest is handed on unread. */
import { isFuzzyTime, type FuzzyTime } from "@honeyguide/domain";
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

const fuzzyTime = v.custom<FuzzyTime>(isFuzzyTime);

const SaidSchema = v.looseObject({
  when: v.nullable(fuzzyTime),
  encounters: v.array(
    v.looseObject({
      kind: v.string(),
      when: v.optional(fuzzyTime),
      statements: v.array(
        v.looseObject({ about: v.string(), text: v.string(), confidence: v.string() }),
      ),
    }),
  ),
});

const ReadingSchema = v.looseObject({
  exhibit: v.string(),
  format: v.string(),
  refused: v.nullable(v.string()),
  messages: v.number(),
  first: v.nullable(v.string()),
  last: v.nullable(v.string()),
  coverage: v.looseObject({
    unit: v.picklist(["line", "record"]),
    unread: v.number(),
  }),
  dateOrder: v.nullable(v.looseObject({ order: v.string(), decidedBy: v.string() })),
  conversations: v.array(v.looseObject({ name: v.string(), messages: v.number() })),
  conversation: v.nullable(v.string()),
  tool: v.string(),
  version: v.string(),
  sha256: v.string(),
});
export type DeskReading = Readonly<v.InferOutput<typeof ReadingSchema>>;

const FactsSchema = v.looseObject({
  width: v.nullable(v.number()),
  height: v.nullable(v.number()),
  seconds: v.nullable(v.number()),
  claims: v.array(v.looseObject({ claim: v.string(), value: v.string(), from: v.string() })),
  warnings: v.array(v.string()),
});

const ExhibitSchema = v.looseObject({
  part: v.string(),
  kind: v.string(),
  ordinal: v.number(),
  mediaType: v.string(),
  bytes: v.number(),
  sha256: v.string(),
  state: v.string(),
  inside: v.nullable(v.string()),
  facts: v.nullable(FactsSchema),
  sameAs: v.array(v.looseObject({ label: v.string(), ordinal: v.number(), distance: v.number() })),
  derivedFrom: v.nullable(
    v.looseObject({
      sha256: v.string(),
      tool: v.string(),
      version: v.string(),
      corrected: v.boolean(),
    }),
  ),
});
export type Exhibit = Readonly<v.InferOutput<typeof ExhibitSchema>>;

const CustodyLineSchema = v.looseObject({
  event: v.string(),
  at: v.string(),
  by: v.string(),
  exhibit: v.nullable(v.string()),
  sha256: v.string(),
  tool: v.nullable(v.string()),
  version: v.nullable(v.string()),
});
export type CustodyLine = Readonly<v.InferOutput<typeof CustodyLineSchema>>;

const LineSchema = v.looseObject({
  at: v.nullable(v.string()),
  from: v.string(),
  who: v.nullable(v.string()),
  kind: v.string(),
  text: v.string(),
  confidence: v.nullable(v.number()),
  source: v.looseObject({ exhibit: v.string(), line: v.number() }),
});

export const LinesPageSchema = v.looseObject({ lines: v.array(LineSchema) });

/** As much of a report as tells whether it is there. */
export const RowOfReportSchema = v.looseObject({
  row: v.looseObject({ label: v.string(), status: v.string() }),
});

export const ReportViewSchema = v.looseObject({
  row: RowSchema,
  consent: v.looseObject({ opening: v.string(), mayKnow: v.array(v.string()) }),
  said: SaidSchema,
  conversation: v.array(LineSchema),
  readings: v.array(ReadingSchema),
  exhibits: v.array(ExhibitSchema),
  custody: v.array(CustodyLineSchema),
  custodyComplete: v.boolean(),
  letters: v.array(v.looseObject({})),
  notes: v.array(v.looseObject({})),
  because: v.nullable(BecauseSchema),
});
export type ReportView = Readonly<v.InferOutput<typeof ReportViewSchema>>;

/** What checking everything again came to. */
export const VerifiedSchema = v.looseObject({
  exhibits: v.number(),
  matching: v.number(),
  readings: v.number(),
  readingsMatching: v.number(),
  custodyLines: v.number(),
  chainComplete: v.boolean(),
  faults: v.array(v.looseObject({ exhibit: v.nullable(v.string()), fault: v.string() })),
});
/** Whether the audit follows on from its beginning. */
export const AuditCheckSchema = v.looseObject({
  complete: v.boolean(),
  firstFault: v.nullable(v.number()),
});

/** `GET /v1/exhibits/by-hash/:sha256`. */
export const HoldersSchema = v.looseObject({ labels: v.array(v.string()) });

export type Verified = Readonly<v.InferOutput<typeof VerifiedSchema>>;

export const CampaignsSchema = v.array(v.looseObject({ id: v.string(), name: v.string() }));

export const CampaignViewSchema = v.looseObject({
  members: v.array(v.looseObject({ label: v.string(), because: v.nullable(BecauseSchema) })),
  refused: v.array(v.looseObject({ label: v.string(), because: BecauseSchema })),
});
