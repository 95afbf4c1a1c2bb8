/** Bodies: limited while they arrive, checked before they have a type. */
import { sValidator } from "@hono/standard-validator";
import { bodyLimit } from "hono/body-limit";
import type { GenericSchema } from "valibot";

const jsonBytes = 512 * 1024;

/** Refuses a body above a size, in bytes, without reading it to its end. */
export function atMost(maxSize: number) {
  return bodyLimit({
    maxSize,
    onError: (c) => c.json({ code: "intake.too_large" as const }, 413),
  });
}

/** Refuses JSON above half a megabyte: two sealed letters and the longest list of parts. */
export const shortJson = atMost(jsonBytes);

/** Refuses JSON that is not of this shape, to the last field. */
export function json<Schema extends GenericSchema>(schema: Schema) {
  return sValidator("json", schema, (result, c) =>
    result.success ? undefined : c.json({ code: "intake.malformed_request" as const }, 400),
  );
}
