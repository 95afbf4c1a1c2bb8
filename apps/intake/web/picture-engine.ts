/** What reads the words of a picture, in one piece that the page loads when it is asked for. */
import { version } from "tesseract.js-core/package.json";

import { makePictureReader } from "./ocr/picture-reader.ts";
import type { PictureEngine } from "./pictures.svelte.ts";

/** The engine; a page makes it once. */
export function makePictureEngine(): PictureEngine {
  return { ...makePictureReader(), tool: "tesseract.js-core", version };
}
