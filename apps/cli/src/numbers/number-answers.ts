/** As much of the Desk's answers about numbers as the command line prints. */
import { type FuzzyTime, isFuzzyTime } from "@honeyguide/domain";
import * as v from "valibot";

const fuzzyTime = v.custom<FuzzyTime>(isFuzzyTime);
const SourceNameSchema = v.looseObject({ name: v.string(), asOf: v.nullable(v.string()) });

export const SourceSchema = v.looseObject({
  kind: v.string(),
  name: v.string(),
  asOf: v.nullable(v.string()),
  importedAt: v.string(),
  by: v.string(),
  rows: v.number(),
  skipped: v.number(),
  sha256: v.string(),
  standing: v.boolean(),
});
export type Source = Readonly<v.InferOutput<typeof SourceSchema>>;
export const SourcesSchema = v.array(SourceSchema);

export const ImportBegunSchema = v.looseObject({ id: v.nullable(v.string()) });

export const NumberSchema = v.looseObject({
  number: v.string(),
  type: v.string(),
  isForeign: v.boolean(),
  country: v.nullable(v.string()),
  virtual: v.nullable(v.picklist(["listed", "type", "range"])),
  block: v.nullable(
    v.looseObject({
      prefix: v.string(),
      status: v.string(),
      holder: v.string(),
      source: SourceNameSchema,
    }),
  ),
  prior: v.nullable(
    v.looseObject({
      listed: v.number(),
      isOftenListed: v.boolean(),
      lift: v.looseObject({ value: v.number(), low: v.number(), high: v.number() }),
    }),
  ),
  listings: v.array(v.looseObject({ lastSeen: v.nullable(v.string()), source: SourceNameSchema })),
  uses: v.array(
    v.looseObject({
      reports: v.array(v.string()),
      first: fuzzyTime,
      last: fuzzyTime,
      because: v.string(),
    }),
  ),
  undated: v.number(),
  recycled: v.nullable(v.looseObject({ from: v.string() })),
  on: v.looseObject({
    day: v.string(),
    place: v.picklist(["inside", "edge", "before", "after", "between", "recycled", "no_use"]),
    gapDays: v.nullable(v.number()),
    share: v.nullable(v.number()),
    halfLife: v.nullable(v.looseObject({ days: v.number(), source: v.string() })),
    code: v.string(),
  }),
});
export type NumberFile = Readonly<v.InferOutput<typeof NumberSchema>>;
