/** From a file to pixels, if it is a picture of a known type and not too large to be held. */
import { createMediaReader, maxPicturePixels, type PixelImage } from "@honeyguide/evidence";

import type { PictureAnswer } from "./answers.ts";
import { decodeJpeg, decodePng, decodeWebp } from "./codecs.ts";

/** Pixels, and what they were kept as. */
export interface DecodedPicture {
  readonly mediaType: string;
  readonly image: PixelImage;
}

const decoders = new Map([
  ["image/jpeg", decodeJpeg],
  ["image/png", decodePng],
  ["image/webp", decodeWebp],
]);

/** The pixels of a picture. Its size is read from its head before anything is decoded. */
export async function decodePicture(bytes: Uint8Array): Promise<PictureAnswer<DecodedPicture>> {
  const reader = createMediaReader();
  reader.push(bytes);
  const { mediaType, width, height } = reader.end();
  const decode = decoders.get(mediaType);
  if (decode === undefined) return { ok: false, reason: "not_decoded" };
  if (width === null || height === null) return { ok: false, reason: "damaged" };
  if (width * height > maxPicturePixels) return { ok: false, reason: "too_many_pixels" };
  try {
    const image = await decode(bytes);
    if (image.data.length !== image.width * image.height * 4) throw new RangeError("No pixels.");
    return { ok: true, value: { mediaType, image } };
  } catch {
    return { ok: false, reason: "damaged" };
  }
}
