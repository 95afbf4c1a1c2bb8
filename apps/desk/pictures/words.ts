/**
 * The words of a screenshot. The engine's code and its English lie beside this script and are read
 * from there at the first such job; the engine then stays until the process ends.
 */
import { readFile } from "node:fs/promises";

import {
  makeTesseract,
  readScreenshot,
  type RgbaImage,
  type ScreenshotReading,
  type Tesseract,
} from "@honeyguide/evidence";
import openCore from "tesseract.js-core/tesseract-core-simd-lstm.js";

let engine: Promise<Tesseract> | undefined;

/** Read a decoded screenshot. */
export async function readWords(image: RgbaImage): Promise<ScreenshotReading> {
  engine ??= openEngine();
  const { readLine } = await engine;
  return readScreenshot({ image, readLine });
}

async function openEngine(): Promise<Tesseract> {
  const [wasmBinary, language] = await Promise.all(
    ["tesseract-core-simd-lstm.wasm", "eng.traineddata"].map((name) =>
      readFile(new URL(`./${name}`, import.meta.url)),
    ),
  );
  if (wasmBinary === undefined || language === undefined) throw new TypeError("no engine");
  // Written for CommonJS: it asks for its folder, and with its bytes at hand never reads from there.
  Object.assign(globalThis, { __dirname: "" });
  const core = await openCore({ wasmBinary, print: () => undefined, printErr: () => undefined });
  return makeTesseract(core, language);
}
