/** The pixels of a picture, by the browser's own decoder. */
import type { RgbaImage } from "@honeyguide/evidence";

import type { Unread } from "./messages.ts";

/** As a modern phone's photo, or a screenshot of a very long chat. */
const mostPixels = 40_000_000;

/** Decode; the picture is freed again but for its pixels. */
export async function decodePicture(
  file: Blob,
): Promise<
  { readonly ok: true; readonly image: RgbaImage } | { readonly ok: false; readonly reason: Unread }
> {
  if (typeof OffscreenCanvas !== "function" || !givesPixels()) return no("not_supported");
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return no("not_a_picture");
  }
  try {
    const { width, height } = bitmap;
    if (width * height > mostPixels) return no("too_large");
    const context = new OffscreenCanvas(width, height).getContext("2d", {
      willReadFrequently: true,
    });
    if (context === null) return no("not_supported");
    // What shines through would be black letters on black.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    return { ok: true, image: context.getImageData(0, 0, width, height) };
  } finally {
    bitmap.close();
  }
}

const no = (reason: Unread) => ({ ok: false, reason }) as const;

/** Browsers that guard against fingerprints give noise for pixels: better to say so than to read it. */
function givesPixels(): boolean {
  const context = new OffscreenCanvas(8, 8).getContext("2d");
  if (context === null) return false;
  context.fillStyle = "rgb(12, 145, 230)";
  context.fillRect(0, 0, 8, 8);
  const { data } = context.getImageData(0, 0, 8, 8);
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] !== 12 || data[at + 1] !== 145 || data[at + 2] !== 230) return false;
  }
  return true;
}
