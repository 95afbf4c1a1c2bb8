/** Requests about numbers, checked before they have a type. */
import { isDay } from "@honeyguide/analysis";
import { type FuzzyTime, isFuzzyTime, isPhoneNumber, type PhoneNumber } from "@honeyguide/domain";
import * as v from "valibot";

const number = v.custom<PhoneNumber>(isPhoneNumber);
const day = v.custom<string>((given) => typeof given === "string" && isDay(given));
const fuzzyTime = v.custom<FuzzyTime>(isFuzzyTime);
const line = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(50_000_000));
const mostRows = 5000;

export const LookUpSchema = v.strictObject({ number, on: v.exactOptional(day) });

export const BeginImportSchema = v.strictObject({
  kind: v.picklist(["ofcom-s7", "sms-sites"]),
  name: line(100),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  asOf: v.nullable(day),
  rows: count,
  skipped: count,
});

const BlockSchema = v.strictTuple([
  v.pipe(v.string(), v.regex(/^\+[1-9]\d{1,13}$/)),
  v.picklist(["allocated", "protected", "designated", "free", "quarantined", "reserved"]),
  v.pipe(v.string(), v.maxLength(200)),
  v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(15)),
  v.nullable(day),
]);
const ListingSchema = v.strictTuple([number, v.nullable(day)]);
const rows = <Row extends v.GenericSchema>(row: Row) =>
  v.pipe(v.array(row), v.minLength(1), v.maxLength(mostRows));

export const ImportRowsSchema = v.union([
  v.strictObject({ blocks: rows(BlockSchema) }),
  v.strictObject({ listings: rows(ListingSchema) }),
]);

export const NumberDecideSchema = v.variant("kind", [
  v.strictObject({
    kind: v.literal("interval"),
    number,
    campaignId: line(100),
    first: fuzzyTime,
    last: fuzzyTime,
  }),
  v.strictObject({
    kind: v.literal("recycled"),
    number,
    from: day,
    reason: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
  }),
]);
export type NumberDecideBody = v.InferOutput<typeof NumberDecideSchema>;
