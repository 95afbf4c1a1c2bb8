/**
 * What the Desk and its picture process say to each other. The process decodes files of people
 * nobody knows, so its answers are values from outside as well and pass these schemas.
 */
import * as v from "valibot";

/** Why nothing came of a picture. The original is kept in every case. */
export type PictureRefusal =
  /** HEIC, AVIF, GIF and all else that is not JPEG, PNG or WebP. */
  | "not_decoded"
  | "too_many_pixels"
  /** The decoder says that it is not what its first bytes promise. */
  | "damaged"
  /** It took longer than its job may take. */
  | "too_slow"
  /** It needed more memory than the process may have, or brought it down. */
  | "too_much";

const refusals = ["not_decoded", "too_many_pixels", "damaged", "too_slow", "too_much"] as const;

/** How a picture is drawn again. */
export interface RedrawOptions {
  /** Pixels of the longer side, at most; 4096 where absent. */
  readonly most?: number;
  readonly grey?: boolean;
}

/** To the process. */
export type PictureJob =
  | { readonly job: "hash"; readonly bytes: Uint8Array }
  | { readonly job: "redraw"; readonly bytes: Uint8Array; readonly options: RedrawOptions }
  | { readonly job: "words"; readonly bytes: Uint8Array };

const HashSchema = v.strictObject({
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  quality: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100)),
});

const RedrawnSchema = v.strictObject({
  mediaType: v.picklist(["image/jpeg", "image/png"]),
  width: v.pipe(v.number(), v.integer(), v.minValue(1)),
  height: v.pipe(v.number(), v.integer(), v.minValue(1)),
  bytes: v.instance(Uint8Array),
});

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const BoxSchema = v.strictObject({
  left: v.number(),
  top: v.number(),
  width: v.number(),
  height: v.number(),
});
const ScreenshotSchema = v.strictObject({
  messages: v.array(
    v.strictObject({
      side: v.picklist(["left", "right", "middle"]),
      text: v.string(),
      confidence: share,
      time: v.nullable(v.string()),
      box: BoxSchema,
      doubtful: v.array(v.string()),
    }),
  ),
  header: v.nullable(v.strictObject({ text: v.string(), confidence: share, box: BoxSchema })),
});

/** What PDQ says of a picture. */
export type HashedPicture = v.InferOutput<typeof HashSchema>;
/** Pixels encoded anew: nothing else of the original is in it. */
export type RedrawnPicture = v.InferOutput<typeof RedrawnSchema>;

/** An answer: "no" is an ordinary one. */
export type PictureAnswer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: PictureRefusal };

const refused = v.strictObject({ ok: v.literal(false), reason: v.picklist(refusals) });

/** The answer to `hash`. */
export const HashAnswerSchema = v.variant("ok", [
  v.strictObject({ ok: v.literal(true), value: HashSchema }),
  refused,
]);

/** The answer to `redraw`. */
export const RedrawAnswerSchema = v.variant("ok", [
  v.strictObject({ ok: v.literal(true), value: RedrawnSchema }),
  refused,
]);

/** The answer to `words`. */
export const WordsAnswerSchema = v.variant("ok", [
  v.strictObject({ ok: v.literal(true), value: ScreenshotSchema }),
  refused,
]);
