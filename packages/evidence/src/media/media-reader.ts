/**
 * The facts of a file as its bytes pass: type, size, duration, claims, and what is odd. Not a pixel
 * and not a sample is decoded, and not more than 400 kB are held of a file of any size.
 */
import { toLatin } from "../latin.ts";
import { sniffBytes, sniffMediaType } from "../media-type.ts";
import { boxSteps } from "./boxes.ts";
import { type Draft, makeDraft } from "./draft.ts";
import { matroskaSteps } from "./matroska.ts";
import { type MediaFacts, maxPicturePixels } from "./media-facts.ts";
import { mp3Steps } from "./mp3.ts";
import { nameAgrees } from "./names.ts";
import { bmpSteps, gifSteps, jpegSteps, pngSteps, tiffSteps, webpSteps } from "./pictures.ts";
import { aacSteps, amrSteps, flacSteps, oggSteps, wavSteps } from "./sound.ts";
import { CutShort, drive, type Driver, type Ending, type Steps } from "./stream.ts";
import { makeTail } from "./tail.ts";

/** Reads one file. */
export interface MediaReader {
  readonly push: (chunk: Uint8Array) => void;
  /** After the last chunk, once. */
  readonly end: () => MediaFacts;
}

/** What is known of a file beside its bytes. */
export interface MediaReaderOptions {
  /** As it came; only to say that it disagrees. */
  readonly name?: string;
}

const formats = new Map<string, (draft: Draft) => Steps>([
  ["image/jpeg", jpegSteps],
  ["image/png", pngSteps],
  ["image/gif", gifSteps],
  ["image/webp", webpSteps],
  ["image/bmp", bmpSteps],
  ["image/tiff", tiffSteps],
  ["image/heic", boxSteps],
  ["image/avif", boxSteps],
  ["video/mp4", boxSteps],
  ["video/quicktime", boxSteps],
  ["video/3gpp", boxSteps],
  ["audio/mp4", boxSteps],
  ["video/webm", matroskaSteps],
  ["video/x-matroska", matroskaSteps],
  ["audio/ogg", oggSteps],
  ["video/ogg", oggSteps],
  ["audio/wav", wavSteps],
  ["audio/flac", flacSteps],
  ["audio/mpeg", mp3Steps],
  ["audio/amr", amrSteps],
  ["audio/aac", aacSteps],
]);

/** A length that is missing by more than this was never true. */
const impossibleBytes = 2 ** 30;

/** A reader for one file, to be fed in pieces of any size. */
export function createMediaReader({ name }: MediaReaderOptions = {}): MediaReader {
  const draft = makeDraft();
  const ending: Ending = { after: 0, error: undefined };
  const tail = makeTail();
  let head = new Uint8Array(0);
  let mediaType: string | undefined;
  let driver: Driver | undefined;

  function begin(): string {
    const type = sniffMediaType(head);
    const steps = formats.get(type);
    driver = steps && drive(steps(draft), ending);
    driver?.push(head);
    return type;
  }
  return {
    push(chunk) {
      tail.push(chunk);
      if (mediaType !== undefined) {
        driver?.push(chunk);
        return;
      }
      head = joined(head, chunk);
      if (head.length < sniffBytes) return;
      mediaType = begin();
      head = head.slice(0, sniffBytes);
    },
    end() {
      const type = mediaType ?? begin();
      driver?.end();
      if (driver !== undefined) warnOfEnding(draft, ending);
      warnOfOthers(draft, type, head.subarray(0, sniffBytes), tail.endsAsZip());
      if (name !== undefined && !nameAgrees(name, type)) draft.warnings.add("name_says_otherwise");
      return toFacts(draft, type);
    },
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function warnOfEnding({ warnings }: Draft, { after, error }: Ending): void {
  if (error instanceof CutShort) {
    warnings.add("cut_short");
    if (error.missing > impossibleBytes) warnings.add("impossible_length");
  } else if (error !== undefined) {
    warnings.add("malformed");
  } else if (after > 0) {
    warnings.add("more_bytes_after_end");
  }
}

const pages = /<(?:!doctype\s+html|html|head|body|script|iframe|svg)[\s>]/i;

/** What another program would take the file for. */
function warnOfOthers({ warnings }: Draft, type: string, head: Uint8Array, isZip: boolean): void {
  const text = toLatin(head);
  if (isZip && !isArchive(type)) warnings.add("also_reads_as_zip");
  if (type !== "application/pdf" && !type.startsWith("text/") && text.includes("%PDF-")) {
    warnings.add("also_reads_as_pdf");
  }
  const isMedia = /^(?:image\/(?!svg)|audio|video|application\/pdf)/.test(type);
  if (isMedia && pages.test(text)) warnings.add("also_reads_as_html");
}

function isArchive(type: string): boolean {
  return /zip|openxmlformats|opendocument|epub|java-archive|android/.test(type);
}

function toFacts(draft: Draft, mediaType: string): MediaFacts {
  const { width, height, isTurned, seconds, claims, warnings } = draft;
  if ((width ?? 0) * (height ?? 0) > maxPicturePixels) warnings.add("too_many_pixels");
  return {
    mediaType,
    width: isTurned ? height : width,
    height: isTurned ? width : height,
    seconds:
      seconds === null || !Number.isFinite(seconds) ? null : Math.round(seconds * 1000) / 1000,
    claims,
    warnings: [...warnings].sort(),
  };
}
