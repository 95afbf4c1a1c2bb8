/**
 * What a picture, a sound or a film says of itself, without one pixel or one sample decoded. All of
 * it is a claim: anyone can write it.
 */

/** One thing that a file says of itself. A place is never handed on, only that there is one. */
export interface MediaClaim {
  readonly claim:
    "taken_at" | "changed_at" | "device" | "software" | "has_location" | "title" | "author";
  /** As written, at most {@link maxClaimLetters} letters; empty for `has_location`. */
  readonly value: string;
  readonly from: "exif" | "xmp" | "quicktime" | "png" | "id3" | "vorbis" | "matroska" | "iptc";
}

/** What is odd about a file, in an order that does not matter. */
export type MediaWarning =
  /** Bytes after the end of the picture or film that its own format knows nothing of. */
  | "more_bytes_after_end"
  /** Ends before its own structure does. */
  | "cut_short"
  /** A length in it reaches far beyond the file. */
  | "impossible_length"
  /** Its structure is not what its format says; facts may be missing. */
  | "malformed"
  /** The name it came with is of another type. */
  | "name_says_otherwise"
  /** Another program would open it as another type. */
  | "also_reads_as_zip"
  | "also_reads_as_pdf"
  | "also_reads_as_html"
  /** The duration is guessed from the size and the first frame. */
  | "duration_estimated"
  /** So large in pixels that nothing here decodes it. */
  | "too_many_pixels";

/** The facts on a sealed tile. */
export interface MediaFacts {
  /** By the bytes, never by the name. */
  readonly mediaType: string;
  /** As shown: turned as the file says. */
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly claims: readonly MediaClaim[];
  readonly warnings: readonly MediaWarning[];
}

/** Longer values are cut. */
export const maxClaimLetters = 200;
/** Pictures of more pixels are not decoded: 64 million are 256 MB. */
export const maxPicturePixels = 64_000_000;
