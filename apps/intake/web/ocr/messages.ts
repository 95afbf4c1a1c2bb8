/** What the page and its picture worker say to each other. */
import type { ScreenshotReading } from "@honeyguide/evidence";

/** Why a picture was not read. The picture itself can be sent all the same. */
export type Unread =
  /** The browser cannot decode it: damaged, or a format it does not know. */
  | "not_a_picture"
  /** More than 40 million pixels. */
  | "too_large"
  /** No WebAssembly with SIMD, or a browser that gives pages no pixels, as Tor Browser does. */
  | "not_supported"
  /** The words' engine could not be loaded: the line is down, or the server is older than the page. */
  | "not_loaded"
  | "broken"
  | "cancelled";

/** How far it is. `part` goes from 0 to 1 in each stage. */
export interface PictureProgress {
  readonly stage: "loading" | "reading";
  readonly part: number;
}

/** An answer: "no" is an ordinary one. */
export type PictureAnswer =
  | { readonly ok: true; readonly reading: ScreenshotReading }
  | { readonly ok: false; readonly reason: Unread };

/** To the worker. */
export interface ToPictureWorker {
  readonly file: Blob;
}

/** From it: progress, then one answer. */
export type FromPictureWorker =
  | { readonly kind: "progress"; readonly progress: PictureProgress }
  | { readonly kind: "answer"; readonly answer: PictureAnswer };
