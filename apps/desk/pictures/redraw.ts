/** The same picture as new pixels: made smaller where it is large, grey where asked, encoded anew. */
import type { PixelImage } from "@honeyguide/evidence";

import type { PictureAnswer, RedrawnPicture, RedrawOptions } from "./answers.ts";
import { encodeJpeg, encodePng } from "./codecs.ts";
import { decodePicture } from "./decode.ts";

const mostSide = 4096;
/** A PNG of more than this takes too long to look at; unless something in it is transparent. */
const mostPngPixels = 4_000_000;

/** Decode and encode again. Nothing but pixels comes through. */
export async function redraw(
  bytes: Uint8Array,
  { most = mostSide, grey = false }: RedrawOptions,
): Promise<PictureAnswer<RedrawnPicture>> {
  const decoded = await decodePicture(bytes);
  if (!decoded.ok) return decoded;
  const small = shrink(decoded.value.image, Math.min(most, mostSide));
  const image = grey ? toGrey(small) : small;
  const { width, height } = image;
  const isPhoto = decoded.value.mediaType === "image/jpeg" || width * height > mostPngPixels;
  const mediaType = isPhoto ? ("image/jpeg" as const) : ("image/png" as const);
  const encoded = await (isPhoto ? encodeJpeg(image) : encodePng(image));
  return { ok: true, value: { mediaType, width, height, bytes: encoded } };
}

/** The mean of the pixels that fall into one, so that nothing in between is lost. */
function shrink(image: PixelImage, most: number): PixelImage {
  const scale = Math.max(image.width, image.height) / most;
  if (scale <= 1) return image;
  const width = Math.max(1, Math.round(image.width / scale));
  const height = Math.max(1, Math.round(image.height / scale));
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row += 1) {
    const rows = span(row, height, image.height);
    for (let column = 0; column < width; column += 1) {
      const columns = span(column, width, image.width);
      writeMean(image, rows, columns, data, 4 * (row * width + column));
    }
  }
  return { width, height, data };
}

type Span = readonly [from: number, to: number];

function span(at: number, of: number, length: number): Span {
  const from = Math.floor((at * length) / of);
  return [from, Math.max(from + 1, Math.floor(((at + 1) * length) / of))];
}

function writeMean(
  { width, data }: PixelImage,
  [top, bottom]: Span,
  [left, right]: Span,
  into: Uint8ClampedArray,
  at: number,
): void {
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (let row = top; row < bottom; row += 1) {
    for (let from = 4 * (row * width + left); from < 4 * (row * width + right); from += 4) {
      red += data[from] ?? 0;
      green += data[from + 1] ?? 0;
      blue += data[from + 2] ?? 0;
      alpha += data[from + 3] ?? 0;
    }
  }
  const count = (bottom - top) * (right - left);
  into[at] = red / count;
  into[at + 1] = green / count;
  into[at + 2] = blue / count;
  into[at + 3] = alpha / count;
}

function toGrey({ width, height, data }: PixelImage): PixelImage {
  const grey = new Uint8ClampedArray(data.length);
  for (let at = 0; at < data.length; at += 4) {
    const luma =
      0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    grey.fill(luma, at, at + 3);
    grey[at + 3] = data[at + 3] ?? 255;
  }
  return { width, height, data: grey };
}
