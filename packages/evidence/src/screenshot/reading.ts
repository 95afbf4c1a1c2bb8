/**
 * What reading a screenshot of a chat gives: who said it is told by the side, and the time of a
 * bubble stands apart from its words. Spec: evidence.md, "Screenshots".
 */

/** A rectangle in pixels of the picture; `left` and `top` are its first pixel. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Four bytes a pixel, red, green, blue, alpha, as a canvas gives them. */
export interface RgbaImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** One byte a pixel, 0 is black. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/**
 * Where a bubble stands: on the left what came in, on the right what the owner of the phone wrote,
 * in the middle what the program says (a date, a notice).
 */
export type Side = "left" | "right" | "middle";

/** One bubble. */
export interface ScreenshotMessage {
  readonly side: Side;
  /** Lines joined as they ran in the bubble; {@link unreadPicture} where an emoji stands. */
  readonly text: string;
  /** 0 to 1: of the word that was read with the least. */
  readonly confidence: number;
  /** As printed in the bubble, e.g. `18:05`; null if none is. */
  readonly time: string | null;
  readonly box: Box;
  /** What should be looked at: readings of it differed, or the engine was unsure of it. */
  readonly doubtful: readonly string[];
}

/** A whole screenshot, from top to bottom. */
export interface ScreenshotReading {
  readonly messages: readonly ScreenshotMessage[];
  /** The bar at the top: mostly the contact's name or number. */
  readonly header: { readonly text: string; readonly confidence: number; readonly box: Box } | null;
}

/** Stands in a text where the screenshot has an emoji, which is not read. */
export const unreadPicture = "▢";

/** One word of a line, with its place in the image that was given. */
export interface ReadWord {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly box: Box;
}

/** The engine: dark letters of one line on white, 10 px free on each side → its words. */
export type ReadLine = (line: GreyImage, letters?: "number" | "time") => readonly ReadWord[];
