/** Loads Tesseract from our own origin: 2.9 MB of code and 2.9 MB of language data, compressed less. */
import { makeTesseract, type Tesseract } from "@honeyguide/evidence";
import openCore from "tesseract.js-core/tesseract-core-simd-lstm.js";

/** `tools/build.mjs` puts these there. */
const code = "/ocr/tesseract-core-simd-lstm.wasm";
const language = "/ocr/eng.traineddata";

/**
 * Load and start it.
 *
 * @throws if a file does not come, or this browser cannot run it.
 */
export async function loadEngine(onProgress: (part: number) => void): Promise<Tesseract> {
  onProgress(0);
  const arrived = { count: 0 };
  const load = async (address: string) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    arrived.count += 1;
    onProgress(arrived.count * 0.4);
    return bytes;
  };
  const [wasmBinary, data] = await Promise.all([load(code), load(language)]);
  const core = await openCore({ wasmBinary, print: () => undefined, printErr: () => undefined });
  const engine = makeTesseract(core, data);
  onProgress(1);
  return engine;
}
