/** Bodies: limited while they arrive, checked before they have a type. */
import { sValidator } from "@hono/standard-validator";
import { bodyLimit } from "hono/body-limit";
import * as v from "valibot";

import { DeskRefusal } from "./refusal.ts";

/** A letter of 20,000 characters in four bytes each, and what is around it. */
const mostBytes = 128 * 1024;

/** Refuses long bodies without reading them to their end. */
export const shortBody = bodyLimit({
  maxSize: mostBytes,
  onError: () => {
    throw new DeskRefusal("desk.too_large");
  },
});

/** Refuses JSON that is not of this shape, to the last field. */
export function json<Schema extends v.GenericSchema>(schema: Schema) {
  return sValidator("json", schema, (result) => {
    if (!result.success) throw new DeskRefusal("desk.malformed_request");
  });
}

/** Refuses a query string that is not of this shape. */
export function query<Schema extends v.GenericSchema>(schema: Schema) {
  return sValidator("query", schema, (result) => {
    if (!result.success) throw new DeskRefusal("desk.malformed_request");
  });
}

/** No fields. */
export const EmptySchema = v.strictObject({});

const line = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));

export const TokenSchema = v.strictObject({ token: line(200) });
export const CodeSchema = v.strictObject({ code: line(200) });
export const NameSchema = v.strictObject({ name: line(100) });
export const NoteSchema = v.strictObject({ text: line(20_000) });
export const LabelSchema = v.strictObject({ label: line(200) });
export const UndoSchema = v.strictObject({ id: v.pipe(v.string(), v.uuid()) });
export const ReplySchema = v.strictObject({
  text: line(20_000),
  nextUpdateBy: v.pipe(v.string(), v.isoTimestamp()),
});
export const RevealSchema = v.strictObject({
  reason: v.picklist(["police_request", "identify_sender", "person_asked", "safety_check"]),
});
export const InboxQuerySchema = v.strictObject({
  all: v.optional(v.picklist(["0", "1"]), "0"),
});
export const AuditQuerySchema = v.strictObject({
  limit: v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.minValue(1), v.maxValue(1000)),
    "200",
  ),
});
const whole = (least: number, most: number) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/),
    v.transform(Number),
    v.minValue(least),
    v.maxValue(most),
  );
export const LinesQuerySchema = v.strictObject({
  exhibit: v.exactOptional(line(100)),
  from: v.optional(whole(0, 999_999_999), "0"),
  limit: v.optional(whole(1, 1000), "500"),
});
export const SearchQuerySchema = v.strictObject({
  exhibit: v.exactOptional(line(100)),
  q: v.pipe(v.string(), v.maxLength(500)),
});
const orNull = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.exactOptional(v.nullable(schema));
export const ReadAgainSchema = v.strictObject({
  dateOrder: orNull(v.picklist(["dmy", "mdy", "ymd"])),
  // As the file prints them, spaces and all.
  conversation: orNull(v.pipe(v.string(), v.maxLength(2000))),
  undecided: v.exactOptional(v.literal(true)),
  sender: orNull(v.pipe(v.string(), v.maxLength(2000))),
});
export const DecideSchema = v.variant("outcome", [
  v.strictObject({
    outcome: v.picklist(["same", "not_same", "unsure"]),
    campaignId: line(100),
    reason: v.exactOptional(v.pipe(v.string(), v.maxLength(2000))),
  }),
  v.strictObject({
    outcome: v.literal("not_ours"),
    kind: v.picklist(["ordinary", "commercial", "press", "spam", "wrong_address"]),
  }),
  v.strictObject({ outcome: v.literal("later"), until: v.pipe(v.string(), v.isoTimestamp()) }),
  v.strictObject({ outcome: v.literal("new_campaign") }),
  v.strictObject({ outcome: v.literal("done") }),
  v.strictObject({ outcome: v.literal("assign") }),
]);
