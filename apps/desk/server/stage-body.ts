/** Requests about steps, checked before they have a type. */
import * as v from "valibot";

const name = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));

export const StageDecideSchema = v.strictObject({
  /** `exhibit:line`. */
  message: name(300),
  rule: v.pipe(name(60), v.regex(/^[a-z_]+$/)),
  verdict: v.picklist(["confirmed", "rejected"]),
});
export type StageDecideBody = v.InferOutput<typeof StageDecideSchema>;
